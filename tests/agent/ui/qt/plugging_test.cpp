// Tokens come and go while the sign window is open.
#include "desk_of_windows.hpp"
#include "support/catch.hpp"

#include <QListWidget>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;
using std::chrono::milliseconds;

namespace {

SignPrompt prompt_with(std::vector<KeyChoice> keys) {
    auto prompt = sample_prompt();
    prompt.keys = std::move(keys);
    return prompt;
}

bool reads(const QWidget* window, std::string_view text) {
    return read(window).find(text) != std::string::npos;
}

QListWidget* key_list(const QWidget* window) {
    for (auto* list : window->findChildren<QListWidget*>()) {
        if (list->accessibleName() == QStringLiteral("Your key")) return list;
    }
    return nullptr;
}

/// The list's lines, with a star at the chosen one.
std::vector<std::string> lines_of(const QWidget* window) {
    const auto* list = key_list(window);
    std::vector<std::string> lines;
    for (int row = 0; row < list->count(); ++row) {
        lines.push_back((row == list->currentRow() ? "*" : "") + list->item(row)->text().toStdString());
    }
    return lines;
}

using Lines = std::vector<std::string>;

KeyChoice file(const std::string& name) {
    auto key = sample_key(name);
    key.file_name = name;
    return key;
}

KeyChoice token(const std::string& name) {
    return sample_device(name, name);
}

void escape(QWidget* window, std::future<Result<Decision>>& asked) {
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

}  // namespace

TEST_CASE("a token plugged in while the list is empty is there, chosen, and takes its PIN") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({}));
    auto* window = shown_window();
    desk.desk.becomes({token("A")});
    until([&] { return lines_of(window) == Lines{"*A"}; });
    CHECK_FALSE(reads(window, "plugged in"));
    CHECK(window->focusWidget() == password_field(window));
    type(window, right_pin);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("a token that comes is chosen as long as nothing was typed") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({file("f")}));
    auto* window = shown_window();
    desk.desk.becomes({token("A"), file("f")});
    until([&] { return lines_of(window) == Lines{"*A", "f"}; });
    type(window, "13");
    desk.desk.becomes({token("B"), token("A"), file("f")});
    until([&] { return lines_of(window) == Lines{"B", "*A", "f"}; });
    CHECK(password_field(window)->text().size() == 2);
    type(window, "5790");
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    CHECK(desk.desk.asked() == Lines{"A"});
    escape(window, asked);
}

TEST_CASE("a token that does not fit, is locked or is not served does not push itself forward") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({file("f")}));
    auto* window = shown_window();
    auto unfit = token("unfit");
    unfit.unfit = fail(ErrorCode::certificate_expired);
    auto locked = token("locked");
    locked.device->pin = PinStanding::locked;
    desk.desk.becomes({unfit, locked, unserved_card(), file("f")});
    until([&] { return lines_of(window) == Lines{"unfit", "locked", "Identity card", "*f"}; });
    locked.device->pin = PinStanding::ready;
    desk.desk.becomes({unfit, locked, unserved_card(), file("f")});
    until([&] { return lines_of(window) == Lines{"unfit", "*locked", "Identity card", "f"}; });
    escape(window, asked);
}

TEST_CASE(
    "a token taken out under the person's hands: told, forgotten, and nothing else takes what they type") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({token("A"), token("B"), file("f")}));
    auto* window = shown_window();
    type(window, "1357");
    desk.desk.becomes({token("B"), file("f")});
    until([&] { return lines_of(window) == Lines{"B", "f"}; });
    CHECK(reads(window, "“A” was taken out."));
    CHECK(password_field(window)->text().isEmpty());
    QTest::keyClicks(window->focusWidget(), QStringLiteral("90"));
    press(window, Qt::Key_Return);
    desk.desk.becomes({token("B"), file("f"), unserved_card()});
    until([&] { return lines_of(window) == Lines{"B", "f", "Identity card"}; });
    CHECK(desk.desk.asked().empty());
    press(window, Qt::Key_Down);
    CHECK(lines_of(window) == Lines{"*B", "f", "Identity card"});

    desk.desk.becomes({token("A"), token("B"), file("f")});
    until([&] { return lines_of(window) == Lines{"*A", "B", "f"}; });
    CHECK_FALSE(reads(window, "was taken out"));
    CHECK(password_field(window)->text().isEmpty());
    escape(window, asked);
}

