#include "agent/cli/commands.hpp"
#include "agent/ui/presentation.hpp"

#include <cstdlib>
#include <iostream>
#include <string_view>

namespace qoltanba::agent {

Language language_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        return language_from(std::string_view(value).substr(0, 2)).value_or(Language::en);
    }
    return Language::en;
}

int report_failure(const Error& error, Language language) {
    std::cerr << error_text(error, language) << '\n' << describe(error) << '\n';
    return failed;
}

}  // namespace qoltanba::agent
