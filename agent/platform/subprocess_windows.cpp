#include "agent/platform/path_text.hpp"
#include "agent/platform/paths.hpp"
#include "agent/platform/subprocess.hpp"
#include "crypto/base/api_windows.hpp"

#include <array>
#include <thread>

namespace qoltanba::agent {
namespace {

struct Pipe {
    Handle read, write;
};

Result<Pipe> open_pipe() {
    HANDLE read = nullptr;
    HANDLE write = nullptr;
    if (::CreatePipe(&read, &write, nullptr, 0) == 0) return system_error("make a pipe", ::GetLastError());
    return Pipe{Handle(read), Handle(write)};
}

/// As CommandLineToArgvW and the C runtime take apart what stands here: quotes are doubled by a backslash,
/// and so are the backslashes in front of one. What needs no quotes gets none: cmd.exe would not know its
/// options.
void append_quoted(std::wstring& line, std::wstring_view argument) {
    if (!line.empty()) line += L' ';
    if (!argument.empty() && argument.find_first_of(L" \t\"") == std::wstring_view::npos) {
        line += argument;
        return;
    }
    line += L'"';
    std::size_t backslashes = 0;
    for (const wchar_t c : argument) {
        if (c == L'"') line.append(backslashes + 1, L'\\');
        backslashes = c == L'\\' ? backslashes + 1 : 0;
        line += c;
    }
    line.append(backslashes, L'\\');
    line += L'"';
}

std::wstring command_line(const std::vector<std::string>& arguments) {
    std::wstring line;
    for (const auto& argument : arguments) append_quoted(line, to_wide(argument));
    return line;
}

/// Each name and value ended by a zero, and one more zero.
std::wstring environment_block(const Command& command) {
    std::wstring block;
    const auto add = [&block](const char* name, const std::string& value) {
        block += to_wide(std::string(name) + "=" + value) + L'\0';
    };
    add("LC_ALL", "C");
    // Without SystemRoot not even the sockets of a program work.
    for (const char* name : {"PATH", "SystemRoot"})
        if (const auto value = process_environment(name)) add(name, *value);
    if (!command.home.empty()) add("HOME", path_to_utf8(command.home));
    return block + L'\0';
}

/// A name without a slash is looked up in PATH alone: CreateProcessW by itself looks into the current folder,
/// where anything may lie.
std::wstring program_file(const std::string& name) {
    if (name.find_first_of("/\\") != std::string::npos) return to_wide(name);
    const auto folders = to_wide(process_environment("PATH").value_or(std::string()));
    std::wstring found(32768, L'\0');
    found.resize(::SearchPathW(folders.c_str(), to_wide(name).c_str(), L".exe",
                               static_cast<DWORD>(found.size()), found.data(), nullptr));
    return found;
}

/// Passes on the three standard handles and no other, whatever else may be inherited at the moment.
class InheritedHandles {
  public:
    explicit InheritedHandles(std::array<HANDLE, 2> handles) : handles_(handles) {
        SIZE_T size = 0;
        ::InitializeProcThreadAttributeList(nullptr, 1, 0, &size);
        memory_.resize(size);
        for (auto* handle : handles_)
            ::SetHandleInformation(handle, HANDLE_FLAG_INHERIT, HANDLE_FLAG_INHERIT);
        ready_ = ::InitializeProcThreadAttributeList(list(), 1, 0, &size) != 0 &&
                 ::UpdateProcThreadAttribute(list(), 0, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles_.data(),
                                             sizeof handles_, nullptr, nullptr) != 0;
    }
    ~InheritedHandles() {
        if (ready_) ::DeleteProcThreadAttributeList(list());
    }
    InheritedHandles(const InheritedHandles&) = delete;
    InheritedHandles& operator=(const InheritedHandles&) = delete;

    [[nodiscard]] bool ready() const { return ready_; }
    LPPROC_THREAD_ATTRIBUTE_LIST list() {
        return reinterpret_cast<LPPROC_THREAD_ATTRIBUTE_LIST>(memory_.data());
    }

