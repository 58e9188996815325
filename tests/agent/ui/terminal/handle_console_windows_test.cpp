#include "agent/ui/terminal/handle_console_windows.hpp"

#include "samples.hpp"
#include "support/catch.hpp"

#include <windows.h>

#include <array>
#include <chrono>
#include <string>
#include <thread>

using namespace qoltanba;
using namespace qoltanba::agent;

namespace {

struct Pipe {
    Pipe() { REQUIRE(::CreatePipe(&read, &write, nullptr, 0) != 0); }
    ~Pipe() {
        ::CloseHandle(read);
        close_writer();
    }
    void put(std::string_view text) const {
        DWORD written = 0;
        REQUIRE(::WriteFile(write, text.data(), static_cast<DWORD>(text.size()), &written, nullptr) != 0);
    }
    void close_writer() {
        if (write != nullptr) ::CloseHandle(write);
        write = nullptr;
    }
    HANDLE read = nullptr;
    HANDLE write = nullptr;
};

/// What came through the pipe so far.
std::string shown_in(const Pipe& pipe) {
    std::array<char, 4096> text{};
    DWORD size = 0;
    REQUIRE(::PeekNamedPipe(pipe.read, text.data(), static_cast<DWORD>(text.size()), &size, nullptr,
                            nullptr) != 0);
    return {text.data(), size};
}

std::string text_in(const std::optional<SecretBytes>& line) {
    REQUIRE(line.has_value());
    return std::string(text_of(line->view()));
}

/// A console of this process's own. wine has one without a window where there is no display.
class OwnConsole {
  public:
    OwnConsole() {
        ::FreeConsole();
        REQUIRE(::AllocConsole() != 0);
        input_ = open(L"CONIN$");
        REQUIRE(::SetConsoleMode(input_, ENABLE_PROCESSED_INPUT) != 0);
    }
    ~OwnConsole() {
        ::CloseHandle(input_);
        ::FreeConsole();
    }
    OwnConsole(const OwnConsole&) = delete;
    OwnConsole& operator=(const OwnConsole&) = delete;

    [[nodiscard]] HANDLE input() const { return input_; }
    void type(std::wstring_view keys) const {
        for (const wchar_t key : keys) {
            INPUT_RECORD record{};
            record.EventType = KEY_EVENT;
            record.Event.KeyEvent.bKeyDown = TRUE;
            record.Event.KeyEvent.wRepeatCount = 1;
            record.Event.KeyEvent.uChar.UnicodeChar = key;
            DWORD written = 0;
            REQUIRE(::WriteConsoleInputW(input_, &record, 1, &written) != 0);
        }
    }

  private:
    static HANDLE open(const wchar_t* device) {
        auto* opened = ::CreateFileW(device, GENERIC_READ | GENERIC_WRITE, FILE_SHARE_READ | FILE_SHARE_WRITE,
                                     nullptr, OPEN_EXISTING, 0, nullptr);
        REQUIRE(opened != INVALID_HANDLE_VALUE);
        return opened;
    }

    HANDLE input_ = nullptr;
};

TEST_CASE("a script's lines come one by one, without their ends") {
    Pipe input;
    const Pipe output;
    HandleConsole console(input.read, output.write);
    input.put("C:\\Кілттер\\my.p12\r\nsecret\n\nlast");
    input.close_writer();
    CHECK_FALSE(console.is_terminal());
    CHECK(text_in(console.read_line("Key? ", Echo::on, {})) == "C:\\Кілттер\\my.p12");
    CHECK(text_in(console.read_line("Құпия сөз? ", Echo::off, {})) == "secret");
    CHECK(text_in(console.read_line("", Echo::on, {})).empty());
    CHECK(text_in(console.read_line("", Echo::on, {})) == "last");
    CHECK_FALSE(console.read_line("", Echo::on, {}).has_value());
    CHECK(shown_in(output) == "Key? Құпия сөз? ");
}

TEST_CASE("a line that nobody types is an empty one") {
    Pipe input;
    const Pipe output;
    HandleConsole console(input.read, output.write);
    std::thread writer([&] {
        input.put(std::string(longest_line + 1, 'x') + "\nnext\n");
        input.close_writer();
    });
    CHECK(text_in(console.read_line("", Echo::on, {})).empty());
    CHECK(text_in(console.read_line("", Echo::on, {})) == "next");
    writer.join();
}

TEST_CASE("waiting for a script ends when stop is asked for") {
    const Pipe input;
    const Pipe output;
    HandleConsole console(input.read, output.write);
    std::stop_source stop;
    std::jthread stopping([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
    CHECK_FALSE(console.read_line("", Echo::on, stop.get_token()).has_value());
}

TEST_CASE("what a person types is read as UTF-8, with what was taken back") {
    const OwnConsole person;
    const Pipe screen;
    HandleConsole console(person.input(), screen.write);
    CHECK(console.is_terminal());
    person.type(L"қолё\b таңба\r");
    CHECK(text_in(console.read_line("? ", Echo::on, {})) == "қол таңба");
    CHECK(shown_in(screen) == "? қолё\b \b таңба\n");
    person.type(L"\xd83d\xdd11\b\xd83d\xdd11\r");  // a character of two units, taken back whole
    CHECK(text_in(console.read_line("", Echo::off, {})) == "\xf0\x9f\x94\x91");
}

TEST_CASE("a password is not shown while it is typed") {
    const OwnConsole person;
    const Pipe screen;
    HandleConsole console(person.input(), screen.write);
    person.type(L"Qwerty12\r");
    CHECK(text_in(console.read_line("Password: ", Echo::off, {})) == "Qwerty12");
    CHECK(shown_in(screen) == "Password: \n");
}

TEST_CASE("what was typed before the question is forgotten on request, and stop ends the waiting") {
    const OwnConsole person;
    const Pipe screen;
    HandleConsole console(person.input(), screen.write);
    person.type(L"early\r");
    console.forget_typed_ahead();
    std::stop_source stop;
    std::jthread stopping([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        stop.request_stop();
    });
    CHECK_FALSE(console.read_line("", Echo::on, stop.get_token()).has_value());
}

}  // namespace
