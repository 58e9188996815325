#include "agent/ui/qt/look.hpp"

#include <QAccessibleWidget>
#include <QEvent>
#include <QHBoxLayout>
#include <array>

// Resources of a static library are registered by name, outside any namespace.
static void register_icons() {
    Q_INIT_RESOURCE(qoltanba_icons);
}

namespace qoltanba::agent {
namespace {

bool is_dark(const QPalette& palette) {
    return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

struct Tint {
    const char* background;
    const char* border;
    const char* text;
};

Tint tint_of(Tone tone, bool dark) {
    // Text on background has a contrast of at least 7 to 1 in every row.
    switch (tone) {
        case Tone::note:
            return dark ? Tint{"#1f3247", "#3d6186", "#d9e8f8"} : Tint{"#eaf2fb", "#b5cfe9", "#1c3a57"};
        case Tone::warning:
            return dark ? Tint{"#45370f", "#8a6d1f", "#ffeab5"} : Tint{"#fff5d9", "#e2b548", "#543f00"};
        case Tone::fault:
            return dark ? Tint{"#471d1f", "#9c4347", "#ffdadb"} : Tint{"#fdeaea", "#dd8a8a", "#701717"};
    }
    return {};
}

constexpr const char* role_property = "qoltanba_role";

class SpokenWhole final : public QAccessibleWidget {
  public:
    using QAccessibleWidget::QAccessibleWidget;
    [[nodiscard]] int childCount() const override { return 0; }
};

/// Qt asks for the interface of every object here, and makes its own where there is none.
QAccessibleInterface* spoken_whole(const QString&, QObject* object) {
    const auto role = object->property(role_property);
    if (!role.isValid()) return nullptr;
    return new SpokenWhole(qobject_cast<QWidget*>(object), static_cast<QAccessible::Role>(role.toInt()));
}

}  // namespace

QIcon program_icon() {
    register_icons();
    QIcon icon;
    for (const int size : {16, 24, 32, 48, 64, 128, 256}) {
        icon.addFile(QStringLiteral(":/qoltanba/qoltanba-%1.png").arg(size), QSize(size, size));
    }
    return icon;
}

QColor muted_text(const QPalette& palette) {
    auto colour = palette.color(QPalette::WindowText);
    colour.setAlphaF(0.68F);
    return colour;
}

QColor fault_text(const QPalette& palette) {
    return is_dark(palette) ? QColor(0xff9a9a) : QColor(0xa61b1b);
}

QLabel* plain_label(QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    return label;
}

QCheckBox* tick_box(QWidget* parent) {
    auto* box = new QCheckBox(parent);
    // Qt's own style draws the frame in a darker shade of the window's colour.
    auto palette = box->palette();
    palette.setColor(QPalette::Window, muted_text(palette));
    box->setPalette(palette);
    return box;
}

void speak_as(QWidget* widget, QAccessible::Role role) {
    QAccessible::installFactory(spoken_whole);  // once, however often
    widget->setProperty(role_property, static_cast<int>(role));
}

Notice::Notice(Tone tone, QWidget* parent) : QFrame(parent), tone_(tone), label_(plain_label(this)) {
    speak_as(this, QAccessible::Notification);
    setObjectName(QStringLiteral("notice"));
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(10, 7, 10, 7);
    layout->addWidget(label_);
    paint_tone();
    hide();
}

void Notice::set_text(const QString& text) {
    if (text == label_->text()) return;
    label_->setText(text);
    setAccessibleName(text);
    setVisible(!text.isEmpty());
}

void Notice::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange) paint_tone();
    QFrame::changeEvent(event);
}

void Notice::paint_tone() {
    const auto tint =
        tint_of(tone_, is_dark(parentWidget() != nullptr ? parentWidget()->palette() : palette()));
    const auto sheet =
        QStringLiteral(
            "#notice { background: %1; border: 1px solid %2; border-radius: 5px; }"
            "#notice QLabel { color: %3; }")
            .arg(QLatin1String(tint.background), QLatin1String(tint.border), QLatin1String(tint.text));
    // Setting a style sheet is itself a change of palette.
    if (styleSheet() != sheet) setStyleSheet(sheet);
}

}  // namespace qoltanba::agent
