// SPDX-License-Identifier: Apache-2.0
#include "terminal/app/disk/recording.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <random>
#include <stdexcept>
#include <string_view>

#include "terminal/app/disk/durable_file.hpp"
#include "terminal/app/disk/message_json.hpp"
#include "terminal/app/disk/without_words.hpp"

namespace anju::disk {
namespace {

constexpr std::string_view kHead = R"({"anju_recording":1})";
constexpr std::size_t kMaxBytes = 256 * 1024 * 1024;

std::FILE* open_new(const std::string& path) {
    const int descriptor =
        open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0 || fchmod(descriptor, 0600) != 0) {
        const int error = errno;
        if (descriptor >= 0) {
            close(descriptor);
        }
        throw std::runtime_error("The recording " + path +
                                 " cannot be written: " + std::strerror(error) + ".");
    }
    return fdopen(descriptor, "w");
}

bool write_line(std::FILE* file, std::string_view line) {
    return std::fwrite(line.data(), 1, line.size(), file) == line.size() &&
           std::fputc('\n', file) == '\n' && std::fflush(file) == 0;
}

}  // namespace

Recorder::Recorder(const std::string& path)
    : file_(open_new(path)), placeholders_(std::random_device{}()) {
    write_line(file_.get(), kHead);
}

void Recorder::add(const model::Message& message) {
    if (file_ && !write_line(file_.get(), to_line(without_words(message, placeholders_)))) {
        std::fprintf(stderr, "anju-tv: the recording ends here: %s\n", std::strerror(errno));
        file_.reset();
    }
}

contract::Result<std::vector<model::Message>> read_recording(const std::string& path) {
    auto bytes = read_whole(path, kMaxBytes);
    if (!bytes) {
        return tl::unexpected(std::move(bytes.error()));
    }
    const auto malformed = [&](std::size_t line, const std::string& why) {
        return tl::unexpected(contract::Error{contract::ErrorKind::Malformed,
                                              "",
                                              path + ":" + std::to_string(line) + ": " + why,
                                              {}});
    };
    std::vector<model::Message> out;
    std::string_view rest = *bytes;
    for (std::size_t number = 1;; ++number) {
        const auto end = rest.find('\n');
        if (end == rest.npos) {
            break;
        }
        const auto line = rest.substr(0, end);
        rest.remove_prefix(end + 1);
        if (number == 1) {
            if (line != kHead) {
                return malformed(1, "not a recording of anju-tv");
            }
            continue;
        }
        auto message = from_line(line);
        if (!message) {
            return malformed(number, message.error().context);
        }
        out.push_back(std::move(*message));
    }
    if (bytes->find('\n') == bytes->npos) {
        return malformed(1, "not a recording of anju-tv");
    }
    return out;
}

}  // namespace anju::disk
