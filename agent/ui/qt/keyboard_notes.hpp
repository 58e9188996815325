// What is told of the keyboard where a password is typed: the layout, and Caps Lock where it is on.
#pragma once

#include "agent/ui/qt/look.hpp"
#include "agent/ui/qt/password_field.hpp"
#include "crypto/base/language.hpp"

#include <QTimer>

namespace qoltanba::agent {

class KeyboardNotes final : public QObject {
  public:
    /// Looks at the keyboard while `place` is on the screen; both labels are for it to lay out.
    explicit KeyboardNotes(QWidget* place);
    /// What is typed here shows Caps Lock too, where the system does not tell.
    void listen_to(PasswordField& field);
    void retranslate(Language language);

    [[nodiscard]] QLabel* layout_name() const { return layout_name_; }
    [[nodiscard]] Notice* caps_lock_warning() const { return caps_lock_warning_; }

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void look();
    void show_caps_lock(bool on);

    Language language_ = Language::en;
    bool caps_lock_ = false;
    QLabel* layout_name_;
    Notice* caps_lock_warning_;
    QTimer watch_;
};

}  // namespace qoltanba::agent
