#include "tokens/files/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace qoltanba::tokens {
namespace {

Error system_error(const std::string& what) {
    return fail(ErrorCode::input_output_failure, what + ": " + std::generic_category().message(errno));
}

Result<void> write_and_close(int descriptor, BytesView content, const std::string& name) {
    Result<void> outcome;
    while (!content.empty() && outcome.has_value()) {
        const auto written = ::write(descriptor, content.data(), content.size());
        if (written >= 0)
            content = content.subspan(static_cast<std::size_t>(written));
        else if (errno != EINTR)
            outcome = system_error("write " + name);
    }
    if (outcome.has_value() && ::fsync(descriptor) != 0) outcome = system_error("sync " + name);
    ::close(descriptor);
    return outcome;
}

Result<void> make_folders(const std::filesystem::path& folder) {
    std::filesystem::path made;
    for (const auto& part : folder) {
        made /= part;
        if (std::error_code ignored; std::filesystem::is_directory(made, ignored)) continue;
        if (::mkdir(made.c_str(), S_IRWXU) != 0 && errno != EEXIST)
            return system_error("create " + made.string());
    }
    return {};
}

}  // namespace

Result<void> write_owner_file(const std::filesystem::path& file, BytesView content) {
    QOLTANBA_CHECK(make_folders(file.parent_path()));
    // mkostemp makes the file with mode 0600, so it is never open to others, not even for a moment.
    std::string temporary = file.string() + ".XXXXXX";
    const int descriptor = ::mkostemp(temporary.data(), O_CLOEXEC);
    if (descriptor < 0) return system_error("create " + temporary);
    auto outcome = write_and_close(descriptor, content, temporary);
    if (outcome.has_value() && ::rename(temporary.c_str(), file.c_str()) != 0)
        outcome = system_error("rename to " + file.string());
    if (outcome.has_error()) ::unlink(temporary.c_str());
    return outcome;
}

}  // namespace qoltanba::tokens
