#include "tokens/devices/pkcs11/child/channel.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <thread>

namespace qoltanba::tokens {
namespace {

class SocketChannel : public Channel {
  public:
    explicit SocketChannel(int socket) : socket_(socket) {}

  private:
    bool write_all(BytesView rest) override {
        while (!rest.empty()) {
            const auto sent = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
            if (sent < 0 && errno == EINTR) continue;
            if (sent <= 0) return false;
            rest = rest.subspan(static_cast<std::size_t>(sent));
        }
        return true;
    }

    bool read_all(std::span<std::uint8_t> octets) override {
        while (!octets.empty()) {
            const auto got = ::recv(socket_, octets.data(), octets.size(), 0);
            if (got < 0 && errno == EINTR) continue;
            if (got <= 0) return false;
            octets = octets.subspan(static_cast<std::size_t>(got));
        }
        return true;
    }

    int socket_;
};

/// The other end closed altogether, not only for writing: the program that started us is no more, or does not
/// want us any more. The signal of prctl(PR_SET_PDEATHSIG) would come when the thread that started us ends.
void end_with(int socket) {
    std::thread([socket] {
        pollfd asked{socket, 0, 0};
        while (::poll(&asked, 1, -1) < 0 && errno == EINTR) {
        }
        ::_exit(0);
    }).detach();
}

}  // namespace

std::unique_ptr<Channel> take_channel() {
    const int socket = ::fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
    const int nothing = ::open("/dev/null", O_RDWR | O_CLOEXEC);
    if (socket < 0 || nothing < 0 || ::dup2(nothing, STDIN_FILENO) < 0) return nullptr;
    ::close(nothing);
    int type = 0;
    socklen_t size = sizeof type;
    if (::getsockopt(socket, SOL_SOCKET, SO_TYPE, &type, &size) != 0) return nullptr;  // started by hand
    end_with(socket);
    return std::make_unique<SocketChannel>(socket);
}

bool keep_to_itself() {
    const struct rlimit none {};
    return ::setrlimit(RLIMIT_CORE, &none) == 0 && ::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 &&
           ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0;
}

std::filesystem::path module_argument(const char* argument) {
    return argument;
}

}  // namespace qoltanba::tokens