  private:
    std::array<HANDLE, 2> handles_;
    std::vector<BYTE> memory_;
    bool ready_ = false;
};

/// A job whose processes end when its last handle goes: a program that overstays ends with all it started.
Result<Handle> make_job() {
    Handle job(::CreateJobObjectW(nullptr, nullptr));
    JOBOBJECT_EXTENDED_LIMIT_INFORMATION limits{};
    limits.BasicLimitInformation.LimitFlags = JOB_OBJECT_LIMIT_KILL_ON_JOB_CLOSE;
    if (!job ||
        ::SetInformationJobObject(job.get(), JobObjectExtendedLimitInformation, &limits, sizeof limits) == 0)
        return system_error("make a job", ::GetLastError());
    return job;
}

Result<Handle> start(const Command& command, HANDLE input, HANDLE output, HANDLE job) {
    const auto program = program_file(command.arguments.front());
    if (program.empty()) return fail(ErrorCode::file_not_found, command.arguments.front());
    InheritedHandles inherited({input, output});
    if (!inherited.ready()) return system_error("pass on handles", ::GetLastError());
    STARTUPINFOEXW startup{};
    startup.StartupInfo.cb = sizeof startup;
    startup.StartupInfo.dwFlags = STARTF_USESTDHANDLES;
    startup.StartupInfo.hStdInput = input;
    startup.StartupInfo.hStdOutput = output;
    startup.StartupInfo.hStdError = output;
    startup.lpAttributeList = inherited.list();
    auto line = command_line(command.arguments);
    auto environment = environment_block(command);
    constexpr DWORD flags =
        CREATE_NO_WINDOW | CREATE_UNICODE_ENVIRONMENT | EXTENDED_STARTUPINFO_PRESENT | CREATE_SUSPENDED;
    PROCESS_INFORMATION started{};
    if (::CreateProcessW(program.c_str(), line.data(), nullptr, nullptr, TRUE, flags, environment.data(),
                         command.home.empty() ? nullptr : command.home.c_str(), &startup.StartupInfo,
                         &started) == 0) {
        const auto error = ::GetLastError();
        if (error == ERROR_FILE_NOT_FOUND || error == ERROR_PATH_NOT_FOUND)
            return fail(ErrorCode::file_not_found, command.arguments.front());
        return system_error("start " + command.arguments.front(), error);
    }
    Handle process(started.hProcess);
    const Handle thread(started.hThread);
    if (::AssignProcessToJobObject(job, process.get()) == 0) {
        const auto error = ::GetLastError();
        ::TerminateProcess(process.get(), 1);
        return system_error("bind " + command.arguments.front() + " to its job", error);
    }
    ::ResumeThread(thread.get());
    return process;
}

void write_all(const Handle& pipe, std::string_view text) {
    while (!text.empty()) {
        DWORD written = 0;
        if (::WriteFile(pipe.get(), text.data(), static_cast<DWORD>(text.size()), &written, nullptr) == 0)
            return;  // it reads no further; its answer says why
        text.remove_prefix(written);
    }
}

std::string read_all(const Handle& pipe, std::size_t limit) {
    std::string text;
    std::array<char, 4096> buffer{};
    DWORD count = 0;
    while (::ReadFile(pipe.get(), buffer.data(), static_cast<DWORD>(buffer.size()), &count, nullptr) != 0)
        text.append(buffer.data(), std::min<std::size_t>(count, limit - text.size()));
    return text;
}

}  // namespace

Result<CommandOutcome> run(const Command& command) {
    QOLTANBA_TRY(auto input, open_pipe());
    QOLTANBA_TRY(auto output, open_pipe());
    QOLTANBA_TRY(auto job, make_job());
    QOLTANBA_TRY(const auto process, start(command, input.read.get(), output.write.get(), job.get()));
    input.read = Handle();
    output.write = Handle();
    // Both end by themselves when the job's processes have gone: nobody else holds the other ends.
    CommandOutcome outcome;
    bool in_time = false;
    {
        const std::jthread writer([&] { write_all(std::exchange(input.write, Handle()), command.input); });
        const std::jthread reader([&] { outcome.output = read_all(output.read, command.output_limit); });
        in_time = ::WaitForSingleObject(process.get(), static_cast<DWORD>(command.time_limit.count())) ==
                  WAIT_OBJECT_0;
        job = Handle();
    }
    DWORD exit_code = 0;
    if (!in_time) return fail(ErrorCode::input_output_failure, command.arguments.front() + " took too long");
    if (::GetExitCodeProcess(process.get(), &exit_code) == 0)
        return system_error("ask how " + command.arguments.front() + " ended", ::GetLastError());
    outcome.exit_code = static_cast<int>(exit_code);
    return outcome;
}

}  // namespace qoltanba::agent
