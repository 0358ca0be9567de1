// SPDX-License-Identifier: Apache-2.0
// Lists of homes over HTTP: brought, looked at, written, taken along.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "platform/contract/routes.hpp"
#include "tests/server_http/world.hpp"

namespace anju::tests {
namespace {

using Json = nlohmann::json;
using testing::HasSubstr;

class ListsOverHttp : public testing::Test {
  protected:
    World world;
    Response bring(const std::string& list, const std::string& query = "") { return world.ask("POST", "/v1/staff/imports" + query, world.wang.staff, list); }
    Json brought(const std::string& list) {
        const Response response = bring(list);
        EXPECT_EQ(response.status, 201) << response.body;
        return Json::parse(response.body);
    }
    Json rows(const std::string& id, const std::string& query = "") {
        return Json::parse(world.get("/v1/staff/imports/" + id + "/rows" + query, world.wang.staff).body);
    }
    Response apply(const std::string& id, bool keep_good) {
        return world.post("/v1/staff/imports/" + id + "/apply", world.wang.staff, keep_good ? R"({"keep_good":true})" : R"({"keep_good":false})");
    }
};

const std::string kMixed = "姓名,地址,电话\n周玉珍,北桥,110\n赵德福,南园,坏\n钱国栋,东园,\n";

TEST_F(ListsOverHttp, AreTriedAndThenWrittenOnce) {
    const std::string before = world.dump();
    const Json report = brought(kMixed);
    EXPECT_EQ(world.dump(), before) << "a try writes nothing";
    EXPECT_EQ(report["created"], 2);
    EXPECT_EQ(report["refused"], 1);
    EXPECT_EQ(report["written"], false);
    const std::string id = report["id"];
    const Json all = rows(id);
    ASSERT_EQ(all["rows"].size(), 3U);
    EXPECT_EQ(all["rows"][1]["why"], "电话“坏”不像电话号码");
    EXPECT_EQ(rows(id, "?lang=en&fate=refused")["rows"][0]["why"], "phone “坏” does not look like a telephone number");
    EXPECT_EQ(rows(id, "?after=3")["rows"].size(), 1U);
    EXPECT_EQ(code(apply(id, false)), "import_has_refusals");
    EXPECT_EQ(world.dump(), before);
    const Json done = Json::parse(apply(id, true).body);
    EXPECT_EQ(done["written"], true);
    EXPECT_EQ(done["created"], 2);
    const std::string after = world.dump();
    EXPECT_EQ(Json::parse(apply(id, true).body), done) << "the answer may have been lost";
    EXPECT_EQ(world.dump(), after);
    EXPECT_EQ(brought(kMixed)["same"], 2);
}

TEST_F(ListsOverHttp, GiveRefusedRowsBackWithTheReasonLast) {
    const std::string id = brought(kMixed)["id"];
    const Response response = world.get("/v1/staff/imports/" + id + "/refused", world.wang.staff);
    EXPECT_EQ(response.header("Content-Disposition"), "attachment; filename=\"refused.csv\"");
    EXPECT_EQ(response.body, "\xEF\xBB\xBF姓名,地址,电话,不收的理由\r\n赵德福,南园,坏,电话“坏”不像电话号码\r\n");
    const Json again = brought(response.body);
    EXPECT_EQ(again["unknown"], Json::array());
    const Response mended = world.get("/v1/staff/imports/" + std::string(again["id"]) + "/refused", world.wang.staff);
    EXPECT_EQ(mended.body, response.body) << "the column is not there twice";
}

TEST_F(ListsOverHttp, AreFiftyRowsAtATime) {
    std::string list = "姓名,地址\n";
    for (int i = 0; i < 120; ++i) list += "王" + std::to_string(i) + ",东关 " + std::to_string(i) + "\n";
    const std::string id = brought(list)["id"];
    Json part = rows(id);
    EXPECT_EQ(part["rows"].size(), 50U);
    EXPECT_EQ(part["left"], 70);
    part = rows(id, "?after=101");
    EXPECT_EQ(part["rows"].size(), 20U);
    EXPECT_EQ(part["left"], 0);
    EXPECT_EQ(world.get("/v1/staff/imports/" + id + "/rows?after=x", world.wang.staff).status, 400);
}

TEST_F(ListsOverHttp, ThatAreNoneAreSaidInBothLanguages) {
    const Response chinese = bring("PK\x03\x04"), english = bring("PK\x03\x04", "?lang=en");
    EXPECT_EQ(chinese.status, 422);
    EXPECT_EQ(code(chinese), "list_zip");
    EXPECT_THAT(field(chinese.body, "detail"), HasSubstr("这不是 CSV"));
    EXPECT_THAT(field(english.body, "detail"), HasSubstr("This is not a CSV"));
    const std::string target = "/v1/staff/imports";
    EXPECT_EQ(server::body_limit({"POST", target, {}, "", ""}), contract::kMaxListBytes);
    EXPECT_EQ(server::body_limit_code({"POST", target, {}, "", ""}), "list_too_large");
}

TEST_F(ListsOverHttp, AreSeenByWhoBroughtThemAndForHalfAnHour) {
    const std::string first = brought(kMixed)["id"];
    EXPECT_EQ(world.get("/v1/staff/imports/" + first + "/rows", world.zhou.staff).status, 404);
    const std::string second = brought(kMixed)["id"];
    EXPECT_EQ(code(world.get("/v1/staff/imports/" + first + "/rows", world.wang.staff)), "import_not_found") << "one each";
    EXPECT_EQ(world.get("/v1/staff/imports/" + second + "/rows", world.wang.staff).status, 200);
    world.tick += std::chrono::minutes(31);
    EXPECT_EQ(code(apply(second, true)), "import_not_found");
}

TEST_F(ListsOverHttp, SayWhatStaffCorrectedSince) {
    const std::string home = world.wang.household, list = "编号,补贴1种类,补贴1金额,补贴1开始\n" + home + ",护理补贴,100,2026-01-01\n";
    const Json first = brought(list);
    EXPECT_EQ(first["remarked"], 0);
    ASSERT_EQ(apply(first["id"], false).status, 200);
    Json record = Json::parse(world.get("/v1/staff/households/" + home, world.wang.staff).body)["records"][0];
    const std::string id = record["id"];
    record = {{"corrects", id}, {"sort", "subsidy"}, {"kind", "old_age"}, {"fen", 10000}, {"period", "month"}, {"from", "2026-01-01"}};
    ASSERT_EQ(world.post("/v1/staff/households/" + home + "/records", world.wang.staff, record.dump()).status, 200);
    const Json again = brought(list);
    EXPECT_EQ(again["same"], 1);
    EXPECT_EQ(again["remarked"], 1);
    const Json remarked = rows(again["id"], "?fate=remarked");
    ASSERT_EQ(remarked["rows"].size(), 1U);
    EXPECT_THAT(std::string(remarked["rows"][0]["why"]), testing::AllOf(HasSubstr("补贴1开始“2026-01-01”：这一笔 "), HasSubstr("改过了，名单不动它")));
    // A change that ends another says so, too.
    const Json longer = brought("编号,补贴1种类,补贴1金额,补贴1开始\n" + home + ",高龄津贴,120,2099-01-01\n");
    EXPECT_THAT(std::string(rows(longer["id"])["rows"][0]["why"]), HasSubstr("原来的那一笔到 2098-12-31 为止"));
    EXPECT_EQ(rows(longer["id"])["rows"][0]["changes"].size(), 1U);
}

TEST_F(ListsOverHttp, AnExportComesBackAsTheSame) {
    for (const char* format : {"csv", "json"}) {
        const Response response = world.get(std::string("/v1/staff/export?format=") + format, world.wang.staff);
        EXPECT_EQ(response.status, 200);
        EXPECT_EQ(response.header("Cache-Control"), "no-store");
        const Json report = brought(response.body);
        EXPECT_EQ(report["same"], 1);
        EXPECT_EQ(report["rows"], 1);
    }
}

}  // namespace
}  // namespace anju::tests
