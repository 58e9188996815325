#include "agent/cli/new_password.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/texts.hpp"
#include "tokens/files/new_key_file.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

/// A script's output is its result alone, so only a person is asked in words.
Result<SecretBytes> ask(Console& console, TextId question, Language language) {
    const auto text = console.is_terminal() ? text_for(question, language) : std::string_view();
    auto password = console.read_line(text, Echo::off, {});
    if (!password || password->empty()) return fail(ErrorCode::canceled, "no password");
    return std::move(*password);
}

void tell(Console& console, std::string_view text) {
    console.write(std::string(text) + "\n");
}

}  // namespace

Result<SecretBytes> ask_password(Console& console, Language language) {
    return ask(console, TextId::ask_for_password, language);
}

Result<SecretBytes> ask_new_password(Console& console, Language language) {
    const auto rule = advice_for(ErrorCode::password_too_simple, language);
    if (console.is_terminal()) tell(console, rule);
    while (true) {
        QOLTANBA_TRY(auto password, ask(console, TextId::ask_for_new_password, language));
        auto good = tokens::check_new_password(password);
        if (!console.is_terminal()) {
            if (good.has_error()) return std::move(good).error();
            return password;
        }
        if (good.has_error()) {
            tell(console, error_text(good.error(), language));
            continue;
        }
        QOLTANBA_TRY(const auto again, ask(console, TextId::ask_for_password_again, language));
        if (std::ranges::equal(password.view(), again.view())) return password;
        tell(console, text_for(TextId::passwords_differ, language));
    }
}

}  // namespace qoltanba::agent
