// The three languages the program speaks.
#pragma once

#include <optional>
#include <string_view>

namespace qoltanba {

enum class Language { kk, ru, en };

/// "kk", "ru", "en" and the "kz" that pages send for Kazakh; nothing for any other text.
std::optional<Language> language_from(std::string_view name);

/// "kk", "ru" or "en".
std::string_view name_of(Language language);

}  // namespace qoltanba
