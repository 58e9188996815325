#include "agent/platform/file_windows.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/private_file.hpp"

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

Result<void> cut(HANDLE file, LARGE_INTEGER size, const fs::path& name) {
    if (::SetFilePointerEx(file, size, nullptr, FILE_BEGIN) == 0 || ::SetEndOfFile(file) == 0)
        return system_error("cut " + path_to_utf8(name), ::GetLastError());
    return {};
}

}  // namespace

Result<void> make_private_folder(const fs::path& folder) {
    QOLTANBA_TRY(auto access, AccessList::of_this_user(Inherited::by_what_it_holds));
    return make_checked_folder(folder, access);
}

Result<void> write_private_file(const fs::path& file, BytesView content) {
    QOLTANBA_TRY(auto access, AccessList::of_this_user(Inherited::by_nothing));
    return replace_file(file, content, std::move(access));
}

Result<void> write_new_private_file(const fs::path& file, BytesView content) {
    QOLTANBA_TRY(auto access, AccessList::of_this_user(Inherited::by_nothing));
    return add_file(file, content, std::move(access));
}

Result<void> append_private_file(const fs::path& file, BytesView content) {
    QOLTANBA_TRY(const auto opened, open_checked_file(file, GENERIC_WRITE, reading_or_writing_file));
    LARGE_INTEGER size{};
    if (::GetFileSizeEx(opened.get(), &size) == 0 ||
        ::SetFilePointerEx(opened.get(), size, nullptr, FILE_BEGIN) == 0)
        return system_error("find the end of " + path_to_utf8(file), ::GetLastError());
    if (auto written = write_all(opened.get(), content, file); written.has_error()) {
        // Half a line is worse than none; if even this fails there is nothing more to be done.
        QOLTANBA_CHECK(cut(opened.get(), size, file));
        return written;
    }
    return {};
}

Result<SecretBytes> read_private_file(const fs::path& file, std::size_t limit) {
    QOLTANBA_TRY(const auto opened, open_checked_file(file, GENERIC_READ, reading_or_writing_file));
    return read_all(opened.get(), limit, file);
}

Result<SecretBytes> read_own_file(const fs::path& file, std::size_t limit) {
    QOLTANBA_TRY(const auto opened, open_checked_file(file, GENERIC_READ, writing_file));
    return read_all(opened.get(), limit, file);
}

}  // namespace qoltanba::agent
