// The language of windows and tray, changed while they are on the screen. Lives on the GUI thread.
#pragma once

#include "crypto/base/language.hpp"

#include <QObject>
#include <QPointer>
#include <QTranslator>
#include <functional>
#include <optional>
#include <vector>

namespace qoltanba::agent {

/// Whose choice the language is. What the administrator chose nobody changes at the screen.
enum class LanguageOwner { person, administrator };

class InterfaceLanguage {
  public:
    /// `own` is what its owner chose before, if ever; `keep` stores a new choice of the person.
    InterfaceLanguage(std::optional<Language> own, std::function<void(Language)> keep,
                      LanguageOwner owner = LanguageOwner::person);

    [[nodiscard]] bool is_fixed() const { return owner_ == LanguageOwner::administrator; }

    /// The person's own choice, else this wish, else the last page's (wish()), else the system's.
    [[nodiscard]] Language effective(std::optional<Language> wish = {}) const;

    /// The person chose: kept, and from now on nothing goes before it. Passed over where it is fixed.
    void choose(Language language);
    /// A page would like this language.
    void wish(Language language);

    /// Calls `changed` after each change, as long as `listener` lives.
    void listen(QObject* listener, std::function<void()> changed);

  private:
    void tell();
    void load_translation_of_qt();

    std::optional<Language> own_;
    LanguageOwner owner_;
    std::optional<Language> wish_;
    std::function<void(Language)> keep_;
    QTranslator of_qt_;  ///< Qt's own dialogs
    std::vector<std::pair<QPointer<QObject>, std::function<void()>>> listeners_;
};

}  // namespace qoltanba::agent
