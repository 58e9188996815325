#include "agent/ui/qt/request_window.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QApplication>
#include <QKeyEvent>
#include <QMessageBox>
#include <utility>

namespace qoltanba::agent {

RequestWindow::RequestWindow(std::optional<Caller> caller, std::optional<Language> wish,
                             InterfaceLanguage& language, std::chrono::milliseconds settle)
    : caller_(std::move(caller)),
      wish_(wish),
      interface_language_(language),
      settle_(settle),
      body_part_(new QWidget(this)),
      body_(new QVBoxLayout(body_part_)),
      withdrawn_(new Notice(Tone::warning, this)),
      unprotected_(new Notice(Tone::warning, this)),
      busy_(new QProgressBar(this)),
      waiting_(plain_label(this)),
      block_(push_button()),
      cancel_(push_button()),
      primary_(push_button()) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlag(Qt::WindowStaysOnTopHint);
    setWindowFlag(Qt::WindowContextHelpButtonHint, false);
    setWindowIcon(program_icon());
    if (caller_) {
        header_ = new OriginHeader(
            *caller_, [this](Language chosen) { interface_language_.choose(chosen); }, this);
    }
    body_->setContentsMargins(16, 12, 16, 14);
    body_->setSpacing(10);
    body_->addWidget(withdrawn_);
    body_->addWidget(unprotected_);
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setMaximumHeight(4);
    auto keep = busy_->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    busy_->setSizePolicy(keep);
    settling_.setSingleShot(true);
    connect(&settling_, &QTimer::timeout, this, [this] { this->settle(); });
}

void RequestWindow::complete(std::initializer_list<QPushButton*> further) {
    block_->setFlat(true);
    block_->setVisible(caller_ && !caller_->is_local_program());
    primary_->setDefault(true);
    ignore_held_enter(primary_);
    connect(block_, &QPushButton::clicked, this, [this] { ask_to_block(); });
    connect(cancel_, &QPushButton::clicked, this, [this] { reject(); });

    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(8);
    buttons->addWidget(block_);
    buttons->addStretch(1);
    buttons->addWidget(cancel_);
    for (auto* button : further) buttons->addWidget(button);
    buttons->addWidget(primary_);
    // Tab goes through the body first, though these were made before it.
    auto* before = previousInFocusChain();
    for (int at = 0; at < buttons->count(); ++at) {
        auto* button = buttons->itemAt(at)->widget();
        if (button == nullptr) continue;
        setTabOrder(before, button);
        before = button;
    }
    body_->addWidget(busy_);
    body_->addWidget(waiting_);
    body_->addLayout(buttons);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    if (header_ != nullptr) {
        // The first of what is read aloud too: who asks.
        header_->lower();
        layout->addWidget(header_);
    }
    layout->addWidget(body_part_, 1);
    interface_language_.listen(this, [this] { retranslate(); });
    retranslate();
}

QPushButton* RequestWindow::push_button() {
    auto* button = new QPushButton(this);
    // Enter belongs to the one default button, whatever has the focus.
    button->setAutoDefault(false);
    return button;
}

void RequestWindow::retranslate() {
    language_ = interface_language_.effective(wish_);
    const auto request = request_words();
    const auto title = caller_ ? to_qt(caller_text(*caller_, language_)) : request;
    setWindowTitle(QStringLiteral("Qoltanba — ") + title);
    if (header_ != nullptr) {
        header_->retranslate(language_, request);
        if (interface_language_.is_fixed()) header_->languages().fix(language_);
    }
    withdrawn_->set_text(is_withdrawn_ ? words(TextId::request_withdrawn, language_) : QString());
    unprotected_->set_text(caller_ ? to_qt(origin_warning(*caller_, language_)) : QString());
    block_->setText(words(TextId::block_site, language_));
    cancel_->setText(words(is_withdrawn_ ? TextId::close : TextId::cancel, language_));
    show_waiting(waiting_behind_);
    translate();
}

void RequestWindow::unsettle() {
    if (is_withdrawn_ || !takes_answers() || settle_.count() == 0) return;
    if (is_settled()) focus_before_ = focusWidget();
    // The window itself does nothing with what is typed; Escape alone works.
    setFocus();
    settling_.start(settle_);
    update_enabled();
}

void RequestWindow::settle() {
    update_enabled();
    if (focus_before_ && focus_before_ != this && focus_before_->isVisible() && focus_before_->isEnabled()) {
        focus_before_->setFocus();
    } else {
        put_focus();
    }
}

void RequestWindow::put_focus() {
    if (is_settled()) {
        focus_next();
    } else {
        focus_before_ = nullptr;
    }
}

void RequestWindow::show_withdrawn(std::chrono::milliseconds closes_after) {
    for (auto* dialog : findChildren<QDialog*>()) dialog->close();
    is_withdrawn_ = true;
    settling_.stop();
    busy_->hide();
    setFocus();
    forget();
    retranslate();
    update_enabled();
    QTimer::singleShot(closes_after, this, [this] { close(); });
}

void RequestWindow::show_waiting(std::size_t count) {
    waiting_behind_ = count;
    waiting_->setText(to_qt(fill(TextId::requests_waiting, language_, {std::to_string(count)})));
    waiting_->setVisible(count > 0);
}

void RequestWindow::present() {
    show();
    raise();
    activateWindow();
    QApplication::alert(this);
}

void RequestWindow::reject() {
    if (!is_withdrawn_) refuse({});
    QDialog::reject();
}

bool RequestWindow::event(QEvent* event) {
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::Show || event->type() == QEvent::WindowActivate) unsettle();
    // Lines that wrap are left out of Qt's own least size; without their height a warning would be cut off.
    if (event->type() == QEvent::LayoutRequest && layout() != nullptr) {
        const int needed = layout()->totalMinimumHeightForWidth(width());
        if (height() < needed) resize(width(), needed);
    }
    return handled;
}

bool RequestWindow::eventFilter(QObject* watched, QEvent* event) {
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->isAutoRepeat()) return true;
    return QDialog::eventFilter(watched, event);
}

void RequestWindow::ask_to_block() {
    const auto question = to_qt(fill(TextId::block_question, language_, {caller_text(*caller_, language_)}));
    auto* box = new QMessageBox(QMessageBox::Warning, windowTitle(), question, QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    auto* block = box->addButton(words(TextId::block, language_), QMessageBox::DestructiveRole);
    auto* cancel = box->addButton(words(TextId::cancel, language_), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(block, &QPushButton::clicked, this, [this] { refuse({.block_site = true}); });
    box->open();
}

}  // namespace qoltanba::agent
