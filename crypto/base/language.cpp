#include "crypto/base/language.hpp"

namespace qoltanba {

std::optional<Language> language_from(std::string_view name) {
    if (name == "kk" || name == "kz") return Language::kk;
    if (name == "ru") return Language::ru;
    if (name == "en") return Language::en;
    return std::nullopt;
}

std::string_view name_of(Language language) {
    return Text{"kk", "ru", "en"}.in(language);
}

std::optional<Language> language_of_environment(const char* (*value_of)(const char* variable)) {
    for (const auto* variable : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = value_of(variable);
        if (value == nullptr || *value == '\0') continue;
        return language_from(std::string_view(value).substr(0, 2)).value_or(Language::en);
    }
    return {};
}

}  // namespace qoltanba
