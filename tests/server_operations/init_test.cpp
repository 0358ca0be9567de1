// SPDX-License-Identifier: Apache-2.0
#include <fmt/core.h>

#include <fstream>
#include <thread>

#include "tests/server_operations/operations.hpp"

namespace anju::tests {
namespace {

using testing::HasSubstr;

ON_BOTH(Init);

constexpr const char* kPassword = "长长的密码 with words";

std::vector<std::string> init(const std::string& database, const std::string& name) {
    return {"init", "--database", database, "--organisation", "幸福市", "--name", name, "--display-name", "孙主任"};
}

TEST_P(Init, MakesTheFirstAdministratorAndNoOther) {
    const std::string database = fresh_database();
    const Ended first = run(init(database, "sun"), std::string(kPassword) + "\n");
    ASSERT_EQ(first.code, 0) << first.said;
    EXPECT_THAT(first.printed, HasSubstr("孙主任 is the administrator of 幸福市."));
    const Ended second = run(init(database, "other"), "another long password\n");
    EXPECT_EQ(second.code, 1);
    EXPECT_EQ(second.said, "anju-platform: This database has an administrator already; who may, adds others on the staff page.\n");

    PlatformProcess platform(folder());
    platform.start(serving(database));
    const auto sign_in = [&](const std::string& name, const std::string& password) {
        return ask(platform.port(), "POST", "/v1/staff/session", {{"Content-Type", "application/json"}},
                   fmt::format(R"({{"name":"{}","password":"{}"}})", name, password));
    };
    const Answer in = sign_in("sun", kPassword);
    EXPECT_EQ(in.status, 200) << in.body;
    EXPECT_THAT(in.body, HasSubstr("administrator"));
    EXPECT_THAT(in.body, HasSubstr("孙主任"));
    for (const char* wrong : {"admin", "password", "sun"}) EXPECT_EQ(sign_in("sun", wrong).status, 401) << wrong;
    EXPECT_EQ(sign_in("other", "another long password").status, 401);
}

TEST_P(Init, OfTwoAtOnceOneIsTheFirst) {
    const std::string database = fresh_database();
    std::vector<Ended> ended(2);
    {
        std::vector<std::jthread> threads;
        for (std::size_t i = 0; i < ended.size(); ++i) {
            threads.emplace_back([&, i] { ended[i] = run(init(database, "name" + std::to_string(i)), std::string(kPassword) + "\n"); });
        }
    }
    EXPECT_EQ(ended[0].code + ended[1].code, 1) << ended[0].said << ended[1].said;
    EXPECT_THAT(ended[0].said + ended[1].said, HasSubstr("has an administrator already"));
}

TEST_P(Init, TakesNothingThatIsNotSaid) {
    const std::string database = fresh_database();
    const auto without = [&](std::size_t option) {
        auto words = init(database, "sun");
        words.erase(words.begin() + static_cast<long>(option), words.begin() + static_cast<long>(option) + 2);
        return run(words, std::string(kPassword) + "\n");
    };
    EXPECT_THAT(without(3).said, HasSubstr("init needs --organisation"));
    EXPECT_THAT(without(5).said, HasSubstr("init needs --name"));
    EXPECT_THAT(run(init(database, "sun"), "").said, HasSubstr("No password can be read from standard input."));
    EXPECT_THAT(run(init(database, "sun"), "short\n").said, HasSubstr("10 characters or more"));
    EXPECT_THAT(run(init(database, "一二三四五六七八九"), "一二三四五六七八九\n").said, HasSubstr("10 characters or more")) << "characters, not bytes";
    EXPECT_THAT(run(init(database, "sun"), "Password123\n").said, HasSubstr("one that everybody tries first"));
    EXPECT_THAT(run(init(database, "two words"), std::string(kPassword) + "\n").said, HasSubstr("2 to 40 characters and no blank"));
    EXPECT_THAT(run(init(database, "a-long-name"), "a-long-name\n").said, HasSubstr("must not be the name"));
    auto from_file = init(database, "sun");
    from_file.insert(from_file.end(), {"--password-file", (folder() / "none").string()});
    EXPECT_THAT(run(from_file).said, HasSubstr("No password can be read from"));
    std::ofstream(folder() / "password") << kPassword << "\r\n";
    from_file.back() = (folder() / "password").string();
    EXPECT_EQ(run(from_file).code, 0);
}

}  // namespace
}  // namespace anju::tests
