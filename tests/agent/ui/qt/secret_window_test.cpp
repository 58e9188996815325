#include "agent/ui/qt/secret_window.hpp"

#include "desk_of_windows.hpp"
#include "secret_samples.hpp"
#include "support/catch.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

using Typed = std::vector<std::string>;

bool is_refused(const SecretDecision& decision, bool block_site = false) {
    const auto* refusal = std::get_if<Refusal>(&decision);
    return refusal != nullptr && refusal->block_site == block_site;
}

std::vector<QLineEdit*> fields(const QWidget* window) {
    std::vector<QLineEdit*> found;
    for (auto* line : window->findChildren<QLineEdit*>())
        if (line->echoMode() == QLineEdit::Password && line->isVisible()) found.push_back(line);
    return found;
}

/// Types each text into the field that has the keyboard and goes on with Enter.
void type_in_turn(QWidget* window, const std::vector<std::string_view>& texts) {
    for (const auto text : texts) {
        type(window, text);
        press(window, Qt::Key_Return);
    }
}

QCheckBox* last_try_box(const QWidget* window) {
    auto* box = window->findChild<QCheckBox*>();
    return box != nullptr && box->isVisible() ? box : nullptr;
}

}  // namespace

TEST_CASE("a new key's window says who asks, what the site says of the person, and the password's rule") {
    DeskOfWindows desk;
    FakeUse use;
    auto asked = desk.ask_for_secret(new_key_prompt(), use.use());
    auto* window = shown_window();
    const auto shown = read(window);
    for (const auto* part :
         {"https://pki.example.kz", "asks you to make a new key", "What the site says of you", "ТЕСТОВ ТЕСТ",
          "ТЕСТОВИЧ", "123456789011", "АО «ТЕСТ»", "123456789021", "test@example.kz", "GOST 34.10-2015, 512",
          "signing in and signing", "/home/test/Кілттер", "6 to 32 characters"})
        CHECK(contains(shown, part));
    CHECK(fields(window).size() == 2);
    CHECK_FALSE(button(window, "Make the key")->isEnabled());
    press(window, Qt::Key_Escape);
    CHECK(is_refused(DeskOfWindows::decision(asked)));
    CHECK(use.typed().empty());
}

TEST_CASE("a new password is typed twice, Enter by Enter, and used once") {
    DeskOfWindows desk;
    FakeUse use;
    auto asked = desk.ask_for_secret(new_key_prompt(), use.use());
    type_in_turn(shown_window(), {"Qwerty12", "Qwerty12"});
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"/Qwerty12"});
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("passwords that differ are not used, and both are typed again") {
    DeskOfWindows desk;
    FakeUse use;
    auto asked = desk.ask_for_secret(new_key_prompt(), use.use());
    auto* window = shown_window();
    type_in_turn(window, {"Qwerty12", "Qwerty13"});
    CHECK(contains(read(window), "The passwords differ."));
    CHECK(use.typed().empty());
    for (const auto* field : fields(window)) CHECK(field->text().isEmpty());
    type_in_turn(window, {"Qwerty12", "Qwerty12"});
    CHECK(was_used(DeskOfWindows::decision(asked)));
}

TEST_CASE("what was wrong is told in the window, and the person tries again") {
    DeskOfWindows desk;
    FakeUse use({fail(ErrorCode::wrong_password)});
    auto asked = desk.ask_for_secret(issued_prompt(), use.use());
    auto* window = shown_window();
    CHECK(contains(read(window), "hands over the certificate for your key"));
    CHECK(contains(read(window), "ТЕСТОВ ТЕСТ ТЕСТОВИЧ"));
    type_in_turn(window, {"Wrong123"});
    until([&] { return contains(read(window), "The password is wrong."); });
    type_in_turn(window, {"Qwerty12"});
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"Wrong123/", "Qwerty12/"});
}

TEST_CASE("a certificate that nobody vouches for is handed over with a warning") {
    DeskOfWindows desk;
    FakeUse use;
    auto prompt = issued_prompt();
    std::get<IssuedView>(prompt.what).caution = fail(ErrorCode::certificate_untrusted);
    auto asked = desk.ask_for_secret(prompt, use.use());
    CHECK(contains(read(shown_window()), message_for(ErrorCode::certificate_untrusted, Language::en)));
    press(shown_window(), Qt::Key_Escape);
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}

TEST_CASE("hostile words of a page are shown for what they are and push no button off the screen") {
    DeskOfWindows desk;
    FakeUse use;
    auto prompt = new_key_prompt();
    auto& subject = std::get<NewKeyView>(prompt.what).subject;
    std::string reversed;
    for (int i = 0; i < 80; ++i) reversed += "\xE2\x80\xAE";
    subject.common_name = subject.surname = subject.organisation = subject.patronymic = reversed;
    subject.iin = "<b>1</b>";
    auto asked = desk.ask_for_secret(prompt, use.use());
    auto* window = shown_window();
    CHECK(contains(read(window), "⟨U+202E⟩"));
    CHECK(contains(read(window), "<b>1</b>"));
    CHECK(window->height() < 700);
    CHECK(button(window, "Make the key")->visibleRegion().isEmpty() == false);
    button(window, "Cancel")->click();
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}

TEST_CASE("a site can be blocked from the window of a key") {
    DeskOfWindows desk;
    FakeUse use;
    auto asked = desk.ask_for_secret(new_key_prompt(), use.use());
    auto* window = shown_window();
    button(window, "Block this site…")->click();
    const auto question = [&]() -> QWidget* {
        for (auto* widget : QApplication::topLevelWidgets())
            if (widget != window && widget->isVisible() && button(widget, "Block") != nullptr) return widget;
        return nullptr;
    };
    until([&] { return question() != nullptr; });
    button(question(), "Block")->click();
    CHECK(is_refused(DeskOfWindows::decision(asked), true));
}

