// Hands that were busy with one request must not answer another.
#include "agent/ui/qt/window_times.hpp"

#include "desk_of_windows.hpp"
#include "support/catch.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds never = std::chrono::hours(1);

SignPrompt prompt_from(std::string origin) {
    auto prompt = sample_prompt();
    prompt.caller.origin = std::move(origin);
    prompt.keys = {known_key()};
    return prompt;
}

bool is_open(std::future<Result<Decision>>& asked) {
    return asked.wait_for(std::chrono::seconds(0)) == std::future_status::timeout;
}

/// Whatever has the keyboard, or the window itself.
void type_blindly(QWidget* window, std::string_view text) {
    for (const char c : text) {
        QTest::keyClick(window->focusWidget() != nullptr ? window->focusWidget() : window, c);
    }
}

bool shows(std::string_view text) {
    return is_any_window_shown() && read(shown_window()).find(text) != std::string::npos;
}

}  // namespace

TEST_CASE("a window that has just come takes no password, no Enter and no click") {
    DeskOfWindows desk({}, {.settle = never, .farewell = milliseconds(50), .wary = milliseconds(0)});
    auto asked = desk.ask(prompt_from("https://a.kz"));
    auto* window = shown_window();
    until([&] { return window->isActiveWindow(); });
    CHECK_FALSE(password_field(window)->isEnabled());
    CHECK_FALSE(button(window, "Sign")->isEnabled());
    type_blindly(window, right_password);
    press(window, Qt::Key_Return);
    QTest::mouseClick(button(window, "Sign"), Qt::LeftButton);
    QTest::qWait(50);
    CHECK(password_field(window)->text().isEmpty());
    CHECK(desk.desk.asked().empty());
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("a window that has settled has the keyboard in its password") {
    DeskOfWindows desk({},
                       {.settle = milliseconds(50), .farewell = milliseconds(50), .wary = milliseconds(0)});
    auto asked = desk.ask(prompt_from("https://a.kz"));
    auto* window = shown_window();
    until([&] { return password_field(window)->isEnabled(); });
    CHECK(window->focusWidget() == password_field(window));
    type(window, right_password);
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("a window that becomes active again settles again, and keeps what was typed") {
    DeskOfWindows desk({},
                       {.settle = milliseconds(50), .farewell = milliseconds(50), .wary = milliseconds(0)});
    auto asked = desk.ask(prompt_from("https://a.kz"));
    auto* window = shown_window();
    until([&] { return password_field(window)->isEnabled(); });
    type(window, right_password);
    QEvent activated(QEvent::WindowActivate);
    QCoreApplication::sendEvent(window, &activated);
    CHECK_FALSE(password_field(window)->isEnabled());
    press(window, Qt::Key_Return);
    CHECK(desk.desk.asked().empty());
    until([&] { return password_field(window)->isEnabled(); });
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("a withdrawn window stays under the hands, says so and takes nothing") {
    DeskOfWindows desk({}, {.settle = milliseconds(0), .farewell = never, .wary = milliseconds(0)});
    std::stop_source page;
    auto asked = desk.ask(prompt_from("https://a.kz"), page.get_token());
    auto* window = shown_window();
    type(window, "Qwer");
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
    until([] { return shows("The site withdrew its request."); });
    CHECK(password_field(window)->text().isEmpty());
    type_blindly(window, right_password);
    press(window, Qt::Key_Return);
    QTest::qWait(50);
    CHECK(password_field(window)->text().isEmpty());
    CHECK(desk.desk.asked().empty());
    CHECK(window->isVisible());
    button(window, "Close")->click();
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("a withdrawn window goes by itself") {
    DeskOfWindows desk({},
                       {.settle = milliseconds(0), .farewell = milliseconds(50), .wary = milliseconds(0)});
    std::stop_source page;
    auto asked = desk.ask(prompt_from("https://a.kz"), page.get_token());
    shown_window();
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("no other request takes a withdrawn one's place before it has gone") {
    DeskOfWindows desk({}, {.settle = milliseconds(0), .farewell = never, .wary = milliseconds(0)});
    std::stop_source page;
    auto first = desk.ask(prompt_from("https://a.kz"), page.get_token());
    auto* window = shown_window();
    auto second = desk.ask(prompt_from("https://b.kz"));
    until([] { return shows("More requests waiting: 1"); });
    std::stop_source brief;
    auto third = desk.ask(prompt_from("https://c.kz"), brief.get_token());
    until([] { return shows("More requests waiting: 2"); });
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(first)));
    until([] { return shows("The site withdrew its request."); });
    QTest::qWait(50);
    CHECK(shown_window() == window);
    CHECK(is_open(second));

    press(window, Qt::Key_Escape);
    until([] { return shows("https://b.kz"); });
    brief.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(third)));
    press(shown_window(), Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(second)));
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("a request withdrawn before its window came gets none") {
    DeskOfWindows desk({}, {.settle = milliseconds(0), .farewell = never, .wary = milliseconds(0)});
    std::stop_source page;
    auto first = desk.ask(prompt_from("https://a.kz"), page.get_token());
    auto* window = shown_window();
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(first)));
    until([] { return shows("The site withdrew its request."); });
    std::stop_source other;
    auto second = desk.ask(prompt_from("https://b.kz"), other.get_token());
    QTest::qWait(50);
    other.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(second)));
    press(window, Qt::Key_Escape);
    until([] { return !is_any_window_shown(); });
    QTest::qWait(50);
    CHECK_FALSE(is_any_window_shown());
}

TEST_CASE("after a withdrawal a known key shows its certificate before it signs, whoever asks") {
    DeskOfWindows desk({}, {.settle = milliseconds(0), .farewell = milliseconds(0), .wary = never});
    std::stop_source page;
    auto first = desk.ask(prompt_from("https://a.kz"), page.get_token());
    CHECK(button(shown_window(), "Sign") != nullptr);
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(first)));
    until([] { return !is_any_window_shown(); });

    auto second = desk.ask(prompt_from("https://b.kz"));
    auto* window = shown_window();
    CHECK(button(window, "Open key") != nullptr);
    type(window, right_password);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    CHECK(contains(read(window), "ТЕСТОВ ТЕСТ ТЕСТОВИЧ"));
    CHECK(is_open(second));
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(second), 0));
}

TEST_CASE("a question that stands before a window goes when the request is withdrawn") {
    DeskOfWindows desk({}, {.settle = milliseconds(0), .farewell = never, .wary = milliseconds(0)});
    std::stop_source page;
    auto asked = desk.ask(prompt_from("https://a.kz"), page.get_token());
    auto* window = shown_window();
    const auto question = [&]() -> QWidget* {
        for (auto* widget : QApplication::topLevelWidgets()) {
            if (widget != window && widget->isVisible() && button(widget, "Block") != nullptr) return widget;
        }
        return nullptr;
    };
    button(window, "Block this site…")->click();
    until([&] { return question() != nullptr; });
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
    until([&] { return question() == nullptr; });
    CHECK(window->isVisible());
}
