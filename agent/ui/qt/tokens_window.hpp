// The tokens and cards that are plugged in, how their PINs stand, and the care of them. What is asked for
// happens elsewhere: the hooks return at once, and windows of their own ask for the PINs.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/interface_language.hpp"
#include "agent/ui/qt/key_list.hpp"
#include "agent/ui/qt/look.hpp"
#include "agent/ui/qt/window_hooks.hpp"

#include <QDialog>
#include <QPushButton>
#include <QTimer>
#include <string>
#include <vector>

namespace qoltanba::agent {

class TokensWindow final : public QDialog {
  public:
    TokensWindow(InterfaceLanguage& language, TokenHooks hooks);

  protected:
    bool event(QEvent* event) override;

  private:
    [[nodiscard]] QLayout* make_buttons();
    /// What is plugged in now; the chosen one stays chosen for as long as it is there.
    void look();
    void retranslate();
    void show_list();
    void show_chosen();
    [[nodiscard]] const KeyChoice* chosen() const;

    InterfaceLanguage& interface_language_;
    TokenHooks hooks_;
    std::vector<KeyChoice> tokens_;
    std::string chosen_;  ///< id
    QTimer watch_;
    KeyList* list_;
    Notice* none_;
    Notice* obstacle_;
    Notice* warning_;
    QPushButton* change_;
    QPushButton* unblock_;
    QPushButton* close_;
};

}  // namespace qoltanba::agent
