#include "agent/ui/qt/interface_language.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <utility>

namespace qoltanba::agent {

InterfaceLanguage::InterfaceLanguage(std::optional<Language> own, std::function<void(Language)> keep,
                                     LanguageOwner owner)
    : own_(own), owner_(owner), keep_(std::move(keep)) {
    load_translation_of_qt();
}

Language InterfaceLanguage::effective(std::optional<Language> wish) const {
    return window_language(own_, wish ? wish : wish_);
}

void InterfaceLanguage::choose(Language language) {
    if (is_fixed()) return;
    own_ = language;
    if (keep_) keep_(language);
    tell();
}

void InterfaceLanguage::wish(Language language) {
    wish_ = language;
    tell();
}

void InterfaceLanguage::listen(QObject* listener, std::function<void()> changed) {
    std::erase_if(listeners_, [](const auto& entry) { return entry.first.isNull(); });
    listeners_.emplace_back(listener, std::move(changed));
}

void InterfaceLanguage::tell() {
    load_translation_of_qt();
    // A listener may add another one.
    const auto listeners = listeners_;
    for (const auto& [listener, changed] : listeners) {
        if (!listener.isNull()) changed();
    }
}

void InterfaceLanguage::load_translation_of_qt() {
    QCoreApplication::removeTranslator(&of_qt_);
    const auto file = QStringLiteral("qtbase_") + to_qt(name_of(effective()));
    if (of_qt_.load(file, QLibraryInfo::path(QLibraryInfo::TranslationsPath))) {
        QCoreApplication::installTranslator(&of_qt_);
    }
}

}  // namespace qoltanba::agent
