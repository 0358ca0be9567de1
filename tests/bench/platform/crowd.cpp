// SPDX-License-Identifier: Apache-2.0
// Many event streams and some posters in one process, for a bench. One thread, epoll, plain HTTP or TLS.
// platform_crowd HOST PORT STREAMS [tls]: each line of the file STREAMS is "PATH<tab>HEADER" of one stream.
// Orders come as lines, each is answered by one line of JSON:
//   open N                  at least N streams of the file are open
//   figures                 what there is
//   post N SECONDS POSTS    N posters, each sends its next request once the last was answered, so many seconds
//                           or, where a fourth word names a file, until that is gone. A line of POSTS is
//                           "PATH<tab>HEADERS<tab>BODY<tab>STREAM": @ID@ in HEADERS and BODY is what the event of STREAM (-1: all) carries
//   pace N SECONDS POSTS RATE
//                           the same, but RATE requests a second are due in all, whoever of the N is free sends the next: a request that
//                           waits for one of them is late from the moment it was due
//   storm N SECONDS POSTS RATE
//                           each line of POSTS once, at that rate, each on a connection of its own as a box has it (N of them at most);
//                           all are answered, or SECONDS are over
//   keep SECONDS            waits until all that were open are open again, reconnecting what was closed
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/ssl.h>
#include <sys/epoll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <fstream>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "tests/bench/platform/words.hpp"

