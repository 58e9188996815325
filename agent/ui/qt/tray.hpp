// The icon in the tray: how things stand, the keys folder, the language, and the way out. GUI thread only.
#pragma once

#include "agent/ui/qt/interface_language.hpp"
#include "crypto/base/result.hpp"

#include <QActionGroup>
#include <QMenu>
#include <QSystemTrayIcon>
#include <functional>
#include <variant>

namespace qoltanba::agent {

struct TrayHooks {
    std::function<void()> open_keys_folder;
    std::function<void()> show_settings;
    std::function<void()> quit;
    std::function<void()> show_tokens{};  ///< empty: there is no such line in the menu
};

class Tray {
  public:
    /// `language` outlives the tray. Shown at once, or as soon as the desktop has a tray.
    Tray(InterfaceLanguage& language, TrayHooks hooks);
    Tray(const Tray&) = delete;
    Tray& operator=(const Tray&) = delete;

    void show_ready(unsigned port);
    void show_trouble(const Error& error);

    /// What the first line of the menu says now (UTF-8).
    [[nodiscard]] std::string status() const;
    /// The menu of the icon.
    [[nodiscard]] const QMenu& menu() const { return menu_; }

  private:
    void retranslate();

    InterfaceLanguage& language_;
    std::variant<unsigned, Error> state_ = 0U;  ///< the port, or what is wrong
    QMenu menu_;
    QActionGroup languages_;
    QAction* status_;
    QAction* open_keys_folder_;
    QAction* tokens_ = nullptr;
    QMenu* language_menu_;
    QAction* language_owner_ = nullptr;  ///< says that the administrator chose, where that is so
    QAction* settings_;
    QAction* quit_;
    QSystemTrayIcon icon_;
};

}  // namespace qoltanba::agent
