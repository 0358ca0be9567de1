// SPDX-License-Identifier: Apache-2.0
// SDL_Renderer with the painted picture as one texture; only changed rectangles are uploaded. Moving pictures lie
// under it as textures of their own, and shine through where it is transparent.
#include <SDL.h>

#include <array>
#include <stdexcept>
#include <string_view>

#include "screens/paint/presenter_window.hpp"
#include "screens/paint/video_textures.hpp"

namespace anju::paint {
namespace {

// SDL's own word for the index of a driver; -1 when this build of SDL has no such driver.
int driver_index(std::string_view wanted) {
    for (int i = 0; i < SDL_GetNumRenderDrivers(); ++i) {
        SDL_RendererInfo info;
        if (SDL_GetRenderDriverInfo(i, &info) == 0 && wanted == info.name) {
            return i;
        }
    }
    return -1;
}

// Mesa's software rasterisers by the name that GL gives them.
bool software_gl() {
    using GetString = const unsigned char* (*)(unsigned);
    constexpr unsigned kGlRenderer = 0x1F01;
    auto get = reinterpret_cast<GetString>(SDL_GL_GetProcAddress("glGetString"));
    const auto* name = get != nullptr ? get(kGlRenderer) : nullptr;
    if (name == nullptr) {
        return true;
    }
    const std::string_view renderer = reinterpret_cast<const char*>(name);
    for (const std::string_view soft : {"llvmpipe", "softpipe", "swrast", "SwiftShader"}) {
        if (renderer.find(soft) != renderer.npos) {
            return true;
        }
    }
    return false;
}

class TexturePresenter final : public Presenter {
  public:
    TexturePresenter(SDL_Renderer* renderer, std::string name)
        : renderer_(renderer), videos_(renderer), name_(std::move(name)) {
        refit();
    }

    ~TexturePresenter() override {
        videos_.drop();
        SDL_DestroyTexture(texture_);
        SDL_DestroyRenderer(renderer_);
    }

    TexturePresenter(const TexturePresenter&) = delete;
    TexturePresenter& operator=(const TexturePresenter&) = delete;

    Pixels pixels() override { return {pixels_.data(), picture_.w, picture_.h, picture_.w * 4}; }

    void present(const std::vector<Box>& changed) override {
        for (const Box& box : changed) {
            const SDL_Rect rect{box.x, box.y, box.w, box.h};
            const auto at = static_cast<std::size_t>(box.y) * static_cast<std::size_t>(picture_.w) +
                            static_cast<std::size_t>(box.x);
            SDL_UpdateTexture(texture_, &rect, pixels_.data() + at, picture_.w * 4);
        }
        // The back buffer's content is undefined after a present: the whole texture is drawn again.
        const SDL_Rect place{picture_.x, picture_.y, picture_.w, picture_.h};
        SDL_RenderClear(renderer_);
        videos_.draw(picture_.x, picture_.y);
        SDL_SetTextureBlendMode(texture_, videos_.any() ? over() : SDL_BLENDMODE_NONE);
        SDL_RenderCopy(renderer_, texture_, nullptr, &place);
        SDL_RenderPresent(renderer_);
    }

    // Not yet: on software GL the planes differ from the painter at more pixels than edges explain, see presenter_test.
    bool takes_video() const override { return false; }
    void video(const std::vector<Canvas::Moving>& moving) override { videos_.take(moving); }

    void refit() override {
        videos_.drop();
        int width = 0;
        int height = 0;
        SDL_GetRendererOutputSize(renderer_, &width, &height);
        picture_ = letterbox(width, height);
        pixels_.assign(static_cast<std::size_t>(picture_.w) * static_cast<std::size_t>(picture_.h), 0);
        SDL_DestroyTexture(texture_);
        // Not streaming: SDL would keep a second copy of the pixels (33 MB at 4K).
        texture_ = SDL_CreateTexture(renderer_, SDL_PIXELFORMAT_ARGB8888, SDL_TEXTUREACCESS_STATIC,
                                     picture_.w, picture_.h);
        if (texture_ == nullptr) {
            throw std::runtime_error(std::string("The GPU gives no picture of this size: ") +
                                     SDL_GetError() + ".");
        }
        SDL_SetTextureBlendMode(texture_, SDL_BLENDMODE_NONE);
        SDL_SetRenderDrawColor(renderer_, 0, 0, 0, 255);
    }

    std::string name() const override { return name_; }

  private:
    // The painter's pixels are premultiplied.
    static SDL_BlendMode over() {
        static const SDL_BlendMode mode = SDL_ComposeCustomBlendMode(
            SDL_BLENDFACTOR_ONE, SDL_BLENDFACTOR_ONE_MINUS_SRC_ALPHA, SDL_BLENDOPERATION_ADD,
            SDL_BLENDFACTOR_ONE, SDL_BLENDFACTOR_ONE_MINUS_SRC_ALPHA, SDL_BLENDOPERATION_ADD);
        return mode;
    }

    SDL_Renderer* renderer_;
    VideoTextures videos_;
    SDL_Texture* texture_ = nullptr;
    std::string name_;
    Box picture_;
    std::vector<std::uint32_t> pixels_;
};

}  // namespace

std::unique_ptr<Presenter> make_texture_presenter(SDL_Window* window, bool real_gpu_only) {
    const char* only = SDL_GetHint(SDL_HINT_RENDER_DRIVER);  // SDL_RENDER_DRIVER
    for (const char* driver : std::array{"opengles2", "opengl"}) {
        const int index = driver_index(driver);
        if (index < 0 || (only != nullptr && *only != '\0' && std::string_view(only) != driver)) {
            continue;
        }
        SDL_Renderer* renderer = SDL_CreateRenderer(
            window, index, SDL_RENDERER_ACCELERATED | SDL_RENDERER_PRESENTVSYNC);
        if (renderer == nullptr) {
            continue;
        }
        if (real_gpu_only && software_gl()) {
            SDL_DestroyRenderer(renderer);
            continue;
        }
        return std::make_unique<TexturePresenter>(renderer, driver);
    }
    return nullptr;
}

}  // namespace anju::paint