namespace {

using namespace anju::bench;

using Clock = std::chrono::steady_clock;
double ms_since(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

struct Line {
    std::string path, headers;
};

struct Link {
    int fd = -1;
    SSL* ssl = nullptr;
    bool greeted = false;   // the request has been sent
    int stream = -1;        // its line; -1: a poster
    int poster = -1;
    Clock::time_point due{};  // of a storm: when its one request was
    std::string in;         // of a stream: the end of what came, a frame that is not whole
    bool open = false;      // 200 has come
    std::string last;       // Last-Event-ID
};

struct Post {
    std::string path, headers, body;
    int stream = -1;
};
struct Sent {
    Clock::time_point at{};
    std::size_t seen = 0, wanted = 1;
};

class Crowd {
  public:
    Crowd(const char* host, int port, bool tls) {
        address_.sin_family = AF_INET;
        address_.sin_port = htons(static_cast<std::uint16_t>(port));
        inet_pton(AF_INET, host, &address_.sin_addr);
        if (tls) {
            context_ = SSL_CTX_new(TLS_client_method());
            SSL_CTX_set_verify(context_, SSL_VERIFY_NONE, nullptr);
            SSL_CTX_set_mode(context_, SSL_MODE_RELEASE_BUFFERS);
        }
    }

    void read_lines(const char* file) {
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            const auto parts = parts_of(line);
            lines_.push_back({parts[0], parts.size() > 1 ? parts[1] : ""});
        }
        links_.resize(lines_.size());
    }

    void open(int wanted) {
        const auto begin = Clock::now();
        const auto until = begin + std::chrono::seconds{120};
        wanted_ = std::min<int>(wanted, static_cast<int>(lines_.size()));
        while (open_ < wanted_ && Clock::now() < until) {
            for (; tried_ < wanted_ && pending_ < kAtOnce; ++tried_) connect(tried_);
            turn(50);
        }
        std::printf("{\"open\":%d,\"seconds\":%.3f,\"refused\":%d}\n", open_, ms_since(begin) / 1000, refused_);
    }

    // The streams come again by themselves, as a TV does: after `kBackOff`, with the number that they had.
    void keep(double seconds) {
        const auto begin = Clock::now();
        double closed = -1, answered = -1, all = -1;
        int most_closed = 0;
        while (ms_since(begin) < seconds * 1000) {
            turn(5);
            most_closed = std::max(most_closed, wanted_ - open_);
            if (closed < 0 && open_ < wanted_ / 10) { closed = ms_since(begin); }
            if (closed >= 0 && answered < 0 && open_ > 0 && reopened_ > 0) answered = ms_since(begin);
            if (closed >= 0 && open_ == wanted_) { all = ms_since(begin); break; }
        }
        std::printf("{\"open\":%d,\"most_closed\":%d,\"closed_ms\":%.1f,\"first_back_ms\":%.1f,\"all_back_ms\":%.1f}\n", open_, most_closed, closed, answered, all);
    }

    void figures() { std::printf("{\"open\":%d,\"events\":%zu,\"pings\":%zu}\n", open_, events_, pings_); }

    // rate: how many are due a second; 0: as many as are answered.
    void post(int posters, double seconds, const char* file, const std::string& meanwhile, double rate = 0) {
        read_posts(file);
        forget();
        posting_ = true;
        paced_ = rate > 0;
        posters_.assign(static_cast<std::size_t>(posters), {});
        poster_posts_.assign(static_cast<std::size_t>(posters), {});
        const auto begin = Clock::now();
        double due = 0;  // ms after `begin`
        for (int i = 0; i < posters; ++i) {
            posters_[static_cast<std::size_t>(i)].poster = i;
            dial(posters_[static_cast<std::size_t>(i)]);
        }
        for (int turns = 0; ms_since(begin) < seconds * 1000; ++turns) {
            if (turns % 64 == 0 && !meanwhile.empty() && access(meanwhile.c_str(), F_OK) != 0) break;
            turn(paced_ ? 1 : 5);
            for (; paced_ && !free_.empty() && ms_since(begin) >= due; due += 1000 / rate) {
                Link& link = *free_.front();
                free_.pop_front();
                send_post(link, begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::milli>(due)));
            }
        }
        posting_ = false;
        const double lasted = ms_since(begin) / 1000;
        const std::size_t answered = durable_.size();
        const auto drained = Clock::now();
        while (!sent_.empty() && ms_since(drained) < 3000) turn(5);
        for (auto& poster : posters_) end(poster);
        std::printf("{\"posters\":%d,\"answered\":%zu,\"per_second\":%.1f,\"told\":%zu,\"missing\":%zu,\"wrong\":%d,"
                    "\"durable_p50\":%.3f,\"durable_p99\":%.3f,\"told_p50\":%.3f,\"told_p99\":%.3f,\"told_max\":%.3f%s%s%s}\n",
                    posters, answered, static_cast<double>(answered) / lasted, told_.size(), sent_.size(), wrong_, quantile(durable_, 0.5),
                    quantile(durable_, 0.99), quantile(told_, 0.5), quantile(told_, 0.99), quantile(told_, 1),
                    first_wrong_.empty() ? "" : ",\"said\":\"", first_wrong_.c_str(), first_wrong_.empty() ? "" : "\"");
    }

