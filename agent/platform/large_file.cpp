#include "agent/platform/large_file.hpp"

#include "agent/platform/new_file.hpp"
#include "agent/platform/path_text.hpp"

#include <system_error>
#include <utility>

namespace qoltanba::agent {
namespace {

// Fits into a core's own cache, so that what was read is still there when it is hashed.
constexpr std::size_t piece_size = std::size_t{256} << 10U;

struct State {
    std::uintmax_t size = 0;
    std::filesystem::file_time_type written{};
    bool operator==(const State&) const = default;
};

Result<State> state_of(const std::filesystem::path& path) {
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path, fault))
        return fail(ErrorCode::file_not_found, path_to_utf8(path));
    State state{.size = std::filesystem::file_size(path, fault)};
    if (!fault) state.written = std::filesystem::last_write_time(path, fault);
    if (fault) return fail(ErrorCode::input_output_failure, path_to_utf8(path));
    return state;
}

}  // namespace

Result<std::uint64_t> read_in_pieces(const std::filesystem::path& path, const TakePiece& take) {
    QOLTANBA_TRY(const auto before, state_of(path));
    std::ifstream in;
    in.rdbuf()->pubsetbuf(nullptr, 0);  // pieces are larger than any buffer of its own
    in.open(path, std::ios::binary);
    if (!in) return fail(ErrorCode::input_output_failure, path_to_utf8(path));
    Bytes piece(piece_size);
    std::uintmax_t read = 0;
    while (in && read <= before.size) {
        in.read(reinterpret_cast<char*>(piece.data()), static_cast<std::streamsize>(piece.size()));
        const auto count = static_cast<std::size_t>(in.gcount());
        read += count;
        if (count > 0) QOLTANBA_CHECK(take(BytesView(piece).first(count)));
    }
    QOLTANBA_TRY(const auto after, state_of(path));
    if (read != before.size || after != before)
        return fail(ErrorCode::input_output_failure, path_to_utf8(path) + " changed while it was read");
    return read;
}

GrowingFile::GrowingFile(std::filesystem::path path) : path_(std::move(path)) {
    auto beside = name_beside(path_);
    // Where that fails the stream stays closed: write() and finish() fail.
    if (!beside || write_new_file(*beside, {}, std::filesystem::perms::unknown).has_error()) return;
    beside_ = *std::move(beside);
    out_.open(beside_, std::ios::binary);
}

GrowingFile::~GrowingFile() {
    if (finished_ || beside_.empty()) return;
    out_.close();
    std::error_code ignored;
    std::filesystem::remove(beside_, ignored);
}

Result<void> GrowingFile::write(BytesView octets) {
    out_.write(reinterpret_cast<const char*>(octets.data()), static_cast<std::streamsize>(octets.size()));
    if (!out_) return fail(ErrorCode::input_output_failure, path_to_utf8(path_));
    return {};
}

Result<void> GrowingFile::finish() {
    out_.close();
    std::error_code fault;
    if (out_) std::filesystem::rename(beside_, path_, fault);
    if (!out_ || fault) return fail(ErrorCode::input_output_failure, path_to_utf8(path_));
    finished_ = true;
    return {};
}

}  // namespace qoltanba::agent
