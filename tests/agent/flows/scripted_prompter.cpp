#include "scripted_prompter.hpp"

#include "support/catch.hpp"

#include <algorithm>

namespace qoltanba::test {

ScriptedPrompter::Person agrees_with(std::string file_name_begins, std::string password) {
    return [begins = std::move(file_name_begins), password = std::move(password)](
               const agent::SignPrompt& prompt, agent::KeyDesk& desk,
               std::stop_token) -> Result<agent::Decision> {
        const auto key = std::find_if(
            prompt.keys.begin(), prompt.keys.end(),
            [&](const agent::KeyChoice& choice) { return choice.file_name.starts_with(begins); });
        if (key == prompt.keys.end()) return fail(ErrorCode::file_not_found, "no key begins with " + begins);
        QOLTANBA_TRY(const auto opened, desk.open(key->id, SecretBytes::copy_of(std::string_view(password))));
        if (opened.empty()) return fail(ErrorCode::internal, "an opened file without keys");
        return agent::Decision(agent::Approval{0});
    };
}

ScriptedPrompter::SecretPerson types(std::string secret) {
    return [secret = std::move(secret)](const agent::SecretPrompt& prompt, const agent::SecretUse& use,
                                        std::stop_token) -> Result<agent::SecretDecision> {
        agent::TypedSecret typed;
        const bool is_new = std::holds_alternative<agent::NewKeyView>(prompt.what);
        (is_new ? typed.fresh : typed.current) = SecretBytes::copy_of(std::string_view(secret));
        if (use(typed).has_error()) return agent::SecretDecision(agent::Refusal{});
        return agent::SecretDecision(agent::SecretUsed{});
    };
}

ScriptedPrompter::Person refuses(bool block_site) {
    return
        [block_site](const agent::SignPrompt&, agent::KeyDesk&, std::stop_token) -> Result<agent::Decision> {
            return agent::Decision(agent::Refusal{block_site});
        };
}

}  // namespace qoltanba::test
