#include "agent/ui/qt/settings_window.hpp"

#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/look.hpp"

#include <QEvent>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <utility>

namespace qoltanba::agent {

SettingsWindow::SettingsWindow(InterfaceLanguage& language, WindowHooks hooks)
    : interface_language_(language),
      hooks_(std::move(hooks)),
      language_label_(new QLabel(this)),
      languages_(new LanguageBox([this](Language chosen) { interface_language_.choose(chosen); }, this)),
      open_keys_folder_(new QPushButton(this)),
      blocked_label_(new QLabel(this)),
      blocked_(new QListWidget(this)),
      unblock_(new QPushButton(this)),
      blocked_part_(make_blocked_sites()),
      close_(new QPushButton(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowIcon(program_icon());
    language_label_->setBuddy(languages_);
    close_->setDefault(true);
    open_keys_folder_->setAutoDefault(false);
    connect(open_keys_folder_, &QPushButton::clicked, this, [this] {
        if (hooks_.open_keys_folder) hooks_.open_keys_folder();
    });
    connect(close_, &QPushButton::clicked, this, [this] { close(); });

    auto* languages = new QHBoxLayout;
    languages->addWidget(language_label_);
    languages->addWidget(languages_, 1);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(close_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(16, 16, 16, 14);
    layout->setSpacing(12);
    layout->addLayout(languages);
    layout->addWidget(open_keys_folder_);
    layout->addWidget(blocked_part_, 1);
    layout->addStretch();
    layout->addLayout(buttons);
    interface_language_.listen(this, [this] { retranslate(); });
    retranslate();
    resize(360, sizeHint().height());
}

QWidget* SettingsWindow::make_blocked_sites() {
    constexpr int least_height = 90;
    blocked_label_->setBuddy(blocked_);
    blocked_->setMinimumHeight(least_height);
    unblock_->setAutoDefault(false);
    connect(blocked_, &QListWidget::itemSelectionChanged, this,
            [this] { unblock_->setEnabled(blocked_->currentItem() != nullptr); });
    connect(unblock_, &QPushButton::clicked, this, [this] { unblock_chosen(); });

    auto* part = new QWidget(this);
    auto* buttons = new QHBoxLayout;
    buttons->addStretch(1);
    buttons->addWidget(unblock_);
    auto* layout = new QVBoxLayout(part);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(blocked_label_);
    layout->addWidget(blocked_, 1);
    layout->addLayout(buttons);
    return part;
}

bool SettingsWindow::event(QEvent* event) {
    // A site may have been blocked while this window stood in the background.
    if (event->type() == QEvent::Show || event->type() == QEvent::WindowActivate) list_blocked_sites();
    return QDialog::event(event);
}

void SettingsWindow::list_blocked_sites() {
    QStringList origins;
    if (hooks_.blocked_sites) {
        for (const auto& origin : hooks_.blocked_sites()) origins.append(to_qt(origin));
    }
    QStringList shown;
    for (int row = 0; row < blocked_->count(); ++row) shown.append(blocked_->item(row)->text());
    if (origins != shown) {
        blocked_->clear();
        blocked_->addItems(origins);
        blocked_->setCurrentRow(0);
    }
    blocked_part_->setVisible(!origins.isEmpty());
}

void SettingsWindow::unblock_chosen() {
    const auto* chosen = blocked_->currentItem();
    if (chosen == nullptr || !hooks_.unblock) return;
    hooks_.unblock(chosen->text().toStdString());
    list_blocked_sites();
}

void SettingsWindow::retranslate() {
    const auto language = interface_language_.effective();
    setWindowTitle(QStringLiteral("Qoltanba — ") + plain_words(TextId::settings, language));
    language_label_->setText(words(TextId::language, language) + QLatin1Char(':'));
    languages_->show_language(language);
    if (interface_language_.is_fixed()) languages_->fix(language);
    open_keys_folder_->setText(words(TextId::open_keys_folder, language));
    blocked_label_->setText(words(TextId::blocked_sites, language) + QLatin1Char(':'));
    unblock_->setText(words(TextId::unblock, language));
    close_->setText(words(TextId::close, language));
}

}  // namespace qoltanba::agent
