#include "agent/platform/instance_lock.hpp"
#include "crypto/base/descriptor_linux.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <array>
#include <string>

namespace qoltanba::agent {
namespace {

/// "process 123", from what the holder wrote into the lock file.
std::string holder_of(int descriptor) {
    std::array<char, 16> number{};
    const auto size = ::pread(descriptor, number.data(), number.size(), 0);
    std::string process(number.data(), size > 0 ? static_cast<std::size_t>(size) : 0);
    return process.empty() ? "another process" : "process " + process;
}

}  // namespace

struct InstanceLock::Held {
    Descriptor file;
};

Result<InstanceLock> InstanceLock::take(const std::filesystem::path& folder) {
    const auto name = (folder / "agent.lock").string();
    Descriptor file(::open(name.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
    if (!file) return system_error("open " + name, errno);
    if (::flock(file.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK) return system_error("lock " + name, errno);
        return fail(ErrorCode::already_running, holder_of(file.get()) + " serves " + folder.string());
    }
    const auto process = std::to_string(::getpid());
    if (::ftruncate(file.get(), 0) != 0 || ::pwrite(file.get(), process.data(), process.size(), 0) < 0)
        return system_error("write " + name, errno);
    return InstanceLock(std::make_unique<Held>(Held{std::move(file)}));
}

InstanceLock::InstanceLock(std::unique_ptr<Held> held) : held_(std::move(held)) {}
InstanceLock::InstanceLock(InstanceLock&&) noexcept = default;
InstanceLock& InstanceLock::operator=(InstanceLock&&) noexcept = default;
InstanceLock::~InstanceLock() = default;

}  // namespace qoltanba::agent
