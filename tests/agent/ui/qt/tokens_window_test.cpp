#include "agent/ui/qt/tokens_window.hpp"

#include "agent/ui/qt/tray.hpp"
#include "desk_of_windows.hpp"
#include "secret_samples.hpp"
#include "support/catch.hpp"

#include <QListWidget>
#include <QPointer>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

KeyChoice token(std::string id, DeviceView device) {
    KeyChoice choice;
    choice.id = std::move(id);
    choice.device = std::move(device);
    return choice;
}

DeviceView named(std::string name, PinStanding standing = PinStanding::ready) {
    auto device = kaztoken();
    device.name = {name, name, name};
    device.pin = standing;
    return device;
}

/// The window over a list that the test changes.
struct Shown {
    explicit Shown(std::vector<KeyChoice> tokens) : plugged_in(std::move(tokens)) { window->show(); }
    ~Shown() { delete window; }

    [[nodiscard]] QListWidget* list() const { return window->findChild<QListWidget*>(); }
    [[nodiscard]] bool may(const char* words) const {
        const auto* found = button(window, words);
        return found != nullptr && found->isEnabled();
    }

    Application application;
    std::vector<KeyChoice> plugged_in;
    std::vector<std::string> asked;
    InterfaceLanguage language{Language::en, {}};
    QPointer<TokensWindow> window = new TokensWindow(
        language, {.tokens = [this] { return plugged_in; },
                   .change_pin = [this](const std::string& id) { asked.push_back("change " + id); },
                   .unblock_pin = [this](const std::string& id) { asked.push_back("unblock " + id); }});
};

}  // namespace

TEST_CASE("the window of tokens says that there is none, and shows one within a second") {
    Shown shown({});
    CHECK(contains(read(shown.window), "No token or card is plugged in."));
    CHECK_FALSE(shown.may("Change the PIN"));
    shown.plugged_in = {token("a", named("KAZTOKEN A"))};
    REQUIRE(QTest::qWaitFor([&] { return shown.list()->count() == 1; }, 1000));
    CHECK(shown.may("Change the PIN"));
    CHECK(shown.may("Unblock the PIN"));
}

TEST_CASE("the care is for the chosen token, which stays chosen while others come and go") {
    Shown shown({token("a", named("A")), token("b", named("B"))});
    shown.list()->setCurrentRow(1);
    shown.plugged_in = {token("c", named("C")), token("a", named("A")), token("b", named("B"))};
    REQUIRE(QTest::qWaitFor([&] { return shown.list()->count() == 3; }, 1000));
    button(shown.window, "Change the PIN")->click();
    shown.plugged_in = {token("c", named("C"))};
    REQUIRE(QTest::qWaitFor([&] { return shown.list()->count() == 1; }, 1000));
    button(shown.window, "Unblock the PIN")->click();
    CHECK(shown.asked == std::vector<std::string>{"change b", "unblock c"});
}

TEST_CASE("a locked PIN can only be unblocked, and a PIN that came with the token is warned of") {
    auto initial = named("I");
    initial.initial_pin = true;
    Shown shown({token("l", named("L", PinStanding::locked)), token("i", initial)});
    CHECK_FALSE(shown.may("Change the PIN"));
    CHECK(shown.may("Unblock the PIN"));
    shown.list()->setCurrentRow(1);
    CHECK(shown.may("Change the PIN"));
    CHECK(contains(read(shown.window), "PIN it was issued with"));
}

TEST_CASE("a card that this computer cannot use is named with what it lacks, and has no PIN to care for") {
    auto card = named("ID card");
    card.missing = {"…", "…", "Install its driver."};
    Shown shown({token("card", card)});
    CHECK(contains(read(shown.window), "Install its driver."));
    CHECK_FALSE(shown.may("Change the PIN"));
    CHECK_FALSE(shown.may("Unblock the PIN"));
}

TEST_CASE("the tray leads to the tokens where the program has any to show") {
    Application application;
    InterfaceLanguage language{Language::en, {}};
    int shown = 0;
    const auto words_in = [](const Tray& tray) {
        std::vector<std::string> lines;
        for (const auto* action : tray.menu().actions()) lines.push_back(plain(action->text()));
        return lines;
    };
    const Tray without(language, {});
    for (const auto& line : words_in(without)) CHECK(line != "Tokens…");
    const Tray with(
        language, {.open_keys_folder = {}, .show_settings = {}, .quit = {}, .show_tokens = [&] { ++shown; }});
    for (auto* action : with.menu().actions())
        if (plain(action->text()) == "Tokens…") action->trigger();
    CHECK(shown == 1);
}
