#include "crypto/base/language.hpp"

#include <cstdlib>

namespace qoltanba {

Language language_of_system() {
    return language_of_environment([](const char* name) -> const char* { return std::getenv(name); })
        .value_or(Language::en);
}

}  // namespace qoltanba
