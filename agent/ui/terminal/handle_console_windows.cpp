#include "agent/ui/terminal/handle_console_windows.hpp"

#include "crypto/base/api_windows.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace qoltanba::agent {
namespace {

bool is_console(HANDLE handle) {
    DWORD mode = 0;
    return ::GetConsoleMode(handle, &mode) != 0;
}

/// Signalled from the moment when stop is asked for.
class StopEvent {
  public:
    StopEvent() : event_(::CreateEventW(nullptr, TRUE, FALSE, nullptr)) {}

    [[nodiscard]] HANDLE handle() const { return event_.get(); }
    void set() const { ::SetEvent(event_.get()); }
    [[nodiscard]] bool comes_within(DWORD milliseconds) const {
        return ::WaitForSingleObject(event_.get(), milliseconds) == WAIT_OBJECT_0;
    }

  private:
    Handle event_;
};

/// A line in the making. What is too long is remembered as such and not kept.
class Line {
  public:
    void add(std::string_view octets) {
        for (const char octet : octets) {
            if (size_ < buffer_.size()) buffer_.writable()[size_] = static_cast<std::uint8_t>(octet);
            size_ = std::min(size_ + 1, longest_line + 1);
        }
    }
    /// Takes back the last character, all octets of it.
    bool remove_character() {
        if (size_ == 0 || size_ > buffer_.size()) return false;
        while (--size_ > 0 && (buffer_.view()[size_] & 0xc0) == 0x80) {
        }
        return true;
    }
    [[nodiscard]] bool empty() const { return size_ == 0; }
    [[nodiscard]] SecretBytes finished() const {
        if (size_ > buffer_.size()) return {};
        auto line = buffer_.view().first(size_);
        if (!line.empty() && line.back() == '\r') line = line.first(size_ - 1);
        return SecretBytes::copy_of(line);
    }

  private:
    SecretBytes buffer_{longest_line};
    std::size_t size_ = 0;
};

/// UTF-8 of UTF-16 that comes one unit at a time; wiped after use.
class Utf8Character {
  public:
    /// The octets, or nothing where the second half of a pair is still to come.
    std::string_view from(wchar_t unit) {
        if (IS_HIGH_SURROGATE(unit)) {
            high_ = unit;
            return {};
        }
        const std::array<wchar_t, 2> pair{high_, unit};
        const int units = IS_LOW_SURROGATE(unit) && high_ != 0 ? 2 : 1;
        high_ = 0;
        const int size = ::WideCharToMultiByte(CP_UTF8, 0, pair.data() + (2 - units), units, octets_.data(),
                                               static_cast<int>(octets_.size()), nullptr, nullptr);
        return {octets_.data(), static_cast<std::size_t>(size)};
    }
    ~Utf8Character() { wipe({reinterpret_cast<std::uint8_t*>(octets_.data()), octets_.size()}); }

