// SPDX-License-Identifier: Apache-2.0
#include "screens/paint/sprites.hpp"

#include <pixman.h>

#include <algorithm>

namespace anju::paint {

Sprite mask_sprite(const Coverage& coverage) {
    Sprite made;
    made.width = coverage.width;
    made.height = coverage.height;
    const auto stride = static_cast<std::size_t>(made.mask_stride());
    made.mask.resize(stride * static_cast<std::size_t>(made.height));
    for (int y = 0; y < made.height; ++y) {
        std::copy_n(coverage.data.begin() + static_cast<std::ptrdiff_t>(y) * coverage.width, coverage.width,
                    made.mask.begin() + static_cast<std::ptrdiff_t>(stride) * y);
    }
    return made;
}

Sprites::~Sprites() {
    for (auto& [id, slot] : slots_) {
        drop_image(slot);
    }
}

void Sprites::drop_image(Slot& slot) {
    if (slot.image != nullptr) {
        pixman_image_unref(slot.image);
        slot.image = nullptr;
    }
}

Sprites::Ref Sprites::get(const std::string& name, const std::function<Sprite()>& bake) {
    auto [known, added] = ids_.try_emplace(name, last_id_ + 1);
    if (added) {
        ++last_id_;
        slots_[last_id_].name = name;
    }
    Slot& slot = slots_[known->second];
    if (slot.stale) {
        drop_image(slot);
        bytes_ -= slot.sprite.bytes();
        brief_ -= slot.sprite.brief ? 1 : 0;
        slot.sprite = bake();
        bytes_ += slot.sprite.bytes();
        brief_ += slot.sprite.brief ? 1 : 0;
        slot.revision = ++last_revision_;
        slot.stale = false;
    }
    slot.used = turn_;
    return {known->second, slot.revision, &slot.sprite};
}

void Sprites::outdate(const std::string& prefix) {
    for (auto& [id, slot] : slots_) {
        if (slot.name.starts_with(prefix)) {
            slot.stale = true;
        }
    }
}

const Sprite* Sprites::find(std::uint32_t id) const {
    const auto found = slots_.find(id);
    return found == slots_.end() ? nullptr : &found->second.sprite;
}

pixman_image* Sprites::image(std::uint32_t id) {
    const auto found = slots_.find(id);
    if (found == slots_.end()) {
        return nullptr;
    }
    Slot& slot = found->second;
    Sprite& sprite = slot.sprite;
    if (slot.image == nullptr && sprite.width > 0 && sprite.height > 0) {
        slot.image = sprite.colour.empty()
                         ? pixman_image_create_bits(PIXMAN_a8, sprite.width, sprite.height,
                                                    reinterpret_cast<std::uint32_t*>(sprite.mask.data()), sprite.mask_stride())
                         : pixman_image_create_bits(PIXMAN_a8r8g8b8, sprite.width, sprite.height, sprite.colour.data(), sprite.width * 4);
    }
    return slot.image;
}

void Sprites::begin() { ++turn_; }

void Sprites::forget(std::uint32_t id) {
    Slot& slot = slots_[id];
    drop_image(slot);
    bytes_ -= slot.sprite.bytes();
    brief_ -= slot.sprite.brief ? 1 : 0;
    ids_.erase(slot.name);
    slots_.erase(id);
}

void Sprites::trim() {
    if (bytes_ <= most_ && brief_ == 0) {
        return;
    }
    std::vector<std::pair<std::uint64_t, std::uint32_t>> old;
    for (const auto& [id, slot] : slots_) {
        if (slot.used != turn_) {
            old.emplace_back(slot.used, id);
        }
    }
    std::sort(old.begin(), old.end());
    for (const auto& [used, id] : old) {
        if (bytes_ > most_ || slots_[id].sprite.brief) {
            forget(id);
        }
    }
}

}  // namespace anju::paint
