// SPDX-License-Identifier: Apache-2.0
// The examples are what others write their programs from, so they hold every field and survive the
// trip.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <nlohmann/json.hpp>
#include <set>
#include <sstream>

#include "platform/contract/codec.hpp"

namespace anju::contract {
namespace {

const std::filesystem::path kExamples =
    std::filesystem::path(ANJU_SOURCE_DIR) / "platform/contract/examples";

std::string example(const std::string& name) {
    std::ifstream file(kExamples / (name + ".json"));
    EXPECT_TRUE(file) << name;
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

// Text to value to text and back to the same value, in JSON's own sense of "same".
template <class T>
std::string trip(const std::string& text) {
    const auto value = decode<T>(text);
    if (!value) {
        return value.error().context;
    }
    const std::string written = encode(*value);
    EXPECT_EQ(decode<T>(written), value);
    return written;
}

using Trip = std::string (*)(const std::string&);
const std::map<std::string, Trip> kTrips = {
    {"photo", trip<Photo>},
    {"member", trip<Member>},
    {"person", trip<Person>},
    {"night", trip<Night>},
    {"weather", trip<Weather>},
    {"household", trip<Household>},
    {"message", trip<Message>},
    {"pairing_request", trip<PairingRequest>},
    {"pairing_code", trip<PairingCode>},
    {"pairing_poll", trip<PairingPoll>},
    {"paired", trip<Paired>},
    {"snapshot", trip<Snapshot>},
    {"seen_request", trip<SeenRequest>},
    {"link_exchange", trip<LinkExchange>},
    {"family_home", trip<FamilyHome>},
    {"new_message", trip<NewMessage>},
    {"tv_presence", trip<TvPresence>},
    {"sign_in", trip<SignIn>},
    {"staff_self", trip<StaffSelf>},
    {"household_row", trip<HouseholdRow>},
    {"household_list", trip<HouseholdList>},
    {"pairing_found", trip<PairingFound>},
    {"pairing_approval", trip<PairingApproval>},
    {"terminal_row", trip<TerminalRow>},
    {"terminal_list", trip<TerminalList>},
    {"problem", trip<Problem>},
};

TEST(Examples, SurviveTheTrip) {
    for (const auto& [name, make_trip] : kTrips) {
        const std::string text = example(name);
        EXPECT_EQ(nlohmann::json::parse(make_trip(text), nullptr, false),
                  nlohmann::json::parse(text))
            << name;
    }
}

TEST(Examples, StandForEveryTypeAndNothingElse) {
    std::set<std::string> names;
    for (const auto& [name, make_trip] : kTrips) {
        names.insert(name);
    }
    names.insert({"event_household", "event_message", "event_unpaired"});
    std::set<std::string> files;
    for (const auto& entry : std::filesystem::directory_iterator(kExamples)) {
        files.insert(entry.path().stem().string());
    }
    EXPECT_EQ(files, names);
}

TEST(Examples, OfEventsSurviveTheTripOnOneLine) {
    for (const std::string name : {"household", "message", "unpaired"}) {
        const std::string text = example("event_" + name);
        const auto body = decode_event(name, text);
        ASSERT_TRUE(body) << name << ": " << body.error().context;
        EXPECT_EQ(event_name(*body), name);
        const std::string written = encode_event_data(*body);
        EXPECT_EQ(written.find('\n'), std::string::npos) << "SSE ends the data there";
        EXPECT_EQ(nlohmann::json::parse(written), nlohmann::json::parse(text));
    }
}

}  // namespace
}  // namespace anju::contract
