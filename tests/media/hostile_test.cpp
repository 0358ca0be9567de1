// SPDX-License-Identifier: Apache-2.0
// Calls that end at every stage, sides that vanish, and words that are not SDP.
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <random>

#include "media/gst/fingerprint.hpp"
#include "tests/media/visit.hpp"
#include "tests/support/left_behind.hpp"

namespace anju::gst {
namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

// Hangs up and says how long camera and microphone stayed open.
std::chrono::milliseconds hang_up(Visit& visit) {
    const auto began = Clock::now();
    visit.stop();
    EXPECT_TRUE(visit.until([&] { return visit.live(false, false); }));
    return std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
}

void expect_works(Visit& visit, std::uint32_t round) {
    visit.connect(round);
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send();
    EXPECT_TRUE(visit.until([&] { return visit.phone->pictures() > 0 && visit.engine->remote().take(); })) << visit.phone->error();
}

TEST(HangUp, WorksAtEveryStageAndTheNextCallIsFine) {
    Visit visit;
    const std::vector<std::function<bool()>> stages{
        [] { return true; },
        [&] { return visit.count<media::Offered>() > 0; },
        [&] { return visit.count<media::CandidateFound>() > 0; },
        [&] { return visit.phone->connected(); },
    };
    std::uint32_t round = 0;
    for (const auto& stage : stages) {
        for (const bool agreed : {false, true}) {
            visit.forget();
            visit.connect(++round);
            if (agreed) {
                visit.agree();
            }
            ASSERT_TRUE(visit.until(stage));
            EXPECT_LE(hang_up(visit), 500ms);
        }
    }
    visit.forget();
    expect_works(visit, ++round);
    EXPECT_LE(hang_up(visit), 500ms);
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
}

TEST(HangUp, WhileDevicesOpen) {
    Visit visit;
    visit.connect();
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    for (int i = 0; i < 5; ++i) {
        visit.agree();
        visit.agree(false, false);
    }
    visit.agree();
    visit.stop();
    EXPECT_TRUE(visit.until([&] { return visit.count<media::LiveChanged>() >= 12 && visit.live(false, false); }));
}

TEST(HangUp, AnEngineThatEndsInACallEnds) {
    long open = 0;  // files after the first, which opens what GStreamer keeps
    for (const auto wait : {900ms, 0ms, 30ms, 300ms, 900ms}) {
        {
            Visit visit;
            visit.connect();
            visit.agree();
            visit.until([] { return false; }, wait);
        }
        if (open == 0) {
            open = test::held_now().files;
        }
        EXPECT_LE(test::held_at_last({open, test::held_now().threads}).files, open) << wait.count();
    }
}

TEST(Rounds, ANewConnectionTakesOverWhileTheCameraStaysOpen) {
    Visit visit;
    expect_works(visit, 0);
    visit.connect(1);
    ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    visit.phone->send();
    EXPECT_TRUE(visit.until([&] {
        const auto up = visit.last<media::MediaUp>();
        return up && up->round == 1 && visit.phone->pictures() > 0;
    }));
    EXPECT_TRUE(visit.live(true, true));
    EXPECT_LE(visit.count<media::LiveChanged>(), 2);
}

TEST(Rounds, AnAnswerThatTakesTheOtherCodecWhileTheCameraStreams) {
    Visit visit;
    expect_works(visit, 0);
    for (std::uint32_t round = 1; round <= 48; ++round) {  // closing the eyes under the lock: one in a hundred stands still
        visit.connect(round, round % 2 == 1 ? Codec::Vp8 : Codec::H264);
        ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); }, 5s)) << "round " << round << ": " << visit.phone->error();
    }
    visit.phone->send();
    EXPECT_TRUE(visit.until([&] { return visit.phone->pictures() > 0 && visit.engine->remote().take(); })) << visit.phone->error();
    EXPECT_TRUE(visit.live(true, true));
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
}

