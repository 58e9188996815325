#include "agent/ui/qt/password_field.hpp"

#include <QClipboard>
#include <QGuiApplication>
#include <QInputMethodEvent>
#include <QKeyEvent>
#include <algorithm>

namespace qoltanba::agent {
namespace {

std::size_t utf8_length(char32_t character) {
    return character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
}

std::uint8_t* write_utf8(char32_t character, std::uint8_t* out) {
    const auto length = utf8_length(character);
    if (length == 1) {
        *out = static_cast<std::uint8_t>(character);
        return out + 1;
    }
    for (auto i = length - 1; i > 0; --i) {
        out[i] = static_cast<std::uint8_t>(0x80U | (character & 0x3FU));
        character >>= 6U;
    }
    *out = static_cast<std::uint8_t>((0xF00U >> length) | character);
    return out + length;
}

bool is_typed(const QKeyEvent& event) {
    const auto text = event.text();
    if (text.isEmpty() || !text.front().isPrint()) return false;
    // AltGr arrives as Control with Alt on some systems; Control alone is a command.
    const auto modifiers = event.modifiers() & (Qt::ControlModifier | Qt::AltModifier);
    return modifiers != Qt::ControlModifier && modifiers != Qt::AltModifier;
}

}  // namespace

PasswordField::PasswordField(QWidget* parent) : QLineEdit(parent), secret_(longest * sizeof(char32_t)) {
    setEchoMode(QLineEdit::Password);
    setContextMenuPolicy(Qt::NoContextMenu);
    setDragEnabled(false);
    setAcceptDrops(false);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText |
                        Qt::ImhNoAutoUppercase);
}

SecretBytes PasswordField::take() {
    const auto count = text().size();
    const auto* const begin = characters();
    std::size_t size = 0;
    for (const auto* c = begin; c != begin + count; ++c) size += utf8_length(*c);
    SecretBytes utf8(size);
    auto* out = utf8.writable().data();
    for (const auto* c = begin; c != begin + count; ++c) out = write_utf8(*c, out);
    forget();
    return utf8;
}

void PasswordField::forget() {
    wipe(secret_.writable());
    clear();
}

void PasswordField::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::Undo) || event->matches(QKeySequence::Redo) ||
        event->matches(QKeySequence::Copy) || event->matches(QKeySequence::Cut)) {
        event->accept();
    } else if (event->matches(QKeySequence::Paste)) {
        type(QGuiApplication::clipboard()->text());
    } else if (is_typed(*event)) {
        notice_caps_lock(*event);
        type(event->text());
    } else {
        erase_with(event);
    }
}

void PasswordField::inputMethodEvent(QInputMethodEvent* event) {
    // Dead keys and input methods hand over whole characters; what is not finished yet is not shown.
    if (!event->commitString().isEmpty()) type(event->commitString());
    event->accept();
}

void PasswordField::mouseReleaseEvent(QMouseEvent* event) {
    // The middle button would paste past type().
    if (event->button() != Qt::MiddleButton) QLineEdit::mouseReleaseEvent(event);
}

void PasswordField::type(const QString& text) {
    if (hasSelectedText()) {
        const int from = selectionStart();
        erase(from, static_cast<int>(selectionEnd()) - from);
        del();
    }
    for (qsizetype i = 0; i < text.size(); ++i) {
        char32_t character = text[i].unicode();
        if (text[i].isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            character = QChar::surrogateToUcs4(text[i], text[i + 1]);
            ++i;
        }
        if (character < 0x20 || character == 0x7F) continue;  // the line end of a pasted line
        const auto count = this->text().size();
        if (count >= longest) return;
        const int at = cursorPosition();
        std::copy_backward(characters() + at, characters() + count, characters() + count + 1);
        characters()[at] = character;
        insert(QStringLiteral("x"));
    }
}

void PasswordField::notice_caps_lock(const QKeyEvent& event) const {
    const QChar letter = event.text().front();
    if (!caps_lock_seen || letter.toUpper() == letter.toLower()) return;
    const bool shift = (event.modifiers() & Qt::ShiftModifier) != 0;
    caps_lock_seen(letter.isUpper() != shift);
}

void PasswordField::erase_with(QKeyEvent* event) {
    const auto before = text().size();
    // Without its text: QLineEdit would take a letter with Alt for one more mark.
    QKeyEvent command(event->type(), event->key(), event->modifiers(), {}, event->isAutoRepeat());
    QLineEdit::keyPressEvent(&command);
    event->setAccepted(command.isAccepted());
    const auto removed = before - text().size();
    // Whatever a key removes is one stretch, and the cursor then stands where it was.
    if (removed > 0) erase(cursorPosition(), static_cast<int>(removed));
}

void PasswordField::erase(int from, int count) {
    auto* const end = characters() + longest;
    std::copy(characters() + from + count, end, characters() + from);
    std::fill(end - count, end, U'\0');
}

char32_t* PasswordField::characters() {
    return reinterpret_cast<char32_t*>(secret_.writable().data());
}

}  // namespace qoltanba::agent
