// META-INF/NCAManifest.xml of the national CA's ZIP container: which members are signed, by their digests,
// and where the signature over the manifest's own octets stands. Of this folder alone. Layout: as the
// original's library writes it (kz fixtures, zip_signed_files.zip).
#pragma once

#include "crypto/algorithms/digest.hpp"
#include "crypto/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

inline constexpr std::string_view nca_manifest_name = "META-INF/NCAManifest.xml";

struct NcaReference {
    std::string name;  ///< of the member, as the archive names it
    DigestAlgorithm algorithm{};
    Bytes digest;
};

struct NcaManifest {
    std::string signature;  ///< the member that holds the CMS
    std::vector<NcaReference> references;
};

/// Strict: no elements or attributes but those that the original writes, no member twice. Errors:
/// malformed_container with the cause, unsupported_algorithm.
Result<NcaManifest> read_nca_manifest(BytesView xml);

/// In the original's words and white space.
std::string write_nca_manifest(const NcaManifest& manifest);

}  // namespace qoltanba::crypto
