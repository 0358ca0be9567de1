// SPDX-License-Identifier: Apache-2.0
// All that staff keeps of a home, and how it is changed: one value at a time, against what was seen.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "platform/contract/care_record.hpp"
#include "platform/contract/household.hpp"
#include "platform/contract/rights.hpp"
#include "platform/contract/staff.hpp"

namespace anju::contract {

struct FactValue {
    std::string name;   // "door_code"; platform/server/facts.hpp
    std::string value;  // "" for nothing; an identity number only in part
    Author author = Author::System;
    std::string who;    // 孙丽; "" where the kind says it all
    std::optional<Time> at;     // nothing: nobody knows
    std::uint64_t change = 0;   // number of the entry that made it so; 0: as the home, or the relative, was made: by `who`, `at`
    bool operator==(const FactValue&) const = default;
};

struct FileChange {
    std::uint64_t number = 0;
    Author author = Author::System;
    std::string who;
    std::string what;           // "fact.edited", "terminal.paired" …
    std::string field;          // of facts: their name
    std::string before, after;  // of facts: their values; of subsidies and assessments a CareRecordEdit in JSON
    Time at{};
    bool operator==(const FileChange&) const = default;
};
struct FileChanges { std::vector<FileChange> changes; bool operator==(const FileChanges&) const = default; };  // newest first

// Whom those on duty call when something happened, the first of a list first.
struct Contact {
    std::string name, relation;  // 李阿姨, 对门邻居
    std::string phone;           // as facts keep one
    std::string note;            // 有备用钥匙，5 分钟到
    bool operator==(const Contact&) const = default;
};
struct Contacts {
    std::vector<Contact> contacts;
    Author author = Author::System;  // of the list as it is; as in FactValue
    std::string who;
    std::optional<Time> at;
    std::uint64_t change = 0;
    bool operator==(const Contacts&) const = default;
};
struct ContactsEdit {
    std::vector<Contact> contacts;
    std::uint64_t seen = 0;  // Contacts::change that was on the page
    bool operator==(const ContactsEdit&) const = default;
};

struct HomeFile {
    std::string id;
    std::string organisation;  // its name
    std::optional<Photo> photo;
    std::optional<FactValue> photo_by;  // "photo", its id; nothing: no photo
    std::optional<Time> closed_at;
    Time made_at{};
    std::vector<FactValue> facts;
    Contacts contacts;
    std::vector<CareRecord> records;  // as they stand, the newest first; none for who may not see them
    std::vector<Member> members;
    std::vector<MayDo> may;     // what each of them may do
    std::string first_contact;  // Member::id; empty: nobody
    std::vector<TerminalRow> terminals;
    std::vector<FileChange> changes;  // the newest five
    bool operator==(const HomeFile&) const = default;
};

// In how many open homes of one's place a word was chosen: of "wishes" "meals"; all in one's own words are "other".
struct WordCount {
    std::string fact, word;
    int homes = 0;
    bool operator==(const WordCount&) const = default;
};
struct WordCounts { std::vector<WordCount> counts; bool operator==(const WordCounts&) const = default; };  // in the order of the words

struct FactEdit {
    std::string name, value;
    std::uint64_t seen = 0;  // FactValue::change that was on the page
    bool operator==(const FactEdit&) const = default;
};
struct NewFact { std::string name, value; bool operator==(const NewFact&) const = default; };
struct NewHome {
    std::string organisation;  // id; empty: the caller's own
    std::vector<NewFact> facts;
    bool operator==(const NewHome&) const = default;
};

}  // namespace anju::contract
