// SPDX-License-Identifier: Apache-2.0
#include "tests/paint/moves.hpp"

#include <cstring>
#include <random>
#include <map>

#include "screens/paint/canvas.hpp"
#include "tests/paint/sample_photos.hpp"
#include "tests/paint/sample_scenes.hpp"

namespace anju::paint::testing {

namespace {

using std::chrono::milliseconds;

struct MovingScreen {
    std::vector<std::uint32_t> memory;
    Pixels pixels;
    explicit MovingScreen(int width, int height) : memory(static_cast<std::size_t>(width) * static_cast<std::size_t>(height), 0xFFABCDEF) {
        pixels = {memory.data(), width, height, width * 4};
    }
};

screens::Scene next_screen(std::mt19937& random) {
    using namespace samples;
    const auto size = static_cast<model::TextSize>(random() % 3);
    const auto language = static_cast<model::Language>(random() % 2);
    switch (random() % 12) {
        case 0: return samples::photo(language, size, random() % 2 == 0 ? "park" : "tall");
        case 1: return messages(language, size);
        case 2: return settings(language, size);
        case 3: return about(language, size);
        case 4: return pairing();
        case 5: return night(language, size);
        case 6: return home(7, language, size, true);
        case 7: return gauges(language, size);
        case 8: return with_emoji(random() % 2 == 0 ? messages(language, size) : home_letter(size));
        default: return home(static_cast<int>(1 + random() % 8), language, size);
    }
}

}  // namespace

Count compare(int moves, unsigned seed, int height) {
    std::mt19937 random(seed);
    const int width = height * 16 / 9;
    // What is on disk under each name; a newer photo comes under the same name.
    std::map<std::string, std::string> here{{"daughter", "daughter"}, {"park", "park"}};
    const auto load = [&](const std::string& name) { return here.contains(name) ? samples::photo_file(here[name]) : std::nullopt; };
    Canvas canvas({width, height, {}, {}, {}, load});
    MovingScreen parts(width, height), whole(width, height);
    Moment now{};
    auto scene = samples::home(7);
    Count count;
    double dirty = 0;
    int glides = 0;
    const auto paint_both = [&] {
        const auto boxes = canvas.paint(parts.pixels, now);
        long area = 0;
        for (const Box& box : boxes) {
            area += static_cast<long>(box.w) * box.h;
        }
        dirty += static_cast<double>(area) / (static_cast<double>(width) * height);
        // The same list in one piece: the canvas believes that its target is new.
        canvas.forget();
        canvas.paint(whole.pixels, now);
        ++count.pictures;
        ++glides;
        count.different += std::memcmp(parts.memory.data(), whole.memory.data(), parts.memory.size() * 4) != 0 ? 1 : 0;
    };
    canvas.show(scene, now);
    paint_both();
    dirty = 0;
    glides = 0;
    for (int move = 0; move < moves; ++move) {
        switch (random() % 12) {
            case 0: scene.clock.figures = std::to_string(1 + random() % 12) + ":" + std::to_string(10 + random() % 50); break;
            case 1: scene = next_screen(random); break;
            case 2: canvas.acknowledge(now); break;
            case 3: {
                static const char* kNames[] = {"son", "grandchild", "neighbour", "daughter", "daughter", "park"};
                const std::string name = kNames[random() % 6];
                if (here.contains(name) && random() % 3 == 0) {
                    here.erase(name);
                } else {
                    here[name] = kNames[random() % 6];
                }
                canvas.photo_changed(name);
                break;
            }
            case 4:
                if (scene.notice) {
                    scene.notice.reset();
                } else if (scene.form != screens::Form::Night) {
                    scene.notice = screens::Notice{"女儿小芳发来了照片", screens::Face{"daughter", "小芳", false}};
                }
                break;
            default:
                if (!scene.items.empty()) {
                    scene.focus = scene.items[random() % scene.items.size()].id;
                }
                break;
        }
        canvas.show(scene, now);
        const auto pictures = 1 + random() % 12;  // 10 and more: it arrives; fewer: broken off
        for (unsigned i = 0; i < pictures; ++i) {
            paint_both();
            now += milliseconds(5 + random() % 20);
        }
    }
    count.dirty_share = glides > 0 ? dirty / glides : 0;
    return count;
}

}  // namespace anju::paint::testing
