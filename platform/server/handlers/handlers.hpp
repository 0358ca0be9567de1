// SPDX-License-Identifier: Apache-2.0
// The handlers by capability; router.cpp ties each to its route.
#pragma once

#include "platform/server/handlers/asked.hpp"

namespace anju::server {

namespace pairing {
Response start(const Asked&);
Response poll(const Asked&);
Response find(const Asked&);
Response approve(const Asked&);
}  // namespace pairing

namespace tv {
Response snapshot(const Asked&);
Response events(const Asked&);
Response photo(const Asked&);
Response seen(const Asked&);
Response film(const Asked&);
Response leave_film(const Asked&);
Response answer_ring(const Asked&);
Response condition(const Asked&);
}  // namespace tv

namespace tv_visits {
Response place(const Asked&);
Response log(const Asked&);
Response seen(const Asked&);
Response ticket(const Asked&);
Response answer(const Asked&);
Response signal(const Asked&);
Response end(const Asked&);
Response certificate(const Asked&);
Response rules(const Asked&);
Response invitation(const Asked&);
}  // namespace tv_visits

namespace visitor {
Response open_session(const Asked&);
Response home(const Asked&);
Response photo(const Asked&);
Response place(const Asked&);
Response ticket(const Asked&);
Response answer(const Asked&);
Response rings(const Asked&);
Response left(const Asked&);
Response signal(const Asked&);
Response end(const Asked&);
Response events(const Asked&);
}  // namespace visitor

namespace family {
Response free_from(const Asked&);
Response rules(const Asked&);
Response quiet(const Asked&);
Response phones(const Asked&);
Response phone_gone(const Asked&);
Response new_link(const Asked&);
Response invite(const Asked&);
Response invitations(const Asked&);
Response uninvite(const Asked&);
Response open_session(const Asked&);
Response home(const Asked&);
Response events(const Asked&);
Response upload_photo(const Asked&);
Response photo(const Asked&);
Response post_message(const Asked&);
Response upload_film(const Asked&);
Response film(const Asked&);
Response film_seen(const Asked&);
}  // namespace family

namespace staff {
Response sign_in(const Asked&);
Response sign_out(const Asked&);
Response self(const Asked&);
Response households(const Asked&);
Response home(const Asked&);
Response make_home(const Asked&);
Response edit_fact(const Asked&);
Response edit_contacts(const Asked&);
Response edit_record(const Asked&);
Response readings(const Asked&);
Response add_reading(const Asked&);
Response withdraw_reading(const Asked&);
Response set_photo(const Asked&);
Response remove_photo(const Asked&);
Response set_member_photo(const Asked&);
Response remove_member_photo(const Asked&);
Response reveal_id_number(const Asked&);
Response relatives(const Asked&);
Response set_first_contact(const Asked&);
Response add_relative(const Asked&);
Response edit_relative(const Asked&);
Response set_rights(const Asked&);
Response make_card(const Asked&);
Response end_link(const Asked&);
Response changes(const Asked&);
Response words(const Asked&);
Response close_home(const Asked&);
Response photo(const Asked&);
Response places(const Asked&);
Response make_place(const Asked&);
Response rename_place(const Asked&);
Response close_place(const Asked&);
Response people(const Asked&);
Response invite_person(const Asked&);
Response person(const Asked&);
Response edit_person(const Asked&);
Response person_link(const Asked&);
Response end_person(const Asked&);
Response sign_ins(const Asked&);
Response end_sign_in(const Asked&);
Response change_password(const Asked&);
Response welcome(const Asked&);
Response choose_password(const Asked&);
Response boxes(const Asked&);
Response box(const Asked&);
Response act_on_box(const Asked&);
Response ring_box(const Asked&);
}  // namespace staff

namespace alarms {
Response report(const Asked&);
Response now(const Asked&);
Response events(const Asked&);
Response beat(const Asked&);
Response test(const Asked&);
}  // namespace alarms

namespace desk {
Response all(const Asked&);
Response sit(const Asked&);
Response events(const Asked&);
Response card(const Asked&);
Response accept(const Asked&);
Response note(const Asked&);
Response outcome(const Asked&);
Response called_back(const Asked&);
Response close(const Asked&);
Response boxes(const Asked&);
Response whole(const Asked&);
Response figures(const Asked&);
Response responders(const Asked&);
Response send_responder(const Asked&);
Response ambulance(const Asked&);
Response hand_over(const Asked&);
}  // namespace desk

namespace desk_talks {
Response place(const Asked&);
Response ticket(const Asked&);
Response signal(const Asked&);
Response end(const Asked&);
Response events(const Asked&);
Response with(const Asked&);
}  // namespace desk_talks

namespace responder {
Response home(const Asked&);
Response answer(const Asked&);
}  // namespace responder

namespace lists {
Response bring(const Asked&);
Response rows(const Asked&);
Response refused_rows(const Asked&);
Response apply(const Asked&);
Response all(const Asked&);
}  // namespace lists

namespace health {
Response alive(const Asked&);
Response ready(const Asked&);
// Nobody knows yet: the database has not answered.
Response unanswered();
}  // namespace health

}  // namespace anju::server
