#include "crypto/base/descriptor_linux.hpp"
#include "virtual_card/reader_service.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <system_error>
#include <thread>
#include <utility>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

constexpr auto driver = "/usr/lib/pcsc/drivers/serial/libifdvpcd.so";

[[noreturn]] void give_up(const std::string& what) {
    throw std::system_error(errno, std::generic_category(), what);
}

sockaddr_in everywhere(std::uint16_t port) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_ANY);  // as vpcd binds it
    return address;
}

/// Nothing where somebody has the port. 0 is any port.
Descriptor bound_to(std::uint16_t port) {
    Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    const auto address = everywhere(port);
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        return Descriptor();
    return socket;
}

std::uint16_t port_of(const Descriptor& socket) {
    sockaddr_in address{};
    socklen_t size = sizeof address;
    if (::getsockname(socket.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0)
        give_up("getsockname");
    return ntohs(address.sin_port);
}

/// pcscd's socket as systemd would open it.
Descriptor listening_at(const fs::path& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.string().size() >= sizeof address.sun_path)
        throw std::runtime_error(path.string() + " is too long");
    std::strcpy(address.sun_path, path.c_str());
    fs::remove(path);
    Descriptor socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
        ::listen(socket.get(), 16) != 0)
        give_up("a socket at " + path.string());
    return socket;
}

/// What a systemd unit would say (sd_listen_fds(3): the socket is descriptor 3). Debian 13's pcscd asks
/// polkit who may use it, Debian 12's has no such option and asks nobody. It does not outlive the test.
constexpr auto script = R"(
    set -- --foreground --info --config "$1"
    if pcscd --help | grep -q -- --disable-polkit; then set -- "$@" --disable-polkit; fi
    LISTEN_FDS=1 LISTEN_PID=$$ exec setpriv --pdeathsig KILL pcscd "$@"
)";

/// What pcscd has said so far.
std::string read_log(const fs::path& log) {
    std::ifstream file(log);
    return {std::istreambuf_iterator<char>(file), {}};
}

pid_t spawn_pcscd(const Descriptor& socket, const fs::path& configuration, const fs::path& log) {
    constexpr int first_passed = 3;
    const std::string folder = configuration.string();
    std::array<const char*, 6> arguments{"sh", "-c", script, "pcscd", folder.c_str(), nullptr};
    posix_spawn_file_actions_t files;
    ::posix_spawn_file_actions_init(&files);
    ::posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, log.c_str(), O_WRONLY | O_CREAT | O_APPEND,
                                       0600);
    ::posix_spawn_file_actions_adddup2(&files, STDOUT_FILENO, STDERR_FILENO);
    ::posix_spawn_file_actions_adddup2(&files, socket.get(), first_passed);
    ::posix_spawn_file_actions_addclosefrom_np(&files, first_passed + 1);
    pid_t process = -1;
    const int fault =
        ::posix_spawnp(&process, "sh", &files, nullptr, const_cast<char* const*>(arguments.data()), environ);
    ::posix_spawn_file_actions_destroy(&files);
    if (fault != 0) throw std::system_error(fault, std::generic_category(), "sh");
    return process;
}

}  // namespace

class ReaderService::Ports {
  public:
    Ports() {
        do {
            first_ = bound_to(0);
            second_ = bound_to(static_cast<std::uint16_t>(port_of(first_) + 1));
        } while (!second_);
        for (const auto* socket : {&first_, &second_}) {
            // Bound without it they were this test's alone; with it vpcd, which sets it too, may listen
            // there.
            const int yes = 1;
            ::setsockopt(socket->get(), SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
        }
    }
    [[nodiscard]] std::uint16_t first() const { return port_of(first_); }

  private:
    Descriptor first_, second_;
};

ReaderService::ReaderService()
    : folder_(fs::temp_directory_path() / ("qoltanba-readers-" + std::to_string(::getpid()))),
      ports_(std::make_unique<Ports>()) {
    fs::create_directories(folder_ / "readers");
    std::ofstream(folder_ / "readers" / "vpcd")
        << "FRIENDLYNAME \"Virtual PCD\"\nDEVICENAME /dev/null:" << port() << "\nLIBPATH " << driver
        << "\nCHANNELID " << port() << "\n";
    ::setenv("PCSCLITE_CSOCK_NAME", (folder_ / "socket").c_str(), 1);
    start();
}

ReaderService::~ReaderService() {
    stop();
    fs::remove_all(folder_);
}

void ReaderService::start() {
    if (process_ >= 0) return;
    const auto log = folder_ / "log";
    process_ = spawn_pcscd(listening_at(folder_ / "socket"), folder_ / "readers", log);
    // Its own words are what it is ready by: whoever connects to a reader's port is a card to vpcd.
    for (int attempt = 0; attempt < 100; ++attempt) {
        if (read_log(log).find("daemon ready") != std::string::npos) return;
        if (::waitpid(process_, nullptr, WNOHANG) == process_) break;
        std::this_thread::sleep_for(milliseconds{50});
    }
    throw std::runtime_error("pcscd does not run:\n" + read_log(log));
}

void ReaderService::stop() {
    if (process_ < 0) return;
    fs::remove(folder_ / "socket");
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
    process_ = -1;
    fs::remove(folder_ / "log");
}

std::uint16_t ReaderService::port(unsigned reader) const {
    return static_cast<std::uint16_t>(ports_->first() + reader);
}

}  // namespace qoltanba::test
