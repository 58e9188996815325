// For work that one process at a time may do in a folder.
#pragma once

#include "crypto/base/result.hpp"

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>

namespace qoltanba::agent {

/// Held for as long as this object lives; the system releases it when the process ends, however it ends. Two
/// holders in one process keep each other out as well. The file is made where there is none, and stays.
class FileLock {
  public:
    /// Nothing while somebody else holds it. Error: input_output_failure.
    static Result<std::optional<FileLock>> try_take(const std::filesystem::path& file);

    /// Waits for the others, and not for ever: one that was stopped may hold it. Error: input_output_failure,
    /// also when `patience` has ended.
    static Result<FileLock> take(const std::filesystem::path& file, std::chrono::milliseconds patience);

    FileLock(FileLock&&) noexcept;
    FileLock& operator=(FileLock&&) noexcept;
    ~FileLock();

  private:
    struct Held;
    explicit FileLock(std::unique_ptr<Held> held);
    std::unique_ptr<Held> held_;
};

}  // namespace qoltanba::agent
