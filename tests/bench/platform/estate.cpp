// SPDX-License-Identifier: Apache-2.0
// Fills a database with homes for a bench: a paired TV and a relative with an open page in each.
// platform_estate DATABASE HOMES FILE: a line "KEY SESSION TERMINAL BOX" for each home goes to FILE. The administrator of all is
// "bench", the password "correct horse battery".
#include <sys/resource.h>

#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "platform/server/open_repository.hpp"
#include "platform/server/tokens.hpp"

namespace {

using namespace anju;
using namespace anju::server;

constexpr int kHands = 32;  // so many at once share one write to the disk

template <class T>
T must(Stored<T> answer) {
    if (answer) return *std::move(answer);
    std::fprintf(stderr, "platform_estate: %s %s\n", answer.error().code.c_str(), answer.error().context.c_str());
    std::exit(1);
}

Time now() { return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()); }

// On a busy machine the database asks to come again.
template <class Attempt>
auto patiently(const Attempt& attempt) {
    for (auto answer = attempt();; answer = attempt()) {
        if (answer || answer.error().code != "busy") return must(std::move(answer));
        std::this_thread::sleep_for(std::chrono::milliseconds{200});
    }
}

std::string add_home(Repository& repository, const std::string& station, int number) {
    const StaffCaller technician{"system", "/", {contract::Role::Technician}, ""};
    NewHousehold home;
    home.organisation = station;
    home.name = "住户" + std::to_string(number);
    home.address = "幸福里 " + std::to_string(number / 40 + 1) + " 号楼 " + std::to_string(number % 40 + 1);
    home.person = {"老人" + std::to_string(number), "奶奶", "Grandma"};
    home.capabilities = {contract::Capability::Messages};
    const std::string household = patiently([&] { return repository.create_household(system_caller(), home, now()); });
    NewMember relative;
    relative.household = household;
    relative.name = "女儿";
    relative.name_latin = "Daughter";
    relative.relation = contract::Relation::Daughter;
    relative.calls_elder = "妈妈";
    const std::string member = patiently([&] { return repository.create_member(system_caller(), relative, now()); });
    const std::string link = patiently([&] { return repository.create_link(system_caller(), member, now()); });
    const Session session = patiently([&] { return repository.exchange_link(link, now()); });
    const std::string key = new_secret(), address = "bench-" + std::to_string(number);
    const auto code = patiently([&] { return repository.start_pairing({sha256_hex(key), "anju-tv", "bench"}, address, now()); });
    const auto box = patiently([&] { return repository.approve_pairing(technician, code.user_code, household, address, {}, now()); });
    return key + " " + session.token + " " + box.id + " " + box.box_number + "\n";
}

}  // namespace

int main(int count, char** words) {
    if (count != 4) return 2;
    const int homes = std::atoi(words[2]);
    StorageOptions options;
    options.readers = kHands;
    const auto repository = must(open_repository(words[1], options, now()));
    std::string parent, root;
    for (const auto& [kind, name] : {std::pair{OrganisationKind::City, "安和市"}, std::pair{OrganisationKind::District, "东湖区"},
                                     std::pair{OrganisationKind::Town, "东关街道"}, std::pair{OrganisationKind::Institution, "东关服务站"}}) {
        parent = must(repository->create_organisation(system_caller(), {parent, kind, name}, now()));
        root = root.empty() ? parent : root;
    }
    must(repository->create_staff(system_caller(), {root, "bench", "管理员", "correct horse battery", {contract::Role::Administrator, contract::Role::Manager}}, now()));
    std::ofstream file(words[3]);
    std::mutex mutex;
    std::atomic<int> next{0};
    std::vector<std::jthread> hands;
    for (int hand = 0; hand < kHands; ++hand) {
        hands.emplace_back([&] {
            for (int number = next++; number < homes; number = next++) {
                const std::string line = add_home(*repository, parent, number);
                const std::lock_guard lock(mutex);
                file << line;
            }
        });
    }
    hands.clear();
    file.flush();
    return file ? 0 : 1;
}
