// A file descriptor with one owner, the errors of system calls as values, and writing to the end.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <unistd.h>

#include <cerrno>
#include <string>
#include <system_error>
#include <utility>

namespace qoltanba::agent {

class Descriptor {
  public:
    explicit Descriptor(int number = -1) : number_(number) {}
    Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        std::swap(number_, other.number_);
        return *this;
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (number_ >= 0) ::close(number_);
    }
    [[nodiscard]] int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }

  private:
    int number_;
};

/// "<what>: <text of the number>", where `number` is an errno.
inline Error system_error(const std::string& what, int number) {
    return fail(ErrorCode::input_output_failure, what + ": " + std::generic_category().message(number));
}

/// All of it. Error: input_output_failure, naming `name`.
inline Result<void> write_all(int descriptor, BytesView content, const std::string& name) {
    while (!content.empty()) {
        const auto written = ::write(descriptor, content.data(), content.size());
        if (written < 0 && errno == EINTR) continue;
        if (written < 0) return system_error("write " + name, errno);
        content = content.subspan(static_cast<std::size_t>(written));
    }
    return {};
}

}  // namespace qoltanba::agent
