// SPDX-License-Identifier: Apache-2.0
// Preloaded into a guard: at its ANJU_DIE_AT-th write or sync of a file it is gone, of the write a half is done (ANJU_DIE_TORN) or nothing.
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstdlib>

namespace {

std::atomic<long> left{-1};
bool torn = false;

__attribute__((constructor)) void read_wish() {
    if (const char* at = std::getenv("ANJU_DIE_AT"); at != nullptr) left = std::strtol(at, nullptr, 10);
    torn = std::getenv("ANJU_DIE_TORN") != nullptr;
    unsetenv("LD_PRELOAD");
}

bool is_file(int descriptor) {
    struct stat status {};
    return ::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode) && descriptor > 2;
}
bool is_the_last(int descriptor) { return left > 0 && is_file(descriptor) && --left == 0; }
[[noreturn]] void die() {
    ::kill(::getpid(), SIGKILL);
    for (;;) ::pause();
}

template <class Function>
Function real(const char* name) { return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name)); }

}  // namespace

extern "C" {

ssize_t pwrite64(int descriptor, const void* bytes, size_t size, off64_t at) {
    static const auto next = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
    if (is_the_last(descriptor)) {
        if (torn) (void)next(descriptor, bytes, size / 2, at);
        die();
    }
    return next(descriptor, bytes, size, at);
}
ssize_t pwrite(int descriptor, const void* bytes, size_t size, off_t at) { return pwrite64(descriptor, bytes, size, at); }
ssize_t write(int descriptor, const void* bytes, size_t size) {
    static const auto next = real<ssize_t (*)(int, const void*, size_t)>("write");
    if (is_the_last(descriptor)) {
        if (torn) (void)next(descriptor, bytes, size / 2);
        die();
    }
    return next(descriptor, bytes, size);
}
int fsync(int descriptor) {
    static const auto next = real<int (*)(int)>("fsync");
    if (is_the_last(descriptor)) die();
    return next(descriptor);
}
int fdatasync(int descriptor) {
    static const auto next = real<int (*)(int)>("fdatasync");
    if (is_the_last(descriptor)) die();
    return next(descriptor);
}

}