TEST(Rounds, AVanishedPhoneIsSilentWithinThreeSecondsAndItsNextRoundWorks) {
    Visit visit;
    expect_works(visit, 0);
    visit.phone->hang();
    const auto gone = Clock::now();
    ASSERT_TRUE(visit.until([&] { return visit.count<media::MediaSilent>() > 0; }));
    EXPECT_GT(Clock::now() - gone, 1500ms);
    EXPECT_LT(Clock::now() - gone, 4s);
    expect_works(visit, 1);
    EXPECT_EQ(visit.count<media::MediaSilent>(), 1);
}

TEST(Rounds, ThingsOfAnotherCallOrRoundChangeNothing) {
    Visit visit;
    visit.engine->order(media::GiveAnswer{"c1", 0, "v=0"});
    visit.engine->order(media::OpenDevices{"c9", true, true});
    visit.engine->order(media::StopCall{"c9"});
    visit.connect();
    visit.engine->order(media::GiveAnswer{"c9", 0, "v=0"});
    visit.engine->order(media::GiveAnswer{"c1", 7, "v=0"});
    visit.engine->order(media::GiveCandidate{"c1", 7, "candidate:x", 0});
    visit.engine->order(media::OpenDevices{"c9", true, true});
    visit.engine->order(media::StopCall{"c9"});
    EXPECT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    EXPECT_EQ(visit.count<media::LiveChanged>(), 0);
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
}

TEST(Hostile, AnAnswerThatIsNoneEndsTheCallAndClosesTheDevices) {
    for (const std::string sdp : {"", "nonsense", "v=0\r\n", "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 102\r\n"}) {
        Visit visit;
        visit.answers = false;
        visit.connect();
        visit.agree();
        ASSERT_TRUE(visit.until([&] { return visit.live(true, true) && visit.count<media::Offered>() > 0; }));
        visit.engine->order(media::GiveAnswer{"c1", 0, sdp});
        EXPECT_TRUE(visit.until([&] { return visit.count<media::MediaFailed>() == 1; })) << sdp;
        EXPECT_FALSE(visit.last<media::MediaFailed>()->why.empty());
        EXPECT_TRUE(visit.live(false, false));
    }
}

TEST(Hostile, ARelayThatIsNotThereIsSaid) {
    Visit visit;
    visit.engine->order(media::ConnectCall{"c1", 0, {{{"turn:127.0.0.1:9"}, "1:u", "c"}}, true});
    EXPECT_TRUE(visit.until([&] { return visit.count<media::MediaFailed>() == 1; }, 30s));
    EXPECT_EQ(visit.count<media::CandidateFound>(), 0);
}

TEST(Hostile, CandidatesThatAreNoneAreIgnored) {
    Visit visit;
    visit.connect();
    for (const std::string text : {"x", "candidate:", "candidate:1 1 udp 1 999.999.1.1 1 typ host", "candidate:1 1 udp 1 nohost.invalid 1 typ host",
                                   "candidate:1 1 udp 1 1.2.3.4 1 typ nothing"}) {
        for (const int mline : {0, 1, -1, 99}) {
            visit.engine->order(media::GiveCandidate{"c1", 0, text, mline});
        }
    }
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return visit.phone->pictures() > 0; })) << visit.phone->error();
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
}

