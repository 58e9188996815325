// --anchors DIR: every certificate file in a folder becomes a trust anchor.
#pragma once

#include "crypto/certificates/anchors.hpp"

#include <filesystem>

namespace qoltanba::agent {

/// The national anchors and those of the folder (.cer, .crt, .pem, in any case). Errors: file_not_found for a
/// folder that is missing or holds no certificate, malformed_certificate naming the file at fault, also one
/// that cannot be read: an anchor that is missing unseen would be looked for in the wrong place.
Result<crypto::Anchors> anchors_with(const std::filesystem::path& folder);

}  // namespace qoltanba::agent
