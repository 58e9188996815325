#include "agent/platform/file_linux.hpp"
#include "agent/platform/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace qoltanba::agent {
namespace {

constexpr mode_t writable_by_others = S_IWGRP | S_IWOTH;
constexpr mode_t open_to_others = S_IRWXG | S_IRWXO;

Result<void> check_owner(const struct stat& found, mode_t forbidden, const std::filesystem::path& path) {
    if (found.st_uid != ::geteuid())
        return fail(ErrorCode::input_output_failure, path.string() + " belongs to another user");
    if ((found.st_mode & forbidden) != 0)
        return fail(ErrorCode::input_output_failure, path.string() + " is open to other users");
    return {};
}

/// A new file beside `file` with an unguessable name, 0600 from its first moment.
Result<Descriptor> create_beside(const std::filesystem::path& file, std::string& name) {
    name = (file.parent_path() / ("." + file.filename().string() + ".XXXXXX")).string();
    Descriptor created(::mkostemp(name.data(), O_CLOEXEC));
    if (!created) return system_error("create " + name, errno);
    return created;
}

using PutInPlace = Result<void> (*)(const std::string& name, const std::filesystem::path& file);

Result<void> replace(const std::string& name, const std::filesystem::path& file) {
    if (::rename(name.c_str(), file.c_str()) != 0) return system_error("rename to " + file.string(), errno);
    return {};
}

/// Takes the name with an empty file of our own, which the rename then replaces.
Result<void> put_over_own_empty_file(const std::string& name, const std::filesystem::path& file) {
    const Descriptor taken(::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!taken && errno == EEXIST) return fail(ErrorCode::file_exists, file.string());
    if (!taken) return system_error("create " + file.string(), errno);
    auto put = replace(name, file);
    if (put.has_error()) ::unlink(file.c_str());
    return put;
}

/// Some file systems of removable media and networks (exFAT, NFS) know no rename that does not replace.
Result<void> put_beside_others(const std::string& name, const std::filesystem::path& file) {
    if (::renameat2(AT_FDCWD, name.c_str(), AT_FDCWD, file.c_str(), RENAME_NOREPLACE) == 0) return {};
    if (errno == EEXIST) return fail(ErrorCode::file_exists, file.string());
    if (errno == EINVAL || errno == ENOSYS) return put_over_own_empty_file(name, file);
    return system_error("rename to " + file.string(), errno);
}

Result<void> fill_and_put(const Descriptor& temporary, const std::string& name,
                          const std::filesystem::path& file, BytesView content, PutInPlace put) {
    QOLTANBA_CHECK(write_all(temporary.get(), content, name));
    if (::fsync(temporary.get()) != 0) return system_error("sync " + name, errno);
    return put(name, file);
}

Result<void> write_whole(const std::filesystem::path& file, BytesView content, PutInPlace put) {
    std::string name;
    QOLTANBA_TRY(const Descriptor temporary, create_beside(file, name));
    if (auto written = fill_and_put(temporary, name, file, content, put); written.has_error()) {
        ::unlink(name.c_str());
        return written;
    }
    // The new name itself must survive a power cut.
    const Descriptor folder(::open(file.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!folder || ::fsync(folder.get()) != 0)
        return system_error("sync the folder of " + file.string(), errno);
    return {};
}

/// A regular file of this user, on which nobody else has any of the `forbidden` rights.
Result<SecretBytes> read_checked(const std::filesystem::path& file, std::size_t limit, mode_t forbidden) {
    // O_NONBLOCK: a FIFO of that name must not hold us.
    const Descriptor opened(::open(file.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!opened && errno == ENOENT) return fail(ErrorCode::file_not_found, file.string());
    if (!opened) return system_error("open " + file.string(), errno);
    struct stat found {};
    if (::fstat(opened.get(), &found) != 0) return system_error("look at " + file.string(), errno);
    if (!S_ISREG(found.st_mode))
        return fail(ErrorCode::input_output_failure, file.string() + " is not a regular file");
    QOLTANBA_CHECK(check_owner(found, forbidden, file));
    const auto size = static_cast<std::size_t>(found.st_size);
    if (size > limit) return fail(ErrorCode::too_large, file.string());

    SecretBytes content(size);
    auto rest = content.writable();
    while (!rest.empty()) {
        const auto count = ::read(opened.get(), rest.data(), rest.size());
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) return system_error("read " + file.string(), errno);
        if (count == 0)
            return fail(ErrorCode::input_output_failure, file.string() + " shrank while it was read");
        rest = rest.subspan(static_cast<std::size_t>(count));
    }
    return content;
}

}  // namespace

Result<void> make_private_folder(const std::filesystem::path& folder) {
    std::filesystem::path made;
    for (const auto& part : std::filesystem::absolute(folder).lexically_normal()) {
        made /= part;
        if (::mkdir(made.c_str(), S_IRWXU) != 0 && errno != EEXIST && errno != EROFS && errno != EACCES)
            return system_error("create " + made.string(), errno);
    }
    const Descriptor opened(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!opened) return system_error("open " + folder.string(), errno);
    struct stat found {};
    if (::fstat(opened.get(), &found) != 0) return system_error("look at " + folder.string(), errno);
    return check_owner(found, writable_by_others, folder);
}

Result<void> write_private_file(const std::filesystem::path& file, BytesView content) {
    return write_whole(file, content, replace);
}

Result<void> write_new_private_file(const std::filesystem::path& file, BytesView content) {
    return write_whole(file, content, put_beside_others);
}

Result<void> append_private_file(const std::filesystem::path& file, BytesView content) {
    const Descriptor opened(::open(file.c_str(), O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!opened && errno == ENOENT) return fail(ErrorCode::file_not_found, file.string());
    if (!opened) return system_error("open " + file.string(), errno);
    struct stat found {};
    if (::fstat(opened.get(), &found) != 0) return system_error("look at " + file.string(), errno);
    QOLTANBA_CHECK(check_owner(found, open_to_others, file));
    if (auto written = write_all(opened.get(), content, file.string()); written.has_error()) {
        // Half a line is worse than none; if even this fails there is nothing more to be done.
        if (::ftruncate(opened.get(), found.st_size) != 0) return system_error("cut " + file.string(), errno);
        return written;
    }
    if (::fsync(opened.get()) != 0) return system_error("sync " + file.string(), errno);
    return {};
}

Result<SecretBytes> read_private_file(const std::filesystem::path& file, std::size_t limit) {
    return read_checked(file, limit, open_to_others);
}

Result<SecretBytes> read_own_file(const std::filesystem::path& file, std::size_t limit) {
    return read_checked(file, limit, writable_by_others);
}

}  // namespace qoltanba::agent
