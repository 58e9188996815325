// The content that came with a file to be judged. Of this folder alone.
#pragma once

#include "crypto/validation/validate.hpp"

namespace qoltanba::crypto::validation {

/// By its digests, whether its octets are in memory or not.
class GivenContent {
  public:
    /// The inputs outlive this object.
    explicit GivenContent(const ValidationInputs& inputs) : digests_(inputs.digests) {
        if (inputs.content) digests_ = &of_octets_.emplace(*inputs.content);
    }
    GivenContent(const GivenContent&) = delete;
    GivenContent& operator=(const GivenContent&) = delete;

    /// Null where there is none.
    [[nodiscard]] cms::ContentDigests* digests() const { return digests_; }

  private:
    std::optional<cms::ContentDigests> of_octets_;
    cms::ContentDigests* digests_;
};

}  // namespace qoltanba::crypto::validation
