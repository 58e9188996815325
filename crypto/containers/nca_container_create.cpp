#include "crypto/containers/nca_container.hpp"
#include "crypto/containers/nca_manifest.hpp"
#include "crypto/containers/zip.hpp"
#include "crypto/signatures/cms.hpp"

#include <deque>
#include <utility>

namespace qoltanba::crypto {
namespace {

/// The members of an archive to be, and the octets they are packed in.
class Packing {
  public:
    Result<void> add(std::string name, BytesView content) {
        QOLTANBA_TRY(auto member, pack(std::move(name), content, storage_.emplace_back()));
        members_.push_back(std::move(member));
        return {};
    }
    void add(ZipMember packed) { members_.push_back(std::move(packed)); }
    [[nodiscard]] Result<Bytes> write(Time time) const { return write_zip(members_, time); }

  private:
    std::deque<Bytes> storage_;  // never moves what the members point into
    std::vector<ZipMember> members_;
};

/// "META-INF/signature-7ad1db5cc2.cms": ten digits that hang on what is signed.
std::string signature_name(const NcaManifest& manifest) {
    Hasher hasher(DigestAlgorithm::sha256);
    for (const auto& reference : manifest.references) hasher.update(reference.digest);
    return "META-INF/signature-" + to_hex(hasher.finish()).substr(0, 10) + ".cms";
}

}  // namespace

Result<Bytes> create_nca_container(Signer& signer, std::span<const ContainerFile> files, Time signing_time) {
    if (files.empty()) return fail(ErrorCode::nothing_to_sign, "no files");
    const auto algorithm = suite_of(signer.family()).digest;
    Packing packing;
    NcaManifest manifest;
    for (const auto& file : files) {
        if (!is_safe_member_name(file.name)) return fail(ErrorCode::malformed_container, file.name);
        QOLTANBA_CHECK(packing.add(file.name, file.content));
        manifest.references.push_back({file.name, algorithm, digest_of(algorithm, file.content)});
    }
    manifest.signature = signature_name(manifest);
    const auto text = write_nca_manifest(manifest);
    QOLTANBA_CHECK(read_nca_manifest(bytes_of(text)));  // a name may stand twice
    QOLTANBA_TRY(const auto signature,
                 create_cms(signer, bytes_of(text), {.attach = false, .signing_time = signing_time}));
    QOLTANBA_CHECK(packing.add(std::string(nca_manifest_name), bytes_of(text)));
    QOLTANBA_CHECK(packing.add(manifest.signature, signature));
    return packing.write(signing_time);
}

Result<Bytes> add_nca_container_signer(Signer& signer, BytesView file, Time signing_time) {
    QOLTANBA_TRY(const auto container, open_nca_container(file));
    for (const auto& member : container.members) {
        if (member.fault) return *member.fault;
    }
    QOLTANBA_TRY(const auto manifest, read_nca_manifest(container.manifest));
    QOLTANBA_TRY(const auto signature,
                 add_cms_signer(signer, container.signature, BytesView(container.manifest), signing_time));
    QOLTANBA_TRY(const auto members, read_zip(file));
    Packing packing;
    for (const auto& member : members) {
        if (member.name == manifest.signature) {
            QOLTANBA_CHECK(packing.add(member.name, signature));
        } else {
            packing.add(member);
        }
    }
    return packing.write(signing_time);
}

}  // namespace qoltanba::crypto
