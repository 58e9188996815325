// Keys on tokens and cards in the conversation of a terminal.
#include "samples.hpp"
#include "support/catch.hpp"
#include "terminal.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

const std::string pin(right_pin);
const std::string password(right_password);

SignPrompt prompt_with(std::vector<KeyChoice> keys) {
    auto prompt = sample_prompt();
    prompt.keys = std::move(keys);
    return prompt;
}

/// How often the person read this.
int times(const std::string& shown, std::string_view text) {
    int count = 0;
    for (auto at = shown.find(text); at != std::string::npos; at = shown.find(text, at + 1)) ++count;
    return count;
}

}  // namespace

TEST_CASE("a device is opened with its own PIN, which is asked for by its name") {
    Terminal terminal({"2", pin, "y"});
    CHECK(is_approved(terminal.ask(prompt_with({sample_key(), known_device()}))));
    CHECK(terminal.desk.asked() == std::vector<std::string>{"device-1"});
    CHECK(contains(terminal.record.shown, "PIN of KAZTOKEN (an empty line cancels): "));
    CHECK(contains(terminal.record.shown, "KAZTOKEN · Individual"));
    CHECK(contains(terminal.record.shown, "Aktiv KAZTOKEN 00 00"));
    CHECK(terminal.record.secret_answers == std::vector{pin});
}

TEST_CASE("a wrong PIN is told with what is left, and asked for again") {
    Terminal terminal({"1", "1111", pin, "y"});
    CHECK(is_approved(terminal.ask(prompt_with({known_device()}))));
    CHECK(contains(terminal.record.shown, "The PIN is wrong."));
    CHECK(contains(terminal.record.shown, "A wrong PIN was entered; at least 2 tries are left."));
}

TEST_CASE("the last try is used only after y") {
    Terminal kept({"1", "", pin});
    CHECK(is_refused(kept.ask(prompt_with({device_whose_pin(PinStanding::last_try)}))));
    CHECK(contains(kept.record.shown, "! Only one try is left"));
    CHECK(kept.desk.asked().empty());
    CHECK(kept.record.secret_answers.empty());

    Terminal used({"1", "y", pin, "y"});
    CHECK(is_approved(used.ask(prompt_with({device_whose_pin(PinStanding::last_try)}))));
    CHECK(used.desk.last_tries() == 1);
}

TEST_CASE("two wrong PINs: the third is asked for with a warning, and a locked device not at all") {
    Terminal terminal({"1", "1111", "2222", "y", "3333", "1", ""});
    CHECK(is_refused(terminal.ask(prompt_with({known_device()}))));
    CHECK(terminal.desk.asked().size() == 3);
    CHECK(terminal.desk.last_tries() == 1);
    CHECK(contains(terminal.record.shown, "! The PIN is locked."));
    CHECK(contains(terminal.record.shown, "qoltanba pin unblock"));
    CHECK(terminal.record.secret_answers.size() == 3);
}

TEST_CASE("a last try that only the device knew of is kept, and then asked about") {
    Terminal terminal({"1", pin, ""});
    terminal.desk.fault = fail(ErrorCode::pin_last_try);
    CHECK(is_refused(terminal.ask(prompt_with({known_device()}))));
    CHECK(contains(terminal.record.shown, "Use the last try?"));
    CHECK(terminal.desk.asked().size() == 1);
}

TEST_CASE("at a PIN pad nothing is read here, and a wrong PIN does not begin again by itself") {
    auto key = known_device();
    key.device->pin_pad = true;
    Terminal terminal({"1", "y"});
    CHECK(is_approved(terminal.ask(prompt_with({key}))));
    CHECK(contains(terminal.record.shown, "The reader waits for the PIN: type it there."));
    CHECK(terminal.record.secret_answers.empty());

    Terminal wrong({"1", ""});
    wrong.desk.fault = fail(ErrorCode::wrong_pin);
    CHECK(is_refused(wrong.ask(prompt_with({key}))));
    CHECK(wrong.desk.asked().size() == 1);
    CHECK(times(wrong.record.shown, "Your key") == 2);
}

