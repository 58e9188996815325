#include "agent/ui/qt/settings_window.hpp"

#include "desk_of_windows.hpp"
#include "support/catch.hpp"

#include <QListWidget>
#include <QPointer>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

/// A settings window on its own, over this list of blocked sites.
struct Settled {
    explicit Settled(std::vector<std::string> origins) : blocked(std::move(origins)) { window->show(); }
    ~Settled() { delete window; }

    [[nodiscard]] std::vector<std::string> listed() const {
        std::vector<std::string> origins;
        const auto* list = window->findChild<QListWidget*>();
        for (int row = 0; list->isVisible() && row < list->count(); ++row)
            origins.push_back(list->item(row)->text().toStdString());
        return origins;
    }

    Application application;
    std::vector<std::string> blocked;
    InterfaceLanguage language{Language::en, {}};
    QPointer<SettingsWindow> window = new SettingsWindow(
        language, {.open_keys_folder = {},
                   .blocked_sites = [this] { return blocked; },
                   .unblock = [this](const std::string& origin) { std::erase(blocked, origin); }});
};

}  // namespace

TEST_CASE("a blocked site is let in again, the chosen one and no other") {
    Settled settings({"https://a.example", "https://b.example"});
    CHECK(settings.listed() == std::vector<std::string>{"https://a.example", "https://b.example"});
    CHECK(contains(read(settings.window), "Blocked sites"));

    settings.window->findChild<QListWidget*>()->setCurrentRow(1);
    button(settings.window, "Unblock")->click();
    CHECK(settings.blocked == std::vector<std::string>{"https://a.example"});
    CHECK(settings.listed() == settings.blocked);

    button(settings.window, "Unblock")->click();
    CHECK(settings.blocked.empty());
    CHECK_FALSE(contains(read(settings.window), "Blocked sites"));
    CHECK(button(settings.window, "Unblock") == nullptr);
}

TEST_CASE("a site that is blocked while the settings are open stands in the list when the person looks") {
    Settled settings({});
    CHECK(settings.listed().empty());
    settings.blocked = {"https://spam.example"};
    QEvent activated(QEvent::WindowActivate);
    QApplication::sendEvent(settings.window, &activated);
    CHECK(settings.listed() == settings.blocked);
}