TEST_CASE("a page that goes takes the window with it, and what was typed is forgotten") {
    DeskOfWindows desk({}, {.settle = {}, .farewell = std::chrono::hours(1), .wary = {}});
    FakeUse use;
    std::stop_source page;
    auto asked = desk.ask_for_secret(new_key_prompt(), use.use(), page.get_token());
    auto* window = shown_window();
    type(window, "Qwer");
    page.request_stop();
    CHECK(is_refused(DeskOfWindows::decision(asked)));
    until([&] { return contains(read(window), "The site withdrew its request."); });
    for (const auto* field : fields(window)) {
        CHECK(field->text().isEmpty());
        CHECK_FALSE(field->isEnabled());
    }
    CHECK_FALSE(button(window, "Make the key")->isEnabled());
    button(window, "Close")->click();
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("what was used while the page went is a refusal: nobody waits for it") {
    DeskOfWindows desk;
    std::stop_source page;
    auto asked = desk.ask_for_secret(
        issued_prompt(),
        [&](const TypedSecret&) -> Result<void> {
            page.request_stop();
            return {};
        },
        page.get_token());
    type_in_turn(shown_window(), {"Qwerty12"});
    CHECK(is_refused(DeskOfWindows::decision(asked)));
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("a window that has just come takes no password") {
    DeskOfWindows desk({}, {.settle = std::chrono::hours(1), .farewell = {}, .wary = {}});
    FakeUse use;
    auto asked = desk.ask_for_secret(new_key_prompt(), use.use());
    auto* window = shown_window();
    until([&] { return window->isActiveWindow(); });
    for (const auto* field : fields(window)) CHECK_FALSE(field->isEnabled());
    press(window, Qt::Key_Escape);
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}

TEST_CASE("a PIN is changed: the old one, the new one twice, and nobody asks for it but the person") {
    DeskOfWindows desk;
    FakeUse use({fail(ErrorCode::wrong_pin)});
    auto device = kaztoken();
    device.initial_pin = true;
    auto asked = desk.ask_for_secret(pin_change_prompt(device), use.use());
    auto* window = shown_window();
    CHECK(contains(read(window), "KAZTOKEN 0011"));
    CHECK(contains(read(window), "PIN it was issued with"));
    CHECK(button(window, "Block this site…") == nullptr);
    type_in_turn(window, {"1111", "2222", "2222"});
    until([&] { return contains(read(window), "The PIN is wrong."); });
    type_in_turn(window, {"1234", "2222", "2222"});
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"1111/2222", "1234/2222"});
}

TEST_CASE("the last try of a PIN is used only after the person ticked that it may be") {
    DeskOfWindows desk;
    FakeUse use;
    auto device = kaztoken();
    device.pin = PinStanding::last_try;
    auto asked = desk.ask_for_secret(pin_change_prompt(device), use.use());
    auto* window = shown_window();
    CHECK(contains(read(window), "One try is left"));
    type_in_turn(window, {"1234", "2222", "2222"});
    CHECK_FALSE(button(window, "Change the PIN")->isEnabled());
    CHECK(use.typed().empty());
    REQUIRE(last_try_box(window) != nullptr);
    last_try_box(window)->click();
    button(window, "Change the PIN")->click();
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"1234/2222/last"});
}

TEST_CASE("a try that turns out to be the last one is confirmed before it is used") {
    DeskOfWindows desk;
    FakeUse use({fail(ErrorCode::wrong_puk), fail(ErrorCode::pin_last_try)});
    auto asked = desk.ask_for_secret(pin_unblocking_prompt(), use.use());
    auto* window = shown_window();
    CHECK(last_try_box(window) == nullptr);
    type_in_turn(window, {"0000", "2222", "2222"});
    until([&] { return contains(read(window), "administrator's code) is wrong"); });
    type_in_turn(window, {"9999", "2222", "2222"});
    until([&] { return last_try_box(window) != nullptr; });
    last_try_box(window)->click();
    fields(window).front()->setFocus();
    type_in_turn(window, {"9999", "2222", "2222"});
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"0000/2222", "9999/2222", "9999/2222/last"});
}

TEST_CASE("where the PIN is typed at the reader the window has no field") {
    DeskOfWindows desk;
    FakeUse use;
    auto device = kaztoken();
    device.pin_pad = true;
    auto asked = desk.ask_for_secret(pin_change_prompt(device), use.use());
    auto* window = shown_window();
    CHECK(fields(window).empty());
    CHECK(contains(read(window), "reader’s own keys"));
    CHECK(read(window).find("Keyboard layout") == std::string::npos);
    press(window, Qt::Key_Return);
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"/"});
}

TEST_CASE("the window speaks the language that the person chooses while it stands") {
    DeskOfWindows desk;
    FakeUse use;
    auto prompt = new_key_prompt();
    auto asked = desk.ask_for_secret(prompt, use.use());
    auto* window = shown_window();
    desk.language.choose(Language::kk);
    CHECK(contains(read(window), "сізге жаңа кілт жасауды сұрайды"));
    CHECK(button(window, "Кілт жасау") != nullptr);
    desk.language.choose(Language::ru);
    CHECK(contains(read(window), "Данные, которые указал сайт"));
    press(window, Qt::Key_Escape);
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}
