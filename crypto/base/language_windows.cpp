#include "crypto/base/api_windows.hpp"
#include "crypto/base/language.hpp"

#include <array>
#include <cstdlib>

namespace qoltanba {
namespace {

/// "kk-KZ", the first of those that the person chose; empty if Windows gives none.
std::string name_of_shown_language() {
    std::array<wchar_t, 512> names{};  // each ends with a null character, and so does the list
    auto size = static_cast<ULONG>(names.size());
    ULONG count = 0;
    const bool given =
        ::GetUserPreferredUILanguages(MUI_LANGUAGE_NAME, &count, names.data(), &size) != 0 && count > 0;
    return given ? to_utf8(names.data()) : std::string();
}

}  // namespace

Language language_of_system() {
    // A shell such as Git's sets the variables on Windows too.
    const auto said =
        language_of_environment([](const char* name) -> const char* { return std::getenv(name); });
    if (said) return *said;
    return language_from(name_of_shown_language().substr(0, 2)).value_or(Language::en);
}

}  // namespace qoltanba
