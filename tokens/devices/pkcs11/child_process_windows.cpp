#include "crypto/base/api_windows.hpp"
#include "tokens/devices/pkcs11/child_process.hpp"
#include "tokens/devices/pkcs11/frame.hpp"

#include <array>
#include <atomic>
#include <utility>

namespace qoltanba::tokens {
namespace {

using Clock = std::chrono::steady_clock;

/// Quoted as CommandLineToArgvW reads it; paths and numbers hold no quotation marks and end in no backslash.
std::wstring command_line(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
    std::wstring line = L"\"" + program.wstring() + L"\"";
    for (const auto& argument : arguments) line += L" \"" + to_wide(argument) + L"\"";
    return line;
}

struct Pipe {
    Handle ours, theirs;
};

/// A named pipe of one instance, because anonymous ones cannot wait with a time limit. Its other end is
/// opened here at once, so that nobody else can.
Result<Pipe> open_pipe() {
    static std::atomic<unsigned> counter{0};
    const auto name = L"\\\\.\\pipe\\qoltanba-token-module-" + std::to_wstring(::GetCurrentProcessId()) +
                      L"-" + std::to_wstring(counter++) + L"-" + std::to_wstring(::GetTickCount64());
    constexpr DWORD buffer = 64 * 1024;
    Pipe pipe;
    pipe.ours = Handle(::CreateNamedPipeW(
        name.c_str(), PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED | FILE_FLAG_FIRST_PIPE_INSTANCE,
        PIPE_TYPE_BYTE | PIPE_READMODE_BYTE | PIPE_WAIT | PIPE_REJECT_REMOTE_CLIENTS, 1, buffer, buffer, 0,
        nullptr));
    if (!pipe.ours) return system_error("CreateNamedPipe", ::GetLastError());
    SECURITY_ATTRIBUTES inherited{sizeof(SECURITY_ATTRIBUTES), nullptr, TRUE};
    pipe.theirs =
        Handle(::CreateFileW(name.c_str(), GENERIC_READ | GENERIC_WRITE, 0, &inherited, OPEN_EXISTING,
                             SECURITY_SQOS_PRESENT | SECURITY_IDENTIFICATION, nullptr));
    if (!pipe.theirs) return system_error("open the pipe", ::GetLastError());
    return pipe;
}

/// A job whose processes end when its last handle goes: with us at the latest.
Result<Handle> make_job() {
    Handle job(::CreateJobObjectW(nullptr, nullptr));
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags =
        JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE | JOB_OBJECT_LIMIT_DIE_ON_UNHANDLED_EXCEPTION;
    if (!job ||
        ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits) == 0)
        return system_error("make a job", ::GetLastError());
    return job;
}

/// Passes on one handle and no other, whatever else may be inherited at the moment.
class InheritedHandle {
  public:
    explicit InheritedHandle(HANDLE handle) : handle_(handle) {
        SIZE_T size = 0;
        ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        memory_.resize(size);
        ready_ = ::InitializeProcThreadAttributeList(list(), 1, 0, &size) != 0 &&
                 ::UpdateProcThreadAttribute(list(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, &handle_,
                                             sizeof handle_, nullptr, nullptr) != 0;
    }
    ~InheritedHandle() {
        if (ready_) ::DeleteProcThreadAttributeList(list());
    }
    InheritedHandle(const InheritedHandle&) = delete;
    InheritedHandle& operator=(const InheritedHandle&) = delete;
    [[nodiscard]] bool ready() const { return ready_; }
    LPPROC_THREAD_ATTRIBUTE_LIST list() {
        return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
    }

  private:
    HANDLE handle_;
    std::vector<BYTE> memory_;
    bool ready_ = false;
};

Result<Handle> spawn(const std::filesystem::path& program, const std::vector<std::string>& arguments,
                     HANDLE channel, HANDLE job, DWORD& number) {
    InheritedHandle inherited(channel);
    if (!inherited.ready()) return system_error("pass on a handle", ::GetLastError());
    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof startup;
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = channel;
    startup.lpAttributeList = inherited.list();
    auto line = command_line(program, arguments);
    PROCESS_INFORMATION started{};
    if (::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE,
                         CREATE_NO_WINDOW | EXTENDED_STARTUPINFO_PRESENT | CREATE_SUSPENDED, nullptr, nullptr,
                         &startup.StartupInfo, &started) == 0) {
        const auto error = ::GetLastError();
        if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND)
            return fail(ErrorCode::file_not_found, program.string());
        return system_error("start " + program.string(), error);
    }
    Handle process(started.hProcess);
    const Handle thread(started.hThread);
    number = started.dwProcessId;
    if (::AssignProcessToJobObject(job, process.get()) == 0) {
        auto error = system_error("bind the process to its job", ::GetLastError());
        ::TerminateProcess(process.get(), 1);
        return error;
    }
    ::ResumeThread(thread.get());
    return process;
}

}  // namespace

