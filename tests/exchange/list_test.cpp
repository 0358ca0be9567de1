// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/list.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/server/exchange/words.hpp"

namespace anju::server {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::SizeIs;

constexpr std::chrono::year_month_day kToday = 2026y / 11 / 27;

HomeList read(const std::string& bytes) {
    auto list = read_list(bytes, kToday);
    EXPECT_TRUE(list) << (list ? "" : list.error().code);
    return list ? *std::move(list) : HomeList{};
}
std::string file_fault(const std::string& bytes) {
    const auto list = read_list(bytes, kToday);
    return list ? "" : list.error().code;
}

TEST(List, ReadsUtf8WithAndWithoutItsMark) {
    for (const char* mark : {"", "\xEF\xBB\xBF"}) {
        const HomeList list = read(std::string(mark) + "姓名,地址\r\n周玉珍,北桥 5 号楼\r\n");
        EXPECT_EQ(list.encoding, Encoding::Utf8);
        ASSERT_THAT(list.rows, SizeIs(1));
        EXPECT_EQ(list.rows[0].number, 2U);
        EXPECT_EQ(list.rows[0].fact("name"), "周玉珍");
        EXPECT_EQ(list.columns, 2U);
    }
}

TEST(List, AMarkedFileWithABrokenByteIsNotReadAsAnotherAlphabet) {
    EXPECT_EQ(file_fault("\xEF\xBB\xBF" "姓名,地址\n周玉珍,北\xB1\xB1桥\n"), "list_encoding");
}

TEST(List, ReadsGb18030ToTheRarestLetter) {
    const HomeList list = read("\xD0\xD5\xC3\xFB,\xB5\xD8\xD6\xB7\n\x95\x34\xB2\x35\xD3\xF1\xD5\xE4,\xB1\xB1\xC7\xC5\n");
    EXPECT_EQ(list.encoding, Encoding::Gb18030);
    ASSERT_THAT(list.rows, SizeIs(1));
    EXPECT_EQ(list.rows[0].fact("name"), "𠮷玉珍");
    EXPECT_EQ(list.rows[0].fact("address"), "北桥");
}

TEST(List, TellsWhatIsNoListByItsFirstBytes) {
    const std::pair<std::string, std::string> files[] = {
        {std::string("PK\x03\x04\x14\0", 6), "list_zip"}, {"\x1F\x8B\x08", "list_zip"},
        {"\xD0\xCF\x11\xE0\xA1\xB1", "list_old_excel"},   {"%PDF-1.7", "list_pdf"},
        {std::string("\xFF\xFEY\0", 4), "list_utf16"},    {std::string("name\n\0", 6), "list_binary"},
        {"name\n\xC3\x28\xFF", "list_encoding"},          {"", "list_empty"},
        {"姓名,地址\n", "list_empty"},                    {"地址,电话\n北桥,1380535\n", "no_name_column"},
        {"姓名,姓名\n周,周\n", "column_twice"},           {"姓名,联系人1电话,联系人1电话\na,1,2", "column_twice"},
        {"{\"name\":\"a\"}", "list_json_shape"},          {"[{\"name\":\"a\"", "list_json"},
        {"[[1]]", "list_json_shape"},                     {"[{\"name\":{\"first\":\"a\"}}]", "list_json_shape"},
        {"[1]", "list_json_shape"},                       {"[{\"a\":1}]", "no_name_column"},
        {"[{\"name\":\"a\",\"name\":\"b\"}]", "column_twice"}, {"[]", "list_empty"},
        {"姓名\n\"周", "list_quotes"},                    {std::string(kMaxListBytes + 1, 'a'), "list_too_large"},
    };
    for (const auto& [bytes, code] : files) {
        EXPECT_EQ(file_fault(bytes), code) << bytes.substr(0, 40);
        const ListFault fault{code, 3, "v"};
        for (const auto language : {Language::Chinese, Language::English}) {
            EXPECT_NE(said(fault, language), code);
        }
    }
}

TEST(List, ADeepJsonCostsNoMemory) { EXPECT_EQ(file_fault("[{\"a\":" + std::string(10'000'000, '[')), "list_json_shape"); }

TEST(List, ReadsJsonWithContactsInAList) {
    const HomeList list = read(R"([{"姓名":"周玉珍","电话":13805351102,"电视字号":1.25,"备注":null,
        "联系人":[{"姓名":"李阿姨","电话":"139 0535 0001"},{"姓名":"小芳","关系":"女儿","电话":"13905350002"}]},
        {"name":"赵德福","contacts":[{"name":"李","phone":"110"}]}])");
    EXPECT_EQ(list.form, ListForm::Json);
    ASSERT_THAT(list.rows, SizeIs(2));
    EXPECT_EQ(list.rows[0].fact("phone"), "13805351102");
    EXPECT_EQ(list.rows[0].fact("tv_text_size"), "1.25");
    EXPECT_THAT(list.rows[0].contacts, ElementsAre(contract::Contact{"李阿姨", "", "13905350001", ""}, contract::Contact{"小芳", "女儿", "13905350002", ""}));
    EXPECT_THAT(list.rows[1].contacts, ElementsAre(contract::Contact{"李", "", "110", ""}));
}

