#include "agent/platform/access_windows.hpp"
#include "agent/platform/file_lock.hpp"
#include "agent/platform/path_text.hpp"

namespace qoltanba::agent {

struct FileLock::Held {
    Handle file;
};

Result<std::optional<FileLock>> FileLock::try_take(const std::filesystem::path& file) {
    QOLTANBA_TRY(auto access, AccessList::of_this_user(Inherited::by_nothing));
    // Opened for oneself alone: whoever else opens it meanwhile is told that it is shared with nobody.
    Handle opened(::CreateFileW(file.c_str(), GENERIC_READ | GENERIC_WRITE, 0, access.get(), OPEN_ALWAYS,
                                FILE_FLAG_OPEN_REPARSE_POINT | FILE_ATTRIBUTE_NORMAL, nullptr));
    if (opened) return std::optional(FileLock(std::make_unique<Held>(Held{std::move(opened)})));
    if (const auto number = ::GetLastError(); number != ERROR_SHARING_VIOLATION)
        return system_error("open " + path_to_utf8(file), number);
    return std::optional<FileLock>();
}

FileLock::FileLock(std::unique_ptr<Held> held) : held_(std::move(held)) {}
FileLock::FileLock(FileLock&&) noexcept = default;
FileLock& FileLock::operator=(FileLock&&) noexcept = default;
FileLock::~FileLock() = default;

}  // namespace qoltanba::agent
