#include "agent/ui/qt/tokens_window.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QEvent>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

constexpr int between_looks_ms = 400;  ///< what was plugged in shows within a second
constexpr int most_seen = 4;
constexpr int usual_width = 460;

/// A device that can be used, if only its PIN were not locked.
bool has_pin_to_care_for(const KeyChoice* token) {
    return token != nullptr && token->device && token->device->missing.empty() && token->device->pin_needed;
}

}  // namespace

TokensWindow::TokensWindow(InterfaceLanguage& language, TokenHooks hooks)
    : interface_language_(language),
      hooks_(std::move(hooks)),
      list_(new KeyList(most_seen, this)),
      none_(new Notice(Tone::note, this)),
      obstacle_(new Notice(Tone::fault, this)),
      warning_(new Notice(Tone::warning, this)),
      change_(new QPushButton(this)),
      unblock_(new QPushButton(this)),
      close_(new QPushButton(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowIcon(program_icon());
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(none_);
    layout->addWidget(list_);
    layout->addWidget(obstacle_);
    layout->addWidget(warning_);
    layout->addStretch();
    layout->addLayout(make_buttons());
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) {
        if (row >= 0) chosen_ = tokens_.at(static_cast<std::size_t>(row)).id;
        show_chosen();
    });
    connect(&watch_, &QTimer::timeout, this, [this] { look(); });
    interface_language_.listen(this, [this] { retranslate(); });
    look();
    retranslate();
    resize(usual_width, layout->totalHeightForWidth(usual_width));
}

QLayout* TokensWindow::make_buttons() {
    for (auto* button : {change_, unblock_}) button->setAutoDefault(false);
    close_->setDefault(true);
    connect(change_, &QPushButton::clicked, this, [this] { hooks_.change_pin(chosen_); });
    connect(unblock_, &QPushButton::clicked, this, [this] { hooks_.unblock_pin(chosen_); });
    connect(close_, &QPushButton::clicked, this, [this] { close(); });
    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(change_);
    row->addWidget(unblock_);
    row->addStretch(1);
    row->addWidget(close_);
    return row;
}

bool TokensWindow::event(QEvent* event) {
    if (event->type() == QEvent::Show) watch_.start(between_looks_ms);
    if (event->type() == QEvent::Hide) watch_.stop();
    return QDialog::event(event);
}

void TokensWindow::look() {
    tokens_ = hooks_.tokens();
    show_list();
}

void TokensWindow::retranslate() {
    const auto language = interface_language_.effective();
    setWindowTitle(QStringLiteral("Qoltanba — ") +
                   plain_words(TextId::tokens, language).remove(QChar(0x2026)));
    list_->setAccessibleName(plain_words(TextId::tokens, language));
    change_->setText(words(TextId::change_pin, language));
    unblock_->setText(words(TextId::unblock_pin, language));
    close_->setText(words(TextId::close, language));
    show_list();
}

void TokensWindow::show_list() {
    const auto language = interface_language_.effective();
    const auto wanted = chosen_;
    const QSignalBlocker rows_come_and_go(list_);
    list_->set_count(static_cast<int>(tokens_.size()));
    for (std::size_t i = 0; i < tokens_.size(); ++i) {
        const auto lines = key_lines(tokens_[i], language);
        list_->set_entry(static_cast<int>(i), {.title = to_qt(lines.title),
                                               .details = to_qt(lines.details),
                                               .fault = to_qt(lines.fault),
                                               .is_dimmed = false});
    }
    const auto place = std::ranges::find(tokens_, wanted, &KeyChoice::id);
    const auto row = place == tokens_.end() ? 0 : place - tokens_.begin();
    list_->setCurrentRow(static_cast<int>(row));
    chosen_ = tokens_.empty() ? std::string() : tokens_.at(static_cast<std::size_t>(row)).id;
    list_->setVisible(!tokens_.empty());
    none_->set_text(tokens_.empty() ? words(TextId::no_tokens, language) : QString());
    show_chosen();
}

void TokensWindow::show_chosen() {
    const auto* token = chosen();
    const auto language = interface_language_.effective();
    const auto* device = token != nullptr && token->device ? &*token->device : nullptr;
    obstacle_->set_text(device != nullptr ? to_qt(device->missing.in(language)) : QString());
    warning_->set_text(device != nullptr && device->initial_pin ? words(TextId::initial_pin, language)
                                                                : QString());
    const bool cares = has_pin_to_care_for(token);
    change_->setEnabled(cares && token->device->pin != PinStanding::locked);
    unblock_->setEnabled(cares);
}

const KeyChoice* TokensWindow::chosen() const {
    const auto place = std::ranges::find(tokens_, chosen_, &KeyChoice::id);
    return place == tokens_.end() ? nullptr : &*place;
}

}  // namespace qoltanba::agent
