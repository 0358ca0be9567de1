// SPDX-License-Identifier: Apache-2.0
// libcurl's multi interface behind the door; the only file that knows curl.
#include <curl/curl.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <system_error>

#include "platform/client/transport.hpp"

namespace anju::client {
namespace {

using namespace std::chrono_literals;

constexpr auto kConnectLimit = 10s;

struct Easy {
    void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
};
struct Multi {
    void operator()(CURLM* handle) const { curl_multi_cleanup(handle); }
};
struct File {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
struct List {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
struct Share {
    void operator()(CURLSH* share) const { curl_share_cleanup(share); }
};
struct Address {
    void operator()(CURLU* url) const { curl_url_cleanup(url); }
};
struct Text {
    void operator()(char* text) const { curl_free(text); }
};

class CurlTransport final : public Transport {
  public:
    CurlTransport(std::string user_agent, std::string ca) : user_agent_(std::move(user_agent)), ca_(std::move(ca)) {
        static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
        static_cast<void>(ready);
        multi_.reset(curl_multi_init());
    }

    ~CurlTransport() override {
        for (auto& [id, running] : running_) {
            curl_multi_remove_handle(multi_.get(), running->easy.get());
        }
    }

    void start(TransferId id, Transfer transfer) override;

    void cancel(TransferId id) override {
        if (const auto found = running_.find(id); found != running_.end()) {
            curl_multi_remove_handle(multi_.get(), found->second->easy.get());
            running_.erase(found);
        }
        std::erase_if(news_, [id](const TransferNews& news) {
            return std::visit([](const auto& n) { return n.id; }, news) == id;
        });
    }

    std::vector<TransferNews> work(std::chrono::milliseconds at_most) override {
        perform();
        if (news_.empty()) {
            curl_multi_poll(multi_.get(), watched_.data(), static_cast<unsigned>(watched_.size()), static_cast<int>(at_most.count()),
                            nullptr);
            perform();
        }
        return std::exchange(news_, {});
    }

    void wake() override { curl_multi_wakeup(multi_.get()); }
    void watch(std::vector<Watched> descriptors) override {
        watched_.clear();
        for (const auto& one : descriptors) {
            watched_.push_back({one.descriptor, static_cast<short>(CURL_WAIT_POLLIN | (one.writes ? CURL_WAIT_POLLOUT : 0)), 0});
        }
    }
    void leave_connections() override { left_at_ = std::chrono::steady_clock::now(); }

  private:
    struct Running {
        CurlTransport* owner = nullptr;
        TransferId id = 0;
        Transfer transfer;  // curl reads the body from here
        std::unique_ptr<std::FILE, File> file{};  // or from here
        std::unique_ptr<curl_slist, List> headers;
        std::unique_ptr<CURLSH, Share> names{};  // where they are its own
        std::unique_ptr<curl_slist, List> known{};
        std::unique_ptr<CURL, Easy> easy;
        bool stands = false;  // told
    };

    static void send_file(Running& running);
    static void choose_way_out(Running& running);
    static std::size_t on_header(char* data, std::size_t, std::size_t size, void* self);
    static std::size_t on_body(char* data, std::size_t, std::size_t size, void* self);

    void perform() {
        int count = 0;
        curl_multi_perform(multi_.get(), &count);
        tell_what_stands();
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi_.get(), &left)) {
            if (message->msg == CURLMSG_DONE) {
                finish(message->easy_handle, message->data.result);
            }
        }
    }
    void finish(CURL* easy, CURLcode code);
    void tell_what_stands();

    void choose_connection(CURL* easy) const;

