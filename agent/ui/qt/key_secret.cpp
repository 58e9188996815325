#include "agent/ui/qt/key_secret.hpp"

#include "agent/ui/key_choice.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QCoreApplication>
#include <QKeyEvent>

namespace qoltanba::agent {

KeySecret::KeySecret(QWidget* parent)
    : QWidget(parent),
      obstacle_(new Notice(Tone::fault, this)),
      warning_(new Notice(Tone::warning, this)),
      note_(new Notice(Tone::note, this)),
      last_try_(tick_box(this)),
      field_part_(new QWidget(this)),
      field_line_(new QBoxLayout(QBoxLayout::LeftToRight)),
      password_label_(new QLabel(field_part_)),
      password_(new PasswordField(field_part_)),
      keyboard_(new KeyboardNotes(field_part_)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(obstacle_);
    layout->addWidget(warning_);
    layout->addWidget(note_);
    layout->addWidget(last_try_);
    layout->addWidget(field_part_);
    fill_field_part();
    connect(password_, &QLineEdit::textChanged, this, [this] { changed(); });
    connect(last_try_, &QCheckBox::toggled, this, [this](bool ticked) {
        password_->setEnabled(ticked || !is_last_try_);
        if (ticked && is_typed_here_) password_->setFocus(Qt::OtherFocusReason);
        changed();
    });
    keyboard_->listen_to(*password_);
    password_->installEventFilter(this);
    last_try_->installEventFilter(this);
}

void KeySecret::fill_field_part() {
    password_label_->setTextFormat(Qt::PlainText);
    password_label_->setBuddy(password_);
    auto* typing = new QHBoxLayout;
    typing->setSpacing(8);
    typing->addWidget(password_, 1);
    typing->addWidget(keyboard_->layout_name());
    field_line_->addWidget(password_label_);
    field_line_->addLayout(typing, 1);
    auto* layout = new QVBoxLayout(field_part_);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(field_line_);
    layout->addWidget(keyboard_->caps_lock_warning());
}

void KeySecret::show_key(const KeyChoice* key, Language language, bool reader_waits) {
    language_ = language;
    can_be_opened_ = key != nullptr && can_be_opened(*key);
    is_typed_here_ = key != nullptr && is_secret_typed_here(*key);
    is_last_try_ = key != nullptr && is_last_try(*key);
    show_notices(key, reader_waits);
    last_try_->setText(words(TextId::know_last_try, language));
    last_try_->setAccessibleDescription(warning_->text());
    last_try_->setVisible(is_last_try_ && !reader_waits);
    show_field(key);
    keyboard_->retranslate(language);
}

void KeySecret::show_notices(const KeyChoice* key, bool reader_waits) {
    DeviceNotes notes;
    if (reader_waits) {
        notes.warning = text_for(TextId::reader_waits, language_);
    } else if (key != nullptr && key->device) {
        notes = device_notes(*key->device, language_);
    }
    obstacle_->set_text(to_qt(notes.obstacle));
    warning_->set_text(to_qt(notes.warning));
    note_->set_text(to_qt(notes.note));
}

void KeySecret::show_field(const KeyChoice* key) {
    const bool is_device = key != nullptr && key->device.has_value();
    auto name = is_device ? to_qt(fill(TextId::pin_of, language_, {device_name(*key->device, language_)}))
                          : words(TextId::password, language_);
    password_->setAccessibleName(name);
    // A device's name can be long, and is no place for Alt letters.
    password_label_->setText(name.replace(QLatin1Char('&'), QStringLiteral("&&")) + QLatin1Char(':'));
    field_line_->setDirection(is_device ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
    field_line_->setSpacing(is_device ? 3 : 8);
    field_part_->setVisible(is_typed_here_);
    password_->setEnabled(!is_last_try_ || last_try_->isChecked());
}

bool KeySecret::is_ready() const {
    return can_be_opened_ && (!is_last_try_ || last_try_->isChecked()) &&
           (!is_typed_here_ || !password_->text().isEmpty());
}

SecretBytes KeySecret::take() {
    auto secret = password_->take();
    // Another try is another decision.
    forget();
    return secret;
}

void KeySecret::forget() {
    password_->forget();
    last_try_->setChecked(false);
}

bool KeySecret::take_focus() {
    if (is_last_try_ && !last_try_->isChecked()) {
        last_try_->setFocus(Qt::OtherFocusReason);
    } else if (is_typed_here_) {
        password_->setFocus(Qt::OtherFocusReason);
    } else {
        return false;
    }
    return true;
}

bool KeySecret::eventFilter(QObject* watched, QEvent* event) {
    if (arrows_ != nullptr && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) return QCoreApplication::sendEvent(arrows_, event);
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace qoltanba::agent
