#include "agent/ui/terminal/descriptor_console_linux.hpp"

#include "samples.hpp"
#include "support/catch.hpp"

#include <fcntl.h>
#include <pty.h>
#include <termios.h>
#include <unistd.h>

#include <array>
#include <chrono>
#include <csignal>
#include <string>
#include <thread>

using namespace qoltanba;
using namespace qoltanba::agent;
using qoltanba::test::contains;

namespace {

struct Pipe {
    Pipe() { REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0); }
    ~Pipe() {
        close(ends[0]);
        close_writer();
    }
    void put(std::string_view text) const {
        REQUIRE(write(ends[1], text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    void close_writer() {
        if (ends[1] >= 0) close(ends[1]);
        ends[1] = -1;
    }
    std::array<int, 2> ends{};
};

struct PseudoTerminal {
    PseudoTerminal() { REQUIRE(openpty(&person, &program, nullptr, nullptr, nullptr) == 0); }
    ~PseudoTerminal() {
        close(person);
        close(program);
    }
    void type(std::string_view text) const {
        REQUIRE(write(person, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    [[nodiscard]] bool echoes() const {
        termios settings{};
        REQUIRE(tcgetattr(program, &settings) == 0);
        return (settings.c_lflag & ECHO) != 0;
    }
    /// What the person's screen shows so far, once it holds `awaited`.
    std::string screen_with(std::string_view awaited) {
        std::array<char, 256> chunk{};
        while (screen.find(awaited) == std::string::npos) {
            const auto count = read(person, chunk.data(), chunk.size());
            REQUIRE(count > 0);
            screen.append(chunk.data(), static_cast<std::size_t>(count));
        }
        return screen;
    }
    int person = -1;
    int program = -1;
    std::string screen;
};

std::string text(const std::optional<SecretBytes>& line) {
    REQUIRE(line.has_value());
    return std::string(text_of(line->view()));
}

}  // namespace

TEST_CASE("a script's lines are read one by one and the rest is left in the pipe") {
    Pipe input;
    Pipe output;
    input.put("1\nпароль\r\ny");
    input.close_writer();
    DescriptorConsole console(input.ends[0], output.ends[1]);
    CHECK(text(console.read_line("? ", Echo::on, {})) == "1");
    DescriptorConsole next(input.ends[0], output.ends[1]);
    CHECK(text(next.read_line("? ", Echo::off, {})) == "пароль");
    console.forget_typed_ahead();
    CHECK(text(console.read_line("? ", Echo::on, {})) == "y");
    CHECK_FALSE(console.read_line("? ", Echo::on, {}));
}

TEST_CASE("a line beyond any a person types counts as empty") {
    Pipe input;
    Pipe output;
    input.put(std::string(longest_line + 1, 'x') + "\n" + std::string(longest_line, 'y') + "\n");
    DescriptorConsole console(input.ends[0], output.ends[1]);
    CHECK(text(console.read_line("", Echo::on, {})).empty());
    CHECK(text(console.read_line("", Echo::on, {})) == std::string(longest_line, 'y'));
}

TEST_CASE("waiting for a line ends when the page goes away") {
    Pipe input;
    Pipe output;
    DescriptorConsole console(input.ends[0], output.ends[1]);
    std::stop_source page;
    std::jthread leaves([&page] {
        std::this_thread::sleep_for(std::chrono::milliseconds(50));
        page.request_stop();
    });
    CHECK_FALSE(console.read_line("", Echo::off, page.get_token()));
}

TEST_CASE("a password is not shown on a terminal, and the terminal is set back") {
    PseudoTerminal terminal;
    DescriptorConsole console(terminal.program, terminal.program);
    std::optional<SecretBytes> password;
    std::jthread program([&] { password = console.read_line("Password: ", Echo::off, {}); });
    terminal.screen_with("Password: ");
    CHECK_FALSE(terminal.echoes());
    terminal.type("Qwertx\x7fy12\n");
    program.join();
    CHECK(text(password) == "Qwerty12");
    CHECK(terminal.echoes());
    CHECK_FALSE(contains(terminal.screen_with("\n"), "Qwer"));
}

TEST_CASE("the terminal is set back when the page goes away while a password is typed") {
    PseudoTerminal terminal;
    DescriptorConsole console(terminal.program, terminal.program);
    std::stop_source page;
    std::optional<SecretBytes> password;
    std::jthread program([&] { password = console.read_line("Password: ", Echo::off, page.get_token()); });
    terminal.screen_with("Password: ");
    page.request_stop();
    program.join();
    CHECK_FALSE(password);
    CHECK(terminal.echoes());
}

TEST_CASE("the interrupt key sets the terminal back and raises SIGINT") {
    static volatile std::sig_atomic_t interrupts = 0;
    interrupts = 0;
    const auto before = std::signal(SIGINT, [](int) { interrupts = interrupts + 1; });
    PseudoTerminal terminal;
    DescriptorConsole console(terminal.program, terminal.program);
    std::optional<SecretBytes> password;
    std::jthread program([&] { password = console.read_line("Password: ", Echo::off, {}); });
    terminal.screen_with("Password: ");
    terminal.type("Qw\x03");
    program.join();
    std::signal(SIGINT, before);
    CHECK_FALSE(password);
    CHECK(interrupts == 1);
    CHECK(terminal.echoes());
}

TEST_CASE("what was typed before the question is forgotten on a terminal") {
    PseudoTerminal terminal;
    DescriptorConsole console(terminal.program, terminal.program);
    terminal.type("y\n");
    terminal.screen_with("y");
    console.forget_typed_ahead();
    std::optional<SecretBytes> answer;
    std::jthread program([&] { answer = console.read_line("Sign? ", Echo::on, {}); });
    terminal.screen_with("Sign? ");
    terminal.type("n\n");
    program.join();
    CHECK(text(answer) == "n");
}
