#include "agent/ui/terminal/terminal_prompter.hpp"

#include "samples.hpp"
#include "support/catch.hpp"
#include "terminal.hpp"

#include <future>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

const std::string password(right_password);

}  // namespace

TEST_CASE("a number, the password and y approve") {
    Terminal terminal({"1", password, "y"});
    const auto decision = terminal.ask();
    REQUIRE(is_approved(decision));
    CHECK(std::get<Approval>(decision).opened_key == 0);
    CHECK(terminal.desk.asked() == std::vector<std::string>{"key-1"});
    CHECK(terminal.record.secret_answers == std::vector{password});
}

TEST_CASE("the person reads who asks, what is signed, the keys and the certificate") {
    Terminal terminal({"1", password, "y"});
    terminal.ask();
    for (const auto* part :
         {"https://cabinet.example.kz\n  asks you to sign a document", "Document: XML, 71 bytes", "SHA-256",
          "  | <заявление>\n  |   <сумма>15000</сумма>", "1. GOST512_", "Name: ТЕСТОВ ТЕСТ ТЕСТОВИЧ",
          "IIN: 123456789011", "20.01.2026 – 20.01.2027"}) {
        CHECK(contains(terminal.record.shown, part));
    }
    CHECK_FALSE(contains(terminal.record.shown, password));
}

TEST_CASE("an empty line cancels at every question") {
    CHECK(is_refused(Terminal({""}).ask()));
    CHECK(is_refused(Terminal({"1", ""}).ask()));
    CHECK(is_refused(Terminal({"1", password, ""}).ask()));
}

TEST_CASE("the end of the input refuses at every question") {
    CHECK(is_refused(Terminal({}).ask()));
    CHECK(is_refused(Terminal({"1"}).ask()));
    CHECK(is_refused(Terminal({"1", password}).ask()));
}

TEST_CASE("nothing but y approves") {
    for (const auto* answer : {"n", "yes", "1", " y"})
        CHECK(is_refused(Terminal({"1", password, answer}).ask()));
}

TEST_CASE("a wrong password is told and asked for again") {
    Terminal terminal({"1", "wrong", password, "y"});
    CHECK(is_approved(terminal.ask()));
    CHECK(contains(terminal.record.shown, "The password is wrong."));
}

TEST_CASE("a script that is always wrong comes to an end") {
    Terminal guessing(std::deque<std::string>(1000, "1"));
    CHECK(is_refused(guessing.ask()));
    Terminal babbling(std::deque<std::string>(1000, "77"));
    CHECK(is_refused(babbling.ask()));
    CHECK(babbling.record.answers.size() > 900);
}

TEST_CASE("a key that does not fit says why and leads back to the list") {
    Terminal terminal({"1", password, "1", password, ""});
    terminal.desk.opened[0].unfit = fail(ErrorCode::certificate_expired);
    CHECK(is_refused(terminal.ask()));
    CHECK(contains(terminal.record.shown, "The certificate has expired."));
    CHECK_FALSE(contains(terminal.record.shown, "Sign?"));
    CHECK(terminal.desk.asked().size() == 2);
}

TEST_CASE("a file that cannot be opened leads back to the list") {
    Terminal terminal({"1", password, ""});
    terminal.desk.fault = fail(ErrorCode::malformed_key_file);
    CHECK(is_refused(terminal.ask()));
    CHECK(contains(terminal.record.shown, "The key file is damaged."));
}

TEST_CASE("of several keys in a file the fitting one is taken") {
    Terminal terminal({"1", password, "y"});
    terminal.desk.opened.insert(
        terminal.desk.opened.begin(),
        OpenedKeyView{sample_certificate(), fail(ErrorCode::certificate_purpose_mismatch)});
    const auto decision = terminal.ask();
    REQUIRE(is_approved(decision));
    CHECK(std::get<Approval>(decision).opened_key == 1);
}

TEST_CASE("of several fitting keys the person chooses one") {
    Terminal terminal({"1", password, "9", "2", "y"});
    terminal.desk.opened.push_back(terminal.desk.opened.front());
    const auto decision = terminal.ask();
    REQUIRE(is_approved(decision));
    CHECK(std::get<Approval>(decision).opened_key == 1);
}

TEST_CASE("another key file can be named by its path") {
    Terminal terminal({"/no/such.p12", "/media/usb/other.p12", password, "y"});
    CHECK(is_approved(terminal.ask()));
    CHECK(terminal.desk.asked() == std::vector<std::string>{"added"});
    CHECK(contains(terminal.record.shown, "The file was not found."));
}

TEST_CASE("b blocks the site") {
    const auto decision = Terminal({"b"}).ask();
    REQUIRE(is_refused(decision));
    CHECK(std::get<Refusal>(decision).block_site);
    CHECK_FALSE(std::get<Refusal>(Terminal({""}).ask()).block_site);
}

TEST_CASE("each of several documents can be read in full") {
    auto prompt = sample_prompt();
    std::string long_text;
    for (int i = 1; i <= 60; ++i) long_text += "line " + std::to_string(i) + "\n";
    prompt.documents = {view_of_document(bytes_of("short")),
                        view_of_document(bytes_of(long_text), "long.txt")};
    Terminal brief({""});
    brief.ask(prompt);
    CHECK(contains(brief.record.shown, "asks you to sign 2 documents"));
    CHECK(contains(brief.record.shown, "long.txt: text"));
    CHECK_FALSE(contains(brief.record.shown, "line 60"));
    CHECK(contains(brief.record.shown, "Only the beginning is shown."));
    Terminal full({"v 2", ""});
    full.ask(prompt);
    CHECK(contains(full.record.shown, "line 60"));
}

