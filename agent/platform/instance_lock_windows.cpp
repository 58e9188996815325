#include "agent/platform/access_windows.hpp"
#include "agent/platform/instance_lock.hpp"
#include "agent/platform/path_text.hpp"

#include <array>
#include <string>

namespace qoltanba::agent {
namespace {

/// "process 123", from what the holder wrote into the lock file.
std::string holder_of(const std::filesystem::path& file) {
    const Handle opened(::CreateFileW(file.c_str(), GENERIC_READ, FILE_SHARE_READ | FILE_SHARE_WRITE, nullptr,
                                      OPEN_EXISTING, FILE_FLAG_OPEN_REPARSE_POINT, nullptr));
    std::array<char, 16> number{};
    DWORD size = 0;
    if (!opened ||
        ::ReadFile(opened.get(), number.data(), static_cast<DWORD>(number.size()), &size, nullptr) == 0 ||
        size == 0)
        return "another process";
    return "process " + std::string(number.data(), size);
}

}  // namespace

struct InstanceLock::Held {
    Handle file;
};

Result<InstanceLock> InstanceLock::take(const std::filesystem::path& folder) {
    const auto name = folder / "agent.lock";
    QOLTANBA_TRY(auto access, AccessList::of_this_user(Inherited::by_nothing));
    // Others may read it as long as we have it, and nobody else may open it to write.
    Handle file(::CreateFileW(name.c_str(), GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ, access.get(),
                              OPEN_ALWAYS, FILE_FLAG_OPEN_REPARSE_POINT | FILE_ATTRIBUTE_NORMAL, nullptr));
    if (!file && ::GetLastError() == ERROR_SHARING_VIOLATION)
        return fail(ErrorCode::already_running, holder_of(name) + " serves " + path_to_utf8(folder));
    if (!file) return system_error("open " + path_to_utf8(name), ::GetLastError());
    const auto process = std::to_string(::GetCurrentProcessId());
    DWORD written = 0;
    if (::WriteFile(file.get(), process.data(), static_cast<DWORD>(process.size()), &written, nullptr) == 0 ||
        ::SetEndOfFile(file.get()) == 0)
        return system_error("write " + path_to_utf8(name), ::GetLastError());
    return InstanceLock(std::make_unique<Held>(Held{std::move(file)}));
}

InstanceLock::InstanceLock(std::unique_ptr<Held> held) : held_(std::move(held)) {}
InstanceLock::InstanceLock(InstanceLock&&) noexcept = default;
InstanceLock& InstanceLock::operator=(InstanceLock&&) noexcept = default;
InstanceLock::~InstanceLock() = default;

}  // namespace qoltanba::agent