TEST(List, NamesTheColumnsThatSayNothing) {
    const HomeList list = read("姓名,血型,,血型\n周玉珍,A,,B\n");
    EXPECT_THAT(list.unknown, ElementsAre("血型"));
    EXPECT_EQ(list.columns, 1U);
}

TEST(List, EmptyCellsSayNothingAndEmptyRowsAreNoRows) {
    const HomeList list = read("姓名,电话,联系人1姓名\n,,\n周玉珍, ,\n");
    ASSERT_THAT(list.rows, SizeIs(1));
    EXPECT_EQ(list.rows[0].number, 3U);
    EXPECT_THAT(list.rows[0].facts, SizeIs(1));
    EXPECT_THAT(list.rows[0].contacts, SizeIs(0));
}

struct Wrong {
    const char *header, *value, *code, *column, *said;
};
constexpr Wrong kWrong[] = {
    {"出生日期", "44.3.9", "date_malformed", "birth_date", "出生日期“44.3.9”看不懂，请写成 1944-03-09"},
    {"出生日期", "1944-02-30", "date_impossible", "birth_date", "出生日期“1944-02-30”不可能，请再看一遍"},
    {"出生日期", "2027-01-01", "date_impossible", "birth_date", "出生日期“2027-01-01”不可能，请再看一遍"},
    {"身份证号", "110105194912310021", "id_number_check", "id_number", "身份证号最后一位不对，请照着证件再抄一遍"},
    {"身份证号", "1101", "id_number_malformed", "id_number", "身份证号不是 18 位，请照着证件再抄一遍"},
    {"身份证号", "1101··········002X", "id_number_malformed", "id_number", "身份证号不是 18 位，请照着证件再抄一遍"},
    {"电话", "没有", "phone_malformed", "phone", "电话“没有”不像电话号码"},
    {"性别", "妇", "word_unknown", "sex", "性别“妇”不认得"},
    {"联系人1电话", "110", "fact_required", "contact1_name", "缺联系人1姓名"},
    {"联系人1姓名", "李", "fact_required", "contact1_phone", "缺联系人1电话"},
    {"联系人2姓名", "李", "contact_gap", "contact1_name", "联系人中间空了一位：联系人1姓名"},
};

TEST(List, SaysWhichColumnOfARowIsWrongAndWhy) {
    for (const Wrong& one : kWrong) {
        const HomeList list = read(std::string("姓名,") + one.header + "\n周玉珍," + one.value + "\n");
        ASSERT_THAT(list.rows, SizeIs(1));
        ASSERT_TRUE(list.rows[0].refusal) << one.header << " " << one.value;
        EXPECT_EQ(list.rows[0].refusal->code, one.code);
        EXPECT_EQ(list.rows[0].refusal->column, one.column);
        EXPECT_EQ(said(*list.rows[0].refusal, Language::Chinese), one.said);
        EXPECT_NE(said(*list.rows[0].refusal, Language::English), one.code);
    }
}

TEST(List, HostileNamesAreWashedOrRefused) {
    std::string many;
    for (int i = 0; i < 10'000; ++i) many += "王";
    const HomeList list = read("姓名\n" + many + "\n王\x01\x02\x1b桂兰\n\xE2\x80\xAE王桂兰\n👵🏽\n\xF0\xA0\xAE\xB7玉\n\xE2\x80\x8B\n");
    ASSERT_THAT(list.rows, SizeIs(6));
    ASSERT_TRUE(list.rows[0].refusal);
    EXPECT_EQ(list.rows[0].refusal->code, "fact_too_long");
    EXPECT_LT(list.rows[0].refusal->value.size(), 200U);
    EXPECT_EQ(list.rows[1].fact("name"), "王桂兰");
    EXPECT_EQ(list.rows[2].fact("name"), "王桂兰");
    EXPECT_EQ(list.rows[3].fact("name"), "👵🏽");
    EXPECT_EQ(list.rows[4].fact("name"), "𠮷玉");
    EXPECT_THAT(list.rows[5].facts, SizeIs(0)) << "what cannot be seen is no name";
}

TEST(List, GivesTheCellsOfSomeRowsBack) {
    const ListCells csv = cells_of("姓名,血型\n甲,A\n乙,'=B\n丙,O\n", {3, 4});
    EXPECT_THAT(csv.header, ElementsAre("姓名", "血型"));
    ASSERT_THAT(csv.rows, SizeIs(2));
    EXPECT_THAT(csv.rows[0].second, ElementsAre("乙", "=B"));
    const ListCells json = cells_of(R"([{"name":"甲"},{"name":"乙","x":1},{"y":2,"name":"丙"}])", {2, 3});
    EXPECT_THAT(json.header, ElementsAre("name", "x", "y"));
    ASSERT_THAT(json.rows, SizeIs(2));
    EXPECT_THAT(json.rows[1].second, ElementsAre("丙", "", "2"));
}

}  // namespace
}  // namespace anju::server
