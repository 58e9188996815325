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

}  // namespace qoltanba
