// A password line that keeps what is typed out of Qt's strings: the widget itself edits a row of equal marks,
// and the characters go straight into locked memory. Undo, copying and dragging would need a second copy and
// do not exist; a password can be pasted.
#pragma once

#include "crypto/base/secret_bytes.hpp"

#include <QLineEdit>
#include <functional>

namespace qoltanba::agent {

class PasswordField final : public QLineEdit {
  public:
    explicit PasswordField(QWidget* parent = nullptr);

    /// UTF-8; the field is empty afterwards.
    SecretBytes take();
    void forget();

    /// Called with what a typed letter shows of Caps Lock: on, if it is a capital without Shift.
    std::function<void(bool)> caps_lock_seen;

  protected:
    void keyPressEvent(QKeyEvent* event) override;
    void inputMethodEvent(QInputMethodEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;

  private:
    static constexpr int longest = 512;  ///< characters

    void type(const QString& text);
    void notice_caps_lock(const QKeyEvent& event) const;
    /// Lets QLineEdit change its marks by a key and takes the same characters out of the secret.
    void erase_with(QKeyEvent* event);
    void erase(int from, int count);
    [[nodiscard]] char32_t* characters();

    SecretBytes secret_;  ///< `longest` characters of UTF-32; the first text().size() are in use
};

}  // namespace qoltanba::agent
