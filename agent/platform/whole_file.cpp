#include "agent/platform/whole_file.hpp"

#include "agent/platform/new_file.hpp"
#include "agent/platform/path_text.hpp"

#include <fstream>

namespace qoltanba::agent {

Result<Bytes> read_whole_file(const std::filesystem::path& path, std::size_t limit) {
    std::error_code fault;
    if (!std::filesystem::is_regular_file(path, fault))
        return fail(ErrorCode::file_not_found, path_to_utf8(path));
    const auto size = std::filesystem::file_size(path, fault);
    if (fault) return fail(ErrorCode::input_output_failure, path_to_utf8(path));
    if (size > limit) return fail(ErrorCode::too_large, path_to_utf8(path));
    std::ifstream in(path, std::ios::binary);
    Bytes content(static_cast<std::size_t>(size));
    in.read(reinterpret_cast<char*>(content.data()), static_cast<std::streamsize>(content.size()));
    if (!in || static_cast<std::uintmax_t>(in.gcount()) != size)
        return fail(ErrorCode::input_output_failure, path_to_utf8(path));
    return content;
}

namespace {

/// A device, a pipe, or a link that this user or the system laid, as /dev/stdout is: its name has to stay.
bool is_written_in_place(const std::filesystem::path& path) {
    namespace fs = std::filesystem;
    std::error_code ignored;
    const auto kind = fs::symlink_status(path, ignored).type();
    if (kind == fs::file_type::symlink) return !is_link_of_others(path);
    return kind != fs::file_type::regular && kind != fs::file_type::not_found;
}

Result<void> write_in_place(const std::filesystem::path& path, BytesView content) {
    std::ofstream out(path, std::ios::binary);
    out.write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
    out.flush();
    if (!out) return fail(ErrorCode::input_output_failure, path_to_utf8(path));
    return {};
}

}  // namespace

Result<void> write_whole_file(const std::filesystem::path& path, BytesView content) {
    return is_written_in_place(path) ? write_in_place(path, content) : replace_whole_file(path, content);
}

Result<void> replace_whole_file(const std::filesystem::path& path, BytesView content) {
    namespace fs = std::filesystem;
    std::error_code fault;
    // Of a link's own or of what it points to nothing is taken over; unknown where there is no file.
    const auto there = fs::symlink_status(path, fault);
    const auto rights = fs::is_regular_file(there) ? there.permissions() : fs::perms::unknown;
    QOLTANBA_TRY(const auto beside, name_beside(path));
    QOLTANBA_CHECK(write_new_file(beside, content, rights));
    fs::rename(beside, path, fault);
    if (!fault) return {};
    std::error_code ignored;
    fs::remove(beside, ignored);
    return fail(ErrorCode::input_output_failure, path_to_utf8(path) + ": " + fault.message());
}

}  // namespace qoltanba::agent
