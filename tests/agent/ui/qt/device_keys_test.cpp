// Keys on tokens and cards in the sign window: what is told before a PIN is typed, and what it may cost.
#include "desk_of_windows.hpp"
#include "support/catch.hpp"

#include <QCheckBox>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

SignPrompt prompt_with(std::vector<KeyChoice> keys) {
    auto prompt = sample_prompt();
    prompt.keys = std::move(keys);
    return prompt;
}

bool reads(const QWidget* window, std::string_view text) {
    return read(window).find(text) != std::string::npos;
}

bool has_field(const QWidget* window) {
    return password_field(window)->isVisible();
}

QCheckBox* tick(const QWidget* window) {
    auto* box = window->findChild<QCheckBox*>();
    return box != nullptr && box->isVisible() ? box : nullptr;
}

void enter(QWidget* window, std::string_view secret) {
    type(window, secret);
    press(window, Qt::Key_Return);
}

void escape(QWidget* window, std::future<Result<Decision>>& asked) {
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

bool is_open(std::future<Result<Decision>>& asked) {
    return asked.wait_for(std::chrono::seconds(0)) == std::future_status::timeout;
}

}  // namespace

TEST_CASE("the field is named for what it takes: a file's password, a device's own PIN") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({sample_key(), sample_device("id", "КУӘЛІК (Sign & go PIN)"),
                                       sample_device("id-2", "КУӘЛІК (Identification PIN)")}));
    auto* window = shown_window();
    const auto label = [&] { return password_field(window)->accessibleName().toStdString(); };
    CHECK(label() == "Password");
    press(window, Qt::Key_Down);
    CHECK(label() == "PIN of КУӘЛІК (Sign & go PIN)");
    CHECK(reads(window, "КУӘЛІК (Sign && go PIN):"));  // no Alt letter
    press(window, Qt::Key_Down);
    CHECK(label() == "PIN of КУӘЛІК (Identification PIN)");
    escape(window, asked);
}

TEST_CASE("a device that shows its certificate signs with PIN and Enter") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({known_device()}));
    auto* window = shown_window();
    CHECK(button(window, "Sign") != nullptr);
    enter(window, right_pin);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
    CHECK(desk.desk.last_tries() == 0);
}

TEST_CASE("a device that shows nothing before its PIN shows the certificate before it signs") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({sample_device()}));
    auto* window = shown_window();
    CHECK(button(window, "Open key") != nullptr);
    enter(window, right_pin);
    until([&] { return reads(window, "ТЕСТОВ ТЕСТ ТЕСТОВИЧ"); });
    CHECK(is_open(asked));
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("what was typed for a file or a device goes to no other device") {
    DeskOfWindows desk;
    auto asked = desk.ask(
        prompt_with({sample_key(), sample_key("key-2"), sample_device("one"), sample_device("two")}));
    auto* window = shown_window();
    type(window, "Qwer");
    press(window, Qt::Key_Down);
    CHECK(password_field(window)->text().size() == 4);
    press(window, Qt::Key_Down);
    CHECK(password_field(window)->text().isEmpty());
    type(window, "1357");
    press(window, Qt::Key_Down);
    CHECK(password_field(window)->text().isEmpty());
    type(window, "1357");
    for (int i = 0; i < 2; ++i) press(window, Qt::Key_Up);
    press(window, Qt::Key_Up);
    CHECK(password_field(window)->text().isEmpty());
    escape(window, asked);
}

TEST_CASE("a wrong PIN is told, the entry says what is left, and the person stays where they are") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({sample_key(), known_device()}));
    auto* window = shown_window();
    press(window, Qt::Key_Down);
    enter(window, "1111");
    until([&] { return reads(window, "The PIN is wrong."); });
    CHECK(reads(window, "A wrong PIN was entered; at least 2 tries are left."));
    CHECK(password_field(window)->text().isEmpty());
    CHECK(window->focusWidget() == password_field(window));
    enter(window, right_pin);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
    CHECK(desk.desk.asked() == std::vector<std::string>{"device-1", "device-1"});
}

TEST_CASE("the last try: told before anything can be typed, and used only after the tick") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({device_whose_pin(PinStanding::last_try)}));
    auto* window = shown_window();
    CHECK(reads(window, "Only one try is left"));
    REQUIRE(tick(window) != nullptr);
    CHECK(window->focusWidget() == tick(window));
    CHECK_FALSE(password_field(window)->isEnabled());
    enter(window, right_pin);
    QTest::qWait(50);
    CHECK(desk.desk.asked().empty());

    press(window, Qt::Key_Space);
    CHECK(window->focusWidget() == password_field(window));
    CHECK_FALSE(button(window, "Sign")->isEnabled());
    enter(window, right_pin);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
    CHECK(desk.desk.last_tries() == 1);
}

