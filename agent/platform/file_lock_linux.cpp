#include "agent/platform/file_lock.hpp"
#include "crypto/base/descriptor_linux.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

namespace qoltanba::agent {

struct FileLock::Held {
    Descriptor file;
};

Result<std::optional<FileLock>> FileLock::try_take(const std::filesystem::path& file) {
    Descriptor opened(::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!opened) return system_error("open " + file.string(), errno);
    if (::flock(opened.get(), LOCK_EX | LOCK_NB) == 0)
        return std::optional(FileLock(std::make_unique<Held>(Held{std::move(opened)})));
    if (errno != EWOULDBLOCK) return system_error("lock " + file.string(), errno);
    return std::optional<FileLock>();
}

FileLock::FileLock(std::unique_ptr<Held> held) : held_(std::move(held)) {}
FileLock::FileLock(FileLock&&) noexcept = default;
FileLock& FileLock::operator=(FileLock&&) noexcept = default;
FileLock::~FileLock() = default;

}  // namespace qoltanba::agent
