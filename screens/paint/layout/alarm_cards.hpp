// SPDX-License-Identifier: Apache-2.0
// The card at the left of an alarm's screen: what is to be seen at once.
#pragma once

#include "screens/paint/layout/takeover.hpp"

namespace anju::paint::layout {

struct AlarmColours {
    Fill row;                       // what goes on now
    Colour words, later, disc, disc_edge, line;
    Fill card;
};

// As large as it fits on one line, down to `least`.
Style alarm_fitted(Stage& stage, std::string_view words, Style style, double width, int least);

void alarm_countdown_card(Stage& stage, const Scene& scene, const Rect& card);
void alarm_number_card(Stage& stage, const Scene& scene, const Rect& card);
void alarm_words_card(Stage& stage, const Scene& scene, const Rect& card, const AlarmColours& c);
// Who has it: a head, the name, from where; the own picture in its corner, once it is live.
void alarm_person_card(Stage& stage, const Scene& scene, const Rect& card, const AlarmColours& c);
// Who speaks with her, as they are seen: one, or two one above the other.
void alarm_picture_card(Stage& stage, const Scene& scene);

}  // namespace anju::paint::layout
