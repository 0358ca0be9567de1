// SPDX-License-Identifier: Apache-2.0
// What is read from SDP and ICE servers, whatever others write, and the four words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "media/gst/answer.hpp"
#include "media/gst/fingerprint.hpp"
#include "media/gst/offer.hpp"
#include "media/gst/turn.hpp"

namespace anju::gst {
namespace {

std::string pairs(const std::string& pair) {
    std::string text = pair;
    for (int i = 1; i < 32; ++i) {
        text += ":" + pair;
    }
    return text;
}

std::string sdp_with(const std::string& fingerprint) { return "v=0\r\na=fingerprint:" + fingerprint + "\r\n"; }

TEST(FourWords, AreThoseOfTheDocument) {
    const auto one = sdp_with("sha-256 " + pairs("00")), other = sdp_with("sha-256 " + pairs("ff"));
    const std::vector<std::string> words{"帽子", "松树", "苹果", "樱桃"};  // docs/visits.md
    EXPECT_EQ(four_words(one, other), words);
    EXPECT_EQ(four_words(other, one), words);
    EXPECT_EQ(four_words(sdp_with("SHA-256 " + pairs("FF")), one), words);
}

TEST(FourWords, AreDifferentForAnotherCertificate) {
    const auto one = sdp_with("sha-256 " + pairs("00"));
    std::set<std::vector<std::string>> all;
    for (int i = 0; i < 100; ++i) {
        char pair[3];
        std::snprintf(pair, sizeof pair, "%02X", i + 1);
        all.insert(four_words(one, sdp_with("sha-256 " + pairs(pair))));
    }
    EXPECT_EQ(all.size(), 100u);
}

TEST(FourWords, NeedTwoWholeFingerprints) {
    const auto one = sdp_with("sha-256 " + pairs("00"));
    for (const std::string& bad : {"sha-1 " + pairs("00"), "sha-256 " + pairs("0G"), std::string("sha-256 00:11"), std::string("sha-256"),
                                  std::string(), "sha-256 " + pairs("00") + ":00"}) {
        EXPECT_TRUE(four_words(one, sdp_with(bad)).empty()) << bad;
    }
    EXPECT_TRUE(four_words(one, "v=0\r\n").empty());
    EXPECT_TRUE(four_words("", "").empty());
}

TEST(FourWords, ComeFrom256DifferentWordsOfTwoCharacters) {
    EXPECT_EQ(all_words().size(), 256u);
    EXPECT_EQ(std::set(all_words().begin(), all_words().end()).size(), 256u);
    for (const auto& word : all_words()) {
        EXPECT_EQ(word.size(), 6u) << word;
    }
}

std::string answer_with(const std::string& video, const std::string& audio, const std::string& tail = "") {
    const std::string ice = "a=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\na=fingerprint:sha-256 " + pairs("AA") + "\r\n";
    return "v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0 1\r\n" + video + ice + audio + ice + tail;
}
const std::string kVideo = "m=video 9 UDP/TLS/RTP/SAVPF 96 102\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:102 H264/90000\r\n";
const std::string kAudio = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 opus/48000/2\r\na=ssrc:4242 cname:x\r\n";

const std::string kOffered =
    "v=0\r\nm=video 9 UDP/TLS/RTP/SAVPF 102 96 97\r\na=rtpmap:102 H264/90000\r\na=rtpmap:96 VP8/90000\r\na=rtpmap:97 rtx/90000\r\n"
    "a=fmtp:97 apt=102\r\n";

TEST(Offer, EachCodecOfThePictureHasItsRepeats) {
    const std::string sound = "m=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 OPUS/48000/2\r\n";
    const auto offer = with_repeats(kOffered + sound);
    EXPECT_NE(offer.find("SAVPF 102 96 97 98\r\n"), std::string::npos) << offer;
    EXPECT_NE(offer.find("a=fmtp:97 apt=102\r\na=rtpmap:98 rtx/90000\r\na=fmtp:98 apt=96\r\n" + sound), std::string::npos) << offer;
    EXPECT_EQ(with_repeats(offer), offer);
    EXPECT_EQ(with_repeats(kOffered), offer.substr(0, offer.size() - sound.size())) << "the last section";
}

TEST(Offer, WithoutPicturesItStaysAsItIs) {
    for (const std::string sdp : {"", "v=0\r\n", "v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=rtpmap:111 OPUS/48000/2\r\n", "m=video 9"}) {
        EXPECT_EQ(with_repeats(sdp), sdp);
    }
}

TEST(Answer, SaysWhetherItObeysHowLongPicturesAreHeld) {
    const std::string line = "http://www.webrtc.org/experiments/rtp-hdrext/playout-delay\r\n";
    EXPECT_FALSE(read_answer(answer_with(kVideo, kAudio)).playout);
    EXPECT_TRUE(read_answer(answer_with(kVideo + "a=extmap:4 " + line, kAudio)).playout);
    EXPECT_FALSE(read_answer(answer_with(kVideo + "a=extmap:5 " + line, kAudio)).playout) << "not the number that was offered";
    EXPECT_FALSE(read_answer(answer_with(kVideo, kAudio + "a=extmap:4 " + line)).playout) << "of the sound";
}

TEST(Answer, TheFirstTypeOfItsVideoIsWhatIsSent) {
    const auto answer = read_answer(answer_with(kVideo, kAudio));
    EXPECT_EQ(answer.why, "");
    EXPECT_EQ(answer.codec, "VP8");
    EXPECT_EQ(answer.video, 96);
    EXPECT_EQ(answer.audio, 111);
    EXPECT_EQ(answer.sound_streams, std::set<std::uint32_t>{4242});
    EXPECT_EQ(read_answer(answer_with("m=video 9 UDP/TLS/RTP/SAVPF 102\r\na=rtpmap:102 H264/90000\r\n", kAudio)).codec, "H264");
}

TEST(Answer, ThatCannotBeUsedSaysWhy) {
    EXPECT_NE(read_answer("").why, "");
    EXPECT_NE(read_answer("hello").why, "");
    EXPECT_NE(read_answer("v=0\r\n").why, "");
    EXPECT_NE(read_answer(std::string("v=0\r\n\0m=video", 13)).why, "");
    EXPECT_NE(read_answer(answer_with(kAudio, kVideo)).why, "");
    EXPECT_NE(read_answer(answer_with("m=video 0 UDP/TLS/RTP/SAVPF 0\r\n", kAudio)).why, "");
    EXPECT_NE(read_answer(answer_with("m=video 9 UDP/TLS/RTP/SAVPF 98\r\na=rtpmap:98 VP9/90000\r\n", kAudio)).why, "");
    EXPECT_NE(read_answer(answer_with(kVideo, "m=audio 9 UDP/TLS/RTP/SAVPF 0\r\na=rtpmap:0 PCMU/8000\r\n")).why, "");
    EXPECT_NE(read_answer(answer_with(kVideo, kAudio, "m=application 9 UDP/DTLS/SCTP webrtc-datachannel\r\n")).why, "");
    EXPECT_NE(read_answer(answer_with("m=video\r\n", kAudio)).why, "");
    EXPECT_NE(read_answer(answer_with("m=video 9 UDP/TLS/RTP/SAVPF 99999999999\r\n", kAudio)).why, "");
    EXPECT_NE(read_answer("v=0\r\n" + kVideo + kAudio).why, "") << "no ICE, no fingerprint";
    EXPECT_NE(read_answer(answer_with(kVideo, kAudio, std::string(70'000, 'a'))).why, "");
}

TEST(Answer, CutAnywhereIsEitherWholeOrRefused) {
    const auto whole = answer_with(kVideo, kAudio);
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const auto answer = read_answer(whole.substr(0, i));
        EXPECT_TRUE(!answer.why.empty() || (answer.video == 96 && answer.audio == 111)) << i;
    }
}

TEST(Candidate, IsOneShortPlainLine) {
    EXPECT_TRUE(plain_candidate("candidate:1 1 udp 2122260223 192.168.1.2 50000 typ host generation 0"));
    EXPECT_TRUE(plain_candidate("candidate:1 1 UDP 1 ab-cd.local 50000 typ host"));
    EXPECT_TRUE(plain_candidate("candidate:2 1 udp 1 2001:db8::1 50000 typ srflx raddr :: rport 0"));
    for (const std::string bad : {"", "candidate:", "a=candidate:1 1 udp 1 1.2.3.4 5 typ host", "candidate:1 1 udp 1 1.2.3.4 99999 typ host",
                                  "candidate:1 1 udp 1 1.2.3.4 5 typ", "candidate:1 x udp 1 1.2.3.4 5 typ host",
                                  "candidate:1 1 udp 1 1.2.3.4 5 typ host\r\na=evil"}) {
        EXPECT_FALSE(plain_candidate(bad)) << bad;
    }
    EXPECT_FALSE(plain_candidate("candidate:1 1 udp 1 1.2.3.4 5 typ host " + std::string(600, 'x')));
}

TEST(Turn, NamesAndCredentialsAreEscaped) {
    const auto urls = ice_urls({{{"turn:turn.example:3478"}, "1790000000:h1", "a+b/c=="}});
    EXPECT_THAT(urls.turn, testing::ElementsAre("turn://1790000000%3Ah1:a%2Bb%2Fc%3D%3D@turn.example:3478"));
}

TEST(Turn, OnlyTcpIsSaid) {
    const auto urls = ice_urls({{{"turn:t:1?transport=udp", "turn:t:1?transport=tcp", "turns:t:2?transport=tcp"}, "u", "c"}});
    EXPECT_THAT(urls.turn, testing::ElementsAre("turn://u:c@t:1", "turn://u:c@t:1?transport=tcp", "turns://u:c@t:2?transport=tcp"));
}

TEST(Turn, OneStunServerIsEnoughAndNonsenseIsLeftOut) {
    const auto urls = ice_urls({{{"stun:a:3478", "stun:b:3478", "http://x", "turn:", "turn:a b", "turn", "turn:x@y:1", "turn:[::1]:3478"}, "u", "c"}});
    EXPECT_EQ(urls.stun, "stun://a:3478");
    EXPECT_THAT(urls.turn, testing::ElementsAre("turn://u:c@[::1]:3478"));
}

}  // namespace
}  // namespace anju::gst
