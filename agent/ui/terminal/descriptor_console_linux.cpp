#include "agent/ui/terminal/descriptor_console_linux.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <termios.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>

namespace qoltanba::agent {
namespace {

/// Readable from the moment when stop is asked for.
class StopEvent {
  public:
    StopEvent() : descriptor_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
    ~StopEvent() {
        if (descriptor_ >= 0) close(descriptor_);
    }
    StopEvent(const StopEvent&) = delete;
    StopEvent& operator=(const StopEvent&) = delete;

    [[nodiscard]] int descriptor() const { return descriptor_; }
    void set() const { eventfd_write(descriptor_, 1); }

  private:
    int descriptor_;
};

/// A terminal that shows nothing of what is typed, until this object goes. Anything else is left alone.
class EchoOff {
  public:
    EchoOff(int terminal, Echo echo) : terminal_(terminal) {
        if (echo == Echo::on || tcgetattr(terminal, &before_) != 0) return;
        auto silent = before_;
        silent.c_lflag &= ~static_cast<tcflag_t>(ECHO | ISIG);
        silent.c_lflag |= ECHONL;
        silent.c_cc[VEOL] = before_.c_cc[VINTR];
        active_ = tcsetattr(terminal, TCSAFLUSH, &silent) == 0;
    }
    ~EchoOff() { restore(); }
    EchoOff(const EchoOff&) = delete;
    EchoOff& operator=(const EchoOff&) = delete;

    void restore() {
        if (active_) tcsetattr(terminal_, TCSADRAIN, &before_);
        active_ = false;
    }
    [[nodiscard]] bool is_interrupt(char c) const {
        return active_ && static_cast<cc_t>(c) == before_.c_cc[VINTR] && c != _POSIX_VDISABLE;
    }

  private:
    int terminal_;
    termios before_{};
    bool active_ = false;
};

/// Waits for an octet of input; false when stop came first or the input failed.
bool wait_for_input(int input, int stop) {
    std::array<pollfd, 2> waits{pollfd{input, POLLIN, 0}, pollfd{stop, POLLIN, 0}};
    while (poll(waits.data(), waits.size(), -1) < 0) {
        if (errno != EINTR) return false;
    }
    return waits[1].revents == 0;
}

enum class Read { octet, end, stopped };

Read read_octet(int input, int stop, char& octet) {
    for (;;) {
        if (!wait_for_input(input, stop)) return Read::stopped;
        const auto count = read(input, &octet, 1);
        if (count == 1) return Read::octet;
        if (count == 0 || (errno != EINTR && errno != EAGAIN)) return Read::end;
    }
}

SecretBytes finished_line(const SecretBytes& buffer, std::size_t size) {
    if (size > buffer.size()) return {};
    auto line = buffer.view().first(size);
    if (!line.empty() && line.back() == '\r') line = line.first(size - 1);
    return SecretBytes::copy_of(line);
}

}  // namespace

void DescriptorConsole::write(std::string_view text) {
    while (!text.empty()) {
        const auto count = ::write(output_, text.data(), text.size());
        if (count < 0 && errno != EINTR) return;  // nobody reads; the answers then do not come either
        if (count > 0) text.remove_prefix(static_cast<std::size_t>(count));
    }
}

std::optional<SecretBytes> DescriptorConsole::read_line(std::string_view question, Echo echo,
                                                        std::stop_token stop) {
    const StopEvent stop_event;
    const std::stop_callback wake(stop, [&stop_event] { stop_event.set(); });
    // Echo goes off before the question is seen, so that no answer to it is ever shown.
    EchoOff silence(input_, echo);
    write(question);

    SecretBytes buffer(longest_line);
    std::size_t size = 0;
    char octet = 0;
    for (;;) {
        const auto got = read_octet(input_, stop_event.descriptor(), octet);
        if (got == Read::stopped || (got == Read::end && size == 0)) return {};
        if (silence.is_interrupt(octet)) {
            silence.restore();
            (void)std::raise(SIGINT);
            return {};
        }
        if (got == Read::end || octet == '\n') break;
        if (size < buffer.size()) buffer.writable()[size] = static_cast<std::uint8_t>(octet);
        size = std::min(size + 1, longest_line + 1);
    }
    wipe({reinterpret_cast<std::uint8_t*>(&octet), 1});
    return finished_line(buffer, size);
}

bool DescriptorConsole::is_terminal() const {
    return isatty(input_) != 0;
}

void DescriptorConsole::forget_typed_ahead() {
    if (is_terminal()) tcflush(input_, TCIFLUSH);
}

std::unique_ptr<Console> standard_console() {
    return std::make_unique<DescriptorConsole>(STDIN_FILENO, STDOUT_FILENO);
}

}  // namespace qoltanba::agent
