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

}  // namespace
