#include "agent/platform/path_text.hpp"
#include "agent/policy/policy_files.hpp"
#include "agent/policy/policy_folder_linux.hpp"
#include "agent/policy/policy_source.hpp"
#include "agent/policy/policy_text.hpp"
#include "crypto/base/descriptor_linux.hpp"

#include <fcntl.h>
#include <sys/stat.h>

namespace qoltanba::agent {
namespace {

constexpr const char* system_folder = "/etc/qoltanba/policy.json.d";
constexpr uid_t root = 0;

Error untrusted(const std::string& name, const char* why) {
    return fail(ErrorCode::policy_untrusted, name + ' ' + why);
}

Result<void> check_writers(const struct stat& found, uid_t owner, const std::string& name) {
    if (found.st_uid != root && found.st_uid != owner) return untrusted(name, "belongs to another user");
    if ((found.st_mode & (S_IWGRP | S_IWOTH)) != 0) return untrusted(name, "can be written by others");
    return {};
}

/// From the root downwards, so that nobody could exchange what is looked at next. Gives whether the folder is
/// there.
Result<bool> check_folders(const std::filesystem::path& folder, uid_t owner) {
    std::filesystem::path path;
    for (const auto& part : folder) {
        path /= part;
        struct stat found {};
        const auto name = path_to_utf8(path);
        if (::lstat(path.c_str(), &found) != 0) {
            if (errno == ENOENT) return false;
            return system_error("look at " + name, errno);
        }
        if (!S_ISDIR(found.st_mode)) return untrusted(name, "is no folder");
        const bool shared_corner = (found.st_mode & S_ISVTX) != 0 && path != folder;
        if (shared_corner) found.st_mode &= ~static_cast<mode_t>(S_IWGRP | S_IWOTH);
        QOLTANBA_CHECK(check_writers(found, owner, name));
    }
    return true;
}

Result<std::string> read_rest(const Descriptor& opened, const std::string& name) {
    std::string text(longest_policy_text + 1, '\0');  // one more: whoever reads it sees that it is too long
    std::size_t length = 0;
    while (length < text.size()) {
        const auto count = ::read(opened.get(), text.data() + length, text.size() - length);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error("read " + name, errno);
        if (count == 0) break;
        length += static_cast<std::size_t>(count);
    }
    text.resize(length);
    return text;
}

Result<std::string> read_trusted_file(const std::filesystem::path& file, uid_t owner) {
    const auto name = path_to_utf8(file.filename());
    // O_NONBLOCK: a FIFO of that name must not hold us.
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!opened && errno == ELOOP) return untrusted(name, "is a symbolic link");
    if (!opened) return system_error("open " + name, errno);
    struct stat found {};
    if (::fstat(opened.get(), &found) != 0) return system_error("look at " + name, errno);
    if (!S_ISREG(found.st_mode)) return untrusted(name, "is no regular file");
    QOLTANBA_CHECK(check_writers(found, owner, name));
    return read_rest(opened, name);
}

}  // namespace

PolicyTree read_trusted_policy(const std::filesystem::path& folder, uid_t owner) {
    PolicyTree tree;
    const auto there = check_folders(folder, owner);
    if (!there) {
        tree.problems.push_back({path_to_utf8(folder), {}, there.error()});
    } else if (*there) {
        read_policy_folder(
            folder, [owner](const std::filesystem::path& file) { return read_trusted_file(file, owner); },
            tree);
    }
    return tree;
}

PolicyTree read_system_policy() {
    return read_trusted_policy(system_folder, root);
}

}  // namespace qoltanba::agent
