#include "agent/cli/file_content.hpp"

#include "agent/cli/commands.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
#include "crypto/cms/content_apart.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

/// The pieces of the content alone, each noted for the person who waits.
Result<void> read_content(const FileContent& content, const TakePiece& take, const Watch& watch) {
    std::uint64_t at = 0, done = 0;
    QOLTANBA_TRY(const auto read, read_in_pieces(content.path, [&](BytesView piece) -> Result<void> {
                     const auto skipped =
                         std::min<std::uint64_t>(piece.size(), content.offset - std::min(content.offset, at));
                     at += piece.size();
                     const auto size = std::min<std::uint64_t>(piece.size() - skipped, content.size - done);
                     QOLTANBA_CHECK(take(
                         piece.subspan(static_cast<std::size_t>(skipped), static_cast<std::size_t>(size))));
                     done += size;
                     if (!watch(done, content.size)) return fail(ErrorCode::canceled, "interrupted");
                     return {};
                 }));
    if (read != content.file_size || done != content.size)
        return fail(ErrorCode::input_output_failure,
                    path_to_utf8(content.path) + " changed while it was read");
    return {};
}

/// So many octets from this place of a file.
Result<Bytes> read_part(const std::filesystem::path& path, std::uint64_t offset, std::uint64_t size) {
    if (size > largest_file) return fail(ErrorCode::too_large, path_to_utf8(path));
    Bytes part(static_cast<std::size_t>(size));
    std::ifstream in(path, std::ios::binary);
    in.seekg(static_cast<std::streamoff>(offset));
    in.read(reinterpret_cast<char*>(part.data()), static_cast<std::streamsize>(part.size()));
    if (!in) return fail(ErrorCode::input_output_failure, path_to_utf8(path));
    return part;
}

/// Where a large content stands in an attached CMS; nothing in any other file.
Result<std::optional<crypto::cms::ContentPlace>> find_large_content(const FileContent& file) {
    if (file.size < large_from) return std::optional<crypto::cms::ContentPlace>{};
    QOLTANBA_TRY(const auto beginning, read_part(file.path, 0, crypto::cms::beginning_for_content));
    auto place = crypto::cms::find_content(beginning, static_cast<std::size_t>(file.size));
    if (place && place->size < large_from) place.reset();
    return place;
}

}  // namespace

FileContent FileContent::of(const std::filesystem::path& path) {
    std::error_code fault;
    const auto size = std::filesystem::file_size(path, fault);
    if (fault) return {.path = path};
    return {.path = path, .size = size, .file_size = size};
}

Result<crypto::cms::ContentDigests> digests_of(const FileContent& content,
                                               const std::set<crypto::DigestAlgorithm>& algorithms,
                                               const Watch& watch) {
    crypto::cms::ContentHasher hasher(algorithms);
    const auto take = [&hasher](BytesView piece) -> Result<void> {
        hasher.update(piece);
        return {};
    };
    QOLTANBA_CHECK(read_content(content, take, watch));
    return hasher.finish();
}

Result<void> copy_content(const FileContent& content, crypto::cms::ContentDigests& known, GrowingFile& out,
                          const Watch& watch) {
    crypto::cms::ContentHasher hasher(known.made());
    const auto take = [&](BytesView piece) -> Result<void> {
        hasher.update(piece);
        return out.write(piece);
    };
    QOLTANBA_CHECK(read_content(content, take, watch));
    auto again = hasher.finish();
    if (!again.is_same(known))
        return fail(ErrorCode::input_output_failure,
                    path_to_utf8(content.path) + " changed while it was read");
    return {};
}

Result<SignatureFile> read_signature_file(const std::filesystem::path& path) {
    const auto file = FileContent::of(path);
    QOLTANBA_TRY(const auto place, find_large_content(file));
    if (!place) {
        QOLTANBA_TRY(auto octets, read_whole_file(path, largest_file));
        return SignatureFile{std::move(octets), std::nullopt};
    }
    const auto end = place->offset + place->size;
    QOLTANBA_TRY(const auto before, read_part(path, 0, place->offset));
    QOLTANBA_TRY(const auto after, read_part(path, end, file.size - end));
    QOLTANBA_TRY(auto detached, crypto::cms::detached_from(before, place->size, after));
    return SignatureFile{std::move(detached), FileContent{path, place->offset, place->size, file.size}};
}

}  // namespace qoltanba::agent