TEST_CASE("a hash alone comes with a warning") {
    auto prompt = sample_prompt();
    prompt.documents = {view_of_digest(Bytes(32, 0x5A))};
    Terminal terminal({""});
    terminal.ask(prompt);
    CHECK(contains(terminal.record.shown, "! Only a hash came"));
    CHECK(contains(terminal.record.shown, to_hex(Bytes(32, 0x5A))));
}

TEST_CASE("a bare signature over what cannot be shown comes with a warning, over a text it does not") {
    const auto shown_for = [](std::string_view content) {
        auto prompt = sample_prompt();
        prompt.documents = {view_of_bare(bytes_of(content))};
        Terminal terminal({""});
        terminal.ask(prompt);
        return terminal.record.shown;
    };
    CHECK(contains(shown_for("\x31\x80"), "! A bare signature is asked for"));
    CHECK_FALSE(contains(shown_for("challenge 4711"), "A bare signature is asked for"));
}

TEST_CASE("added anchors are told") {
    auto prompt = sample_prompt();
    prompt.added_anchors = true;
    Terminal terminal({"1", password, ""});
    terminal.desk.opened[0].certificate.under_added_anchor = true;
    terminal.ask(prompt);
    CHECK(contains(terminal.record.shown, "also trusts certificates added by the administrator"));
    CHECK(contains(terminal.record.shown, "trusted only because of the added ones"));
}

TEST_CASE("a page that wants the certificate is asked for in those words") {
    auto prompt = sample_prompt();
    prompt.purpose = Purpose::key_information;
    prompt.documents.clear();
    Terminal terminal({"1", password, "y"});
    CHECK(is_approved(terminal.ask(prompt)));
    CHECK(contains(terminal.record.shown, "asks to see the certificate of your key"));
    CHECK(contains(terminal.record.shown, "Nothing is signed."));
    CHECK(contains(terminal.record.shown, "Show the certificate?"));
}

TEST_CASE("the conversation is held in the person's language") {
    auto prompt = sample_prompt();
    prompt.language = Language::kk;
    Terminal terminal({""});
    terminal.ask(prompt);
    CHECK(contains(terminal.record.shown, "құжатқа қол қоюыңызды сұрайды"));
    prompt.language = {};
    terminal.prompter.change_language(Language::ru);
    terminal.record.answers = {""};
    terminal.ask(prompt);
    CHECK(contains(terminal.record.shown, "просит вас подписать документ"));
}

TEST_CASE("what is typed into a withdrawn request answers no other one") {
    Terminal terminal({"1"});
    terminal.record.is_terminal = true;
    terminal.record.withdraws_at = "Password";
    CHECK(is_refused(terminal.ask()));
    CHECK(contains(terminal.record.shown, "The site withdrew its request."));
    CHECK(terminal.desk.asked().empty());

    terminal.record.page = {};
    terminal.record.shown.clear();
    terminal.record.answers = {"1", password, "y", "", ""};
    CHECK(is_refused(terminal.ask()));
    CHECK(terminal.desk.asked().empty());
    CHECK(contains(terminal.record.shown, "Press Enter to continue:"));
    CHECK(terminal.record.secret_answers == std::vector<std::string>{"1", password, "y", ""});

    terminal.record.answers = {"1", password, "y"};
    CHECK(is_approved(terminal.ask()));
}

TEST_CASE("the lines of a script stand as they are, whatever was withdrawn before") {
    Terminal terminal({"1"});
    terminal.record.withdraws_at = "Password";
    CHECK(is_refused(terminal.ask()));
    terminal.record.page = {};
    terminal.record.answers = {"1", password, "y"};
    CHECK(is_approved(terminal.ask()));
}

TEST_CASE("the end of the input while an empty line is awaited refuses") {
    Terminal terminal({"1"});
    terminal.record.is_terminal = true;
    terminal.record.withdraws_at = "Password";
    CHECK(is_refused(terminal.ask()));
    terminal.record.page = {};
    CHECK(is_refused(terminal.ask()));
}

TEST_CASE("a part that is signed, earlier signers and an unprotected connection are told") {
    auto prompt = sample_prompt();
    prompt.caller.origin = "http://cabinet.example.kz";
    prompt.documents[0].part = "<pay Id=\"p1\">";
    prompt.documents[0].earlier_signers = {"ТЕСТОВ ТЕСТ"};
    Terminal terminal({""});
    terminal.ask(prompt);
    for (const auto* part :
         {"! The connection to this site is not protected", "Only this part will be signed: <pay Id=\"p1\">",
          "Already signed in the name of: ТЕСТОВ ТЕСТ"}) {
        CHECK(contains(terminal.record.shown, part));
    }
}

TEST_CASE("a file is chosen by its path, and an empty line chooses none") {
    Terminal terminal({"/home/test/акт.pdf", ""});
    const FilePrompt prompt{{"https://cabinet.example.kz"}, "pdf", Language::en};
    const auto chosen = terminal.prompter.choose_file(prompt, {});
    REQUIRE(ok(chosen));
    CHECK(*chosen == std::filesystem::path(u8"/home/test/акт.pdf"));
    CHECK(contains(terminal.record.shown, "https://cabinet.example.kz\n  asks you to choose a file (pdf)"));
    CHECK_FALSE(terminal.prompter.choose_file(prompt, {})->has_value());
}