    std::string user_agent_, ca_;
    std::optional<std::chrono::steady_clock::time_point> left_at_;
    std::unique_ptr<CURLM, Multi> multi_;
    std::map<TransferId, std::unique_ptr<Running>> running_;
    std::vector<TransferNews> news_;
    std::vector<curl_waitfd> watched_;
};

// curl keeps connections for the next request and forgets them only by their age, in whole seconds, never for 0.
void CurlTransport::choose_connection(CURL* easy) const {
    if (!left_at_) {
        return;
    }
    const auto since = std::chrono::floor<std::chrono::seconds>(std::chrono::steady_clock::now() - *left_at_) - 1s;
    if (since < 1s) {
        curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    } else {
        curl_easy_setopt(easy, CURLOPT_MAXLIFETIME_CONN, static_cast<long>(since.count()));
    }
}

// "HOST:PORT:ADDRESS,…", as curl wants it; empty where the url is none.
std::string leads_to(const std::string& url, const std::vector<std::string>& addresses) {
    const std::unique_ptr<CURLU, Address> parsed(curl_url());
    char *host = nullptr, *port = nullptr;
    if (curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK || curl_url_get(parsed.get(), CURLUPART_HOST, &host, 0) != CURLUE_OK) {
        return {};
    }
    const std::unique_ptr<char, Text> own_host(host);
    if (curl_url_get(parsed.get(), CURLUPART_PORT, &port, CURLU_DEFAULT_PORT) != CURLUE_OK) {
        return {};
    }
    const std::unique_ptr<char, Text> own_port(port);
    std::string out = std::string(host) + ":" + port;
    char before = ':';
    for (const auto& address : addresses) {
        out += std::exchange(before, ',') + (address.find(':') == address.npos ? address : "[" + address + "]");
    }
    return out;
}

void CurlTransport::choose_way_out(Running& running) {
    const Transfer& wanted = running.transfer;
    CURL* easy = running.easy.get();
    if (wanted.brief) {
        curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    }
    if (wanted.interface.empty() && wanted.addresses.empty()) {
        return;
    }
    // curl hands one that was bound to whoever asks for none: what goes as the system routes would seem to work.
    curl_easy_setopt(easy, CURLOPT_FRESH_CONNECT, 1L);
    curl_easy_setopt(easy, CURLOPT_FORBID_REUSE, 1L);
    if (!wanted.interface.empty()) {
        curl_easy_setopt(easy, CURLOPT_INTERFACE, ("if!" + wanted.interface).c_str());
    }
    if (!wanted.addresses.empty()) {  // in a cache of its own, else they would be the name's for all others
        running.names.reset(curl_share_init());
        curl_share_setopt(running.names.get(), CURLSHOPT_SHARE, CURL_LOCK_DATA_DNS);
        running.known.reset(curl_slist_append(nullptr, leads_to(wanted.url, wanted.addresses).c_str()));
        curl_easy_setopt(easy, CURLOPT_SHARE, running.names.get());
        curl_easy_setopt(easy, CURLOPT_RESOLVE, running.known.get());
    }
}

void CurlTransport::start(TransferId id, Transfer transfer) {
    auto running = std::make_unique<Running>();
    running->owner = this;
    running->id = id;
    running->transfer = std::move(transfer);
    running->easy.reset(curl_easy_init());
    CURL* easy = running->easy.get();
    const Transfer& wanted = running->transfer;

    curl_easy_setopt(easy, CURLOPT_URL, wanted.url.c_str());
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1);
    if (!ca_.empty()) {  // this one only, none of the system's
        curl_easy_setopt(easy, CURLOPT_CAINFO, ca_.c_str());
        curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
    }
    curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent_.c_str());
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_PROXY, "");  // never what the environment happens to name
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::chrono::milliseconds(kConnectLimit).count()));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(wanted.limit.count()));
    choose_connection(easy);
    choose_way_out(*running);
    // Else giving up on a name that hangs would wait for its resolver.
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT, 1L);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, running.get());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, running.get());
    curl_easy_setopt(easy, CURLOPT_PRIVATE, running.get());

    curl_slist* headers = curl_slist_append(nullptr, "Expect:");
    for (const auto& [name, value] : wanted.headers) {
        headers = curl_slist_append(headers, (name + ": " + value).c_str());
    }
    running->headers.reset(headers);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    switch (wanted.method) {
        case contract::Method::Get:
            break;
        case contract::Method::Post:
            if (!wanted.body_file.empty()) {
                send_file(*running);
                break;
            }
            curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                             static_cast<curl_off_t>(wanted.body.size()));
            curl_easy_setopt(easy, CURLOPT_POSTFIELDS, wanted.body.c_str());
            break;
        case contract::Method::Delete:
            curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, "DELETE");
            break;
    }
    curl_multi_add_handle(multi_.get(), easy);
    running_[id] = std::move(running);
}

