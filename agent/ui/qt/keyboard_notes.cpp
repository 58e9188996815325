#include "agent/ui/qt/keyboard_notes.hpp"

#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/keyboard_state.hpp"

#include <QEvent>

namespace qoltanba::agent {
namespace {

constexpr int between_looks_ms = 300;

}  // namespace

KeyboardNotes::KeyboardNotes(QWidget* place)
    : QObject(place), layout_name_(new QLabel(place)), caps_lock_warning_(new Notice(Tone::warning, place)) {
    layout_name_->setFrameShape(QFrame::StyledPanel);
    layout_name_->setMargin(3);
    layout_name_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    layout_name_->hide();
    place->installEventFilter(this);
    connect(&watch_, &QTimer::timeout, this, [this] { look(); });
}

void KeyboardNotes::listen_to(PasswordField& field) {
    field.caps_lock_seen = [this](bool on) { show_caps_lock(on); };
}

void KeyboardNotes::retranslate(Language language) {
    language_ = language;
    show_caps_lock(caps_lock_);
    look();
}

bool KeyboardNotes::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::Show) {
        look();
        watch_.start(between_looks_ms);
    } else if (event->type() == QEvent::Hide) {
        watch_.stop();
    }
    return QObject::eventFilter(watched, event);
}

void KeyboardNotes::look() {
    const auto state = keyboard_state();
    if (state.caps_lock) show_caps_lock(*state.caps_lock);
    const auto explained = to_qt(fill(TextId::keyboard_layout, language_, {state.layout.toStdString()}));
    layout_name_->setVisible(!state.layout.isEmpty());
    // A screen reader is told of every name that is set.
    if (explained == layout_name_->accessibleName()) return;
    layout_name_->setText(state.layout);
    layout_name_->setToolTip(plain_tool_tip(explained));
    layout_name_->setAccessibleName(explained);
    layout_name_->setAccessibleDescription(explained);  // in place of the tool tip with its markup
}

void KeyboardNotes::show_caps_lock(bool on) {
    caps_lock_ = on;
    const auto text = on ? words(TextId::caps_lock_on, language_) : QString();
    if (caps_lock_warning_->text() != text) caps_lock_warning_->set_text(text);
}

}  // namespace qoltanba::agent
