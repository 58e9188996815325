// The window that asks where a new key is made: what it says of each place, and what is typed for it.
#include "agent/ui/qt/secret_window.hpp"
#include "desk_of_windows.hpp"
#include "secret_samples.hpp"
#include "support/catch.hpp"

#include <QRadioButton>
#include <thread>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

using Typed = std::vector<std::string>;

std::vector<QLineEdit*> fields(const QWidget* window) {
    std::vector<QLineEdit*> found;
    for (auto* line : window->findChildren<QLineEdit*>())
        if (line->echoMode() == QLineEdit::Password && line->isVisible()) found.push_back(line);
    return found;
}

std::vector<QRadioButton*> choices(const QWidget* window) {
    std::vector<QRadioButton*> found;
    for (auto* button : window->findChildren<QRadioButton*>())
        if (button->isVisible()) found.push_back(button);
    return found;
}

void choose(const QWidget* window, std::size_t number) {
    const auto shown = choices(window);
    REQUIRE(shown.size() > number);
    shown[number]->click();
}

QCheckBox* last_try_box(const QWidget* window) {
    auto* box = window->findChild<QCheckBox*>();
    return box != nullptr && box->isVisible() ? box : nullptr;
}

bool is_refused(const SecretDecision& decision) {
    return std::holds_alternative<Refusal>(decision);
}

}  // namespace

TEST_CASE("the person chooses between a file with a new password and a token with its PIN") {
    DeskOfWindows desk;
    FakeUse use;
    FakePlaces places({file_place(), token_place()});
    auto asked = desk.ask_for_secret(with_places(new_key_prompt(), places), use.use());
    auto* window = shown_window();
    CHECK(contains(read(window), "Where to make the key"));
    CHECK(contains(read(window), "In a file: /home/test/Кілттер"));
    CHECK(contains(read(window), "On the device: KAZTOKEN 0011, Kaztoken 00 00"));
    CHECK(fields(window).size() == 2);
    CHECK(contains(read(window), "6 to 32 characters"));

    choose(window, 1);
    CHECK(fields(window).size() == 1);
    CHECK(contains(read(window), "The key is made on “KAZTOKEN 0011” and never leaves it."));
    CHECK_FALSE(contains(read(window), "6 to 32 characters"));
    CHECK_FALSE(button(window, "Make the key")->isEnabled());
    type(window, "1234");
    press(window, Qt::Key_Return);
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"1234/ at token"});
}

TEST_CASE("what was typed for one place is not used for another") {
    DeskOfWindows desk;
    FakeUse use;
    FakePlaces places({file_place(), token_place()});
    auto asked = desk.ask_for_secret(with_places(new_key_prompt(), places), use.use());
    auto* window = shown_window();
    choose(window, 1);
    type(window, "1234");
    choose(window, 0);
    for (const auto* field : window->findChildren<QLineEdit*>()) CHECK(field->text().isEmpty());
    for (int i = 0; i < 2; ++i) {
        type(window, "Qwerty12");
        press(window, Qt::Key_Return);
    }
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"/Qwerty12 at file"});
}

TEST_CASE("a token that is plugged in joins the places, and what was typed stays") {
    DeskOfWindows desk;
    FakeUse use;
    FakePlaces places({file_place()});
    auto asked = desk.ask_for_secret(with_places(new_key_prompt(), places), use.use());
    auto* window = shown_window();
    CHECK(choices(window).empty());
    type(window, "Qwer");
    places.become({file_place(), token_place()});
    until([&] { return choices(window).size() == 2; });
    CHECK(fields(window).front()->text().size() == 4);
    places.become({file_place()});
    until([&] { return choices(window).empty(); });
    press(window, Qt::Key_Escape);
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}

TEST_CASE(
    "a token that is taken out takes its PIN's field with it, and the only one keeps the key from being "
    "made") {
    DeskOfWindows desk;
    FakeUse use;
    FakePlaces places({token_place()});
    auto asked = desk.ask_for_secret(with_places(new_key_prompt(), places), use.use());
    auto* window = shown_window();
    type(window, "1234");
    places.become({});
    until([&] { return fields(window).empty(); });
    CHECK(contains(read(window), "The device was taken out."));
    CHECK_FALSE(button(window, "Make the key")->isEnabled());
    places.become({token_place()});
    until([&] { return fields(window).size() == 1; });
    CHECK(fields(window).front()->text().isEmpty());
    CHECK_FALSE(contains(read(window), "The device was taken out."));
    type(window, "1234");
    press(window, Qt::Key_Return);
    CHECK(was_used(DeskOfWindows::decision(asked)));
}

