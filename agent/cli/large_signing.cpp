#include "agent/cli/large_signing.hpp"

#include "agent/platform/path_text.hpp"
#include "crypto/signatures/cms.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::agent {
namespace {

/// The octets of a reading counted for the person who waits, and the stop that the person asks for.
class Watched {
  public:
    Watched(const Watch& watch, std::uint64_t all) : watch_(watch), all_(all) {}

    Result<void> note(BytesView piece) {
        done_ += piece.size();
        if (!watch_(done_, all_)) return fail(ErrorCode::canceled, "interrupted");
        return {};
    }

  private:
    const Watch& watch_;
    std::uint64_t all_;
    std::uint64_t done_ = 0;
};

std::uint64_t size_of(const std::filesystem::path& path) {
    std::error_code fault;
    const auto size = std::filesystem::file_size(path, fault);
    return fault ? 0 : size;
}

Result<Bytes> digest_of_file(crypto::DigestAlgorithm algorithm, const std::filesystem::path& path,
                             Watched& watched) {
    crypto::Hasher hasher(algorithm);
    QOLTANBA_CHECK(read_in_pieces(path, [&](BytesView piece) {
        hasher.update(piece);
        return watched.note(piece);
    }));
    return hasher.finish();
}

}  // namespace

bool is_for_pieces(const std::filesystem::path& path) {
    if (size_of(path) < large_from) return false;
    // id-signedData (RFC 5652, 5.1) among the first octets of a ContentInfo.
    constexpr std::array<std::uint8_t, 11> signed_data{0x06, 0x09, 0x2A, 0x86, 0x48, 0x86,
                                                       0xF7, 0x0D, 0x01, 0x07, 0x02};
    std::array<char, 32> begin{};
    std::ifstream(path, std::ios::binary).read(begin.data(), begin.size());
    const auto octets = bytes_of({begin.data(), begin.size()});
    return std::ranges::search(octets, signed_data).empty();
}

Result<Bytes> sign_detached(crypto::Signer& signer, const std::filesystem::path& path, Time signing_time,
                            const Watch& watch) {
    Watched watched(watch, size_of(path));
    QOLTANBA_TRY(const auto digest, digest_of_file(crypto::suite_of(signer.family()).digest, path, watched));
    return crypto::create_cms_of_digest(signer, digest, signing_time);
}

Result<void> sign_attached(crypto::Signer& signer, const std::filesystem::path& path,
                           const std::filesystem::path& output, Time signing_time, const Watch& watch) {
    const auto size = size_of(path);
    const auto algorithm = crypto::suite_of(signer.family()).digest;
    Watched watched(watch, 2 * size);
    QOLTANBA_TRY(const auto digest, digest_of_file(algorithm, path, watched));
    QOLTANBA_TRY(const auto around, crypto::create_cms_around(signer, digest, size, signing_time));

    GrowingFile out(output);
    QOLTANBA_CHECK(out.write(around.before));
    crypto::Hasher again(algorithm);
    QOLTANBA_TRY(const auto copied, read_in_pieces(path, [&](BytesView piece) -> Result<void> {
                     again.update(piece);
                     QOLTANBA_CHECK(out.write(piece));
                     return watched.note(piece);
                 }));
    if (copied != size || again.finish() != digest)
        return fail(ErrorCode::input_output_failure, path_to_utf8(path) + " changed while it was read");
    QOLTANBA_CHECK(out.write(around.after));
    return out.finish();
}

}  // namespace qoltanba::agent