TEST_CASE("Tab leads from the tick to the PIN, the list and the other files") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({device_whose_pin(PinStanding::last_try)}));
    auto* window = shown_window();
    press(window, Qt::Key_Space);
    press(window, Qt::Key_Tab);
    CHECK(window->focusWidget()->accessibleName() == QStringLiteral("Your key"));
    press(window, Qt::Key_Tab);
    CHECK(window->focusWidget() == button(window, "Another file…"));
    for (int i = 0; i < 2; ++i) press(window, Qt::Key_Backtab);
    CHECK(window->focusWidget() == password_field(window));
    press(window, Qt::Key_Backtab);
    CHECK(window->focusWidget() == tick(window));
    escape(window, asked);
}

TEST_CASE("two wrong PINs: the third is asked for with a tick, and the fourth not at all") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({known_device()}));
    auto* window = shown_window();
    enter(window, "1111");
    until([&] { return reads(window, "at least 2 tries"); });
    enter(window, "2222");
    until([&] { return tick(window) != nullptr; });
    CHECK(reads(window, "The PIN is wrong."));
    press(window, Qt::Key_Space);
    enter(window, "3333");
    until([&] { return reads(window, "The PIN is locked."); });
    CHECK(desk.desk.last_tries() == 1);
    CHECK_FALSE(has_field(window));
    CHECK(tick(window) == nullptr);
    CHECK(reads(window, "qoltanba pin unblock"));
    press(window, Qt::Key_Return);
    QTest::qWait(50);
    CHECK(desk.desk.asked().size() == 3);
    escape(window, asked);
}

TEST_CASE("a last try that only the device knew of is kept, and then asked about") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({known_device()}));
    auto* window = shown_window();
    desk.desk.fault = fail(ErrorCode::pin_last_try);
    enter(window, right_pin);
    until([&] { return tick(window) != nullptr; });
    CHECK(reads(window, std::string(message_for(ErrorCode::pin_last_try, Language::en))));
    CHECK(reads(window, "Only one try is left"));
    desk.desk.fault = {};
    press(window, Qt::Key_Space);
    enter(window, right_pin);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
    CHECK(desk.desk.last_tries() == 1);
}

TEST_CASE("a tick counts for one try, and for one device") {
    DeskOfWindows desk;
    auto other = device_whose_pin(PinStanding::last_try);
    other.id = "device-2";
    auto asked = desk.ask(prompt_with({device_whose_pin(PinStanding::last_try), other}));
    auto* window = shown_window();
    press(window, Qt::Key_Space);
    press(window, Qt::Key_Down);
    REQUIRE(tick(window) != nullptr);
    CHECK_FALSE(tick(window)->isChecked());
    CHECK_FALSE(password_field(window)->isEnabled());
    escape(window, asked);
}

TEST_CASE("a locked PIN is told before it is typed, and there is nothing to type") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({device_whose_pin(PinStanding::locked)}));
    auto* window = shown_window();
    CHECK(reads(window, "The PIN is locked."));
    CHECK(reads(window, "Unblock it with the PUK"));
    CHECK_FALSE(has_field(window));
    CHECK_FALSE(button(window, "Sign")->isEnabled());
    press(window, Qt::Key_Return);
    QTest::qWait(50);
    CHECK(desk.desk.asked().empty());
    escape(window, asked);
}

