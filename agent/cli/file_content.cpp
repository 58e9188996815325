#include "agent/cli/file_content.hpp"

#include "agent/cli/commands.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/whole_file.hpp"
#include "crypto/cms/content_apart.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

/// Finds the content among the octets of its file as they go by.
class ContentInFile {
  public:
    explicit ContentInFile(const FileContent& content) : content_(content) {}

    /// The octets of the content among the next ones of the file.
    Result<void> take_from(BytesView octets, const TakePiece& take) {
        const auto before = content_.offset - std::min(content_.offset, at_);
        at_ += octets.size();
        auto rest = octets.subspan(static_cast<std::size_t>(std::min<std::uint64_t>(octets.size(), before)));
        while (!rest.empty() && !is_over()) {
            QOLTANBA_TRY(const auto found, next_of(rest));
            done_ += found.size();
            QOLTANBA_CHECK(take(found));
        }
        return {};
    }
    [[nodiscard]] std::uint64_t done() const { return done_; }
    [[nodiscard]] const crypto::cms::ContentPieces& pieces() const { return pieces_; }

  private:
    [[nodiscard]] bool is_over() const {
        return content_.in_pieces ? pieces_.ended() : done_ == content_.size;
    }
    Result<BytesView> next_of(BytesView& rest) {
        if (content_.in_pieces) return pieces_.next(rest);
        const auto size = std::min<std::uint64_t>(rest.size(), content_.size - done_);
        return std::exchange(rest, {}).first(static_cast<std::size_t>(size));
    }

    const FileContent& content_;
    crypto::cms::ContentPieces pieces_;
    std::uint64_t at_ = 0, done_ = 0;
};

/// The octets of the content alone, each piece of the file noted for the person who waits.
Result<void> read_content(const FileContent& content, const TakePiece& take, const Watch& watch) {
    ContentInFile found(content);
    QOLTANBA_TRY(const auto read, read_in_pieces(content.path, [&](BytesView octets) -> Result<void> {
                     QOLTANBA_CHECK(found.take_from(octets, take));
                     if (!watch(found.done(), content.size)) return fail(ErrorCode::canceled, "interrupted");
                     return {};
                 }));
    if (read != content.file_size || found.done() != content.size)
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

/// A large attached CMS in DER without its content, which stands in one piece; nothing in any other file.
Result<std::optional<SignatureFile>> read_around_content(const FileContent& file, BytesView beginning) {
    const auto place = crypto::cms::find_content(beginning, static_cast<std::size_t>(file.size));
    if (!place || place->size < large_from) return std::optional<SignatureFile>{};
    const auto end = place->offset + place->size;
    QOLTANBA_TRY(const auto before, read_part(file.path, 0, place->offset));
    QOLTANBA_TRY(const auto after, read_part(file.path, end, file.size - end));
    QOLTANBA_TRY(auto detached, crypto::cms::detached_from(before, place->size, after));
    return std::optional(
        SignatureFile{std::move(detached), FileContent{file.path, place->offset, place->size, file.size}});
}

/// The same in BER, whose content stands in pieces: these are gone through once to find where they end.
Result<std::optional<SignatureFile>> read_around_pieces(const FileContent& file, BytesView beginning) {
    const auto offset = crypto::cms::find_pieces(beginning);
    if (!offset) return std::optional<SignatureFile>{};
    FileContent content{.path = file.path, .offset = *offset, .file_size = file.size, .in_pieces = true};
    ContentInFile found(content);
    const auto pass = [](BytesView) -> Result<void> { return {}; };
    QOLTANBA_CHECK(
        read_in_pieces(file.path, [&](BytesView octets) { return found.take_from(octets, pass); }));
    content.size = found.done();
    if (content.size < large_from) return std::optional<SignatureFile>{};
    const auto end = content.offset + found.pieces().passed();
    QOLTANBA_TRY(const auto before, read_part(file.path, 0, content.offset));
    QOLTANBA_TRY(const auto after, read_part(file.path, end, file.size - end));
    QOLTANBA_TRY(auto detached, crypto::cms::detached_from_pieces(before, after));
    return std::optional(SignatureFile{std::move(detached), std::move(content)});
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
    if (file.size >= large_from) {
        QOLTANBA_TRY(const auto beginning, read_part(path, 0, crypto::cms::beginning_for_content));
        QOLTANBA_TRY(auto apart, read_around_content(file, beginning));
        if (apart) return *std::move(apart);
        // What is wrong with pieces is told of the file as a whole.
        auto in_pieces = read_around_pieces(file, beginning);
        if (in_pieces && *in_pieces) return **std::move(in_pieces);
    }
    QOLTANBA_TRY(auto octets, read_whole_file(path, largest_file));
    return SignatureFile{std::move(octets), std::nullopt};
}

}  // namespace qoltanba::agent
