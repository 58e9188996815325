// A language that the administrator chose: shown everywhere, changed nowhere.
#include "agent/ui/qt/settings_window.hpp"
#include "agent/ui/qt/sign_window.hpp"
#include "agent/ui/qt/tray.hpp"
#include "desk_of_windows.hpp"
#include "support/catch.hpp"

#include <QComboBox>

namespace qoltanba::test {
namespace {

using namespace agent;

/// Kazakh, as the administrator set it.
struct FixedLanguage {
    Application application;
    bool kept = false;
    InterfaceLanguage language{Language::kk, [this](Language) { kept = true; }, LanguageOwner::administrator};
};

void must_be_fixed(const QWidget& window) {
    const auto* languages = window.findChild<QComboBox*>();
    REQUIRE(languages != nullptr);
    CHECK_FALSE(languages->isEnabled());
    CHECK(plain(languages->currentText()) == "Қазақша");
    CHECK(plain(languages->toolTip()) == "Әкімші таңдаған");
}

TEST_CASE("Neither the person nor a page changes the administrator's language") {
    FixedLanguage fixed;
    fixed.language.choose(Language::ru);
    CHECK_FALSE(fixed.kept);
    fixed.language.wish(Language::en);
    CHECK(fixed.language.effective() == Language::kk);
    CHECK(fixed.language.effective(Language::ru) == Language::kk);
}

TEST_CASE("The tray shows the administrator's language and whose choice it is") {
    FixedLanguage fixed;
    const Tray tray(fixed.language, {});
    std::vector<std::string> lines;
    for (const auto* action : tray.menu().actions()) {
        if (action->menu() == nullptr) continue;
        for (const auto* choice : action->menu()->actions()) {
            if (choice->isSeparator()) continue;
            CHECK_FALSE(choice->isEnabled());
            lines.push_back(plain(choice->text()) + (choice->isChecked() ? " *" : ""));
        }
    }
    CHECK(lines == std::vector<std::string>{"Қазақша *", "Русский", "English", "Әкімші таңдаған"});
}

TEST_CASE("The windows show the administrator's language and offer no other") {
    FixedLanguage fixed;
    must_be_fixed(SettingsWindow(fixed.language, {}));
    const auto prompt = std::make_shared<const SignPrompt>(sample_prompt());
    must_be_fixed(SignWindow(prompt, fixed.language, [](const Step&) {}, {}));
}

TEST_CASE("A language of the person's own can be changed in tray and windows") {
    const Application application;
    InterfaceLanguage language(Language::kk, {});
    const Tray tray(language, {});
    for (const auto* action : tray.menu().actions()) {
        if (action->menu() == nullptr) continue;
        CHECK(action->menu()->actions().size() == 3);
        for (const auto* choice : action->menu()->actions()) CHECK(choice->isEnabled());
    }
    const SettingsWindow window(language, {});
    CHECK(window.findChild<QComboBox*>()->isEnabled());
}

}  // namespace
}  // namespace qoltanba::test