class ChildProcess::Implementation {
  public:
    Implementation(Handle channel, Handle job, Handle process, DWORD number)
        : channel_(std::move(channel)),
          job_(std::move(job)),
          process_(std::move(process)),
          event_(::CreateEventW(nullptr, TRUE, FALSE, nullptr)),
          stopped_(::CreateEventW(nullptr, TRUE, FALSE, nullptr)),
          number_(number) {}
    ~Implementation() {
        channel_.close();  // it reads the end of the pipe
        if (process_) ::WaitForSingleObject(process_.get(), 1000);
        kill();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    Result<Bytes> exchange(BytesView request, std::size_t largest, Clock::time_point end,
                           const std::stop_token& stop) {
        if (!channel_) return fail(ErrorCode::input_output_failure, "the process has ended");
        auto answer = talk_until(stop, request, largest, end);
        if (answer.has_error()) kill();
        return answer;
    }

    [[nodiscard]] DWORD number() const { return number_; }

  private:
    Result<Bytes> talk_until(const std::stop_token& stop, BytesView request, std::size_t largest,
                             Clock::time_point end) {
        const std::stop_callback cut(stop,
                                     [this] { ::SetEvent(stopped_.get()); });  // ends the waiting at once
        return talk(request, largest, end);
    }

    Result<Bytes> talk(BytesView request, std::size_t largest, Clock::time_point end) {
        return exchange_frames(
            request, largest, [&](BytesView octets) { return send(octets, end); },
            [&](std::span<std::uint8_t> octets) { return receive(octets, end); });
    }

    /// Octets moved by an operation that `begin` starts, within the time.
    template <typename Begin>
    Result<std::size_t> moved(Clock::time_point end, Begin begin) {
        OVERLAPPED operation{};
        operation.hEvent = event_.get();
        if (begin(&operation) == 0 && ::GetLastError() != ERROR_IO_PENDING)
            return system_error("the pipe", ::GetLastError());
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
        const std::array<HANDLE, 2> awaited{event_.get(), stopped_.get()};
        const bool in_time =
            ::WaitForMultipleObjects(2, awaited.data(), FALSE, left > 0 ? static_cast<DWORD>(left) : 0) ==
            WAIT_OBJECT_0;
        if (!in_time) ::CancelIoEx(channel_.get(), &operation);
        DWORD count = 0;
        // Waits for the cancelling too: the system must not write to a buffer that has gone.
        const bool done = ::GetOverlappedResult(channel_.get(), &operation, &count, TRUE) != 0;
        if (!in_time) return fail(ErrorCode::input_output_failure, "no answer in time");
        if (!done || count == 0) return fail(ErrorCode::input_output_failure, "the process ended");
        return count;
    }

    Result<void> send(BytesView octets, Clock::time_point end) {
        while (!octets.empty()) {
            QOLTANBA_TRY(const auto sent, moved(end, [&](OVERLAPPED* operation) {
                             return ::WriteFile(channel_.get(), octets.data(),
                                                static_cast<DWORD>(octets.size()), nullptr, operation);
                         }));
            octets = octets.subspan(sent);
        }
        return {};
    }

    Result<void> receive(std::span<std::uint8_t> octets, Clock::time_point end) {
        while (!octets.empty()) {
            QOLTANBA_TRY(const auto got, moved(end, [&](OVERLAPPED* operation) {
                             return ::ReadFile(channel_.get(), octets.data(),
                                               static_cast<DWORD>(octets.size()), nullptr, operation);
                         }));
            octets = octets.subspan(got);
        }
        return {};
    }

    void kill() {
        channel_.close();
        job_.close();
        process_.close();
    }

    Handle channel_;
    Handle job_;
    Handle process_;
    Handle event_;
    Handle stopped_;
    DWORD number_;
};

Result<ChildProcess> ChildProcess::start(const std::filesystem::path& program,
                                         const std::vector<std::string>& arguments) {
    QOLTANBA_TRY(auto pipe, open_pipe());
    QOLTANBA_TRY(auto job, make_job());
    DWORD number = 0;
    QOLTANBA_TRY(auto process, spawn(program, arguments, pipe.theirs.get(), job.get(), number));
    return ChildProcess(
        std::make_unique<Implementation>(std::move(pipe.ours), std::move(job), std::move(process), number));
}

ChildProcess::ChildProcess(std::unique_ptr<Implementation> implementation)
    : implementation_(std::move(implementation)) {}
ChildProcess::ChildProcess(ChildProcess&&) noexcept = default;
ChildProcess& ChildProcess::operator=(ChildProcess&&) noexcept = default;
ChildProcess::~ChildProcess() = default;

Result<Bytes> ChildProcess::exchange(BytesView request, std::size_t largest, std::chrono::milliseconds limit,
                                     const std::stop_token& stop) {
    return implementation_->exchange(request, largest, Clock::now() + limit, stop);
}

std::int64_t ChildProcess::process_id() const {
    return implementation_->number();
}

const std::string_view program_extension = ".exe";

Result<std::filesystem::path> folder_of_program() {
    std::wstring path(32768, L'\0');
    path.resize(::GetModuleFileNameW(nullptr, path.data(), static_cast<DWORD>(path.size())));
    if (path.empty()) return system_error("GetModuleFileName", ::GetLastError());
    return std::filesystem::path(path).parent_path();
}

}  // namespace qoltanba::tokens
