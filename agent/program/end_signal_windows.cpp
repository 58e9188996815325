#include "agent/program/start.hpp"

#include <windows.h>

#include <mutex>
#include <utility>

namespace qoltanba::agent {

/// The system calls the handler on a thread of its own, with no word on whose behalf.
struct EndSignal::Waiting {
    explicit Waiting(std::function<void()> end) : on_end(std::move(end)) {
        current = this;
        ::SetConsoleCtrlHandler(handle, TRUE);
    }
    ~Waiting() {
        ::SetConsoleCtrlHandler(handle, FALSE);
        const std::lock_guard lock(mutex);
        current = nullptr;
    }

    static BOOL WINAPI handle(DWORD kind) {
        {
            const std::lock_guard lock(mutex);
            if (current == nullptr) return FALSE;
            if (auto end = std::exchange(current->on_end, nullptr)) end();
        }
        // When the console closes or the session ends the process is ended as soon as this returns; it has
        // some seconds, and goes by itself in that time.
        if (kind != CTRL_C_EVENT && kind != CTRL_BREAK_EVENT) ::Sleep(INFINITE);
        return TRUE;
    }

    static inline std::mutex mutex;
    static inline Waiting* current = nullptr;
    std::function<void()> on_end;
};

EndSignal::EndSignal(std::function<void()> end) : waiting_(std::make_unique<Waiting>(std::move(end))) {}
EndSignal::~EndSignal() = default;

}  // namespace qoltanba::agent
