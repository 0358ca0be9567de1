// SPDX-License-Identifier: Apache-2.0
#include "platform/server/exchange/columns.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace anju::server {
namespace {

TEST(Columns, EveryFactIsFoundByBothItsHeaders) {
    for (const Fact& fact : facts()) {
        for (const auto language : {HeaderLanguage::Chinese, HeaderLanguage::English}) {
            const Column column{ColumnKind::Fact, &fact, 0, nullptr};
            EXPECT_EQ(column_of(header_of(column, language)), column) << fact.name;
        }
    }
}

TEST(Columns, ContactsAreNumbered) {
    for (std::size_t i = 0; i < 20; ++i) {
        for (const ContactPart& part : kContactParts) {
            const Column column{ColumnKind::Contact, nullptr, i, part.value};
            EXPECT_EQ(column_of(header_of(column, HeaderLanguage::Chinese)), column);
            EXPECT_EQ(column_of(header_of(column, HeaderLanguage::English)), column);
        }
    }
    EXPECT_EQ(header_of(column_of("联系人2电话"), HeaderLanguage::English), "contact2_phone");
    for (const char* header : {"联系人0姓名", "联系人21姓名", "联系人姓名", "contact1_", "contact99999999999999999999_name", "联系人1血型"}) {
        EXPECT_EQ(column_of(header).kind, ColumnKind::Unknown) << header;
    }
}

TEST(Columns, RelativesSubsidiesAndTheAssessmentAreFoundByBothTheirHeaders) {
    for (const ColumnGroup& group : column_groups()) {
        for (const std::size_t number : {std::size_t{0}, std::max(group.most, std::size_t{1}) - 1}) {
            for (const GroupPart& part : group.parts) {
                const Column column{ColumnKind::Group, nullptr, number, nullptr, &group, &part};
                EXPECT_EQ(column_of(header_of(column, HeaderLanguage::Chinese)), column) << part.name;
                EXPECT_EQ(column_of(header_of(column, HeaderLanguage::English)), column) << part.name;
            }
        }
    }
    for (const char* header : {"补贴种类", "补贴0种类", "补贴201种类", "家属41姓名", "评估1结果", "subsidy1_", "relative1"}) {
        EXPECT_EQ(column_of(header).kind, ColumnKind::Unknown) << header;
    }
}

TEST(Columns, AHeaderIsReadAsPeopleWriteIt) {
    for (const char* header : {" 姓名 ", "姓 名", "姓名*", "NAME", "老人姓名"}) {
        const Column column = column_of(header);
        ASSERT_EQ(column.kind, ColumnKind::Fact) << header;
        EXPECT_EQ(column.fact->name, "name");
    }
    EXPECT_EQ(column_of("编号").kind, ColumnKind::Id);
    EXPECT_EQ(column_of("Organisation").kind, ColumnKind::Place);
    EXPECT_EQ(column_of("不收的理由").kind, ColumnKind::Reason);
    EXPECT_EQ(column_of("").kind, ColumnKind::Unknown);
}

}  // namespace
}  // namespace anju::server
