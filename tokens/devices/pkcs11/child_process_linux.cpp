#include "crypto/base/descriptor_linux.hpp"
#include "tokens/devices/pkcs11/child_process.hpp"
#include "tokens/devices/pkcs11/frame.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <utility>

namespace qoltanba::tokens {
namespace {

using Clock = std::chrono::steady_clock;

/// What a module may need of our environment: where the person's settings and the reader service are, its own
/// configuration, and a display for modules that ask for a PIN themselves, with the session's bus, in place
/// of which they would start one of their own that stays. Nothing that changes what is loaded.
constexpr std::array passed_on{"HOME",
                               "USER",
                               "LOGNAME",
                               "PATH",
                               "LANG",
                               "LC_ALL",
                               "LC_MESSAGES",
                               "TZ",
                               "XDG_RUNTIME_DIR",
                               "XDG_CONFIG_HOME",
                               "DISPLAY",
                               "WAYLAND_DISPLAY",
                               "XAUTHORITY",
                               "DBUS_SESSION_BUS_ADDRESS",
                               "SOFTHSM2_CONF",
                               "OPENSC_CONF",
                               "PCSCLITE_CSOCK_NAME"};

std::vector<std::string> child_environment() {
    std::vector<std::string> environment;
    for (const char* name : passed_on)
        if (const char* value = std::getenv(name); value != nullptr)
            environment.push_back(std::string(name) + "=" + value);
    return environment;
}

std::vector<char*> pointers_to(std::vector<std::string>& texts) {
    std::vector<char*> pointers;
    for (auto& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
    return pointers;
}

/// posix_spawn's two descriptions: the channel as standard input, nothing else open, signals as new, and a
/// group of its own so that what a module starts is killed with it.
class SpawnPlan {
  public:
    explicit SpawnPlan(int channel) {
        ::posix_spawn_file_actions_init(&files_);
        ::posix_spawn_file_actions_adddup2(&files_, channel, STDIN_FILENO);
        ::posix_spawn_file_actions_addopen(&files_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
        ::posix_spawn_file_actions_adddup2(&files_, STDOUT_FILENO, STDERR_FILENO);
        ::posix_spawn_file_actions_addclosefrom_np(&files_, STDERR_FILENO + 1);
        ::posix_spawn_file_actions_addchdir_np(&files_, "/");
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

}  // namespace

class ChildProcess::Implementation {
  public:
    Implementation(pid_t process, Descriptor channel) : process_(process), channel_(std::move(channel)) {}
    ~Implementation() {
        if (process_ < 0) return;
        ::shutdown(channel_.get(), SHUT_WR);
        char rest = 0;
        // Its end of the channel closes when it ends.
        if (wait_for(POLLIN, Clock::now() + std::chrono::seconds(1)).has_value())
            (void)::recv(channel_.get(), &rest, 1, MSG_DONTWAIT);
        kill();
    }
    Implementation(const Implementation&) = delete;
    Implementation& operator=(const Implementation&) = delete;

    Result<Bytes> exchange(BytesView request, std::size_t largest, Clock::time_point end,
                           const std::stop_token& stop) {
        if (process_ < 0) return fail(ErrorCode::input_output_failure, "the process has ended");
        auto answer = talk_until(stop, request, largest, end);
        if (answer.has_error()) kill();
        return answer;
    }

    [[nodiscard]] pid_t process() const { return process_; }

  private:
    Result<Bytes> talk_until(const std::stop_token& stop, BytesView request, std::size_t largest,
                             Clock::time_point end) {
        const std::stop_callback cut(
            stop, [this] { ::shutdown(channel_.get(), SHUT_RDWR); });  // ends the waiting at once
        return talk(request, largest, end);
    }

    Result<Bytes> talk(BytesView request, std::size_t largest, Clock::time_point end) {
        return exchange_frames(
            request, largest, [&](BytesView octets) { return send(octets, end); },
            [&](std::span<std::uint8_t> octets) { return receive(octets, end); });
    }

    Result<void> wait_for(short what, Clock::time_point end) const {
        for (;;) {
            const auto left = std::chrono::ceil<std::chrono::milliseconds>(end - Clock::now()).count();
            if (left <= 0) return fail(ErrorCode::input_output_failure, "no answer in time");
            pollfd asked{channel_.get(), what, 0};
            const int ready = ::poll(&asked, 1, static_cast<int>(left));
            if (ready > 0) return {};
            if (ready < 0 && errno != EINTR) return system_error("poll", errno);
        }
    }

    Result<void> send(BytesView octets, Clock::time_point end) const {
        while (!octets.empty()) {
            QOLTANBA_CHECK(wait_for(POLLOUT, end));
            const auto sent =
                ::send(channel_.get(), octets.data(), octets.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (sent >= 0)
                octets = octets.subspan(static_cast<std::size_t>(sent));
            else if (errno != EAGAIN && errno != EINTR)
                return system_error("send", errno);
        }
        return {};
    }

    Result<void> receive(std::span<std::uint8_t> octets, Clock::time_point end) const {
        while (!octets.empty()) {
            QOLTANBA_CHECK(wait_for(POLLIN, end));
            const auto got = ::recv(channel_.get(), octets.data(), octets.size(), MSG_DONTWAIT);
            if (got == 0) return fail(ErrorCode::input_output_failure, "the process ended");
            if (got > 0)
                octets = octets.subspan(static_cast<std::size_t>(got));
            else if (errno != EAGAIN && errno != EINTR)
                return system_error("receive", errno);
        }
        return {};
    }

    /// Until waitpid its number is nobody else's.
    void kill() {
        const auto process = std::exchange(process_, -1);
        channel_.close();
        ::kill(-process, SIGKILL);
        ::kill(process, SIGKILL);
        while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
        }
    }

    pid_t process_;
    Descriptor channel_;
};

Result<ChildProcess> ChildProcess::start(const std::filesystem::path& program,
                                         const std::vector<std::string>& arguments) {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0)
        return system_error("socketpair", errno);
    Descriptor ours(ends[0]);
    const Descriptor theirs(ends[1]);
    const SpawnPlan plan(theirs.get());
    std::vector<std::string> words{program.string()};
    words.insert(words.end(), arguments.begin(), arguments.end());
    auto environment = child_environment();
    pid_t process = -1;
    const int error = ::posix_spawn(&process, program.c_str(), plan.files(), plan.attributes(),
                                    pointers_to(words).data(), pointers_to(environment).data());
    if (error != 0) {
        if (error == ENOENT) return fail(ErrorCode::file_not_found, program.string());
        return system_error("start " + program.string(), error);
    }
    return ChildProcess(std::make_unique<Implementation>(process, std::move(ours)));
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
    return implementation_->process();
}

const std::string_view program_extension = {};

Result<std::filesystem::path> folder_of_program() {
    std::error_code error;
    const auto program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (error) return fail(ErrorCode::input_output_failure, "/proc/self/exe: " + error.message());
    return program.parent_path();
}

}  // namespace qoltanba::tokens
