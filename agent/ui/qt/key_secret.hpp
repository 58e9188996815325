// What the chosen key asks of the person before it opens: a password, a PIN and what is known of it, a tick
// before the last try, or nothing.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/keyboard_notes.hpp"
#include "agent/ui/qt/look.hpp"
#include "agent/ui/qt/password_field.hpp"

#include <QBoxLayout>
#include <QCheckBox>
#include <functional>

namespace qoltanba::agent {

class KeySecret final : public QWidget {
  public:
    explicit KeySecret(QWidget* parent = nullptr);

    /// What this key asks for; nothing for nullptr. What was typed stays until forget(). `reader_waits`: the
    /// key is being opened, and its PIN is typed at the reader.
    void show_key(const KeyChoice* key, Language language, bool reader_waits);

    /// Which key it is for, as screen readers tell it of the field.
    void describe_key(const QString& spoken) { password_->setAccessibleDescription(spoken); }

    /// Whether the person did all that the key asks for.
    [[nodiscard]] bool is_ready() const;
    [[nodiscard]] bool is_untouched() const { return password_->text().isEmpty() && !last_try_->isChecked(); }
    SecretBytes take();
    void forget();

    /// Gives the keyboard to what comes first; false if there is nothing to type or tick.
    bool take_focus();
    /// Tab leads on from here.
    [[nodiscard]] QWidget* last_in_line() const { return password_; }
    /// The arrows work in this widget while the password is typed.
    void send_arrows_to(QWidget* list) { arrows_ = list; }

    std::function<void()> changed;  ///< what is typed or ticked

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void fill_field_part();
    void show_notices(const KeyChoice* key, bool reader_waits);
    void show_field(const KeyChoice* key);

    Language language_ = Language::en;
    bool can_be_opened_ = false;
    bool is_typed_here_ = false;
    bool is_last_try_ = false;
    QWidget* arrows_ = nullptr;
    Notice* obstacle_;  ///< why it cannot be opened
    Notice* warning_;
    Notice* note_;
    QCheckBox* last_try_;
    QWidget* field_part_;
    QBoxLayout* field_line_;  ///< the label and the field
    QLabel* password_label_;
    PasswordField* password_;
    KeyboardNotes* keyboard_;
};

}  // namespace qoltanba::agent
