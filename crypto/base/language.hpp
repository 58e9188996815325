// The three languages the program speaks, and what is there in each of them.
#pragma once

#include <optional>
#include <string_view>

namespace qoltanba {

enum class Language { kk, ru, en };

/// One thing as it is in each language.
template <typename T>
struct Trilingual {
    T kk, ru, en;

    [[nodiscard]] constexpr const T& in(Language language) const {
        switch (language) {
            case Language::kk:
                return kk;
            case Language::ru:
                return ru;
            case Language::en:
                return en;
        }
        return en;
    }
    [[nodiscard]] constexpr bool empty() const { return kk.empty() && ru.empty() && en.empty(); }
};

/// What the program says in words of its own.
using Text = Trilingual<std::string_view>;

/// "kk", "ru", "en" and the "kz" that pages send for Kazakh; nothing for any other text.
std::optional<Language> language_from(std::string_view name);

/// "kk", "ru" or "en".
std::string_view name_of(Language language);

/// The language of LC_ALL, LC_MESSAGES or LANG ("kk_KZ.UTF-8"): as for gettext, the first of them that is not
/// empty decides, and English stands for a language that the program does not speak. Nothing where none is
/// set. `value_of` gives a variable's value, or null.
std::optional<Language> language_of_environment(const char* (*value_of)(const char* variable));

/// What this process' environment says. Where it says nothing, as is usual on Windows, the language in which
/// the system shows itself to the person there, and English on Linux.
Language language_of_system();

}  // namespace qoltanba
