// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

namespace {

void arrow(Stage& stage, const std::string& name, const char* icon, double x, double y) {
    stage.plate(name, {x, y, 104, 104}, 52, {with_opacity(theme::kChip, 82), 0}, 0, kInner);
    stage.icon(name, icon, x + 10, y + 10, 84, theme::kWhite);
}

}  // namespace

double page_mark_width(Stage& stage, const Scene& scene) {
    const Style page{stage.at(theme::kSecond40), Weight::Regular, theme::kText};
    return 32 + 46 + 16 + stage.measure(stage.clean(scene.page_word, page.weight), page) + 32;
}

void page_mark(Stage& stage, const Scene& scene, const Rect& photo) {
    if (!scene.page_word.empty()) {
        const Style page{stage.at(theme::kSecond40), Weight::Regular, theme::kText};
        const double chip = page.size * 1.9, chip_width = page_mark_width(stage, scene);
        const Rect place{theme::kRight - chip_width, below_notice(stage, scene, theme::kSafeY), chip_width, chip};
        stage.owner("page");
        stage.plate("page", place, static_cast<int>(chip / 2), {with_opacity(theme::kChip, 82), 0}, 0, kInner);
        stage.icon("page", "photo_library", place.x + 32, place.y + (chip - 46) / 2, 46, theme::kWarm);
        stage.text(scene.page_word, place.x + 94, place.y, chip, page);
    }
    stage.owner("arrows");
    const double middle = photo.y + photo.h / 2 - 52;
    if (scene.more_left) {
        arrow(stage, "arrow/left", "chevron_left", photo.x + 16, middle);
    }
    if (scene.more_right) {
        arrow(stage, "arrow/right", "chevron_right", photo.right() - 120, middle);
    }
    stage.owner({});
}

}  // namespace anju::paint::layout