// A true answer in which bytes were changed: an error or a call, never a crash, never devices that stay open.
TEST(Hostile, SpoiltAnswers) {
    std::mt19937 random(20261126);
    std::string whole;
    {
        Visit visit;
        visit.keep_answer = &whole;
        visit.connect();
        ASSERT_TRUE(visit.until([&] { return visit.phone->connected(); })) << visit.phone->error();
    }
    ASSERT_FALSE(whole.empty());
    const int rounds = std::getenv("ANJU_SLOW") != nullptr ? 300 : 30;
    Visit visit;
    visit.answers = false;
    for (int i = 0; i < rounds; ++i) {
        auto spoilt = whole;
        for (unsigned changes = 1 + random() % 6; changes > 0; --changes) {
            const auto at = random() % spoilt.size();
            switch (random() % 4) {
                case 0: spoilt[at] = static_cast<char>(random() % 256); break;
                case 1: spoilt.erase(at, random() % 40); break;
                case 2: spoilt.insert(at, spoilt.substr(random() % spoilt.size(), random() % 40)); break;
                default: spoilt.insert(at, std::to_string(static_cast<long long>(random()) * 4'000'000'000ll)); break;
            }
        }
        visit.forget();
        visit.connect(static_cast<std::uint32_t>(i) + 1);
        visit.agree();
        ASSERT_TRUE(visit.until([&] { return visit.count<media::Offered>() > 0; }));
        visit.engine->order(media::GiveAnswer{"c1", static_cast<std::uint32_t>(i) + 1, spoilt});
        visit.until([&] { return visit.count<media::MediaFailed>() > 0; }, 30ms);
        hang_up(visit);
    }
    visit.answers = true;
    visit.forget();
    expect_works(visit, 100'000);
}

TEST(Devices, WithoutACameraACallHasSound) {
    auto options = Visit::test_devices();
    options.camera = "none";
    Visit visit(Codec::H264, options);
    EXPECT_TRUE(visit.until([&] { return visit.last<media::Devices>().has_value(); }));
    EXPECT_FALSE(visit.last<media::Devices>()->camera);
    visit.connect();
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return visit.phone->heard().size() == 48000; })) << visit.phone->error();
    EXPECT_GT(part_at(visit.phone->heard(), 440), 0.05);
    EXPECT_TRUE(visit.live(false, true));
    EXPECT_EQ(visit.phone->pictures(), 0u);
}

TEST(Devices, ACameraThatIsNotThereIsNone) {
    auto options = Visit::test_devices();
    options.camera = "/dev/video-nowhere";
    Visit visit(Codec::H264, options);
    visit.connect();
    visit.agree();
    EXPECT_TRUE(visit.until([&] { return visit.phone->heard().size() == 48000; })) << visit.phone->error();
    EXPECT_TRUE(visit.live(false, true));
    EXPECT_EQ(visit.count<media::MediaFailed>(), 0);
}

TEST(Devices, TheCameraIsClosedAndOpenedInACall) {
    Visit visit;
    expect_works(visit, 0);
    visit.agree(false, true);
    ASSERT_TRUE(visit.until([&] { return visit.live(false, true); }));
    visit.until([] { return false; }, 300ms);
    const auto pictures = visit.phone->pictures();
    visit.until([] { return false; }, 500ms);
    EXPECT_EQ(visit.phone->pictures(), pictures);
    EXPECT_EQ(visit.engine->self().take(), nullptr);
    visit.agree(true, false);
    EXPECT_TRUE(visit.until([&] { return visit.live(true, false) && visit.phone->pictures() > pictures + 3; }));
}

// A new key and certificate, as the box makes one; returns the fingerprint as SDP says it.
std::string write_certificate(const std::string& path) {
    EVP_PKEY* key = EVP_EC_gen("P-256");
    X509* certificate = X509_new();
    X509_set_version(certificate, 2);
    ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
    X509_gmtime_adj(X509_getm_notBefore(certificate), -3600);
    X509_gmtime_adj(X509_getm_notAfter(certificate), 3600);
    X509_set_pubkey(certificate, key);
    X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("box"), -1, -1, 0);
    X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
    X509_sign(certificate, key, EVP_sha256());
    std::FILE* file = std::fopen(path.c_str(), "w");
    PEM_write_X509(file, certificate);
    PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr);
    std::fclose(file);
    unsigned char digest[32];
    unsigned size = 0;
    X509_digest(certificate, EVP_sha256(), digest, &size);
    std::string text = "sha-256 ";
    for (unsigned i = 0; i < size; ++i) {
        char pair[4];
        std::snprintf(pair, sizeof pair, i == 0 ? "%02X" : ":%02X", digest[i]);
        text += pair;
    }
    X509_free(certificate);
    EVP_PKEY_free(key);
    return text;
}