TEST_CASE("a token taken out before anything was typed: told, and the next key is chosen") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({token("A"), file("f")}));
    auto* window = shown_window();
    desk.desk.becomes({file("f")});
    until([&] { return lines_of(window) == Lines{"*f"}; });
    CHECK(reads(window, "“A” was taken out."));
    desk.language.choose(Language::ru);
    CHECK(reads(window, "Устройство «A» отключили."));
    escape(window, asked);
}

TEST_CASE("another try that is the last one is not covered by what was typed before") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({known_device()}));
    auto* window = shown_window();
    type(window, "1357");
    desk.desk.becomes({device_whose_pin(PinStanding::last_try)});
    until([&] { return reads(window, "Only one try is left"); });
    CHECK(password_field(window)->text().isEmpty());
    CHECK_FALSE(button(window, "Sign")->isEnabled());
    escape(window, asked);
}

TEST_CASE("a key that hot plugging chose takes nothing before the window has settled anew") {
    DeskOfWindows desk({},
                       {.settle = milliseconds(300), .farewell = milliseconds(50), .wary = milliseconds(0)});
    auto asked = desk.ask(prompt_with({file("f")}));
    auto* window = shown_window();
    until([&] { return password_field(window)->isEnabled(); });
    desk.desk.becomes({token("A"), file("f")});
    until([&] { return lines_of(window) == Lines{"*A", "f"}; });
    CHECK_FALSE(password_field(window)->isEnabled());
    until([&] { return password_field(window)->isEnabled(); });
    CHECK(window->focusWidget() == password_field(window));
    escape(window, asked);
}

TEST_CASE("a window that has not settled yet does not settle because the list changes") {
    DeskOfWindows desk(
        {}, {.settle = std::chrono::hours(1), .farewell = milliseconds(50), .wary = milliseconds(0)});
    auto asked = desk.ask(prompt_with({file("f")}));
    auto* window = shown_window();
    until([&] { return window->isActiveWindow(); });
    desk.desk.becomes({token("A"), file("f")});
    until([&] { return lines_of(window) == Lines{"*A", "f"}; });
    CHECK_FALSE(password_field(window)->isEnabled());
    escape(window, asked);
}

TEST_CASE("a token taken out after it was opened: told beside its certificate, and Enter leads back") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({token("A")}));
    auto* window = shown_window();
    type(window, right_pin);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    desk.desk.becomes({});
    until([&] { return reads(window, "“A” was taken out."); });
    CHECK(reads(window, "123456789011"));
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Open key") != nullptr; });
    CHECK(asked.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    escape(window, asked);
}

TEST_CASE("another token that goes says nothing beside an opened key") {
    DeskOfWindows desk;
    auto asked = desk.ask(prompt_with({token("A"), token("B")}));
    auto* window = shown_window();
    type(window, right_pin);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    desk.desk.becomes({token("A")});
    until([&] { return key_list(window)->count() == 1; });
    CHECK_FALSE(reads(window, "was taken out"));
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("a wrong PIN's window keeps its key though another token comes meanwhile") {
    DeskOfWindows desk;
    desk.desk.delay = milliseconds(100);
    auto asked = desk.ask(prompt_with({token("A")}));
    auto* window = shown_window();
    type(window, "1111");
    press(window, Qt::Key_Return);
    desk.desk.becomes({token("B"), token("A")});
    until([&] { return reads(window, "The PIN is wrong."); });
    CHECK(lines_of(window) == Lines{"B", "*A"});
    CHECK(window->focusWidget() == password_field(window));
    escape(window, asked);
}

TEST_CASE("a request that stood in line shows what is plugged in when its turn comes") {
    DeskOfWindows desk;
    auto first = desk.ask(prompt_with({token("A")}));
    auto* window = shown_window();
    auto second = desk.ask(prompt_with({token("A")}));
    until([&] { return reads(window, "More requests waiting: 1"); });
    desk.desk.becomes({token("B")});
    escape(window, first);
    until([&] { return is_any_window_shown() && lines_of(shown_window()) == Lines{"*B"}; });
    escape(shown_window(), second);
}

TEST_CASE("whoever asked stops listening to the desk when the window goes") {
    DeskOfWindows desk;
    std::stop_source page;
    auto asked = desk.ask(prompt_with({token("A")}), page.get_token());
    shown_window();
    CHECK(desk.desk.has_listener());
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
    CHECK_FALSE(desk.desk.has_listener());
    desk.desk.becomes({});
}