    void storm(int most, double seconds, const char* file, double rate) {
        read_posts(file);
        forget();
        storming_ = true;
        next_post_ = 0;
        posters_.assign(static_cast<std::size_t>(most), {});
        poster_posts_.assign(static_cast<std::size_t>(most), {});
        for (int i = 0; i < most; ++i) {
            posters_[static_cast<std::size_t>(i)].poster = i;
            free_.push_back(&posters_[static_cast<std::size_t>(i)]);
        }
        const auto begin = Clock::now();
        std::size_t begun = 0;
        while (durable_.size() + static_cast<std::size_t>(wrong_) < posts_.size() && ms_since(begin) < seconds * 1000) {
            turn(1);
            for (; !free_.empty() && begun < posts_.size() && ms_since(begin) >= static_cast<double>(begun) * 1000 / rate; ++begun) {
                Link& link = *free_.front();
                free_.pop_front();
                link.due = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double, std::milli>(static_cast<double>(begun) * 1000 / rate));
                dial(link);
            }
        }
        storming_ = false;
        for (auto& poster : posters_) end(poster);
        const std::size_t answered = durable_.size();
        std::printf("{\"asked\":%zu,\"answered\":%zu,\"wrong\":%d,\"seconds\":%.3f,\"durable_p50\":%.3f,\"durable_p99\":%.3f,\"durable_max\":%.3f,\"said\":\"%s\"}\n", posts_.size(), answered,
                    wrong_, ms_since(begin) / 1000, quantile(durable_, 0.5), quantile(durable_, 0.99), quantile(durable_, 1), first_wrong_.c_str());
    }

  private:
    static constexpr int kAtOnce = 512;
    static constexpr auto kBackOff = std::chrono::milliseconds{1000};

    void read_posts(const char* file) {
        posts_.clear();
        std::ifstream in(file);
        for (std::string line; std::getline(in, line);) {
            auto parts = parts_of(line);
            posts_.push_back({parts[0], parts[1], parts[2], std::stoi(parts[3])});
        }
    }
    void forget() {
        durable_.clear();
        told_.clear();
        sent_.clear();
        wrong_ = 0;
        first_wrong_.clear();
        free_.clear();
    }

    void connect(int line) {
        Link& link = links_[static_cast<std::size_t>(line)];
        link.stream = line;
        ++pending_;
        dial(link);
    }

    void dial(Link& link) {
        link.fd = ::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
        const int one = 1;
        setsockopt(link.fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
        if (link.stream >= 0 || storming_) {
            // Thousands of ports of one address are slow to choose from.
            setsockopt(link.fd, IPPROTO_IP, IP_BIND_ADDRESS_NO_PORT, &one, sizeof one);
            sockaddr_in own{};
            own.sin_family = AF_INET;
            own.sin_addr.s_addr = htonl(0x7F000002U + static_cast<unsigned>(std::max(link.stream, link.poster) % 64));
            ::bind(link.fd, reinterpret_cast<const sockaddr*>(&own), sizeof own);  // NOLINT
        }
        link.greeted = link.open = false;
        link.in.clear();
        if (context_) {
            link.ssl = SSL_new(context_);
            SSL_set_fd(link.ssl, link.fd);
            SSL_set_connect_state(link.ssl);
        }
        ::connect(link.fd, reinterpret_cast<const sockaddr*>(&address_), sizeof address_);  // NOLINT: sockets are so
        epoll_event what{};
        what.events = EPOLLIN | EPOLLOUT | EPOLLET;
        what.data.ptr = &link;
        epoll_ctl(epoll_, EPOLL_CTL_ADD, link.fd, &what);
    }

    void end(Link& link) {
        if (link.fd < 0) return;
        if (link.ssl) SSL_free(link.ssl);
        link.ssl = nullptr;
        ::close(link.fd);
        link.fd = -1;
        if (link.stream < 0) return;
        if (link.open) {
            --open_;
        } else {
            --pending_;
            ++refused_;
        }
        link.open = false;
        again_.push_back({Clock::now() + kBackOff, link.stream});
    }

    long read(Link& link, char* into, std::size_t size) {
        if (!link.ssl) return ::read(link.fd, into, size);
        const int got = SSL_read(link.ssl, into, static_cast<int>(size));
        if (got > 0) return got;
        const int why = SSL_get_error(link.ssl, got);
        errno = why == SSL_ERROR_WANT_READ || why == SSL_ERROR_WANT_WRITE ? EAGAIN : EIO;
        return why == SSL_ERROR_ZERO_RETURN ? 0 : -1;
    }
    bool write(Link& link, const std::string& text) {
        if (!link.ssl) return ::write(link.fd, text.data(), text.size()) == static_cast<long>(text.size());
        return SSL_write(link.ssl, text.data(), static_cast<int>(text.size())) == static_cast<int>(text.size());
    }

    void turn(int milliseconds) {
        while (!again_.empty() && again_.front().first <= Clock::now()) {
            const int line = again_.front().second;
            if (pending_ >= kAtOnce) break;
            again_.pop_front();
            connect(line);
        }
        epoll_event ready[512];
        const int count = epoll_wait(epoll_, ready, 512, milliseconds);
        for (int i = 0; i < count; ++i) {
            Link& link = *static_cast<Link*>(ready[i].data.ptr);
            if (link.fd < 0) continue;
            if (!link.greeted && (ready[i].events & EPOLLOUT) != 0U) greet(link);
            if (link.fd >= 0 && (ready[i].events & (EPOLLIN | EPOLLHUP | EPOLLERR)) != 0U) take(link);
        }
    }

    void greet(Link& link) {
        if (link.ssl && !SSL_is_init_finished(link.ssl)) {
            const int done = SSL_do_handshake(link.ssl);
            if (done != 1) {
                const int why = SSL_get_error(link.ssl, done);
                if (why != SSL_ERROR_WANT_READ && why != SSL_ERROR_WANT_WRITE) end(link);
                return;
            }
        }
        link.greeted = true;
        if (link.stream < 0) return storming_ ? send_post(link, link.due) : next_post(link);
        const Line& line = lines_[static_cast<std::size_t>(link.stream)];
        std::string head = "GET " + line.path + " HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\n";
        if (!line.headers.empty()) head += line.headers + "\r\n";
        if (!link.last.empty()) head += "Last-Event-ID: " + link.last + "\r\n";
        if (!write(link, head + "\r\n")) end(link);
    }

    void next_post(Link& link) {
        if (!posting_ || posts_.empty()) return;
        if (paced_) free_.push_back(&link);
        else send_post(link, Clock::now());
    }

    void send_post(Link& link, Clock::time_point due) {
        const Post& post = posts_[next_post_++ % posts_.size()];
        const std::string id = "m" + std::to_string(++ids_) + "m";
        poster_posts_[static_cast<std::size_t>(link.poster)] = id;
        const std::string body = replaced(post.body, "@ID@", id);
        sent_[id] = {due, 0, post.stream < 0 ? static_cast<std::size_t>(open_) : 1};
        write(link, "POST " + post.path + " HTTP/1.1\r\nHost: bench\r\n" + replaced(replaced(post.headers, "@ID@", id), "|", "\r\n") +
                        "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    }

    void take(Link& link) {
        if (!link.greeted) return greet(link);
        char bytes[16384];
        for (;;) {
            const long got = read(link, bytes, sizeof bytes);
            if (got < 0 && errno == EAGAIN) return;
            if (got <= 0) return storming_ && link.stream < 0 ? failed(link, "cut") : end(link);
            link.in.append(bytes, static_cast<std::size_t>(got));
            link.stream < 0 ? answered(link) : frames(link);
            if (link.fd < 0) return;
        }
    }

    // Of a storm: nobody answered this one.
    void failed(Link& link, const char* how) {
        ++wrong_;
        if (first_wrong_.empty()) first_wrong_ = how;
        end(link);
        free_.push_back(&link);
    }

    void answered(Link& link) {
        for (;;) {
            const auto head = link.in.find("\r\n\r\n");
            if (head == std::string::npos) return;
            const auto length = link.in.find("Content-Length: ");
            const std::size_t size = length < head ? std::strtoul(link.in.c_str() + length + 16, nullptr, 10) : 0;
            if (link.in.size() < head + 4 + size) return;
            const std::string& id = poster_posts_[static_cast<std::size_t>(link.poster)];
            const bool good = link.in.compare(0, 10, "HTTP/1.1 2") == 0;
            if (good) {
                if (const auto sent = sent_.find(id); sent != sent_.end()) durable_.push_back(ms_since(sent->second.at));
                else durable_.push_back(ms_since(early_[id]));
            } else {
                ++wrong_;
                if (first_wrong_.empty()) first_wrong_ = link.in.substr(9, 3);
                sent_.erase(id);
            }
            early_.erase(id);
            if (storming_) {
                sent_.erase(id);
                end(link);
                free_.push_back(&link);
                return;
            }
            link.in.erase(0, head + 4 + size);
            next_post(link);
        }
    }

    void frames(Link& link) {
        if (!link.open) {
            const auto head = link.in.find("\r\n\r\n");
            if (head == std::string::npos) return;
            if (link.in.compare(0, 12, "HTTP/1.1 200") != 0) return end(link);
            link.in.erase(0, head + 4);
            link.open = true;
            ++open_;
            ++reopened_;
            --pending_;
        }
        for (;;) {
            const auto whole = link.in.find("\n\n");
            if (whole == std::string::npos) break;
            const std::string_view frame(link.in.data(), whole);
            const auto number = frame.find("id: ");
            if (number == std::string_view::npos) {
                ++pings_;
            } else {
                ++events_;
                link.last = frame.substr(number + 4, frame.find('\n', number) - number - 4);
                event(frame);
            }
            link.in.erase(0, whole + 2);
        }
        if (link.in.empty()) std::string().swap(link.in);
    }

    void event(std::string_view frame) {
        for (auto at = frame.find('m'); at != std::string_view::npos; at = frame.find('m', at + 1)) {
            auto end = at + 1;
            while (end < frame.size() && frame[end] >= '0' && frame[end] <= '9') ++end;
            if (end == at + 1 || end >= frame.size() || frame[end] != 'm') continue;
            const auto sent = sent_.find(std::string(frame.substr(at, end + 1 - at)));
            if (sent == sent_.end()) continue;  // part of an id
            if (++sent->second.seen < sent->second.wanted) return;
            told_.push_back(ms_since(sent->second.at));
            early_[sent->first] = sent->second.at;
            sent_.erase(sent);
            return;
        }
    }

    sockaddr_in address_{};
    SSL_CTX* context_ = nullptr;
    int epoll_ = epoll_create1(EPOLL_CLOEXEC);
    std::vector<Line> lines_;
    std::vector<Link> links_, posters_;
    std::deque<std::pair<Clock::time_point, int>> again_;
    std::vector<Post> posts_;
    std::vector<std::string> poster_posts_;  // the id that each waits for
    std::unordered_map<std::string, Sent> sent_;
    std::unordered_map<std::string, Clock::time_point> early_;  // told before they were answered
    std::vector<double> durable_, told_;
    std::string first_wrong_;
    std::size_t events_ = 0, pings_ = 0, next_post_ = 0;
    // Another begin each time: a kept database knows what was posted under the ids of earlier runs.
    std::size_t ids_ = static_cast<std::size_t>(std::chrono::system_clock::now().time_since_epoch() / std::chrono::seconds{1}) * 1'000'000;
    int wanted_ = 0, tried_ = 0, open_ = 0, pending_ = 0, refused_ = 0, reopened_ = 0, wrong_ = 0;
    bool posting_ = false, paced_ = false, storming_ = false;
    std::deque<Link*> free_;  // posters that wait until the next is due
};

}  // namespace

int main(int count, char** words) {
    if (count < 4) return 2;
    std::signal(SIGPIPE, SIG_IGN);
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = limit.rlim_max;
    setrlimit(RLIMIT_NOFILE, &limit);
    Crowd crowd(words[1], std::atoi(words[2]), count > 4 && std::string_view(words[4]) == "tls");
    crowd.read_lines(words[3]);
    for (std::string order; std::getline(std::cin, order);) {
        std::stringstream in(order);
        std::string what, file, meanwhile;
        double number = 0, seconds = 0;
        in >> what >> number >> seconds >> file >> meanwhile;
        if (what == "open") crowd.open(static_cast<int>(number));
        if (what == "keep") crowd.keep(number);
        if (what == "figures") crowd.figures();
        if (what == "post") crowd.post(static_cast<int>(number), seconds, file.c_str(), meanwhile);
        if (what == "storm") crowd.storm(static_cast<int>(number), seconds, file.c_str(), std::atof(meanwhile.c_str()));
        if (what == "pace") crowd.post(static_cast<int>(number), seconds, file.c_str(), "", std::atof(meanwhile.c_str()));
        std::fflush(stdout);
    }
}