TEST(Certificate, OfTheBoxIsInEveryOfferAndWorks) {
    const auto path = (std::filesystem::temp_directory_path() / ("anju-box-" + std::to_string(getpid()) + ".pem")).string();
    const auto fingerprint = write_certificate(path);
    auto options = Visit::test_devices();
    options.certificate = path;
    Visit visit(Codec::H264, options);
    for (std::uint32_t round = 0; round < 2; ++round) {
        visit.forget();
        expect_works(visit, round);
        ASSERT_TRUE(visit.last<media::Offered>());
        EXPECT_EQ(fingerprint_of(visit.last<media::Offered>()->sdp), fingerprint);
    }
    std::remove(path.c_str());
}

TEST(Certificate, OfSomebodyElseIsRefusedBeforeAnythingIsSent) {
    Visit visit;
    visit.change_answer = [](std::string sdp) {
        const auto at = sdp.find("a=fingerprint:sha-256 ") + 22;
        return with_fingerprint(sdp, "sha-256 " + std::string(sdp[at] == '0' ? "1" : "0") + sdp.substr(at + 1, 94));
    };
    visit.connect();
    visit.agree();
    ASSERT_TRUE(visit.until([&] { return visit.count<media::MediaFailed>() == 1; }));
    EXPECT_EQ(visit.last<media::MediaFailed>()->fault, call::Fault::Stranger);
    EXPECT_TRUE(visit.live(false, false));
    EXPECT_EQ(visit.phone->rtp_packets(), 0u);
}

struct Use {
    int threads = 0, files = 0;
    double kilobytes = 0;
    static Use now() {
        Use use;
        const auto entries = [](const char* folder) {
            return static_cast<int>(std::distance(std::filesystem::directory_iterator(folder), std::filesystem::directory_iterator()));
        };
        use.threads = entries("/proc/self/task");
        use.files = entries("/proc/self/fd");
        std::ifstream memory("/proc/self/statm");
        long all = 0, resident = 0;
        memory >> all >> resident;
        use.kilobytes = static_cast<double>(resident) * 4;
        return use;
    }
};

TEST(ManyCalls, GrowNothing) {
    const int calls = std::getenv("ANJU_SLOW") != nullptr ? 200 : 20, warm_up = calls / 4;
    Visit visit;
    Use before;
    std::vector<double> memory;
    std::chrono::milliseconds longest{0};
    for (int i = 0; i < calls; ++i) {
        visit.forget();
        visit.connect(static_cast<std::uint32_t>(i));
        visit.agree();
        visit.phone->send();
        ASSERT_TRUE(visit.until([&] { return visit.phone->pictures() > 0 && visit.engine->remote().take(); })) << i << visit.phone->error();
        const auto took = hang_up(visit);
        longest = std::max(longest, took);
        if (took > 200ms || i % 10 == 0) {
            std::printf("call %d: hang-up %lld ms, %.0f kB\n", i, static_cast<long long>(took.count()), Use::now().kilobytes);
        }
        visit.phone->hang();
        visit.until([] { return false; }, 30ms);  // the trim
        if (i == warm_up) {
            before = Use::now();
        }
        if (i >= warm_up) {
            memory.push_back(Use::now().kilobytes);
        }
    }
    visit.until([] { return false; }, 300ms);
    const auto after = Use::now();
    EXPECT_LE(after.threads, before.threads + 2);
    EXPECT_LE(after.files, before.files + 2);
    double x = 0, y = 0, xx = 0, xy = 0;
    const auto n = static_cast<double>(memory.size());
    for (std::size_t i = 0; i < memory.size(); ++i) {
        const auto at = static_cast<double>(i);
        x += at, y += memory[i], xx += at * at, xy += at * memory[i];
    }
    const double slope = (n * xy - x * y) / (n * xx - x * x);
    std::printf("threads %d, files %d, %.0f kB resident, %.1f kB a call, hang-up at most %lld ms\n", after.threads, after.files, after.kilobytes,
                slope, static_cast<long long>(longest.count()));
    if (std::getenv("ANJU_SLOW") != nullptr) {  // in few calls the allocator's steps weigh more than a leak
        EXPECT_LT(slope, 20.0);
    }
    EXPECT_LE(longest, 2s);
}

}  // namespace
}  // namespace anju::gst
