// SPDX-License-Identifier: Apache-2.0
#include "tests/server_storage/storage_test.hpp"

#include <atomic>

#include "platform/server/storage/postgres_database.hpp"
#include "platform/server/storage/sqlite_database.hpp"
#include "platform/server/tokens.hpp"
#include "tests/support/postgres_cluster.hpp"

namespace anju::server {

void Storage::SetUp() {
    std::string folder = std::filesystem::temp_directory_path() / "anju-storage-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    if (GetParam() == Dialect::Sqlite) {
        database_ = "sqlite:" + (folder_ / "anju.db").string();
    } else {
        auto& cluster = tests::PostgresCluster::instance();
        if (cluster.missing()) {
            GTEST_SKIP() << cluster.failure();
        }
        ASSERT_EQ(cluster.failure(), "");
        static std::atomic<int> number{0};
        database_ = "postgres:" + cluster.fresh_schema("t" + std::to_string(++number));
    }
    open();
}

void Storage::TearDown() {
    repository_.reset();
    std::filesystem::remove_all(folder_);
}

StorageOptions Storage::cheap() {
    StorageOptions options;
    options.password_operations = 1;
    options.password_memory = 8192;
    return options;
}

void Storage::open() {
    repository_.reset();
    StorageOptions options = cheap();
    options.on_committed = [this](const std::vector<std::string>& recipients) {
        const std::lock_guard lock(mutex_);
        woken_.insert(woken_.end(), recipients.begin(), recipients.end());
    };
    auto opened = open_repository(database_, options, now_);
    ASSERT_TRUE(opened) << opened.error().context;
    repository_ = *std::move(opened);
}

std::unique_ptr<Database> Storage::raw() const {
    const std::string name = database_.substr(database_.find(':') + 1);
    auto database = GetParam() == Dialect::Sqlite ? SqliteDatabase::open(name, 1)
                                                  : PostgresDatabase::open(name, 2);
    EXPECT_TRUE(database);
    return *std::move(database);
}

std::int64_t Storage::count(const std::string& table) const {
    std::int64_t rows = -1;
    must(raw()->read([&](Transaction& tx) -> Stored<void> {
        const Rows counted = tx.run("SELECT count(*) FROM " + table);
        rows = counted.empty() ? -1 : counted[0].number(0);
        return {};
    }));
    return rows;
}

Street Storage::a_street(const std::string& name) {
    Street street;
    std::string parent;
    for (const auto kind : {OrganisationKind::City, OrganisationKind::District,
                            OrganisationKind::Town, OrganisationKind::Institution}) {
        parent =
            must(repository().create_organisation(system_caller(), {parent, kind, name}, now_));
    }
    street.station = parent;
    NewHousehold home;
    home.organisation = parent;
    home.name = "王桂兰家";
    home.address = "幸福里 3 号楼 2 单元 401";
    home.search = "wgl";
    home.person = {"王桂兰", "王奶奶", "Mrs Wang"};
    home.capabilities = {contract::Capability::Messages};
    home.photo = a_photo("elder");
    street.household = must(repository().create_household(system_caller(), home, now_));
    street.member = a_member(street, "小芳");
    street.link = must(repository().create_link(system_caller(), street.member, now_));
    const auto session = must(repository().exchange_link(street.link, now_));
    street.family = must(repository().family_with_session(session.token, now_));

    const auto staff = [&](const std::string& who, contract::Role role) {
        const std::string login = who + street.station;
        must(repository().create_staff(system_caller(),
                                       {street.station, login, "刘师傅", "secret", {role}}, now_));
        const auto signed_in = must(repository().sign_in({login, "secret"}, "127.0.0.1", now_));
        return must(repository().staff_with_session(signed_in.session.token, now_));
    };
    street.technician = staff("liu", contract::Role::Technician);
    street.administrator = staff("sun", contract::Role::Administrator);
    street.tv = a_tv(street, &street.tv_key);
    return street;
}

std::string Storage::a_member(const Street& street, const std::string& name) {
    NewMember member;
    member.household = street.household;
    member.name = name;
    member.relation = contract::Relation::Daughter;
    member.calls_elder = "妈妈";
    member.photo = a_photo(name);
    return must(repository().create_member(system_caller(), member, now_));
}

FamilyCaller Storage::a_relative(const Street& street, const std::string& name) {
    const std::string link =
        must(repository().create_link(system_caller(), a_member(street, name), now_));
    const auto session = must(repository().exchange_link(link, now_));
    return must(repository().family_with_session(session.token, now_));
}

contract::PairingCode Storage::a_code(Time when) {
    return must(repository().start_pairing({sha256_hex(new_secret()), "anju-tv", "0.1.0"}, an_address(), when));
}

TerminalCaller Storage::a_tv(const Street& street, std::string* key) {
    const std::string secret = new_secret();
    const auto code =
        must(repository().start_pairing({sha256_hex(secret), "anju-tv", "0.1.0"}, an_address(), now_));
    must(repository().approve_pairing(street.technician, code.user_code, street.household,
                                      "127.0.0.1", {}, now_));
    if (key) {
        *key = secret;
    }
    return must(repository().terminal_with_key(secret));
}

contract::Message Storage::says(const Street& street, const std::string& text,
                                const std::string& key) {
    return must(repository().post_message(street.family, {text, {}}, {key, text}, now_));
}

std::vector<StoredEvent> Storage::events_of(const std::string& recipient, std::uint64_t after) {
    return must(repository().replay(recipient, after, 1000)).events;
}

std::vector<std::string> Storage::take_woken() {
    const std::lock_guard lock(mutex_);
    return std::exchange(woken_, {});
}

}  // namespace anju::server
