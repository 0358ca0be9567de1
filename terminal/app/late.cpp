// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/late.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <filesystem>
#include <stdexcept>

#include <fmt/format.h>

namespace anju::app {
namespace {

std::filesystem::path file() {
    std::error_code unknown;
    return std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path() / kLateFile;
}

const Late& load() {
    // Never closed: threads and libraries inside would not survive it.
    void* module = dlopen(file().c_str(), RTLD_LAZY | RTLD_LOCAL);
    const void* found = module != nullptr ? dlsym(module, kLateSymbol) : nullptr;
    if (found == nullptr) {
        const char* why = dlerror();
        throw std::runtime_error(fmt::format("A part of anju-tv cannot be loaded: {}.", why != nullptr ? why : file().string()));
    }
    return *static_cast<const Late*>(found);
}

}  // namespace

const Late& late() {
    static const Late& loaded = load();
    return loaded;
}

bool late_is_there() { return access(file().c_str(), R_OK) == 0; }

}  // namespace anju::app
