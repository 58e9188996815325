#include "agent/platform/access_windows.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/private_file.hpp"

#include <algorithm>
#include <random>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

constexpr DWORD whatever_others_do = FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE;

Error file_error(const char* what, const fs::path& file, DWORD number) {
    if (number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND)
        return fail(ErrorCode::file_not_found, path_to_utf8(file));
    return system_error(std::string(what) + " " + path_to_utf8(file), number);
}

Result<void> write_all(HANDLE file, BytesView content, const fs::path& name) {
    constexpr std::size_t at_once = 1u << 20;
    while (!content.empty()) {
        DWORD written = 0;
        const auto size = static_cast<DWORD>(std::min(content.size(), at_once));
        if (::WriteFile(file, content.data(), size, &written, nullptr) == 0)
            return system_error("write " + path_to_utf8(name), ::GetLastError());
        content = content.subspan(written);
    }
    if (::FlushFileBuffers(file) == 0) return system_error("flush " + path_to_utf8(name), ::GetLastError());
    return {};
}

/// A name beside `file` that nobody guesses.
fs::path name_beside(const fs::path& file) {
    std::random_device random;
    return file.parent_path() /
           (L"." + file.filename().native() + L"." + std::to_wstring(random()) + std::to_wstring(random()));
}

Result<void> write_new(const fs::path& file, BytesView content) {
    QOLTANBA_TRY(auto access, PrivateAccess::make(Inherited::by_nothing));
    const Handle created(::CreateFileW(file.c_str(), GENERIC_WRITE, 0, access.get(), CREATE_NEW,
                                       FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!created) return system_error("create " + path_to_utf8(file), ::GetLastError());
    return write_all(created.get(), content, file);
}

/// Virus scanners and indexers hold a new file, or the one to be replaced, for moments without sharing it.
Result<void> put_in_place(const fs::path& from, const fs::path& to) {
    constexpr int attempts = 20;
    for (int attempt = 1;; ++attempt) {
        if (::MoveFileExW(from.c_str(), to.c_str(), MOVEFILE_REPLACE_EXISTING | MOVEFILE_WRITE_THROUGH) != 0)
            return {};
        const auto error = ::GetLastError();
        const bool held = error == ERROR_SHARING_VIOLATION || error == ERROR_ACCESS_DENIED;
        if (!held || attempt == attempts) return system_error("rename to " + path_to_utf8(to), error);
        ::Sleep(10);
    }
}

/// A regular file of this user's alone, itself and not what a link of that name points to. Others may go on
/// renaming and deleting it.
Result<Handle> open_own_file(const fs::path& file, DWORD rights) {
    Handle opened(::CreateFileW(file.c_str(), rights | READ_CONTROL | FILE_READ_ATTRIBUTES,
                                whatever_others_do, nullptr, OPEN_EXISTING,
                                FILE_FLAG_OPEN_REPARSE_POINT | FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!opened) return file_error("open", file, ::GetLastError());
    BY_HANDLE_FILE_INFORMATION found{};
    constexpr DWORD not_regular = FILE_ATTRIBUTE_DIRECTORY | FILE_ATTRIBUTE_REPARSE_POINT;
    if (::GetFileType(opened.get()) != FILE_TYPE_DISK ||
        ::GetFileInformationByHandle(opened.get(), &found) == 0 ||
        (found.dwFileAttributes & not_regular) != 0)
        return fail(ErrorCode::input_output_failure, path_to_utf8(file) + " is not a regular file");
    QOLTANBA_CHECK(check_access(opened.get(), reading_or_writing_file, file));
    return opened;
}

Result<void> cut(HANDLE file, LARGE_INTEGER size, const fs::path& name) {
    if (::SetFilePointerEx(file, size, nullptr, FILE_BEGIN) == 0 || ::SetEndOfFile(file) == 0)
        return system_error("cut " + path_to_utf8(name), ::GetLastError());
    return {};
}

}  // namespace

Result<void> make_private_folder(const fs::path& folder) {
    std::error_code ignored;
    const auto whole = fs::absolute(folder).lexically_normal();
    if (!fs::is_directory(whole, ignored)) {
        const auto parent = whole.parent_path();
        if (parent != whole && !fs::is_directory(parent, ignored))
            QOLTANBA_CHECK(make_private_folder(parent));
        QOLTANBA_TRY(auto access, PrivateAccess::make(Inherited::by_what_it_holds));
        if (::CreateDirectoryW(whole.c_str(), access.get()) == 0 && ::GetLastError() != ERROR_ALREADY_EXISTS)
            return system_error("create " + path_to_utf8(whole), ::GetLastError());
    }
    const Handle opened(::CreateFileW(whole.c_str(), READ_CONTROL | FILE_READ_ATTRIBUTES, whatever_others_do,
                                      nullptr, OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS, nullptr));
    if (!opened) return system_error("open " + path_to_utf8(whole), ::GetLastError());
    BY_HANDLE_FILE_INFORMATION found{};
    if (::GetFileInformationByHandle(opened.get(), &found) == 0 ||
        (found.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0)
        return fail(ErrorCode::input_output_failure, path_to_utf8(whole) + " is not a folder");
    return check_access(opened.get(), writing_into_folder, whole);
}

Result<void> write_private_file(const fs::path& file, BytesView content) {
    const auto temporary = name_beside(file);
    auto written = write_new(temporary, content);
    if (written.has_value()) written = put_in_place(temporary, file);
    if (written.has_error()) ::DeleteFileW(temporary.c_str());
    return written;
}

Result<void> append_private_file(const fs::path& file, BytesView content) {
    QOLTANBA_TRY(const auto opened, open_own_file(file, GENERIC_WRITE));
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
    QOLTANBA_TRY(const auto opened, open_own_file(file, GENERIC_READ));
    LARGE_INTEGER size{};
    if (::GetFileSizeEx(opened.get(), &size) == 0)
        return system_error("look at " + path_to_utf8(file), ::GetLastError());
    if (static_cast<ULONGLONG>(size.QuadPart) > limit) return fail(ErrorCode::too_large, path_to_utf8(file));

    SecretBytes content(static_cast<std::size_t>(size.QuadPart));
    auto rest = content.writable();
    while (!rest.empty()) {
        constexpr std::size_t at_once = 1u << 20;
        DWORD count = 0;
        if (::ReadFile(opened.get(), rest.data(), static_cast<DWORD>(std::min(rest.size(), at_once)), &count,
                       nullptr) == 0)
            return system_error("read " + path_to_utf8(file), ::GetLastError());
        if (count == 0)
            return fail(ErrorCode::input_output_failure, path_to_utf8(file) + " shrank while it was read");
        rest = rest.subspan(count);
    }
    return content;
}

}  // namespace qoltanba::agent
