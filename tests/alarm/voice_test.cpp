// SPDX-License-Identifier: Apache-2.0
#include "terminal/alarm/voice.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "terminal/alarm/options.hpp"

namespace anju::alarm {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(Sentences, TheNumberIsSaidDigitByDigitAndTwice) {
    EXPECT_THAT(files_of(Sentence::Dial, "/s", "zh", "12"), ElementsAre("/s/zh/dial.wav", "/s/zh/1.wav", "/s/zh/2.wav", "/s/zh/1.wav", "/s/zh/2.wav"));
    EXPECT_THAT(files_of(Sentence::Dial, "/s", "en", ""), ElementsAre("/s/en/dial_family.wav"));
    EXPECT_THAT(files_of(Sentence::Accepted, "/s", "en", "12"), ElementsAre("/s/en/accepted.wav"));
}

TEST(Sentences, EachOneIsRecordedInBothLanguages) {
    const std::string folder = std::string(ANJU_BINARY_DIR) + "/share/anju-alarmd/sentences";
    for (const auto* language : {"zh", "en"}) {
        for (const auto sentence : {Sentence::Calling, Sentence::Received, Sentence::Accepted, Sentence::Changing, Sentence::Cancelled,
                                    Sentence::Ended, Sentence::Lost, Sentence::Dial, Sentence::Another}) {
            for (const auto* number : {"", "0123456789"}) {
                for (const auto& file : files_of(sentence, folder, language, number)) {
                    EXPECT_GT(std::filesystem::file_size(file), 10'000u) << file;
                }
            }
        }
    }
}

tl::expected<Options, std::string> options_of(std::vector<const char*> words) { return parse_options(words); }

TEST(GuardOptions, WordsAreTakenAndWrongOnesAreNamed) {
    const auto good = options_of({"--input", "/a", "--input=/b", "--second", "https://b.example/", "--number", "12349", "--speaker", "none"});
    ASSERT_TRUE(good) << good.error();
    EXPECT_THAT(good->inputs, ElementsAre("/a", "/b"));
    EXPECT_EQ(good->second, "https://b.example");
    EXPECT_THAT(options_of({"--second", "b.example"}).error(), HasSubstr("--second wants an address"));
    EXPECT_THAT(options_of({"--second", "http://a\r\nb"}).error(), HasSubstr("--second wants an address"));
    EXPECT_THAT(options_of({"--platform", "http://a"}).error(), HasSubstr("go together"));
    EXPECT_THAT(options_of({"--number", "12-349"}).error(), HasSubstr("--number wants digits"));
    EXPECT_THAT(options_of({"--grab"}).error(), HasSubstr("There is no option --grab"));
    EXPECT_THAT(options_of({"--data"}).error(), HasSubstr("--data wants DIR"));
    EXPECT_THAT(options_of({"--config", "/does/not/exist.toml"}).error(), HasSubstr("/does/not/exist.toml"));
}

}  // namespace
}  // namespace anju::alarm
