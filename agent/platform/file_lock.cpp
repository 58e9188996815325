#include "agent/platform/file_lock.hpp"

#include "agent/platform/path_text.hpp"

#include <thread>

namespace qoltanba::agent {

Result<FileLock> FileLock::take(const std::filesystem::path& file, std::chrono::milliseconds patience) {
    constexpr std::chrono::milliseconds between_tries{5};
    const auto end = std::chrono::steady_clock::now() + patience;
    for (;;) {
        QOLTANBA_TRY(auto lock, try_take(file));
        if (lock) return std::move(*lock);
        if (std::chrono::steady_clock::now() >= end)
            return fail(ErrorCode::input_output_failure, "another process keeps " + path_to_utf8(file));
        std::this_thread::sleep_for(between_tries);
    }
}

}  // namespace qoltanba::agent
