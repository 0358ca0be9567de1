// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/panel.hpp"

#include <imgui.h>

#include <algorithm>
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
    // Only the letters that will be drawn.
    void letters(const std::string& font, float size, const std::string& text) {
        ImFontGlyphRangesBuilder builder;
        builder.AddText(text.c_str());
        builder.AddText("0123456789 .,:%");
        builder.BuildRanges(&ranges_);
        ImFontConfig config;
        config.FontNo = font.find("NotoSansCJK") != std::string::npos ? 2 : 0;
        ImGui::GetIO().Fonts->AddFontFromFileTTF(font.c_str(), size, &config, ranges_.Data);
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
    ImVector<ImWchar> ranges_;
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

Sprite draw_diagnostics(const Diagnostics& content, const std::string& font, int width, int height, double scale) {
    Drawing drawing(width, height);
    std::string letters = content.title + content.history_title;
    for (const auto& [name, value] : content.rows) {
        letters += name + value;
    }
    // Dear ImGui counts the whole line, not the em: Noto's lines are 1.448 em high.
    drawing.letters(font, static_cast<float>(36 * 1.448 * scale), letters);
    return drawing([&] {
        const auto s = static_cast<float>(scale);
        ImGuiStyle& style = ImGui::GetStyle();
        style.WindowRounding = static_cast<float>(theme::kPanelRadius) * s;
        style.WindowPadding = {40 * s, 28 * s};
        style.FrameRounding = 12 * s;
        style.CellPadding = {0, 4 * s};
        style.Colors[ImGuiCol_WindowBg] = share(theme::kSurface.bottom);
        style.Colors[ImGuiCol_Border] = share(theme::kWhite, 0.08F);
        style.Colors[ImGuiCol_Text] = share(theme::kText);
        style.Colors[ImGuiCol_FrameBg] = share(theme::kRaised.top);
        style.Colors[ImGuiCol_PlotLines] = share(theme::kWarm);
        ImGui::SetNextWindowPos({0, 0});
        ImGui::SetNextWindowSize({static_cast<float>(width), static_cast<float>(height)});
        ImGui::Begin("diagnostics", nullptr, kStill);
        ImGui::TextColored(share(theme::kWarm), "%s", content.title.c_str());
        if (ImGui::BeginTable("rows", 2)) {
            for (const auto& [name, value] : content.rows) {
                ImGui::TableNextColumn();
                ImGui::TextColored(share(theme::kText2), "%s", name.c_str());
                ImGui::TableNextColumn();
                ImGui::TextUnformatted(value.c_str());
            }
            ImGui::EndTable();
        }
        if (!content.history.empty()) {
            ImGui::TextColored(share(theme::kText2), "%s", content.history_title.c_str());
            ImGui::PlotLines("##history", content.history.data(), static_cast<int>(content.history.size()), 0, nullptr, 0,
                             *std::max_element(content.history.begin(), content.history.end()) * 1.1F,
                             {static_cast<float>(width) - 80 * s, 120 * s});
        }
        ImGui::End();
    });
}

}  // namespace anju::paint
