// A Qt program for one test: the prompter, a desk behind it, and a person who sees and types.
#pragma once

#include "agent/ui/qt/qt_prompter.hpp"
#include "samples.hpp"

#include <QAbstractButton>
#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QTest>
#include <functional>
#include <future>
#include <string>
#include <vector>

namespace qoltanba::test {

/// A Qt application without a display. Each test has its own, gone before Qt's globals go.
class Application {
  public:
    Application() : instance_(argc_, argv_) {}

  private:
    bool without_display_ = qputenv("QT_QPA_PLATFORM", "offscreen");
    int argc_ = 1;
    char name_[5] = "test";
    char* argv_[2] = {name_, nullptr};
    QApplication instance_;
};

/// Lets the event loop run until this holds; fails the test if it never does.
inline void until(const std::function<bool()>& holds) {
    REQUIRE(QTest::qWaitFor(holds, 10'000));
}

inline std::string plain(QString text) {
    return text.remove(QLatin1Char('&')).toStdString();
}

/// The window that is on the screen, once there is one.
inline QWidget* shown_window() {
    const auto find = []() -> QWidget* {
        for (auto* widget : QApplication::topLevelWidgets()) {
            if (widget->isVisible() && widget->isWindow()) return widget;
        }
        return nullptr;
    };
    until([&] { return find() != nullptr; });
    return find();
}

inline bool is_any_window_shown() {
    for (const auto* widget : QApplication::topLevelWidgets()) {
        if (widget->isVisible()) return true;
    }
    return false;
}

/// Everything the person can read in the window.
inline std::string read(const QWidget* window) {
    std::string text = window->windowTitle().toStdString() + "\n";
    for (const auto* widget : window->findChildren<QWidget*>()) {
        if (!widget->isVisible()) continue;
        text += widget->accessibleName().toStdString() + "\n";
        if (const auto* label = qobject_cast<const QLabel*>(widget))
            text += label->text().toStdString() + "\n";
        if (const auto* button = qobject_cast<const QAbstractButton*>(widget))
            text += plain(button->text()) + "\n";
    }
    return text;
}

inline QAbstractButton* button(const QWidget* window, std::string_view words) {
    for (auto* candidate : window->findChildren<QAbstractButton*>()) {
        if (candidate->isVisible() && plain(candidate->text()) == words) return candidate;
    }
    return nullptr;
}

inline QLineEdit* password_field(const QWidget* window) {
    for (auto* line : window->findChildren<QLineEdit*>()) {
        if (line->echoMode() == QLineEdit::Password) return line;
    }
    return nullptr;
}

/// A key goes where the keyboard is.
inline void press(QWidget* window, Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
    QTest::keyClick(window->focusWidget() != nullptr ? window->focusWidget() : window, key, modifiers);
}

inline void type(QWidget* window, std::string_view text) {
    QTest::keyClicks(window->focusWidget(),
                     QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())));
}

class DeskOfWindows {
  public:
    /// Hands are faster here than a person's: windows settle at once unless a test is about that.
    static constexpr agent::WindowTimes at_once{.settle = std::chrono::milliseconds(0),
                                                .farewell = std::chrono::milliseconds(50),
                                                .wary = std::chrono::milliseconds(0)};

    explicit DeskOfWindows(std::optional<Language> own = {}, agent::WindowTimes times = at_once)
        : language(own, [this](Language chosen) { kept.push_back(chosen); }), prompter(language, {}, times) {}

    std::future<Result<agent::Decision>> ask(agent::SignPrompt prompt, std::stop_token stop = {}) {
        desk.becomes(prompt.keys);
        return std::async(std::launch::async, [this, prompt = std::move(prompt), stop] {
            return prompter.ask(prompt, desk, stop);
        });
    }

    std::future<Result<agent::SecretDecision>> ask_for_secret(agent::SecretPrompt prompt,
                                                              agent::SecretUse use,
                                                              std::stop_token stop = {}) {
        return std::async(std::launch::async, [this, prompt = std::move(prompt), use = std::move(use), stop] {
            return prompter.ask_for_secret(prompt, use, stop);
        });
    }

    /// The decision, once the thread that asked has it.
    template <typename Decision>
    static Decision decision(std::future<Result<Decision>>& asked) {
        until([&] { return asked.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
        auto result = asked.get();
        REQUIRE(ok(result));
        return *result;
    }

  private:
    Application application_;

  public:
    std::vector<Language> kept;
    agent::InterfaceLanguage language;
    agent::QtPrompter prompter;
    FakeDesk desk;
};

inline bool is_approval_of(const agent::Decision& decision, std::size_t place) {
    const auto* approval = std::get_if<agent::Approval>(&decision);
    return approval != nullptr && approval->opened_key == place;
}

inline bool is_refusal(const agent::Decision& decision, bool block_site = false) {
    const auto* refusal = std::get_if<agent::Refusal>(&decision);
    return refusal != nullptr && refusal->block_site == block_site;
}

}  // namespace qoltanba::test
