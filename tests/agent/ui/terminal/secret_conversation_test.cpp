#include "agent/ui/terminal/terminal_prompter.hpp"
#include "scripted_console.hpp"
#include "secret_samples.hpp"
#include "support/catch.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

using Typed = std::vector<std::string>;

struct Terminal {
    explicit Terminal(std::deque<std::string> answers, std::vector<Error> errors = {})
        : use(std::move(errors)) {
        record.answers = std::move(answers);
    }

    SecretDecision ask(const SecretPrompt& prompt = new_key_prompt()) {
        const auto decision = prompter.ask_for_secret(prompt, use.use(), record.page.get_token());
        REQUIRE(ok(decision));
        return *decision;
    }

    ScriptedConsole::Record record;
    TerminalPrompter prompter{std::make_unique<ScriptedConsole>(record)};
    FakeUse use;
};

bool is_refused(const SecretDecision& decision, bool block_site = false) {
    const auto* refusal = std::get_if<Refusal>(&decision);
    return refusal != nullptr && refusal->block_site == block_site;
}

}  // namespace

TEST_CASE("in a terminal a new key takes y and the new password twice") {
    Terminal terminal({"y", "Qwerty12", "Qwerty12"});
    CHECK(was_used(terminal.ask()));
    CHECK(terminal.use.typed() == Typed{"/Qwerty12"});
    CHECK(terminal.record.secret_answers.size() == 2);
    for (const auto* part :
         {"https://pki.example.kz\n  asks you to make a new key", "  | Name: ТЕСТОВ ТЕСТ",
          "  | IIN: 123456789011", "GOST 34.10-2015, 512", "/home/test/Кілттер", "6 to 32 characters"})
        CHECK(contains(terminal.record.shown, part));
}

TEST_CASE("in a terminal an empty line cancels a key at every question") {
    for (const auto& answers : std::vector<std::deque<std::string>>{
             {""}, {"n"}, {"y", ""}, {"y", "Qwerty12", ""}, {}, {"y"}, {"y", "Qwerty12"}}) {
        Terminal terminal(answers);
        CHECK(is_refused(terminal.ask()));
        CHECK(terminal.use.typed().empty());
    }
}

TEST_CASE("in a terminal b blocks the site that asks for a key, and nobody where nobody asks") {
    CHECK(is_refused(Terminal({"b"}).ask(), true));
    CHECK(is_refused(Terminal({"b"}).ask(pin_change_prompt()), false));
}

TEST_CASE("in a terminal passwords that differ are asked for again") {
    Terminal terminal({"y", "Qwerty12", "Qwerty13", "Qwerty12", "Qwerty12"});
    CHECK(was_used(terminal.ask()));
    CHECK(contains(terminal.record.shown, "The passwords differ."));
    CHECK(terminal.use.typed() == Typed{"/Qwerty12"});
}

TEST_CASE("in a terminal a certificate takes the password of its key, until it is the right one") {
    Terminal terminal({"y", "Wrong123", "Qwerty12"}, {fail(ErrorCode::wrong_password)});
    CHECK(was_used(terminal.ask(issued_prompt())));
    CHECK(contains(terminal.record.shown, "The password is wrong."));
    CHECK(contains(terminal.record.shown, "  | Name: ТЕСТОВ ТЕСТ ТЕСТОВИЧ"));
    CHECK(terminal.use.typed() == Typed{"Wrong123/", "Qwerty12/"});
}

TEST_CASE("a script that is always wrong about a password comes to an end") {
    Terminal guessing(std::deque<std::string>(1000, "y"),
                      std::vector<Error>(100, fail(ErrorCode::password_too_simple)));
    CHECK(is_refused(guessing.ask()));
    CHECK(guessing.record.answers.size() > 900);
}

TEST_CASE("in a terminal the last try of a PIN is confirmed first, known before or found out") {
    auto device = kaztoken();
    device.pin = PinStanding::last_try;
    Terminal known({"y", "y", "1234", "2222", "2222"});
    CHECK(was_used(known.ask(pin_change_prompt(device))));
    CHECK(known.use.typed() == Typed{"1234/2222/last"});
    CHECK(is_refused(Terminal({"y", "n"}).ask(pin_change_prompt(device))));

    Terminal found({"y", "1234", "2222", "2222", "y", "1234", "2222", "2222"},
                   {fail(ErrorCode::pin_last_try)});
    CHECK(was_used(found.ask(pin_change_prompt())));
    CHECK(found.use.typed() == Typed{"1234/2222", "1234/2222/last"});
}

TEST_CASE("in a terminal a PIN pad takes the codes, not the terminal") {
    auto device = kaztoken();
    device.pin_pad = true;
    Terminal terminal({"y"});
    CHECK(was_used(terminal.ask(pin_unblocking_prompt(device))));
    CHECK(terminal.use.typed() == Typed{"/"});
}

TEST_CASE("a page that goes in the middle of a password takes its question back") {
    Terminal terminal({"y", "Qwerty12", "Qwerty12"});
    terminal.record.withdraws_at = "New password";
    CHECK(is_refused(terminal.ask()));
    CHECK(contains(terminal.record.shown, "The site withdrew its request."));
    CHECK(terminal.use.typed().empty());
}
