// For *_linux files: a file descriptor with one owner, and the errors of system calls as values.
#pragma once

#include "crypto/base/result.hpp"

#include <unistd.h>

#include <string>
#include <system_error>
#include <utility>

namespace qoltanba {

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
    ~Descriptor() { close(); }
    [[nodiscard]] int get() const { return number_; }
    explicit operator bool() const { return number_ >= 0; }
    void close() {
        if (number_ >= 0) ::close(std::exchange(number_, -1));
    }

  private:
    int number_;
};

/// "<what>: <text of the number>", where `number` is an errno.
inline Error system_error(const std::string& what, int number) {
    return fail(ErrorCode::input_output_failure, what + ": " + std::generic_category().message(number));
}

}  // namespace qoltanba
