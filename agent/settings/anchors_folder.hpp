// --anchors DIR: every certificate file in a folder becomes a trust anchor.
#pragma once

#include "crypto/certificates/anchors.hpp"

#include <filesystem>

namespace qoltanba::agent {

/// The national anchors and those of the folder (.cer, .crt, .pem). Errors: file_not_found for a folder that
/// is missing or holds no certificate, malformed_certificate naming the file at fault.
Result<crypto::Anchors> anchors_with(const std::filesystem::path& folder);

}  // namespace qoltanba::agent
