#include "agent/platform/file_linux.hpp"
#include "agent/platform/new_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>

namespace qoltanba::agent {

Result<void> write_new_file(const std::filesystem::path& file, BytesView content,
                            std::filesystem::perms rights) {
    const bool any = rights == std::filesystem::perms::unknown;
    // Others get their rights when it is whole.
    const mode_t at_first = any ? 0666 : S_IRUSR | S_IWUSR;
    const Descriptor made(
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, at_first));
    if (!made) return system_error("create " + file.string(), errno);
    auto written = write_all(made.get(), content, file.string());
    const auto mode = static_cast<mode_t>(rights & std::filesystem::perms::mask);
    if (written && ((!any && ::fchmod(made.get(), mode) != 0) || ::fsync(made.get()) != 0))
        written = system_error("finish " + file.string(), errno);
    if (written.has_error()) ::unlink(file.c_str());
    return written;
}

bool is_link_of_others(const std::filesystem::path& link) {
    struct stat found {};
    constexpr uid_t root = 0;
    return ::lstat(link.c_str(), &found) != 0 || (found.st_uid != ::geteuid() && found.st_uid != root);
}

}  // namespace qoltanba::agent
