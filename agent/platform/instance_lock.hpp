// One agent per configuration folder.
#pragma once

#include "crypto/base/result.hpp"

#include <filesystem>
#include <memory>

namespace qoltanba::agent {

/// Held for as long as this object lives; the system releases it when the process ends, however it ends.
class InstanceLock {
  public:
    /// `folder` exists. Errors: already_running, naming the process; input_output_failure.
    static Result<InstanceLock> take(const std::filesystem::path& folder);

    InstanceLock(InstanceLock&&) noexcept;
    InstanceLock& operator=(InstanceLock&&) noexcept;
    ~InstanceLock();

  private:
    struct Held;
    explicit InstanceLock(std::unique_ptr<Held> held);
    std::unique_ptr<Held> held_;
};

}  // namespace qoltanba::agent