  private:
    wchar_t high_ = 0;
    std::array<char, 8> octets_{};
};

/// The next character typed; nothing when stop came first or the console went.
std::optional<wchar_t> read_key(HANDLE console, const StopEvent& stop) {
    for (;;) {
        const std::array<HANDLE, 2> waits{stop.handle(), console};
        if (::WaitForMultipleObjects(static_cast<DWORD>(waits.size()), waits.data(), FALSE, INFINITE) !=
            WAIT_OBJECT_0 + 1)
            return {};
        INPUT_RECORD record{};
        DWORD count = 0;
        if (::ReadConsoleInputW(console, &record, 1, &count) == 0) return {};
        const auto& key = record.Event.KeyEvent;
        // The character of Alt and a number comes when Alt is let go.
        if (record.EventType == KEY_EVENT && (key.bKeyDown != 0 || key.wVirtualKeyCode == VK_MENU) &&
            key.uChar.UnicodeChar != 0)
            return key.uChar.UnicodeChar;
    }
}

std::optional<SecretBytes> type_line(HandleConsole& console, HANDLE input, Echo echo, const StopEvent& stop) {
    Line line;
    Utf8Character character;
    const auto show = [&](std::string_view text) {
        if (echo == Echo::on) console.write(text);
    };
    for (;;) {
        const auto key = read_key(input, stop);
        constexpr wchar_t end_of_input = 26;  // Ctrl+Z
        if (!key || (*key == end_of_input && line.empty())) return {};
        if (*key == L'\r' || *key == L'\n') break;
        if (*key == L'\b') {
            if (line.remove_character()) show("\b \b");
        } else if (*key >= L' ') {
            const auto octets = character.from(*key);
            line.add(octets);
            show(octets);
        }
    }
    console.write("\n");
    return line.finished();
}

enum class Read { octet, end, stopped };

/// A pipe cannot be waited for together with something else, so it is looked into now and then. What cannot
/// be looked into, a file or a socket, is read at once, and stop is noticed after that.
Read read_octet(HANDLE input, const StopEvent& stop, char& octet) {
    constexpr DWORD between_looks = 20;  // milliseconds
    for (DWORD wait = 0;; wait = between_looks) {
        if (stop.comes_within(wait)) return Read::stopped;
        DWORD waiting = 0;
        const bool pipe = ::PeekNamedPipe(input, nullptr, 0, nullptr, &waiting, nullptr) != 0;
        if (!pipe && ::GetLastError() == ERROR_BROKEN_PIPE) return Read::end;
        if (pipe && waiting == 0) continue;
        DWORD count = 0;
        if (::ReadFile(input, &octet, 1, &count, nullptr) == 0 || count == 0) return Read::end;
        return Read::octet;
    }
}

std::optional<SecretBytes> receive_line(HANDLE input, const StopEvent& stop) {
    Line line;
    char octet = 0;
    for (;;) {
        const auto got = read_octet(input, stop, octet);
        if (got == Read::stopped || (got == Read::end && line.empty())) return {};
        if (got == Read::end || octet == '\n') break;
        line.add({&octet, 1});
    }
    wipe({reinterpret_cast<std::uint8_t*>(&octet), 1});
    return line.finished();
}

}  // namespace

void HandleConsole::write(std::string_view text) {
    constexpr std::size_t at_once = 8192;
    const bool console = is_console(output_);
    while (!text.empty()) {
        // Never in the middle of a character.
        auto size = std::min(text.size(), at_once);
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xc0) == 0x80) --size;
        DWORD written = 0;
        if (console) {
            std::array<wchar_t, at_once> wide{};
            const int units = ::MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(size),
                                                    wide.data(), static_cast<int>(wide.size()));
            if (::WriteConsoleW(output_, wide.data(), static_cast<DWORD>(units), &written, nullptr) == 0)
                return;
        } else {
            if (::WriteFile(output_, text.data(), static_cast<DWORD>(size), &written, nullptr) == 0)
                return;  // nobody reads; the answers then do not come either
            size = written;
        }
        text.remove_prefix(size);
    }
}

std::optional<SecretBytes> HandleConsole::read_line(std::string_view question, Echo echo,
                                                    std::stop_token stop) {
    const StopEvent stop_event;
    const std::stop_callback wake(stop, [&stop_event] { stop_event.set(); });
    write(question);
    if (is_console(input_)) return type_line(*this, input_, echo, stop_event);
    return receive_line(input_, stop_event);
}

bool HandleConsole::is_terminal() const {
    return is_console(input_);
}

void HandleConsole::forget_typed_ahead() {
    if (is_console(input_)) ::FlushConsoleInputBuffer(input_);
}

std::unique_ptr<Console> standard_console() {
    return std::make_unique<HandleConsole>(::GetStdHandle(STD_INPUT_HANDLE),
                                           ::GetStdHandle(STD_OUTPUT_HANDLE));
}

}  // namespace qoltanba::agent
