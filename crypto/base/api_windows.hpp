// For *_windows files: the Windows API, a handle with one owner, its errors as values, and text both ways.
#pragma once

#include "crypto/base/result.hpp"

#include <combaseapi.h>
#include <windows.h>

#include <string>
#include <string_view>
#include <utility>

namespace qoltanba {

/// Closed with CloseHandle. Neither of the two values that functions give for "no handle" is one.
class Handle {
  public:
    explicit Handle(HANDLE handle = nullptr) : handle_(handle) {}
    Handle(Handle&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
    Handle& operator=(Handle&& other) noexcept {
        std::swap(handle_, other.handle_);
        return *this;
    }
    Handle(const Handle&) = delete;
    Handle& operator=(const Handle&) = delete;
    ~Handle() { close(); }
    [[nodiscard]] HANDLE get() const { return handle_; }
    explicit operator bool() const { return handle_ != nullptr && handle_ != INVALID_HANDLE_VALUE; }
    void close() {
        if (*this) ::CloseHandle(std::exchange(handle_, nullptr));
    }

  private:
    HANDLE handle_;
};

/// What LocalAlloc made, for std::unique_ptr.
struct LocalFreer {
    void operator()(void* memory) const { ::LocalFree(memory); }
};

/// What CoTaskMemAlloc made, likewise.
struct TaskFreer {
    void operator()(void* memory) const { ::CoTaskMemFree(memory); }
};

/// "<what>: error <number>", where `number` is one of GetLastError: the text of the system would be in its
/// own language, and errors are English.
inline Error system_error(const std::string& what, DWORD number) {
    return fail(ErrorCode::input_output_failure, what + ": error " + std::to_string(number));
}

/// UTF-16 of a UTF-8 text; what is not UTF-8 becomes U+FFFD.
std::wstring to_wide(std::string_view text);

/// UTF-8 of a UTF-16 text; a lone surrogate becomes U+FFFD.
std::string to_utf8(std::wstring_view text);

}  // namespace qoltanba
