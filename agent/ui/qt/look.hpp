// Colours, notices and the icon: what the windows have in common.
#pragma once

#include <QAccessible>
#include <QCheckBox>
#include <QFrame>
#include <QIcon>
#include <QLabel>
#include <QPalette>

namespace qoltanba::agent {

/// The program's icon in sizes from 16 to 256.
QIcon program_icon();

/// Text of lesser weight that is still readable on this palette's window.
QColor muted_text(const QPalette& palette);
/// Text that tells of a fault.
QColor fault_text(const QPalette& palette);

/// A label that shows text as it stands, never as markup, and wraps it.
QLabel* plain_label(QWidget* parent = nullptr);

/// A box to tick whose frame is seen on dark windows too.
QCheckBox* tick_box(QWidget* parent = nullptr);

/// Screen readers are told of `widget` as one thing of this role: its accessible name, and nothing of what is
/// inside. Before anything else is done with it.
void speak_as(QWidget* widget, QAccessible::Role role);

enum class Tone { note, warning, fault };

/// A framed, tinted line or two; hidden while it has no text. Follows the palette, light or dark. Screen
/// readers speak it when it comes up, wherever the keyboard is.
class Notice final : public QFrame {
  public:
    explicit Notice(Tone tone, QWidget* parent = nullptr);
    void set_text(const QString& text);
    [[nodiscard]] QString text() const { return label_->text(); }

  protected:
    void changeEvent(QEvent* event) override;

  private:
    void paint_tone();

    Tone tone_;
    QLabel* label_;
};

}  // namespace qoltanba::agent
