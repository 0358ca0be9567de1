// SPDX-License-Identifier: Apache-2.0
// One function a form; and what the forms share.
#pragma once

#include "screens/paint/stage.hpp"
#include "screens/scene.hpp"

namespace anju::paint {

void lay_out(Stage& stage, const screens::Scene& scene);

namespace layout {

using screens::Item;
using screens::Look;
using screens::Scene;

void pairing(Stage& stage, const Scene& scene);
void home(Stage& stage, const Scene& scene);
void list(Stage& stage, const Scene& scene);
void choices(Stage& stage, const Scene& scene);
void facts(Stage& stage, const Scene& scene);
void words(Stage& stage, const Scene& scene);
void photo(Stage& stage, const Scene& scene);
void empty(Stage& stage, const Scene& scene);
void gauges(Stage& stage, const Scene& scene);
void night(Stage& stage, const Scene& scene);
void people(Stage& stage, const Scene& scene);
void ringing(Stage& stage, const Scene& scene);
void countdown(Stage& stage, const Scene& scene);
void calling(Stage& stage, const Scene& scene);
void call(Stage& stage, const Scene& scene);
void recording(Stage& stage, const Scene& scene);
void verdict(Stage& stage, const Scene& scene);
void alarm(Stage& stage, const Scene& scene);
void guest_code(Stage& stage, const Scene& scene);

// Plate with icon, title, clock.
void header(Stage& stage, const Scene& scene);
// Keys and what they do, at the foot; at its right end the state of the network.
void hints(Stage& stage, const Scene& scene, Colour words = theme::kText2);
double hints_top(const Stage& stage);
// Above the content. Returns the y at which what follows starts; `top` where there is none.
double banner(Stage& stage, const Scene& scene, double top);
// One line of it where the title stands else, up to `right`.
void banner_line(Stage& stage, const Scene& scene, double right);
// Header and banner; returns the y at which the content starts. Large letters, or content that needs all
// of the height: the banner takes the place of the title.
double head(Stage& stage, const Scene& scene, bool low);
// At most one, over everything.
void notice(Stage& stage, const Scene& scene, double right = theme::kRight);

// `top`, or lower where a notice would lie over what begins there.
double below_notice(const Stage& stage, const Scene& scene, double top);

// Which of how many, at the upper right; arrows where there is more, on the photo.
void page_mark(Stage& stage, const Scene& scene, const Rect& photo = {88, 0, 1744, 1084});
double page_mark_width(Stage& stage, const Scene& scene);
// A row of the log of visits.
void log_row(Stage& stage, const Item& item, const Rect& rect, bool lit);
// A big choice: icon and word in the middle of a coloured plate.
void button(Stage& stage, const Item& item, const Rect& rect);

}  // namespace layout
}  // namespace anju::paint
