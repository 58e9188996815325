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

TEST_CASE("in a terminal the person names the place of a new key by its number") {
    FakePlaces places({file_place(), token_place()});
    Terminal on_token({"y", "3", "2", "1234"});
    CHECK(was_used(on_token.ask(with_places(new_key_prompt(), places))));
    CHECK(on_token.use.typed() == Typed{"1234/ at token"});
    for (const auto* part :
         {"Where to make the key\n  1. In a file: /home/test/Кілттер\n  2. On the device: KAZTOKEN",
          "The answer is not understood.", "The key is made on “KAZTOKEN 0011”"})
        CHECK(contains(on_token.record.shown, part));
    CHECK_FALSE(contains(on_token.record.shown, "6 to 32 characters"));

    Terminal in_file({"y", "1", "Qwerty12", "Qwerty12"});
    CHECK(was_used(in_file.ask(with_places(new_key_prompt(), places))));
    CHECK(in_file.use.typed() == Typed{"/Qwerty12 at file"});
    CHECK(is_refused(Terminal({"y", ""}).ask(with_places(new_key_prompt(), places))));
    CHECK(is_refused(Terminal({"y", "2", ""}).ask(with_places(new_key_prompt(), places))));
}

TEST_CASE("in a terminal a token's tries are told after a wrong PIN, and the last one is asked for") {
    FakePlaces places({token_place()});
    Terminal terminal({"y", "1111", "2222", "y", "1234"},
                      {fail(ErrorCode::wrong_pin), fail(ErrorCode::pin_last_try)});
    CHECK(was_used(terminal.ask(with_places(new_key_prompt(), places))));
    CHECK(contains(terminal.record.shown, "at least 2 tries are left"));
    CHECK(contains(terminal.record.shown, "Only one try is left"));
    CHECK(terminal.use.typed() == Typed{"1111/ at token", "2222/ at token", "1234//last at token"});
}

TEST_CASE("in a terminal a locked token makes no key, and one that was taken out ends the question") {
    FakePlaces locked({token_place(PinStanding::locked)});
    Terminal terminal({"y"});
    CHECK(is_refused(terminal.ask(with_places(new_key_prompt(), locked))));
    CHECK(contains(terminal.record.shown, message_for(ErrorCode::pin_locked, Language::en)));

    FakePlaces leaving({token_place()});
    Terminal taken_out({"y", "1234"}, {fail(ErrorCode::token_removed)});
    auto prompt = with_places(new_key_prompt(), leaving);
    const auto decision = taken_out.prompter.ask_for_secret(prompt,
                                                            [&](const TypedSecret& typed) {
                                                                leaving.become({});
                                                                return taken_out.use.use()(typed);
                                                            },
                                                            {});
    REQUIRE(ok(decision));
    CHECK(is_refused(*decision));
    CHECK(contains(taken_out.record.shown, "The device was taken out."));
}

TEST_CASE("in a terminal a certificate for a key on a token asks for its PIN") {
    FakePlaces places({token_place()});
    Terminal terminal({"y", "1234"});
    CHECK(was_used(terminal.ask(with_places(issued_prompt(), places))));
    CHECK(contains(terminal.record.shown, "was found on “KAZTOKEN 0011”"));
    CHECK(terminal.use.typed() == Typed{"1234/ at token"});
}

TEST_CASE("in a terminal a key that could not be taken back is told of until Enter") {
    Terminal terminal({""});
    CHECK(was_used(terminal.ask(left_key_prompt())));
    CHECK(contains(terminal.record.shown, "left on the device"));
    CHECK(terminal.use.typed().empty());
}

TEST_CASE("a page that goes in the middle of a password takes its question back") {
    Terminal terminal({"y", "Qwerty12", "Qwerty12"});
    terminal.record.withdraws_at = "New password";
    CHECK(is_refused(terminal.ask()));
    CHECK(contains(terminal.record.shown, "The site withdrew its request."));
    CHECK(terminal.use.typed().empty());
}
