// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/panel.hpp"

#include <imgui.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <cmath>
#include <deque>
#include <memory>

#include "screens/paint/triangles.hpp"

namespace anju::paint {

namespace {

ImU32 colour(Colour value, int percent = 100) {
    return IM_COL32((value >> 16) & 255, (value >> 8) & 255, value & 255, 255 * percent / 100);
}

ImVec4 share(Colour value, float alpha = 1) {
    return {static_cast<float>((value >> 16) & 255) / 255, static_cast<float>((value >> 8) & 255) / 255, static_cast<float>(value & 255) / 255, alpha};
}

// Lives as long as one drawing: nothing of Dear ImGui stays in memory between two.
class Drawing {
  public:
    Drawing(int width, int height) : width_(width), height_(height), context_(ImGui::CreateContext(), ImGui::DestroyContext) {
        ImGui::SetCurrentContext(context_.get());
        ImGuiIO& io = ImGui::GetIO();
        io.IniFilename = nullptr;
        io.LogFilename = nullptr;
        io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
        io.DeltaTime = 1.0F / 60;
        io.BackendFlags |= ImGuiBackendFlags_RendererHasVtxOffset;
        io.Fonts->Flags |= ImFontAtlasFlags_NoBakedLines | ImFontAtlasFlags_NoMouseCursors;
        ImGui::GetStyle().AntiAliasedLinesUseTex = false;
    }
    // Only the letters that will be drawn, out of the file as it is mapped: to read it anew took longer than to draw.
    ImFont* letters(const FontFile& font, double size, const std::string& text) {
        auto& ranges = ranges_.emplace_back();
        ImFontGlyphRangesBuilder builder;
        builder.AddText(text.c_str());
        builder.AddText("0123456789 ");
        builder.BuildRanges(&ranges);
        ImFontConfig config;
        config.FontNo = font.face;
        ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
        // Dear ImGui copies what is not its own: so it owns the file for as long as this call takes.
        ImFont* made = fonts.AddFontFromMemoryTTF(const_cast<void*>(font.data), static_cast<int>(font.size),
                                                  static_cast<float>(size * font.line), &config, ranges.Data);
        fonts.ConfigData.back().FontDataOwnedByAtlas = false;
        return made;
    }
    template <class Draw>
    Sprite operator()(Draw draw) {
        ImFontAtlas& fonts = *ImGui::GetIO().Fonts;
        if (fonts.ConfigData.empty()) {
            fonts.AddFontDefault();
        }
        unsigned char* coverage = nullptr;
        Atlas atlas;
        fonts.GetTexDataAsAlpha8(&coverage, &atlas.width, &atlas.height);
        atlas.coverage = coverage;
        ImGui::NewFrame();
        draw();
        ImGui::Render();
        return rasterise(*ImGui::GetDrawData(), atlas, width_, height_);
    }

