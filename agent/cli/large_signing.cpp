#include "agent/cli/large_signing.hpp"

#include "crypto/cms/content_apart.hpp"
#include "crypto/signatures/cms.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::agent {

bool is_for_pieces(const std::filesystem::path& path) {
    if (FileContent::of(path).size < large_from) return false;
    // id-signedData (RFC 5652, 5.1) among the first octets of a ContentInfo.
    constexpr std::array<std::uint8_t, 11> signed_data{0x06, 0x09, 0x2A, 0x86, 0x48, 0x86,
                                                       0xF7, 0x0D, 0x01, 0x07, 0x02};
    std::array<char, 32> begin{};
    std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
    const auto octets = bytes_of({begin.data(), begin.size()});
    return std::ranges::search(octets, signed_data).empty();
}

Result<DigestSignature> sign_in_pieces(crypto::Signer& signer, const FileContent& content, Time signing_time,
                                       const Watch& watch) {
    const auto algorithm = crypto::suite_of(signer.family()).digest;
    QOLTANBA_TRY(auto digests, digests_of(content, {algorithm}, watch));
    QOLTANBA_TRY(const auto digest, digests.of(algorithm));
    QOLTANBA_TRY(auto cms, crypto::create_cms_of_digest(signer, digest, signing_time));
    return DigestSignature{std::move(cms), std::move(digests)};
}

Result<void> attach_content(BytesView detached, const FileContent& content,
                            crypto::cms::ContentDigests& known, const std::filesystem::path& output,
                            const Watch& watch) {
    QOLTANBA_TRY(const auto around,
                 crypto::cms::attached_around(detached, static_cast<std::size_t>(content.size)));
    GrowingFile out(output);
    QOLTANBA_CHECK(out.write(around.before));
    QOLTANBA_CHECK(copy_content(content, known, out, watch));
    QOLTANBA_CHECK(out.write(around.after));
    return out.finish();
}

}  // namespace qoltanba::agent
