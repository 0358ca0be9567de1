// SPDX-License-Identifier: Apache-2.0
// A city with two towns, a station in each, and whoever administers them.
#pragma once

#include "platform/contract/codec.hpp"
#include "tests/server_storage/storage_test.hpp"

namespace anju::server {

inline constexpr const char* kStaffDesk = "192.0.2.7";
inline constexpr const char* kGood = "correct horse battery";

class People : public Storage {
  protected:
    void SetUp() override {
        Storage::SetUp();
        if (IsSkipped() || HasFatalFailure()) return;
        const auto place = [&](const std::string& parent, OrganisationKind kind, const char* name) {
            now_ += std::chrono::milliseconds{1};  // places stand in the order of their making
            return must(repository().create_organisation(system_caller(), {parent, kind, name}, now_));
        };
        city_ = place("", OrganisationKind::City, "安和市");
        east_ = place(city_, OrganisationKind::Town, "东关街道");
        west_ = place(city_, OrganisationKind::Town, "西关街道");
        station_ = place(east_, OrganisationKind::Institution, "东关服务站");
        top_ = works(city_, "zheng", "郑敏");
        boss_ = works(east_, "ma", "马强");
    }

    // Signed in.
    StaffCaller works(const std::string& place, const std::string& name, const std::string& title, std::vector<contract::Role> roles = {contract::Role::Administrator}) {
        must(repository().create_staff(system_caller(), {place, name, title, kGood, std::move(roles)}, now_));
        return enters(name);
    }
    StaffCaller enters(const std::string& name, const std::string& password = kGood) {
        return must(repository().staff_with_session(must(repository().sign_in({name, password}, kStaffDesk, now_)).session.token, now_));
    }
    contract::Invited invites(const StaffCaller& who, const std::string& place, const std::string& name = "zhou") {
        return must(repository().invite_staff(who, {place, name, "周敏", {contract::Role::Technician}}, {}, now_));
    }
    contract::FactValue fact(const StaffCaller& who, const std::string& person, const std::string& name) {
        for (const auto& one : must(repository().staff_file(who, person, now_)).facts) {
            if (one.name == name) return one;
        }
        ADD_FAILURE() << name;
        return {};
    }
    std::string state_of(const std::string& person) { return std::string(contract::word(must(repository().staff_file(system_caller(), person, now_)).person.state)); }

    std::string city_, east_, west_, station_;
    StaffCaller top_, boss_;  // of the city, of 东关街道
};

}  // namespace anju::server
