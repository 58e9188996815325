#include "agent/ui/qt/tray.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/look.hpp"

#include <QAction>
#include <array>
#include <utility>

namespace qoltanba::agent {

Tray::Tray(InterfaceLanguage& language, TrayHooks hooks) : language_(language), languages_(nullptr) {
    status_ = menu_.addAction(QString());
    status_->setEnabled(false);
    menu_.addSeparator();
    open_keys_folder_ = menu_.addAction(QString(), std::move(hooks.open_keys_folder));
    if (hooks.show_tokens) tokens_ = menu_.addAction(QString(), std::move(hooks.show_tokens));
    language_menu_ = menu_.addMenu(QString());
    for (const auto choice : std::array{Language::kk, Language::ru, Language::en}) {
        auto* action = language_menu_->addAction(to_qt(own_name_of(choice)));
        action->setCheckable(true);
        action->setData(static_cast<int>(choice));
        languages_.addAction(action);
    }
    if (language_.is_fixed()) {
        languages_.setEnabled(false);
        language_menu_->addSeparator();
        language_owner_ = language_menu_->addAction(QString());
        language_owner_->setEnabled(false);
    }
    QObject::connect(&languages_, &QActionGroup::triggered, &menu_, [this](const QAction* action) {
        language_.choose(static_cast<Language>(action->data().toInt()));
    });
    settings_ = menu_.addAction(QString(), std::move(hooks.show_settings));
    menu_.addSeparator();
    quit_ = menu_.addAction(QString(), std::move(hooks.quit));

    language_.listen(&menu_, [this] { retranslate(); });
    retranslate();
    icon_.setIcon(program_icon());
    icon_.setContextMenu(&menu_);
    // A plain click opens the menu as well: nothing else is to be done with the icon.
    QObject::connect(&icon_, &QSystemTrayIcon::activated, &menu_,
                     [this](QSystemTrayIcon::ActivationReason reason) {
                         if (reason == QSystemTrayIcon::Trigger) menu_.popup(QCursor::pos());
                     });
    icon_.show();
}

void Tray::show_ready(unsigned port) {
    state_ = port;
    retranslate();
}

void Tray::show_trouble(const Error& error) {
    state_ = error;
    retranslate();
}

std::string Tray::status() const {
    return status_->text().toStdString();
}

void Tray::retranslate() {
    const auto language = language_.effective();
    if (const auto* error = std::get_if<Error>(&state_)) {
        status_->setText(to_qt(message_for(error->code, language)));
        icon_.setToolTip(QStringLiteral("Qoltanba: ") + to_qt(error_text(*error, language)));
    } else {
        const auto port = QString::number(std::get<unsigned>(state_));
        status_->setText(words(TextId::ready, language) + QStringLiteral(" (") + port + QLatin1Char(')'));
        icon_.setToolTip(QStringLiteral("Qoltanba: ") + words(TextId::ready, language));
    }
    open_keys_folder_->setText(words(TextId::open_keys_folder, language));
    if (tokens_ != nullptr) tokens_->setText(words(TextId::tokens, language));
    language_menu_->setTitle(words(TextId::language, language));
    if (language_owner_ != nullptr) language_owner_->setText(words(TextId::set_by_administrator, language));
    settings_->setText(words(TextId::settings, language));
    quit_->setText(words(TextId::quit, language));
    for (auto* action : languages_.actions()) {
        action->setChecked(action->data().toInt() == static_cast<int>(language));
    }
}

}  // namespace qoltanba::agent