  private:
    int width_, height_;
    std::unique_ptr<ImGuiContext, void (*)(ImGuiContext*)> context_;
    std::deque<ImVector<ImWchar>> ranges_;
};

constexpr ImGuiWindowFlags kStill = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoInputs | ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoMove;

}  // namespace

Sprite draw_chart(const Chart& chart, int width, int height, double scale) {
    Drawing drawing(width, height);
    return drawing([&] {
        ImDrawList& list = *ImGui::GetForegroundDrawList();
        const auto s = static_cast<float>(scale);
        const float edge = 20 * s, right = static_cast<float>(width) - edge;
        const double span = chart.high > chart.low ? chart.high - chart.low : 1;
        const auto y = [&](double value) {
            const double part = std::clamp((value - chart.low) / span, 0.0, 1.0);
            return static_cast<float>(height) - edge - static_cast<float>(part) * (static_cast<float>(height) - 2 * edge);
        };
        for (const auto& line : chart.lines) {
            if (line.usual_high > line.usual_low) {
                list.AddRectFilled({edge, y(line.usual_high)}, {right, y(line.usual_low)}, colour(line.colour, 13), 10 * s);
            }
        }
        for (const double rule : chart.rules) {
            list.AddLine({edge, y(rule)}, {right, y(rule)}, colour(theme::kWhite, 14), 2 * s);
        }
        for (const auto& line : chart.lines) {
            std::vector<ImVec2> points;
            const auto steps = static_cast<float>(std::max<std::size_t>(1, line.values.size() - 1));
            for (std::size_t i = 0; i < line.values.size(); ++i) {
                points.emplace_back(edge + (right - edge) * static_cast<float>(i) / steps, y(line.values[i]));
            }
            list.AddPolyline(points.data(), static_cast<int>(points.size()), colour(line.colour), 0, 6 * s);
            for (std::size_t i = 0; i < points.size(); ++i) {
                const bool last = i + 1 == points.size();
                list.AddCircleFilled(points[i], (last ? 16 : 10) * s, colour(last ? theme::kWhite : theme::kSurface.top), 32);
                list.AddCircle(points[i], (last ? 16 : 10) * s, colour(line.colour), 32, (last ? 7 : 6) * s);
            }
        }
    });
}

namespace {

// A bar as high as the share that stood; what was lost hangs above it, red and half as wide, so that the colour is not
// needed to see it. A bare track: not known.
void draw_history(const std::vector<int>& history, ImVec2 from, ImVec2 to) {
    ImDrawList& list = *ImGui::GetWindowDrawList();
    const float pitch = (to.x - from.x) / static_cast<float>(history.size());
    const float gap = std::max(1.0F, std::round(pitch / 4));
    // Whole pixels: every bar as wide as the next, or a pixel wider.
    const float top = std::floor(from.y), bottom = std::floor(to.y);
    for (std::size_t i = 0; i < history.size(); ++i) {
        const float left = std::floor(from.x + pitch * static_cast<float>(i));
        const float right = std::floor(from.x + pitch * static_cast<float>(i + 1)) - gap;
        list.AddRectFilled({left, top}, {right, bottom}, colour(theme::kRaised.top));
        if (history[i] < 0) {
            continue;
        }
        const float edge = std::round(bottom - (bottom - top) * static_cast<float>(std::min(history[i], 100)) / 100);
        const float aside = std::floor((right - left) / 4);
        list.AddRectFilled({left + aside, top}, {right - aside, edge}, colour(theme::kBad));
        list.AddRectFilled({left, edge}, {right, bottom}, colour(theme::kGood));
    }
}

}  // namespace

Sprite draw_diagnostics(const Diagnostics& content, const FontFile& words, const FontFile& values, int width, int height, double scale) {
    Drawing drawing(width, height);
    std::string names = content.title + content.ends.first + content.ends.second, figures = content.value;
    for (const auto& [name, value] : content.rows) {
        names += name;
        figures += value;
    }
    const auto s = static_cast<float>(scale);
    ImFont* small = drawing.letters(words, content.size * scale, names);
    ImFont* strong = drawing.letters(values, content.strong * scale, figures);
    std::vector<Words> said;
    const auto say = [&](ImFont* font, int size, Colour ink, const std::string& text) {
        ImGui::PushFont(font);
        const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::CalcTextSize(text.c_str());
        ImGui::TextColored(share(ink), "%s", text.c_str());
        float top = room.y, bottom = 0;
        const auto letters = icu::UnicodeString::fromUTF8(text);
        for (int i = 0; i < letters.length(); ++i) {
            if (const ImFontGlyph* glyph = font->FindGlyphNoFallback(letters.charAt(i)); glyph != nullptr && glyph->Visible != 0) {
                top = std::min(top, glyph->Y0);
                bottom = std::max(bottom, glyph->Y1);
            }
        }
        said.push_back({text, static_cast<int>(at.x), static_cast<int>(std::floor(at.y + top)), static_cast<int>(room.x),
                        static_cast<int>(std::ceil(bottom - top)), size, ink});
        ImGui::PopFont();
    };
    const auto plain = [&](const std::string& text) { say(small, content.size, theme::kText2, text); };
    Sprite made = drawing([&] {
        ImGuiStyle& style = ImGui::GetStyle();
        style.WindowPadding = {static_cast<float>(kPanelPadX) * s, static_cast<float>(kPanelPadY) * s};
        style.WindowBorderSize = 0;
        style.ItemSpacing = {0, 0};
        style.Colors[ImGuiCol_WindowBg] = {0, 0, 0, 0};
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({static_cast<float>(width), static_cast<float>(height)});
        ImGui::Begin("diagnostics", nullptr, kStill);
        const ImVec2 from = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
        if (!content.rows.empty()) {
            const auto line = static_cast<float>(content.strong * values.line * scale);
            style.CellPadding = {0, std::max(0.0F, (room.y / static_cast<float>(content.rows.size()) - line) / 2 - 0.5F)};
            for (std::size_t i = 1; i < content.rows.size(); ++i) {
                const float y = std::floor(from.y + (line + 2 * style.CellPadding.y) * static_cast<float>(i));
                ImGui::GetWindowDrawList()->AddRectFilled({from.x, y}, {from.x + room.x, y + std::max(1.0F, std::round(2 * s))}, colour(theme::kWhite, 10));
            }
            if (ImGui::BeginTable("rows", 2, ImGuiTableFlags_NoPadOuterX)) {
                ImGui::TableSetupColumn("name", ImGuiTableColumnFlags_WidthFixed, static_cast<float>(content.column) * s);
                ImGui::TableSetupColumn("value", ImGuiTableColumnFlags_WidthStretch);
                for (const auto& [name, value] : content.rows) {
                    ImGui::TableNextColumn();
                    plain(name);
                    ImGui::TableNextColumn();
                    say(strong, content.strong, theme::kText, value);
                }
                ImGui::EndTable();
            }
        } else {
            plain(content.title);
            say(strong, content.strong, theme::kWarm, content.value);
            const ImVec2 at = ImGui::GetCursorScreenPos();
            const float line = ImGui::GetTextLineHeight(), between = 12 * s;
            const float tall = std::max(1.0F, ImGui::GetContentRegionAvail().y - line - 2 * between);
            draw_history(content.history, {at.x, at.y + between}, {at.x + room.x, at.y + between + tall});
            ImGui::Dummy({room.x, tall + 2 * between});
            plain(content.ends.first);
            ImGui::SameLine(static_cast<float>(width) - style.WindowPadding.x - ImGui::CalcTextSize(content.ends.second.c_str()).x);
            plain(content.ends.second);
        }
        ImGui::End();
    });
    made.words = std::move(said);
    return made;
}

}  // namespace anju::paint