TEST_CASE("a person at a terminal gives up with an empty line while the reader waits, not by any other") {
    auto key = known_device();
    key.device->pin_pad = true;
    Terminal terminal({"1", "135790", "", "y"});
    terminal.record.is_terminal = true;
    terminal.desk.nobody_at_pad = true;
    CHECK(is_refused(terminal.ask(prompt_with({key}))));
    CHECK(terminal.desk.has_given_up());
    CHECK(contains(terminal.record.shown, "type it there (an empty line here cancels): "));
    CHECK(terminal.record.secret_answers.size() == 2);  // neither was shown
    CHECK(terminal.record.answers.size() == 1);
}

TEST_CASE("a person at a terminal who types the PIN at the reader is asked to sign as soon as it is there") {
    auto key = known_device();
    key.device->pin_pad = true;
    Terminal terminal({"1", "y"});
    terminal.record.is_terminal = true;
    terminal.record.waits_at = "The reader waits";
    terminal.desk.delay = std::chrono::milliseconds(50);
    CHECK(is_approved(terminal.ask(prompt_with({key}))));
    CHECK_FALSE(terminal.desk.has_given_up());
}

TEST_CASE("a page that goes while the reader waits ends the waiting at a terminal too") {
    auto key = known_device();
    key.device->pin_pad = true;
    Terminal terminal({"1"});
    terminal.record.is_terminal = true;
    terminal.record.withdraws_at = "The reader waits";
    terminal.desk.nobody_at_pad = true;
    CHECK(is_refused(terminal.ask(prompt_with({key}))));
    CHECK(terminal.desk.has_given_up());
}

TEST_CASE("a device that needs no PIN is asked for none, and signs after y") {
    auto key = known_device();
    key.device->pin_needed = false;
    Terminal terminal({"1", "y"});
    CHECK(is_approved(terminal.ask(prompt_with({key}))));
    CHECK(terminal.record.secret_answers.empty());
    CHECK(is_refused(Terminal({"1"}).ask(prompt_with({key}))));
}

TEST_CASE("a card that this computer cannot use says what it lacks and is not opened") {
    auto prompt = prompt_with({unserved_card()});
    prompt.language = Language::kk;
    Terminal terminal({"1", ""});
    CHECK(is_refused(terminal.ask(prompt)));
    CHECK(contains(terminal.record.shown, "1. Жеке куәлік"));
    CHECK(contains(terminal.record.shown, "! Картаның командалары жарияланбаған."));
    CHECK(terminal.desk.asked().empty());
}

TEST_CASE("r shows what is plugged in by now") {
    Terminal terminal({"r", "1", pin, "y"});
    terminal.record.at_question = [&](int number) {
        if (number == 1) terminal.desk.becomes({known_device()});
    };
    CHECK(is_approved(terminal.ask(prompt_with({}))));
    CHECK(contains(terminal.record.shown, "No key files were found, and no token or card is plugged in."));
    CHECK(contains(terminal.record.shown, "KAZTOKEN"));
}

TEST_CASE("a number names the key that stood there when the list was read") {
    Terminal terminal({"1", password, "y"});
    terminal.record.at_question = [&](int number) {
        if (number == 1) terminal.desk.becomes({known_device(), sample_key()});
    };
    CHECK(is_approved(terminal.ask(prompt_with({sample_key()}))));
    CHECK(terminal.desk.asked() == std::vector<std::string>{"key-1"});
}

TEST_CASE("a device taken out after the list was read is told, and the list shown anew") {
    Terminal terminal({"1", ""});
    terminal.record.at_question = [&](int number) {
        if (number == 1) terminal.desk.becomes({sample_key()});
    };
    CHECK(is_refused(terminal.ask(prompt_with({known_device()}))));
    CHECK(contains(terminal.record.shown,
                   std::string(message_for(ErrorCode::token_not_present, Language::en))));
    CHECK(contains(terminal.record.shown, "1. GOST512_"));
    CHECK(terminal.desk.asked().empty());
}

TEST_CASE("where only devices are allowed no path is asked for or taken") {
    auto prompt = prompt_with({});
    prompt.files_allowed = false;
    Terminal terminal({"/media/usb/other.p12", ""});
    CHECK(is_refused(terminal.ask(prompt)));
    CHECK(contains(terminal.record.shown, "No token or card is plugged in."));
    CHECK(terminal.record.shown.find("path") == std::string::npos);
    CHECK(contains(terminal.record.shown, "The answer is not understood."));
    CHECK(terminal.desk.asked().empty());
}