TEST_CASE("a PIN that is still the issued one comes with a warning") {
    DeskOfWindows desk;
    auto key = known_device();
    key.device->initial_pin = true;
    auto asked = desk.ask(prompt_with({key}));
    auto* window = shown_window();
    CHECK(reads(window, "still has the PIN it was issued with"));
    CHECK(reads(window, "qoltanba pin change"));
    enter(window, right_pin);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("where the reader has a PIN pad nothing is typed here, and the window says that it waits") {
    DeskOfWindows desk;
    desk.desk.delay = std::chrono::milliseconds(200);
    auto key = known_device();
    key.device->pin_pad = true;
    auto asked = desk.ask(prompt_with({key}));
    auto* window = shown_window();
    CHECK(reads(window, "The PIN is typed on the reader itself."));
    CHECK_FALSE(has_field(window));
    CHECK(button(window, "Sign")->isEnabled());
    press(window, Qt::Key_Return);
    CHECK(reads(window, "The reader waits for the PIN: type it there."));
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("who cancels while the reader waits for the PIN is let go at once, and the next window comes") {
    DeskOfWindows desk;
    desk.desk.nobody_at_pad = true;
    auto key = known_device();
    key.device->pin_pad = true;
    auto asked = desk.ask(prompt_with({key}));
    press(shown_window(), Qt::Key_Return);
    until([&] { return desk.desk.is_waiting.load(); });
    CHECK_FALSE(desk.desk.has_given_up());
    escape(shown_window(), asked);
    CHECK(desk.desk.has_given_up());
    desk.desk.nobody_at_pad = false;
    auto another = desk.ask(prompt_with({key}));
    press(shown_window(), Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(another), 0));
}

TEST_CASE("who agrees gives nothing up, and a page that goes while the reader waits does") {
    DeskOfWindows desk;
    auto key = known_device();
    key.device->pin_pad = true;
    auto asked = desk.ask(prompt_with({key}));
    press(shown_window(), Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
    CHECK_FALSE(desk.desk.has_given_up());

    desk.desk.nobody_at_pad = true;
    std::stop_source page;
    until([] { return !is_any_window_shown(); });
    auto left = desk.ask(prompt_with({key}), page.get_token());
    press(shown_window(), Qt::Key_Return);
    until([&] { return desk.desk.is_waiting.load(); });
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(left)));
    CHECK(desk.desk.has_given_up());
}

TEST_CASE("a PIN pad does not use the last try without the tick") {
    DeskOfWindows desk;
    auto key = device_whose_pin(PinStanding::last_try);
    key.device->pin_pad = true;
    auto asked = desk.ask(prompt_with({key}));
    auto* window = shown_window();
    press(window, Qt::Key_Return);
    QTest::qWait(50);
    CHECK(desk.desk.asked().empty());
    press(window, Qt::Key_Space);
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
    CHECK(desk.desk.last_tries() == 1);
}

TEST_CASE("a device that needs no PIN shows its certificate before it signs: one Enter alone signs nothing") {
    DeskOfWindows desk;
    auto key = known_device();
    key.device->pin_needed = false;
    auto asked = desk.ask(prompt_with({key}));
    auto* window = shown_window();
    CHECK_FALSE(has_field(window));
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    CHECK(reads(window, "123456789011"));
    CHECK(is_open(asked));
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("a certificate that opened without a PIN takes no approval before the window has settled anew") {
    DeskOfWindows desk({}, {.settle = std::chrono::milliseconds(300),
                            .farewell = std::chrono::milliseconds(50),
                            .wary = std::chrono::milliseconds(0)});
    auto key = known_device();
    key.device->pin_needed = false;
    auto asked = desk.ask(prompt_with({key}));
    auto* window = shown_window();
    until([&] { return button(window, "Open key")->isEnabled(); });
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    CHECK_FALSE(button(window, "Sign")->isEnabled());
    press(window, Qt::Key_Return);
    CHECK(is_open(asked));
    until([&] { return button(window, "Sign")->isEnabled(); });
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("a card that this computer cannot use is listed with what it lacks, in the person's language") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({known_key(), unserved_card()}));
    auto* window = shown_window();
    press(window, Qt::Key_Down);
    CHECK(reads(window, "This card's commands are not published."));
    CHECK_FALSE(has_field(window));
    CHECK_FALSE(button(window, "Open key")->isEnabled());
    desk.language.choose(Language::kk);
    CHECK(reads(window, "Картаның командалары жарияланбаған."));
    escape(window, asked);
}

TEST_CASE("where only devices are allowed no file is offered, and the person is told to plug one in") {
    DeskOfWindows desk;
    auto prompt = prompt_with({});
    prompt.files_allowed = false;
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    CHECK(reads(window, "No token or card is plugged in."));
    CHECK_FALSE(reads(window, "No key files"));
    CHECK(button(window, "Another file…") == nullptr);
    escape(window, asked);
}

TEST_CASE("where only files are allowed nobody is sent for a token") {
    DeskOfWindows desk;
    auto prompt = prompt_with({});
    prompt.devices_allowed = false;
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    CHECK(reads(window, "No key files were found. A file can be chosen with “Another file”."));
    CHECK_FALSE(reads(window, "token"));
    CHECK(button(window, "Another file…") != nullptr);
    escape(window, asked);
}
