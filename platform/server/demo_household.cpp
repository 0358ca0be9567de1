// SPDX-License-Identifier: Apache-2.0
#include "platform/server/demo_household.hpp"

#include <algorithm>
#include <map>

#include <nlohmann/json.hpp>

#include "platform/contract/codec.hpp"
#include "platform/server/demo_records.hpp"
#include "platform/server/tokens.hpp"

namespace anju::server {
namespace {

using contract::Capability;
using contract::Relation;
using contract::Role;

struct Home {
    const char *name, *address, *search;
    contract::Person person;
    const char* picture;
};

struct Relative {
    const char *name, *latin;
    Relation relation;
    const char *calls_elder, *picture;
};

const Home kWang{"王桂兰家",
                 "幸福里 3 号楼 2 单元 401",
                 "wgl wangguilan",
                 {"王桂兰", "王奶奶", "Mrs Wang"},
                 "portrait-elder"};
const Home kOthers[] = {
    {"吴广林家",
     "南园 12 号楼 1 单元 202",
     "wgl wuguanglin",
     {"吴广林", "吴爷爷", "Mr Wu"},
     "portrait-elder-man"},
    {"魏桂莲家",
     "北桥 5 号楼 301",
     "wgl weiguilian",
     {"魏桂莲", "魏奶奶", "Mrs Wei"},
     "portrait-community-worker"},
};
const Relative kFamily[] = {
    {"小芳", "Xiaofang", Relation::Daughter, "妈妈", "portrait-daughter"},
    {"大伟", "Dawei", Relation::Son, "妈", "portrait-son"},
    {"豆豆", "Doudou", Relation::Granddaughter, "奶奶", "portrait-grandchild"},
    {"李阿姨", "Auntie Li", Relation::Neighbour, "王大姐", "portrait-neighbour"},
    {"表妹秀英", "Xiuying", Relation::Other, "表姐", nullptr},
    {"老同事赵师傅", "Mr Zhao", Relation::Friend, "老王", nullptr},
};

// What the station's manager has written down of Mrs Wang.
constexpr std::pair<const char*, const char*> kWritten[] = {
    {"sex", "female"},
    {"birth_date", "1944-03-09"},
    {"living", "alone"},
    {"door_code", "#2580"},
    {"floor", "4 楼"},
    {"lift", "有，要刷卡"},
    {"way_in", "门铃在左边；对门李阿姨有一把钥匙"},
    {"dialect", "胶东话"},
    {"hearing", "右耳听不清"},
    {"mobility", "用助行器"},
    {"illnesses", "高血压、2型糖尿病、膝关节炎"},
    {"allergies", "青霉素"},
    {"medicines", "早上 8 点氨氯地平、二甲双胍；中午 12 点二甲双胍、阿卡波糖；傍晚 6 点二甲双胍、阿卡波糖"},
    {"care", "部分自理，洗澡要人帮"},
    {"clinic", "东关社区卫生中心 陈医生"},
    {"likes", "戏曲、种花、其他：听吕剧"},
    {"wishes", "助浴、助行、精神慰藉、其他：学发照片"},
};

// 谁来看过我: so many days ago, at this hour and minute there, how long; nothing: nobody answered.
struct Came {
    std::size_t relative;
    int days, hour, minute;
    std::chrono::seconds lasted;
    bool elder_called = false;
    bool camera = true;
};
constexpr Came kCame[] = {
    {3, 5, 10, 15, std::chrono::minutes{4}, false, false},
    {1, 3, 18, 40, std::chrono::minutes{11}},
    {2, 2, 17, 5, std::chrono::minutes{6}},
    {0, 2, 19, 30, {}, true},
    {0, 1, 19, 20, std::chrono::minutes{18}},
};

// Of a certificate that nobody has.
std::string some_fingerprint() {
    std::string out = "sha-256";
    const std::string hex = sha256_hex(new_secret());
    for (std::size_t i = 0; i < hex.size(); i += 2) {
        out += i == 0 ? ' ' : ':';
        for (const char c : {hex[i], hex[i + 1]}) {
            out += c >= 'a' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return out;
}

// Every step may fail; the first failure is the answer, and what follows is not tried.
class Seed {
  public:
    Seed(Repository& repository, const DemoPicture& picture, Time now)
        : repository_(repository), picture_(picture), now_(now) {}

    Stored<Demo> run() {
        draw_all();  // before anything is written: what is missing leaves the database empty
        const std::string station = street();
        add_home(station, kWang, &demo_.household);
        demo_.household_name = kWang.name;
        for (const Relative& relative : kFamily) {
            add_relative(relative);
        }
        settle();
        come_and_go();
        for (const Home& home : kOthers) {
            std::string id;
            add_home(station, home, &id);
        }
        add_staff({station, "liu", "刘师傅", new_demo_password(), {Role::Technician}});
        write_down(add_staff({station, "sun", "孙丽", new_demo_password(), {Role::Manager}}));
        add_staff({city_, "zheng", "郑敏", new_demo_password(), {Role::Administrator}});
        add_staff({station, "hejing", "何静", new_demo_password(), {Role::Operator}});
        // Signs in nowhere.
        if (!error_) {
            take(repository_.create_staff(system_caller(), {station, "zhang", "张师傅", "", {Role::Responder}, "13805460101"}, next()));
        }
        return error_ ? Stored<Demo>(tl::unexpected(*error_)) : demo_;
    }

  private:
    template <class T>
    T take(Stored<T> answer) {
        if (!answer && !error_) {
            error_ = std::move(answer.error());
        }
        return answer ? *std::move(answer) : T{};
    }

    // Lists are in the order of making: a millisecond apart.
    Time next() { return now_ += std::chrono::milliseconds{1}; }

    std::string street() {
        std::string parent;
        for (const auto& [kind, name] :
             {std::pair{OrganisationKind::City, "安和市"},
              std::pair{OrganisationKind::District, "东湖区"},
              std::pair{OrganisationKind::Town, "东关街道"},
              std::pair{OrganisationKind::Institution, "东关居家养老服务站"}}) {
            if (!error_) {
                parent = take(
                    repository_.create_organisation(system_caller(), {parent, kind, name}, next()));
                city_ = kind == OrganisationKind::City ? parent : city_;
            }
        }
        return parent;
    }

    void add_home(const std::string& station, const Home& home, std::string* id) {
        NewHousehold household;
        household.organisation = station;
        household.name = home.name;
        household.address = home.address;
        household.search = home.search;
        household.person = home.person;
        household.capabilities = {Capability::Messages, Capability::Visits};
        if (&home == &kWang) {
            household.capabilities.push_back(Capability::Help);
        }
        household.photo = portrait(home.picture);
        if (!error_) {
            *id = take(repository_.create_household(system_caller(), household, next()));
        }
    }

    void add_relative(const Relative& relative) {
        NewMember member;
        member.household = demo_.household;
        member.name = relative.name;
        member.name_latin = relative.latin;
        member.relation = relative.relation;
        member.calls_elder = relative.calls_elder;
        member.photo = relative.picture ? portrait(relative.picture) : std::nullopt;
        if (error_) {
            return;
        }
        const std::string id = take(repository_.create_member(system_caller(), member, next()));
        if (error_) {
            return;
        }
        demo_.family.push_back({id, relative.name, std::string(contract::word(relative.relation)),
                                take(repository_.create_link(system_caller(), id, next()))});
    }

    FamilyCaller caller(std::size_t relative) const {
        return {demo_.family[relative].member, demo_.household, "demo-" + std::to_string(relative)};
    }

    // 小芳 is the 管家人; 大伟 is free from six o'clock.
    void settle() {
        if (error_) {
            return;
        }
        HouseholdEdit edit;
        edit.first_contact = demo_.family[0].member;
        take(repository_.edit_household(system_caller(), demo_.household, edit, next()));
        if (!error_) {
            take(repository_.set_free_from(caller(1), "18:00", next()));
        }
    }

    // An earlier TV of hers has seen some visits; it is no longer there.
    void come_and_go() {
        if (error_) {
            return;
        }
        const auto code = take(repository_.start_pairing({sha256_hex(new_secret()), "anju-tv", "demo"}, "demo", now_));
        StaffCaller technician = system_caller();
        technician.roles = {Role::Technician};
        if (!error_) {
            take(repository_.approve_pairing(technician, code.user_code, demo_.household, "demo", {}, now_));
        }
        if (error_) {
            return;
        }
        const auto tvs = take(repository_.terminals(technician));
        const auto mine = std::find_if(tvs.terminals.begin(), tvs.terminals.end(), [&](const auto& row) { return row.household == demo_.household; });
        if (error_ || mine == tvs.terminals.end()) {
            return;
        }
        const TerminalCaller tv{mine->id, demo_.household};
        done(repository_.register_certificate(tv, some_fingerprint(), now_));
        for (const Came& came : kCame) {
            visit(tv, came);
        }
        if (!error_) {
            done(repository_.unpair(technician, tv.terminal, next()));
        }
    }

    void visit(const TerminalCaller& tv, const Came& came) {
        using namespace std::chrono;
        if (error_) {
            return;
        }
        constexpr hours kZone{8};
        const Time at = floor<days>(now_ + kZone) - days{came.days} + hours{came.hour} + minutes{came.minute} - kZone;
        const VisitorCaller relative{caller(came.relative)};
        const auto anybody = [](const std::string&) { return true; };
        const auto placed = came.elder_called ? take(repository_.call_member(tv, {new_id(), relative.member()}, at))
                                              : take(repository_.place_visit(relative, {came.camera}, {anybody, anybody, anybody}, {}, at));
        if (error_) {
            return;
        }
        const std::string& id = placed.visit.id;
        if (came.lasted.count() == 0) {
            take(repository_.end_visit(tv, id, contract::VisitEnd::Missed, at + contract::kRingsFor));
            return;
        }
        take(repository_.answer_visit(came.elder_called ? VisitParty(relative) : VisitParty(tv), id, {came.camera}, at + seconds{6}));
        if (!error_) {
            take(repository_.end_visit(tv, id, contract::VisitEnd::HungUp, at + seconds{6} + came.lasted));
        }
    }

    void done(const Stored<void>& answer) {
        if (!answer && !error_) {
            error_ = answer.error();
        }
    }

    // Its id; "" after a failure.
    std::string add_staff(const NewStaff& one) {
        if (error_) {
            return "";
        }
        demo_.logins.push_back({std::string(contract::word(one.roles.front())), one.name, one.password, one.display_name});
        return take(repository_.create_staff(system_caller(), one, next()));
    }

    void write_down(const std::string& manager) {
        StaffCaller caller = system_caller();
        caller.staff = manager;
        if (!error_) {
            done(write_demo_records(repository_, caller, demo_.household, [this] { return next(); }));
        }
        for (const auto& [name, value] : kWritten) {
            if (!error_) {
                take(repository_.edit_fact(caller, demo_.household, {name, value, 0}, next()));
            }
        }
    }

    void draw_all() {
        draw(kWang.picture);
        for (const Home& home : kOthers) {
            draw(home.picture);
        }
        for (const Relative& relative : kFamily) {
            if (relative.picture) {
                draw(relative.picture);
            }
        }
    }

    void draw(const std::string& name) {
        if (!error_) {
            portraits_.emplace(name, take(picture_(name)));
        }
    }

    std::optional<NewPhoto> portrait(const char* name) const {
        const auto found = portraits_.find(name);
        return found == portraits_.end() ? std::nullopt : std::optional(found->second);
    }

    Repository& repository_;
    const DemoPicture& picture_;
    Time now_;
    std::string city_;  // organisation
    std::map<std::string, NewPhoto> portraits_;
    Demo demo_;
    std::optional<RepositoryError> error_;
};

}  // namespace

Stored<Demo> seed_demo(Repository& repository, const DemoPicture& picture, Time now) {
    const Stored<bool> empty = repository.is_empty();
    if (!empty) {
        return tl::unexpected(empty.error());
    }
    if (!*empty) {
        return tl::unexpected(RepositoryError{
            Trouble::Conflict, "not_empty", "the demo goes only into an empty database", {}});
    }
    return Seed(repository, picture, now).run();
}

std::string demo_json(const Demo& demo) {
    nlohmann::ordered_json out;
    out["version"] = 1;
    out["household"] = {{"id", demo.household}, {"name", demo.household_name}};
    out["logins"] = nlohmann::ordered_json::array();
    for (const Demo::Login& login : demo.logins) {
        out["logins"].push_back({{"role", login.role},
                                 {"name", login.name},
                                 {"password", login.password},
                                 {"display_name", login.display_name}});
    }
    out["family"] = nlohmann::ordered_json::array();
    for (const Demo::Link& link : demo.family) {
        out["family"].push_back({{"member", link.member},
                                 {"name", link.name},
                                 {"relation", link.relation},
                                 {"token", link.token}});
    }
    return out.dump(2) + "\n";
}

Stored<void> make_room_for_phones(Repository& repository, std::string_view demo_json, Time now) {
    constexpr std::size_t kKept = 3;  // of five
    const auto demo = nlohmann::json::parse(demo_json, nullptr, false);
    std::vector<FamilyCaller> family;
    try {
        for (const auto& link : demo.at("family")) {
            family.push_back({link.at("member").get<std::string>(), demo.at("household").at("id").get<std::string>(), "demo"});
        }
    } catch (const nlohmann::json::exception&) {
        return tl::unexpected(RepositoryError{Trouble::Refused, "demo_malformed", "the demo's logins cannot be read", {}});
    }
    for (const FamilyCaller& who : family) {
        auto phones = repository.phones(who, now);
        if (!phones) {
            return tl::unexpected(std::move(phones.error()));
        }
        std::ranges::stable_sort(phones->phones, std::ranges::greater{},
                                 [](const contract::Phone& one) { return one.last_seen.value_or(one.since); });
        for (std::size_t i = kKept; i < phones->phones.size(); ++i) {
            if (auto gone = repository.take_back_phone(who, phones->phones[i].id, now); !gone) {
                return gone;
            }
        }
    }
    return {};
}

}  // namespace anju::server
