// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>

#include <fmt/format.h>
#include <qrencode.h>

#include "screens/paint/layout/layout.hpp"

namespace anju::paint::layout {

namespace {

struct Qr {
    int side = 0;  // modules
    std::vector<bool> dark;
};

Qr encode(const std::string& text) {
    Qr out;
    if (QRcode* code = QRcode_encodeString8bit(text.c_str(), 0, QR_ECLEVEL_L); code != nullptr) {
        out.side = code->width;
        for (int i = 0; i < code->width * code->width; ++i) {
            out.dark.push_back((code->data[i] & 1) != 0);
        }
        QRcode_free(code);
    }
    return out;
}

Sprite draw(const Qr& code, int module) {
    const int side = code.side * module;
    Coverage out{side, side, std::vector<std::uint8_t>(static_cast<std::size_t>(side) * static_cast<std::size_t>(side))};
    for (int y = 0; y < side; ++y) {
        for (int x = 0; x < side; ++x) {
            out.data[static_cast<std::size_t>(y * side + x)] = code.dark[static_cast<std::size_t>((y / module) * code.side + x / module)] ? 255 : 0;
        }
    }
    return mask_sprite(out);
}

void letters(Stage& stage, const std::string& code, double y) {
    const Style letter{104, Weight::Bold, theme::kText};
    double x = theme::kSafeX;
    stage.owner("code");
    const std::size_t half = code.size() / 2;
    for (std::size_t i = 0; i < code.size() && i < 8; ++i) {
        if (i == half && code.size() > 4) {
            stage.plate("code/dash", {x + 8, y + 77, 34, 10}, 5, {theme::kText3, theme::kText3});
            x += 34 + 16 + 14;
        }
        stage.plate(fmt::format("code/{}", i), {x, y, 120, 164}, 28, theme::kRaised, with_opacity(theme::kWhite, 14));
        stage.text(std::string_view(code).substr(i, 1), x + 60, y, 164, letter, Align::Centre);
        x += 120 + 14;
    }
}

// One line, with the telephone number in it in bold white.
void with_number(Stage& stage, const std::string& words, double x, double top, double height, const Style& style) {
    Style strong = style;
    strong.weight = Weight::Bold;
    strong.colour = theme::kText;
    const auto from = words.find_first_of("0123456789");
    const auto to = from == std::string::npos ? from : words.find_first_not_of("0123456789", from);
    const auto part = [&](std::string_view piece, const Style& in) {
        const auto space = stage.measure(U" ", style);
        x += piece.starts_with(' ') ? space : 0;
        x += stage.text(piece, x, top, height, in);
        x += piece.ends_with(' ') ? space : 0;
    };
    const std::string_view all = words;
    part(all.substr(0, from), style);
    if (from != std::string::npos) {
        part(all.substr(from, to == std::string::npos ? to : to - from), strong);
        part(to == std::string::npos ? std::string_view{} : all.substr(to), style);
    }
}

}  // namespace

void pairing(Stage& stage, const Scene& scene) {
    constexpr double kWidth = 1122;  // of the left side, as wide as the code
    const Style name{stage.at(theme::kTile), Weight::Bold, theme::kText};
    stage.owner("header");
    stage.icon("header", scene.icon.empty() ? "home" : scene.icon, theme::kSafeX, 60, 60, theme::kWarm);
    stage.text(scene.aside, theme::kSafeX + 80, 54, 72, name);

    const Style answer{stage.at(theme::kAnswer), Weight::Bold, theme::kText}, second{stage.at(theme::kBody), Weight::Regular, theme::kText2};
    const bool large = stage.text_size() != model::TextSize::Standard;
    stage.owner("title");
    const double line = answer.size * (large ? 1.15 : 1.31), second_line = second.size * (large ? 1.3 : 1.43);
    double y = large ? 150 : 196;
    y += line * stage.paragraph(scene.title, {theme::kSafeX, y, kWidth, line}, line, answer, 2) + (large ? 0 : 10);
    stage.owner("text");
    const double code_top = std::max(422.0, large ? 460.0 : y);
    if (!scene.text.empty()) {
        const double bottom = scene.code ? code_top - 12 : theme::kBottom - 200;
        const int most = static_cast<int>((bottom - y) / second_line);
        if (most > 0 && !stage.wrap(scene.text.front(), second, kWidth, most).clipped) {
            stage.paragraph(scene.text.front(), {theme::kSafeX, y, kWidth, second_line}, second_line, second, most);
        }
    }
    if (scene.code) {
        letters(stage, scene.code->letters, code_top);
        stage.owner("left");
        const Style plain{stage.at(theme::kFact), Weight::Regular, theme::kText2};
        Style figures = plain;
        figures.weight = Weight::Bold;
        figures.colour = theme::kText;
        const double height = plain.size * 1.36, top = code_top + 164 + (large ? 28 : 54);
        stage.icon("left", "timer", theme::kSafeX, top + (height - 52) / 2, 52, theme::kWarm);
        double x = theme::kSafeX + 72;
        x += stage.text(scene.code->left_before, x, top, height, plain);
        x += scene.code->left_before.ends_with(' ') ? stage.measure(U" ", plain) : 0;
        x += stage.text(scene.code->left_time, x, top, height, figures);
        const double bar = top + height + 34;
        const bool spaced = !scene.code->left_after.empty() && scene.code->left_after.front() == ' ';
        if (stage.fits(scene.code->left_after, plain, theme::kSafeX + kWidth - x)) {
            stage.text(scene.code->left_after, x + (spaced ? stage.measure(U" ", plain) : 0), top, height, plain);
        }
        stage.plate("left/track", {theme::kSafeX, bar, kWidth, 16}, 8, {theme::kRaised.top, theme::kRaised.top});
        stage.plate("left/bar", {theme::kSafeX, bar, std::max(16.0, kWidth * std::clamp(scene.code->left, 0.0, 1.0)), 16}, 8, {theme::kWarm, theme::kWarm}, 0, kInner);

        // Whole pixels a module, at least 420 wide, with its quiet zone of four modules.
        const Qr code = encode(scene.code->qr);
        const double wanted = 420;
        const int module = code.side == 0 ? 0 : static_cast<int>(std::ceil(wanted * stage.scale() / code.side));
        const double side = std::max(wanted, module * code.side / stage.scale());
        const double quiet = code.side == 0 ? 58 : std::max(58.0, 4 * side / code.side);
        const Rect paper{theme::kRight - side - 2 * quiet, 196, side + 2 * quiet, 622};
        stage.owner("qr");
        stage.shadow("qr", paper, theme::kPanelRadius);
        stage.plate("qr", paper, theme::kPanelRadius, {theme::kPaper, theme::kPaper});
        if (code.side > 0) {
            stage.sprite("qr/code", fmt::format("qr:{}:{}", module, scene.code->qr), paper.x + quiet, paper.y + 54, 0xFF000000, kWords, [&] { return draw(code, module); });
        }
        Style caption{std::min(stage.at(theme::kBody), 58), Weight::Bold, theme::kOnPaper};
        if (!stage.fits(scene.code->qr_caption, caption, paper.w - 40)) {
            caption.size = theme::kBody[0];  // two lines
        }
        const double caption_line = caption.size * 1.12;
        const auto lines = stage.wrap(scene.code->qr_caption, caption, paper.w - 40, 2);
        const double from = paper.y + 54 + side + (paper.h - 54 - side - caption_line * static_cast<double>(lines.lines.size())) / 2;
        stage.paragraph(scene.code->qr_caption, {paper.x + 20, from, paper.w - 40, caption_line}, caption_line, caption, 2, Align::Centre);
    }
    // At the foot: whom to ring, and whether there is a network.
    const Style foot{stage.at(theme::kSecond40), Weight::Regular, theme::kText2};
    const double foot_height = std::max(64.0, foot.size * 1.36), foot_top = theme::kBottom - foot_height, foot_icon = foot_top + (foot_height - 48) / 2;
    double right = theme::kRight;
    if (scene.status) {
        stage.owner("status");
        const double width = stage.text(scene.status->text, theme::kRight, foot_top, foot_height, foot, Align::Right);
        stage.icon("status", scene.status->icon, theme::kRight - width - 18 - 48, foot_icon, 48, theme::tone(scene.status->tone));
        right = theme::kRight - width - 18 - 48 - 48;
    }
    if (scene.text.size() > 1) {
        stage.owner("help");
        const double width = right - theme::kSafeX - 68, step = foot.size * 1.2;
        const auto lines = stage.wrap(scene.text[1], foot, width, 2);
        stage.icon("help", "call", theme::kSafeX, foot_icon, 48, theme::kGood);
        if (lines.lines.size() > 1) {
            stage.paragraph(scene.text[1], {theme::kSafeX + 68, theme::kBottom - 2 * step, width, step}, step, foot, 2);
        } else {
            with_number(stage, scene.text[1], theme::kSafeX + 68, foot_top, foot_height, foot);
        }
    }
    stage.owner({});
}

}  // namespace anju::paint::layout