TEST_CASE("after a wrong PIN the window says how many tries are left, and the last one is ticked first") {
    DeskOfWindows desk;
    FakeUse use({fail(ErrorCode::wrong_pin), fail(ErrorCode::pin_last_try)});
    FakePlaces places({token_place()});
    auto asked = desk.ask_for_secret(with_places(new_key_prompt(), places), use.use());
    auto* window = shown_window();
    type(window, "1111");
    press(window, Qt::Key_Return);
    until([&] { return contains(read(window), "The PIN is wrong."); });
    CHECK(contains(read(window), "at least 2 tries are left"));
    CHECK(last_try_box(window) == nullptr);
    type(window, "2222");
    press(window, Qt::Key_Return);
    until([&] { return last_try_box(window) != nullptr; });
    CHECK(contains(read(window), "Only one try is left"));
    type(window, "1234");
    press(window, Qt::Key_Return);
    CHECK(use.typed().size() == 2);
    last_try_box(window)->click();
    button(window, "Make the key")->click();
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed().back() == "1234//last at token");
}

TEST_CASE("the last try of one token is nothing to tick for a file") {
    DeskOfWindows desk;
    FakeUse use;
    FakePlaces places({file_place(), token_place(PinStanding::last_try)});
    auto asked = desk.ask_for_secret(with_places(new_key_prompt(), places), use.use());
    auto* window = shown_window();
    CHECK(last_try_box(window) == nullptr);
    choose(window, 1);
    REQUIRE(last_try_box(window) != nullptr);
    last_try_box(window)->click();
    choose(window, 0);
    CHECK(last_try_box(window) == nullptr);
    choose(window, 1);
    REQUIRE(last_try_box(window) != nullptr);
    CHECK_FALSE(last_try_box(window)->isChecked());
    press(window, Qt::Key_Escape);
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}

TEST_CASE("a locked token is shown with its reason and makes no key") {
    DeskOfWindows desk;
    FakeUse use;
    FakePlaces places({token_place(PinStanding::locked)});
    auto asked = desk.ask_for_secret(with_places(new_key_prompt(), places), use.use());
    auto* window = shown_window();
    CHECK(fields(window).empty());
    CHECK(contains(read(window), message_for(ErrorCode::pin_locked, Language::en)));
    CHECK_FALSE(button(window, "Make the key")->isEnabled());
    press(window, Qt::Key_Escape);
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}

TEST_CASE("a PIN pad takes the PIN, and is let go when the person cancels") {
    DeskOfWindows desk;
    auto pad = token_place();
    pad.device->pin_pad = true;
    FakePlaces places({pad});
    const auto waits = [&](const TypedSecret&) -> Result<void> {
        while (!places.is_given_up()) std::this_thread::yield();
        return fail(ErrorCode::canceled);
    };
    auto asked = desk.ask_for_secret(with_places(new_key_prompt(), places), waits);
    auto* window = shown_window();
    CHECK(fields(window).empty());
    CHECK(contains(read(window), "typed on the reader itself"));
    button(window, "Make the key")->click();
    until([&] { return contains(read(window), "The reader waits for the PIN"); });
    button(window, "Cancel")->click();
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}

TEST_CASE("a certificate for a key on a token asks for its PIN and says where it is written") {
    DeskOfWindows desk;
    FakeUse use;
    FakePlaces places({token_place()});
    auto asked = desk.ask_for_secret(with_places(issued_prompt(), places), use.use());
    auto* window = shown_window();
    CHECK(contains(read(window), "was found on “KAZTOKEN 0011”"));
    CHECK(contains(read(window), "written to it, beside the key"));
    CHECK(choices(window).empty());
    type(window, "1234");
    press(window, Qt::Key_Return);
    CHECK(was_used(DeskOfWindows::decision(asked)));
    CHECK(use.typed() == Typed{"1234/ at token"});
}

TEST_CASE("of a key that could not be taken back the person is told, with nothing to decide") {
    DeskOfWindows desk;
    FakeUse use;
    auto asked = desk.ask_for_secret(left_key_prompt(), use.use());
    auto* window = shown_window();
    for (const auto* part :
         {"left on the device", "KAZTOKEN 0011", "ТЕСТОВ ТЕСТ", "No certificate will come"})
        CHECK(contains(read(window), part));
    CHECK(button(window, "Cancel") == nullptr);
    CHECK_FALSE(contains(read(window), "Keyboard layout"));
    button(window, "Close")->click();
    CHECK(was_used(DeskOfWindows::decision(asked)));
}

TEST_CASE("a folder with a long name does not widen the window") {
    DeskOfWindows desk;
    FakeUse use;
    FakePlaces places({file_place(), token_place()});
    auto prompt = with_places(new_key_prompt(), places);
    std::get<NewKeyView>(prompt.what).folder = "/home/test/" + std::string(300, 'k');
    auto asked = desk.ask_for_secret(prompt, use.use());
    auto* window = shown_window();
    CHECK(choices(window).front()->sizeHint().width() < 560);
    CHECK(contains(read(window), "kkk"));
    press(window, Qt::Key_Escape);
    CHECK(is_refused(DeskOfWindows::decision(asked)));
}
