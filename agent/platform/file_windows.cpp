#include "agent/platform/file_windows.hpp"

#include "agent/platform/path_text.hpp"

#include <algorithm>
#include <random>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

Error file_error(const char* what, const fs::path& file, DWORD number) {
    if (number == ERROR_FILE_NOT_FOUND || number == ERROR_PATH_NOT_FOUND)
        return fail(ErrorCode::file_not_found, path_to_utf8(file));
    return system_error(std::string(what) + " " + path_to_utf8(file), number);
}

/// A name beside `file` that nobody guesses.
fs::path name_beside(const fs::path& file) {
    std::random_device random;
    return file.parent_path() /
           (L"." + file.filename().native() + L"." + std::to_wstring(random()) + std::to_wstring(random()));
}

Result<void> write_new(const fs::path& file, BytesView content, AccessList access) {
    const Handle created(::CreateFileW(file.c_str(), GENERIC_WRITE, 0, access.get(), CREATE_NEW,
                                       FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!created) return system_error("create " + path_to_utf8(file), ::GetLastError());
    return write_all(created.get(), content, file);
}

/// Virus scanners and indexers hold a new file, or the one to be replaced, for moments without sharing it.
Result<void> put_in_place(const fs::path& from, const fs::path& to, DWORD how) {
    constexpr int attempts = 20;
    for (int attempt = 1;; ++attempt) {
        if (::MoveFileExW(from.c_str(), to.c_str(), how | MOVEFILE_WRITE_THROUGH) != 0) return {};
        const auto error = ::GetLastError();
        if (error == ERROR_ALREADY_EXISTS || error == ERROR_FILE_EXISTS)
            return fail(ErrorCode::file_exists, path_to_utf8(to));
        const bool held = error == ERROR_SHARING_VIOLATION || error == ERROR_ACCESS_DENIED;
        if (!held || attempt == attempts) return system_error("rename to " + path_to_utf8(to), error);
        ::Sleep(10);
    }
}

Result<void> write_and_move(const fs::path& file, BytesView content, AccessList access, DWORD how) {
    const auto temporary = name_beside(file);
    auto written = write_new(temporary, content, std::move(access));
    if (written.has_value()) written = put_in_place(temporary, file, how);
    if (written.has_error()) ::DeleteFileW(temporary.c_str());
    return written;
}

}  // namespace

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

Result<void> replace_file(const fs::path& file, BytesView content, AccessList access) {
    return write_and_move(file, content, std::move(access), MOVEFILE_REPLACE_EXISTING);
}

Result<void> add_file(const fs::path& file, BytesView content, AccessList access) {
    return write_and_move(file, content, std::move(access), 0);
}

Result<Handle> open_checked_file(const fs::path& file, DWORD rights, DWORD forbidden) {
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
    QOLTANBA_CHECK(check_access(opened.get(), forbidden, file));
    return opened;
}

Result<SecretBytes> read_all(HANDLE file, std::size_t limit, const fs::path& name) {
    LARGE_INTEGER size{};
    if (::GetFileSizeEx(file, &size) == 0)
        return system_error("look at " + path_to_utf8(name), ::GetLastError());
    if (static_cast<ULONGLONG>(size.QuadPart) > limit) return fail(ErrorCode::too_large, path_to_utf8(name));

    SecretBytes content(static_cast<std::size_t>(size.QuadPart));
    auto rest = content.writable();
    while (!rest.empty()) {
        constexpr std::size_t at_once = 1u << 20;
        DWORD count = 0;
        if (::ReadFile(file, rest.data(), static_cast<DWORD>(std::min(rest.size(), at_once)), &count,
                       nullptr) == 0)
            return system_error("read " + path_to_utf8(name), ::GetLastError());
        if (count == 0)
            return fail(ErrorCode::input_output_failure, path_to_utf8(name) + " shrank while it was read");
        rest = rest.subspan(count);
    }
    return content;
}

Result<void> make_checked_folder(const fs::path& folder, AccessList& access) {
    std::error_code ignored;
    const auto whole = fs::absolute(folder).lexically_normal();
    if (!fs::is_directory(whole, ignored)) {
        const auto parent = whole.parent_path();
        if (parent != whole && !fs::is_directory(parent, ignored))
            QOLTANBA_CHECK(make_checked_folder(parent, access));
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

}  // namespace qoltanba::agent
