// Revocation asked of the network, for a command that runs once.
#pragma once

#include "agent/evidence/revocation_asking.hpp"

#include <chrono>
#include <memory>
#include <optional>

namespace qoltanba::agent {

class RevocationOnline {
  public:
    /// `anchors` outlive this object.
    explicit RevocationOnline(const crypto::Anchors& anchors) : anchors_(anchors) {}

    /// Nobody is asked before this. All answers together may take `longest`, one of them half of it. Errors:
    /// those of the administrator's policy and of user_folders.
    Result<void> open(std::chrono::seconds longest);
    /// Null before open().
    [[nodiscard]] crypto::RevocationLookup* lookup() { return asking_.get(); }

  private:
    const crypto::Anchors& anchors_;
    std::unique_ptr<Http> http_;
    std::optional<RevocationCache> cache_;
    SilentServers silent_servers_;
    std::unique_ptr<RevocationAsking> asking_;
};

}  // namespace qoltanba::agent
