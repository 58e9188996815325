// The first step: which key, and its password.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/key_list.hpp"
#include "agent/ui/qt/keyboard_state.hpp"
#include "agent/ui/qt/look.hpp"
#include "agent/ui/qt/password_field.hpp"

#include <QPushButton>
#include <QTimer>
#include <functional>
#include <vector>

namespace qoltanba::agent {

class KeyPage final : public QWidget {
  public:
    /// `most_seen` keys are seen at once; the others by scrolling.
    KeyPage(std::vector<KeyChoice> keys, int most_seen, QWidget* parent = nullptr);
    void retranslate(Language language);

    /// The key chosen in the list; nothing if the list is empty.
    [[nodiscard]] const KeyChoice* chosen() const;
    [[nodiscard]] bool is_ready() const;
    SecretBytes take_password() { return password_->take(); }

    void add_key(KeyChoice key);
    void show_fault(const QString& text);
    void forget_password() { password_->forget(); }
    void focus_password();

    std::function<void()> changed;  ///< the choice or whether there is a password
    std::function<void()> another_file_asked;

  protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    [[nodiscard]] QLayout* make_heading();
    [[nodiscard]] QLayout* make_password_row();
    void show_entry(int row);
    void look_at_keyboard();
    void show_caps_lock(bool on);

    std::vector<KeyChoice> keys_;
    Language language_ = Language::en;
    bool caps_lock_ = false;
    QLabel* heading_;
    QPushButton* another_file_;
    KeyList* list_;
    Notice* no_keys_;
    QLabel* password_label_;
    PasswordField* password_;
    QLabel* layout_name_;
    Notice* caps_lock_warning_;
    Notice* fault_;
    QTimer keyboard_watch_;
};

}  // namespace qoltanba::agent
