#include "crypto/containers/nca_container.hpp"

#include "crypto/containers/nca_manifest.hpp"
#include "crypto/containers/zip.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace qoltanba::crypto {
namespace {

// Far above what honest containers hold.
constexpr std::size_t largest_manifest = std::size_t{4} << 20U;
constexpr std::size_t largest_signature = std::size_t{16} << 20U;

using Members = std::vector<ZipMember>;

/// Null where there is none.
const ZipMember* find(const Members& members, std::string_view name) {
    const auto found = std::ranges::find(members, name, &ZipMember::name);
    return found != members.end() ? &*found : nullptr;
}

Result<Bytes> unpack_part(const Members& members, std::string_view name, std::size_t limit) {
    const auto* member = find(members, name);
    if (member == nullptr) return fail(ErrorCode::malformed_container, "no " + std::string(name));
    return unpack(*member, limit);
}

std::optional<Error> fault_of(const ZipMember& member, const NcaReference& reference) {
    Hasher hasher(reference.algorithm);
    const auto unpacked = unpack(member, [&hasher](BytesView piece) { hasher.update(piece); });
    if (unpacked.has_error()) return unpacked.error();
    if (hasher.finish() != reference.digest) return fail(ErrorCode::digest_mismatch, reference.name);
    return std::nullopt;
}

ContainerMember judge(const Members& members, const NcaReference& reference) {
    ContainerMember judged{.name = reference.name, .digest = reference.algorithm};
    if (const auto* member = find(members, reference.name)) {
        judged.size = member->size;
        judged.fault = fault_of(*member, reference);
    } else {
        judged.fault = fail(ErrorCode::content_missing, reference.name);
    }
    return judged;
}

}  // namespace

Result<NcaContainer> open_nca_container(BytesView file) {
    QOLTANBA_TRY(const auto members, read_zip(file));
    NcaContainer container;
    QOLTANBA_TRY(container.manifest, unpack_part(members, nca_manifest_name, largest_manifest));
    QOLTANBA_TRY(const auto manifest, read_nca_manifest(container.manifest));
    QOLTANBA_TRY(container.signature, unpack_part(members, manifest.signature, largest_signature));

    std::set<std::string_view> named{nca_manifest_name, manifest.signature};
    for (const auto& reference : manifest.references) {
        named.insert(reference.name);
        container.members.push_back(judge(members, reference));
    }
    for (const auto& member : members) {
        if (member.is_folder() || named.contains(member.name)) continue;
        container.members.push_back({.name = member.name,
                                     .size = member.size,
                                     .digest = std::nullopt,
                                     .fault = fail(ErrorCode::only_part_signed, member.name)});
    }
    return container;
}

}  // namespace qoltanba::crypto
