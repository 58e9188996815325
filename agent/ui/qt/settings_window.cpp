#include "agent/ui/qt/settings_window.hpp"

#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/look.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace qoltanba::agent {

SettingsWindow::SettingsWindow(InterfaceLanguage& language, const std::function<void()>& open_keys_folder)
    : interface_language_(language),
      language_label_(new QLabel(this)),
      languages_(new LanguageBox([this](Language chosen) { interface_language_.choose(chosen); }, this)),
      open_keys_folder_(new QPushButton(this)),
      close_(new QPushButton(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowIcon(program_icon());
    language_label_->setBuddy(languages_);
    close_->setDefault(true);
    connect(open_keys_folder_, &QPushButton::clicked, this, [open_keys_folder] {
        if (open_keys_folder) open_keys_folder();
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
    layout->addStretch(1);
    layout->addLayout(buttons);
    interface_language_.listen(this, [this] { retranslate(); });
    retranslate();
    resize(360, sizeHint().height());
}

void SettingsWindow::retranslate() {
    const auto language = interface_language_.effective();
    setWindowTitle(QStringLiteral("Qoltanba — ") + plain_words(TextId::settings, language));
    language_label_->setText(words(TextId::language, language) + QLatin1Char(':'));
    languages_->show_language(language);
    if (interface_language_.is_fixed()) languages_->fix(language);
    open_keys_folder_->setText(words(TextId::open_keys_folder, language));
    close_->setText(words(TextId::close, language));
}

}  // namespace qoltanba::agent
