// SPDX-License-Identifier: Apache-2.0
#include <algorithm>

#include <fmt/format.h>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

void empty(Stage& stage, const Scene& scene) {
    header(stage, scene);
    const bool large = stage.text_size() != model::TextSize::Standard;
    double y = banner(stage, scene, large ? 176 : 200);
    const bool squeezed = scene.banner.has_value() || large;
    const Style title{stage.at(theme::kTitle), Weight::Bold, theme::kText}, second{stage.at(theme::kBody), Weight::Regular, theme::kText2};
    const Style name{stage.at(theme::kFact), Weight::Medium, theme::kText2};
    stage.owner("faces");
    const auto shown = std::min<std::size_t>(scene.faces.size(), 5);
    constexpr double kGap = 48;
    const auto names_fit = [&](double face) {
        return std::all_of(scene.faces.begin(), scene.faces.begin() + static_cast<std::ptrdiff_t>(shown), [&](const screens::Face& one) { return stage.fits(one.name, name, face + kGap - 12); });
    };
    // All names or none; without them the faces have their place.
    const bool named = names_fit(squeezed ? 160 : 216);
    const double face = squeezed && (named || scene.banner) ? 160 : 216, gap = kGap, name_line = named ? name.size * 1.32 : 0;
    if (shown > 0) {
        double x = theme::kWidth / 2.0 - (static_cast<double>(shown) * (face + gap) - gap) / 2;
        for (std::size_t i = 0; i < shown; ++i, x += face + gap) {
            stage.face(fmt::format("faces/{}", i), scene.faces[i].photo, x, y, face, theme::kWhite, 6);
            if (named) {
                stage.text(scene.faces[i].name, x + face / 2, y + face + 14, name_line, name, Align::Centre);
            }
        }
        y += face + 14 + name_line;
    } else if (!scene.icon.empty()) {
        stage.icon("empty", scene.icon, theme::kWidth / 2.0 - 80, y, 160, theme::kWarm);
        y += 160;
    }
    y += squeezed ? 12 : 44;
    stage.owner("text");
    const double width = theme::kRight - theme::kSafeX;
    for (std::size_t i = 0; i < scene.text.size() && i < 2; ++i) {
        const Style& style = i == 0 ? title : second;
        const double line = style.size * (i == 0 ? 1.38 : 1.43);
        const double left = hints_top(stage) - (scene.items.empty() ? 20 : 172) - y;
        const int most = std::max(0, static_cast<int>(left / line));
        if (most > 0 && stage.wrap(scene.text[i], style, width, most).clipped == false) {
            y += line * stage.paragraph(scene.text[i], {theme::kSafeX, y, width, line}, line, style, most, Align::Centre) + 6;
        }
    }
    stage.owner({});
    // The one thing to do, wide enough for its words.
    double x = 640, w = 640;
    const double height = large ? 112 : 128;
    const double top = std::clamp(y + 32, 560.0, hints_top(stage) - 32 - height);
    const auto count = static_cast<double>(scene.items.size());
    if (scene.items.size() > 1) {
        w = (width - theme::kGap * (count - 1)) / count;
        x = theme::kSafeX;
    } else if (large) {
        w = 960;
        x = 480;
    }
    for (const Item& item : scene.items) {
        button(stage, item, {x, scene.items.size() == 1 && !squeezed && top < 752 ? 752 : top, w, height});
        x += w + theme::kGap;
    }
    hints(stage, scene);
}

}  // namespace anju::paint::layout
