// SPDX-License-Identifier: Apache-2.0
#include "platform/server/storage/load.hpp"

#include <map>
#include <utility>

#include "platform/server/storage/from_word.hpp"
#include "platform/server/storage/visits.hpp"

namespace anju::server {
namespace {

using contract::Capability;
using contract::Relation;
using contract::Role;

constexpr int kNewest = 60;  // as many as a snapshot and a family's page hold

template <class E>
std::string joined(const std::vector<E>& values) {
    std::string words;
    for (const E value : values) {
        words += words.empty() ? "" : ",";
        words += contract::word(value);
    }
    return words;
}

template <class E>
std::vector<E> split(std::string_view words, E last) {
    std::vector<E> values;
    while (!words.empty()) {
        const auto comma = std::min(words.find(','), words.size());
        if (const auto value = from_word(words.substr(0, comma), last)) {
            values.push_back(*value);
        }
        words.remove_prefix(std::min(comma + 1, words.size()));
    }
    return values;
}

#define ANJU_MESSAGE                                                                          \
    "SELECT m.id, m.member, m.text, m.sent_at, m.seen_at, m.from_tv, f.id, f.length, f.width," \
    " f.height, f.type, m.number FROM message m LEFT JOIN film f ON f.id = m.film "

using PhotosOfMessage = std::map<std::string, std::vector<contract::Photo>>;

contract::Message message_at(const Row& row, PhotosOfMessage& photos) {
    contract::Message message;
    message.id = row.text(0);
    message.from = row.text(1);
    message.text = row.text(2);
    message.sent_at = row.time(3);
    message.seen_at = row.maybe_time(4);
    if (row.number(5) != 0) {  // the TV's, to one relative
        message.to = std::exchange(message.from, "");
    }
    if (!row.empty_at(6)) {
        message.clip = contract::Clip{row.text(6), std::chrono::milliseconds{row.number(7)}, static_cast<int>(row.number(8)),
                                      static_cast<int>(row.number(9)), row.text(10)};
    }
    message.photos = std::move(photos[message.id]);
    return message;
}

}  // namespace

std::optional<contract::Photo> photo_at(const Row& row, std::size_t first_column) {
    if (row.empty_at(first_column)) {
        return std::nullopt;
    }
    return contract::Photo{row.text(first_column), static_cast<int>(row.number(first_column + 1)),
                           static_cast<int>(row.number(first_column + 2))};
}

std::string words_of(const std::vector<Capability>& capabilities) { return joined(capabilities); }
std::string words_of(const std::vector<Role>& roles) { return joined(roles); }
std::vector<Capability> capabilities_of(std::string_view words) { return split(words, Capability::Help); }
std::vector<Role> roles_of(std::string_view words) { return split(words, Role::Responder); }

std::vector<contract::Member> load_members(Transaction& tx, const std::string& household) {
    std::vector<contract::Member> members;
    for (const Row& row :
         tx.run("SELECT m.id, m.name, m.name_latin, m.relation, m.active, p.id, p.width, p.height"
                " FROM member m LEFT JOIN photo p ON p.id = m.photo"
                " WHERE m.household = $1 ORDER BY m.place",
                {household})) {
        contract::Member member;
        member.id = row.text(0);
        member.name = row.text(1);
        member.name_latin = row.text(2);
        member.relation = from_word(row.text(3), Relation::Other).value_or(Relation::Other);
        member.active = row.number(4) != 0;
        member.photo = photo_at(row, 5);
        members.push_back(std::move(member));
    }
    return members;
}

std::optional<contract::Household> load_household(Transaction& tx, const std::string& id) {
    const Rows rows = tx.run(
        "SELECT h.name, h.version, h.zone, h.capabilities, h.night_from, h.night_to,"
        " h.help_number, p.name, p.called, p.called_latin, f.tv_language, f.tv_text_size"
        " FROM household h JOIN person p ON p.household = h.id JOIN home_file f ON f.household = h.id WHERE h.id = $1",
        {id});
    if (rows.empty()) {
        return std::nullopt;
    }
    const Row& row = rows[0];
    contract::Household household;
    household.id = id;
    household.name = row.text(0);
    household.version = static_cast<std::uint64_t>(row.number(1));
    household.zone = row.text(2);
    household.capabilities = capabilities_of(row.text(3));
    household.night = {static_cast<int>(row.number(4)), static_cast<int>(row.number(5))};
    household.help_number = row.text(6);
    household.person = {row.text(7), row.text(8), row.text(9)};
    household.screen = {row.text(10), row.text(11)};
    household.members = load_members(tx, id);
    household.visits = load_visit_rules(tx, id);
    return household;
}

std::optional<contract::Message> load_message(Transaction& tx, const std::string& id) {
    PhotosOfMessage photos;
    for (const Row& row : tx.run("SELECT p.id, p.width, p.height FROM message_photo mp"
                                 " JOIN photo p ON p.id = mp.photo"
                                 " WHERE mp.message = $1 ORDER BY mp.place",
                                 {id})) {
        photos[id].push_back(*photo_at(row, 0));
    }
    const Rows rows =
        tx.run(ANJU_MESSAGE "WHERE m.id = $1", {id});
    return rows.empty() ? std::nullopt : std::optional(message_at(rows[0], photos));
}

std::vector<contract::Message> load_newest_messages(Transaction& tx, const std::string& household,
                                                    const std::string& member) {
    const Rows rows = tx.run(
        ANJU_MESSAGE
        "WHERE m.household = $1 AND ($3 = '' OR m.from_tv = 0 OR m.member = $3)"
        " ORDER BY m.number DESC LIMIT $2",
        {household, kNewest, member});
    if (rows.empty()) {
        return {};
    }
    PhotosOfMessage photos;
    for (const Row& row : tx.run("SELECT p.id, p.width, p.height, mp.message FROM message m"
                                 " JOIN message_photo mp ON mp.message = m.id"
                                 " JOIN photo p ON p.id = mp.photo"
                                 " WHERE m.household = $1 AND m.number >= $2"
                                 " ORDER BY m.number, mp.place",
                                 {household, rows.back().number(11)})) {
        photos[row.text(3)].push_back(*photo_at(row, 0));
    }
    std::vector<contract::Message> messages;
    for (const Row& row : rows) {
        messages.push_back(message_at(row, photos));
    }
    return messages;
}

std::uint64_t load_cursor(Transaction& tx, const std::string& recipient) {
    const Rows rows = tx.run("SELECT last FROM recipient WHERE id = $1", {recipient});
    return rows.empty() ? 0 : static_cast<std::uint64_t>(rows[0].number(0));
}

}  // namespace anju::server
