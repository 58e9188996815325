// How a new key gets its password, from a person and from a script.
#include "agent/cli/new_password.hpp"

#include "support/catch.hpp"

#include <deque>

namespace qoltanba::test {
namespace {

using namespace agent;

/// Answers with lines prepared by the test and keeps what it was shown.
class ScriptedConsole final : public Console {
  public:
    ScriptedConsole(std::deque<std::string> answers, bool is_terminal)
        : answers_(std::move(answers)), is_terminal_(is_terminal) {}

    void write(std::string_view text) override { shown += text; }
    std::optional<SecretBytes> read_line(std::string_view question, Echo echo, std::stop_token) override {
        shown.append(question);
        echoed = echoed || echo == Echo::on;
        if (answers_.empty()) return {};
        auto answer = SecretBytes::copy_of(answers_.front());
        answers_.pop_front();
        return answer;
    }
    [[nodiscard]] bool is_terminal() const override { return is_terminal_; }
    void forget_typed_ahead() override {}
    [[nodiscard]] std::size_t unread() const { return answers_.size(); }

    std::string shown;
    bool echoed = false;

  private:
    std::deque<std::string> answers_;
    bool is_terminal_;
};

std::string answer_of(const Result<SecretBytes>& password) {
    REQUIRE(ok(password));
    return std::string(text_of(password->view()));
}

bool contains(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a person types a new password twice, and nothing of it is shown") {
    ScriptedConsole console({"Qwerty12", "Qwerty12", "more"}, true);
    CHECK(answer_of(ask_new_password(console, Language::en)) == "Qwerty12");
    CHECK(console.unread() == 1);
    CHECK_FALSE(console.echoed);
    CHECK(contains(console.shown, "6 to 32 characters"));
    CHECK(contains(console.shown, "The same password again"));
    CHECK_FALSE(contains(console.shown, "Qwerty12"));
}

TEST_CASE("a person is asked again after a password that breaks the rule, and after two that differ") {
    ScriptedConsole console({"simple", "Qwerty12", "Qwerty21", "Qwerty13", "Qwerty13"}, true);
    CHECK(answer_of(ask_new_password(console, Language::ru)) == "Qwerty13");
    CHECK(contains(console.shown, "не годится"));
    CHECK(contains(console.shown, "Пароли не совпадают."));
}

TEST_CASE("an empty line, or the end of the input, is a refusal at every question") {
    for (const std::deque<std::string>& answers :
         {std::deque<std::string>{}, {""}, {"Qwerty12", ""}, {"Qwerty12"}, {"Qwerty12", "Qwerty13", ""}}) {
        ScriptedConsole console(answers, true);
        CHECK(error_code(ask_new_password(console, Language::kk)) == ErrorCode::canceled);
    }
    ScriptedConsole script({""}, false);
    CHECK(error_code(ask_password(script, Language::en)) == ErrorCode::canceled);
}

TEST_CASE("a script gives one line, and nothing is written between its results") {
    ScriptedConsole script({"Qwerty12", "more"}, false);
    CHECK(answer_of(ask_new_password(script, Language::en)) == "Qwerty12");
    CHECK(script.unread() == 1);
    ScriptedConsole simple({"simple", "Qwerty12"}, false);
    CHECK(error_code(ask_new_password(simple, Language::en)) == ErrorCode::password_too_simple);
    CHECK(simple.unread() == 1);
    CHECK((script.shown + simple.shown).empty());
}

}  // namespace qoltanba::test
