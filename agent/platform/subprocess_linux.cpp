#include "agent/platform/paths.hpp"
#include "agent/platform/subprocess.hpp"
#include "crypto/base/descriptor_linux.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <array>

namespace qoltanba::agent {
namespace {

using Clock = std::chrono::steady_clock;

/// A file in memory that holds the input: unlike a pipe it never blocks the one who writes it.
Result<Descriptor> input_file(const std::string& input) {
    Descriptor file(::memfd_create("input", MFD_CLOEXEC));
    if (!file) return system_error("memfd_create", errno);
    if (::pwrite(file.get(), input.data(), input.size(), 0) != static_cast<ssize_t>(input.size()))
        return system_error("write the input", errno);
    return file;
}

struct Pipe {
    Descriptor read, write;
};

Result<Pipe> open_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return system_error("pipe", errno);
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

/// posix_spawn's two descriptions of the child, made and destroyed together.
class SpawnPlan {
  public:
    SpawnPlan(const Command& command, int input, int output) {
        ::posix_spawn_file_actions_init(&files_);
        ::posix_spawn_file_actions_adddup2(&files_, input, STDIN_FILENO);
        ::posix_spawn_file_actions_adddup2(&files_, output, STDOUT_FILENO);
        ::posix_spawn_file_actions_adddup2(&files_, output, STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
        if (!command.home.empty()) ::posix_spawn_file_actions_addchdir_np(&files_, command.home.c_str());
        // A group of its own, so that a program that overstays is killed with all it started; signals as new.
        sigset_t none;
        sigset_t all;
        ::sigemptyset(&none);
        ::sigfillset(&all);
        ::posix_spawnattr_init(&attributes_);
        ::posix_spawnattr_setpgroup(&attributes_, 0);
        ::posix_spawnattr_setsigmask(&attributes_, &none);
        ::posix_spawnattr_setsigdefault(&attributes_, &all);
        ::posix_spawnattr_setflags(&attributes_,
                                   POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
    }
    ~SpawnPlan() {
        ::posix_spawn_file_actions_destroy(&files_);
        ::posix_spawnattr_destroy(&attributes_);
    }
    SpawnPlan(const SpawnPlan&) = delete;
    SpawnPlan& operator=(const SpawnPlan&) = delete;

    [[nodiscard]] const posix_spawn_file_actions_t* files() const { return &files_; }
    [[nodiscard]] const posix_spawnattr_t* attributes() const { return &attributes_; }

  private:
    posix_spawn_file_actions_t files_{};
    posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

Result<pid_t> start(const Command& command, int input, int output) {
    std::vector<std::string> arguments = command.arguments;
    std::vector<std::string> environment{"LC_ALL=C",
                                         "PATH=" + process_environment("PATH").value_or("/usr/bin:/bin")};
    if (!command.home.empty()) environment.push_back("HOME=" + command.home.string());
    const SpawnPlan plan(command, input, output);
    pid_t process = 0;
    const int error = ::posix_spawnp(&process, arguments.front().c_str(), plan.files(), plan.attributes(),
                                     pointers_to(arguments).data(), pointers_to(environment).data());
    if (error == ENOENT) return fail(ErrorCode::file_not_found, arguments.front());
    if (error != 0) return system_error("start " + arguments.front(), error);
    return process;
}

/// A started child: killed with its group and reaped unless it ended and was asked how.
class Child {
  public:
    /// By number: glibc 2.36 declares pidfd_open() without C linkage.
    explicit Child(pid_t process)
        : process_(process), handle_(static_cast<int>(::syscall(SYS_pidfd_open, process, 0))) {}
    ~Child() {
        if (process_ == 0) return;
        ::kill(-process_, SIGKILL);
        (void)reap();
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] int handle() const { return handle_.get(); }  ///< readable once the process has ended

    int reap() {
        int status = 0;
        while (::waitpid(process_, &status, 0) < 0 && errno == EINTR) {
        }
        process_ = 0;
        return WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
    }

  private:
    pid_t process_;
    Descriptor handle_;
};

/// Reads what there is; false at the end of the output.
bool read_some(const Descriptor& output, std::string& text, std::size_t limit) {
    std::array<char, 4096> buffer{};
    const auto count = ::read(output.get(), buffer.data(), buffer.size());
    if (count < 0) return errno == EINTR;
    text.append(buffer.data(), std::min(static_cast<std::size_t>(count), limit - text.size()));
    return count > 0;
}

/// Collects the output until the process has ended and its output is read, or time runs out.
Result<std::string> collect(const Child& child, const Descriptor& output, const Command& command) {
    std::string text;
    const auto deadline = Clock::now() + command.time_limit;
    for (bool ended = false, open = true; open || !ended;) {
        const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
        if (left <= 0)
            return fail(ErrorCode::input_output_failure, command.arguments.front() + " took too long");
        // poll() passes over negative descriptors.
        std::array<pollfd, 2> waiting{
            {{open ? output.get() : -1, POLLIN, 0}, {ended ? -1 : child.handle(), POLLIN, 0}}};
        if (::poll(waiting.data(), waiting.size(), static_cast<int>(left)) < 0 && errno != EINTR)
            return system_error("wait for " + command.arguments.front(), errno);
        if (waiting[0].revents != 0) open = read_some(output, text, command.output_limit);
        if (waiting[1].revents != 0) ended = true;
    }
    return text;
}

}  // namespace

Result<CommandOutcome> run(const Command& command) {
    QOLTANBA_TRY(const auto input, input_file(command.input));
    QOLTANBA_TRY(auto output, open_pipe());
    QOLTANBA_TRY(const auto process, start(command, input.get(), output.write.get()));
    Child child(process);
    if (child.handle() < 0) return system_error("pidfd_open", errno);
    output.write.close();
    QOLTANBA_TRY(auto text, collect(child, output.read, command));
    return CommandOutcome{child.reap(), std::move(text)};
}

}  // namespace qoltanba::agent
