// The national CA's ZIP container: files, META-INF/NCAManifest.xml with their digests, and a detached CMS
// over the manifest's octets. All signers stand in the one CMS.
#pragma once

#include "crypto/algorithms/digest.hpp"
#include "crypto/signatures/signer.hpp"

#include <optional>
#include <span>
#include <string>
#include <vector>

namespace qoltanba::crypto {

/// One file and what the manifest makes of it.
struct ContainerMember {
    std::string name;
    std::uint64_t size = 0;                   ///< octets; 0 where it is missing
    std::optional<DigestAlgorithm> digest{};  ///< nothing: the manifest does not name it
    /// Nothing: it is what was signed. Otherwise digest_mismatch; content_missing: the manifest names it, the
    /// archive has it not; only_part_signed: the manifest does not name it; malformed_container: it cannot be
    /// unpacked.
    std::optional<Error> fault{};
};

struct NcaContainer {
    Bytes manifest;   ///< the octets that the CMS is over
    Bytes signature;  ///< the CMS; for verify_cms or validate, with the manifest as its content
    /// Those of the manifest in its order, then those that it does not name.
    std::vector<ContainerMember> members;
};

/// Reads a container and takes every member's digest; nothing is kept of their content. Who signed the
/// manifest is not judged here. Errors: malformed_container, too_large, unsupported_algorithm.
Result<NcaContainer> open_nca_container(BytesView file);

struct ContainerFile {
    std::string name;  ///< the member's
    BytesView content;
};

/// A container of these files by one signer. Errors: nothing_to_sign without files, malformed_container for a
/// name that is not safe or stands twice, too_large; those of create_cms.
Result<Bytes> create_nca_container(Signer& signer, std::span<const ContainerFile> files, Time signing_time);

/// The container with one more signer in its CMS; its files and manifest stay as they are. Errors: those of
/// open_nca_container, a member's fault, those of add_cms_signer.
Result<Bytes> add_nca_container_signer(Signer& signer, BytesView container, Time signing_time);

}  // namespace qoltanba::crypto
