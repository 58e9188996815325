#include "agent/ui/qt/key_page.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>
#include <utility>

namespace qoltanba::agent {
namespace {

constexpr int keyboard_watch_ms = 300;

}  // namespace

KeyPage::KeyPage(std::vector<KeyChoice> keys, int most_seen, QWidget* parent)
    : QWidget(parent),
      keys_(std::move(keys)),
      heading_(new QLabel(this)),
      another_file_(new QPushButton(this)),
      list_(new KeyList(most_seen, this)),
      no_keys_(new Notice(Tone::note, this)),
      password_label_(new QLabel(this)),
      password_(new PasswordField(this)),
      layout_name_(new QLabel(this)),
      caps_lock_warning_(new Notice(Tone::warning, this)),
      fault_(new Notice(Tone::fault, this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(make_heading());
    layout->addWidget(no_keys_);
    layout->addWidget(list_);
    layout->addSpacing(4);
    layout->addLayout(make_password_row());
    layout->addWidget(caps_lock_warning_);
    layout->addWidget(fault_);
    setTabOrder(password_, list_);
    setTabOrder(list_, another_file_);

    for (std::size_t i = 0; i < keys_.size(); ++i) list_->add_entry();
    connect(list_, &QListWidget::currentRowChanged, this, [this] {
        fault_->set_text({});
        if (changed) changed();
    });
    connect(password_, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!text.isEmpty()) fault_->set_text({});
        if (changed) changed();
    });
    connect(another_file_, &QPushButton::clicked, this, [this] { another_file_asked(); });
    password_->caps_lock_seen = [this](bool on) { show_caps_lock(on); };
    password_->installEventFilter(this);
    connect(&keyboard_watch_, &QTimer::timeout, this, [this] { look_at_keyboard(); });
}

QLayout* KeyPage::make_heading() {
    auto bold = font();
    bold.setBold(true);
    heading_->setFont(bold);
    another_file_->setAutoDefault(false);
    auto* row = new QHBoxLayout;
    row->addWidget(heading_, 1);
    row->addWidget(another_file_);
    return row;
}

QLayout* KeyPage::make_password_row() {
    password_label_->setBuddy(password_);
    layout_name_->setFrameShape(QFrame::StyledPanel);
    layout_name_->setMargin(3);
    layout_name_->setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    layout_name_->hide();
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(password_label_);
    row->addWidget(password_, 1);
    row->addWidget(layout_name_);
    return row;
}

void KeyPage::retranslate(Language language) {
    language_ = language;
    heading_->setText(words(TextId::your_key, language));
    list_->setAccessibleName(heading_->text());
    another_file_->setText(words(TextId::another_file, language));
    password_label_->setText(words(TextId::password, language) + QLatin1Char(':'));
    password_->setAccessibleName(words(TextId::password, language));
    for (int row = 0; row < list_->count(); ++row) show_entry(row);
    no_keys_->set_text(keys_.empty() ? words(TextId::no_keys, language) : QString());
    list_->setVisible(!keys_.empty());
    if (list_->currentRow() < 0) list_->setCurrentRow(0);
    fault_->set_text({});
    show_caps_lock(caps_lock_);
    look_at_keyboard();
}

void KeyPage::show_entry(int row) {
    const auto& key = keys_.at(static_cast<std::size_t>(row));
    const auto lines = key_lines(key, language_);
    const auto fault = key.unfit ? to_qt(message_for(key.unfit->code, language_)) : QString();
    list_->set_entry(row, to_qt(lines.title), to_qt(lines.details), fault);
}

const KeyChoice* KeyPage::chosen() const {
    const int row = list_->currentRow();
    return row < 0 ? nullptr : &keys_.at(static_cast<std::size_t>(row));
}

bool KeyPage::is_ready() const {
    return chosen() != nullptr && !password_->text().isEmpty();
}

void KeyPage::add_key(KeyChoice key) {
    // A file picked twice, or one that was in the list already, is chosen there.
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        if (keys_[i].id == key.id) return list_->setCurrentRow(static_cast<int>(i));
    }
    keys_.push_back(std::move(key));
    list_->add_entry();
    retranslate(language_);
    list_->setCurrentRow(list_->count() - 1);
}

void KeyPage::show_fault(const QString& text) {
    fault_->set_text(text);
    focus_password();
}

void KeyPage::focus_password() {
    password_->setFocus(Qt::OtherFocusReason);
}

void KeyPage::showEvent(QShowEvent* event) {
    look_at_keyboard();
    keyboard_watch_.start(keyboard_watch_ms);
    QWidget::showEvent(event);
}

void KeyPage::hideEvent(QHideEvent* event) {
    keyboard_watch_.stop();
    QWidget::hideEvent(event);
}

bool KeyPage::eventFilter(QObject* watched, QEvent* event) {
    // The arrows move through the keys while the password is typed.
    if (watched == password_ && event->type() == QEvent::KeyPress) {
        const auto key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down) return QCoreApplication::sendEvent(list_, event);
    }
    return QWidget::eventFilter(watched, event);
}

void KeyPage::look_at_keyboard() {
    const auto state = keyboard_state();
    if (state.caps_lock) show_caps_lock(*state.caps_lock);
    layout_name_->setText(state.layout);
    layout_name_->setVisible(!state.layout.isEmpty());
    const auto explained = to_qt(fill(TextId::keyboard_layout, language_, {state.layout.toStdString()}));
    layout_name_->setToolTip(plain_tool_tip(explained));
    layout_name_->setAccessibleName(explained);
}

void KeyPage::show_caps_lock(bool on) {
    caps_lock_ = on;
    const auto text = on ? words(TextId::caps_lock_on, language_) : QString();
    if (caps_lock_warning_->text() != text) caps_lock_warning_->set_text(text);
}

}  // namespace qoltanba::agent