// With curl's own fread, which also knows how to begin again on a second connection.
void CurlTransport::send_file(Running& running) {
    running.file.reset(std::fopen(running.transfer.body_file.c_str(), "rbe"));
    std::error_code failed;
    const auto size = std::filesystem::file_size(running.transfer.body_file, failed);
    CURL* easy = running.easy.get();
    if (!running.file) {
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, "");
        return;
    }
    curl_easy_setopt(easy, CURLOPT_POST, 1L);
    curl_easy_setopt(easy, CURLOPT_READDATA, running.file.get());
    curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(failed ? 0 : size));
}

// Before any greeting: who takes a connection and says nothing is there. One of an earlier transfer may lead nowhere any more.
void CurlTransport::tell_what_stands() {
    for (auto& [id, running] : running_) {
        long fresh = 0;
        if (!running->stands && curl_easy_getinfo(running->easy.get(), CURLINFO_NUM_CONNECTS, &fresh) == CURLE_OK && fresh > 0) {
            running->stands = true;
            news_.emplace_back(Stands{id});
        }
    }
}

std::size_t CurlTransport::on_header(char* data, std::size_t, std::size_t size, void* self) {
    const auto& running = *static_cast<Running*>(self);
    const std::string_view line(data, size);
    if (line != "\r\n" && line != "\n") {
        return size;
    }
    long status = 0;
    const char* type = nullptr;
    curl_off_t retry_after = 0;
    curl_easy_getinfo(running.easy.get(), CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(running.easy.get(), CURLINFO_CONTENT_TYPE, &type);
    curl_easy_getinfo(running.easy.get(), CURLINFO_RETRY_AFTER, &retry_after);
    if (status >= 200) {  // not for 100 Continue
        running.owner->news_.push_back(Began{running.id, static_cast<int>(status), type ? type : "",
                                             std::chrono::seconds(retry_after)});
    }
    return size;
}

std::size_t CurlTransport::on_body(char* data, std::size_t, std::size_t size, void* self) {
    const auto& running = *static_cast<Running*>(self);
    running.owner->news_.push_back(Bytes{running.id, std::string(data, size)});
    return size;
}

How how(CURL* easy, CURLcode code) {
    if (code == CURLE_OK) {
        return How::Complete;
    }
    if (code == CURLE_PEER_FAILED_VERIFICATION) {
        return How::Stranger;
    }
    // Set once the connection, with its TLS, was usable; nothing was sent before.
    curl_off_t ready = 0;
    curl_easy_getinfo(easy, CURLINFO_PRETRANSFER_TIME_T, &ready);
    if (ready > 0) {
        return How::Cut;
    }
    long met = 0, error = 0;  // met: before TLS, where CURLINFO_CONNECT_TIME_T says nothing yet
    curl_easy_getinfo(easy, CURLINFO_NUM_CONNECTS, &met);
    curl_easy_getinfo(easy, CURLINFO_OS_ERRNO, &error);
    const bool refused = code == CURLE_COULDNT_CONNECT && error == ECONNREFUSED;
    return met > 0 || refused ? How::Refused : How::NeverReached;
}

// A box whose clock is wrong refuses every certificate: then the clock is what to look at.
std::string why(CURL* easy, CURLcode code) {
    constexpr long kNotYet = 9, kNoMore = 10;  // X509_V_ERR_CERT_NOT_YET_VALID, …_HAS_EXPIRED
    long verified = 0;
    if (code == CURLE_PEER_FAILED_VERIFICATION && curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verified) == CURLE_OK) {
        if (verified == kNotYet) {
            return "its certificate is not valid yet by the clock of this machine";
        }
        if (verified == kNoMore) {
            return "its certificate is not valid any more by the clock of this machine";
        }
    }
    return curl_easy_strerror(code);
}

void CurlTransport::finish(CURL* easy, CURLcode code) {
    void* self = nullptr;
    curl_easy_getinfo(easy, CURLINFO_PRIVATE, &self);
    const TransferId id = static_cast<Running*>(self)->id;
    news_.push_back(Ended{id, how(easy, code), why(easy, code)});
    curl_multi_remove_handle(multi_.get(), easy);
    running_.erase(id);
}

}  // namespace

std::unique_ptr<Transport> make_curl_transport(std::string user_agent, std::string ca) {
    return std::make_unique<CurlTransport>(std::move(user_agent), std::move(ca));
}

}  // namespace anju::client
