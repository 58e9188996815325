#include "agent/cli/plugged_tokens.hpp"

#include "agent/devices/token_modules.hpp"
#include "agent/platform/paths.hpp"
#include "agent/policy/policy.hpp"
#include "agent/policy/policy_source.hpp"

namespace qoltanba::agent {

Result<std::unique_ptr<tokens::TokenService>> watch_tokens(std::function<void()> changed) {
    QOLTANBA_TRY(const auto user, user_folders());
    QOLTANBA_TRY(const auto policy, policy_to_obey(read_policy(read_system_policy(), user.home)));
    const std::vector<std::filesystem::path> none;
    const auto& further = policy.token_modules ? policy.token_modules->value : none;
    QOLTANBA_TRY(auto modules, start_token_modules(further, std::move(changed)));
    return std::move(modules.service);
}

void await_tokens(const tokens::TokenService& service) {
    service.await_first_look(tokens::ModulePatience{}.look + std::chrono::seconds(1));
}

Result<tokens::TokenDescription> choose_token(const tokens::TokenService& service, const std::string& name) {
    const auto all = service.tokens();
    std::string names;
    std::vector<tokens::TokenDescription> fitting;
    for (const auto& token : all) {
        names += (names.empty() ? "" : ", ") + token.name() + " (" + token.facts.serial + ")";
        if (name.empty() || token.name() == name || token.facts.serial == name) fitting.push_back(token);
    }
    if (fitting.size() == 1) return std::move(fitting.front());
    if (all.empty()) return fail(ErrorCode::token_not_present);
    return fail(ErrorCode::token_not_present, "name one of these with --token: " + names);
}

Result<void> may_be_asked(tokens::PinState state, bool last_try_confirmed, ErrorCode locked) {
    if (state == tokens::PinState::locked) return fail(locked);
    if (state == tokens::PinState::last_try && !last_try_confirmed)
        return fail(ErrorCode::pin_last_try, "--last-try confirms it");
    return {};
}

Result<SecretBytes> ask_pin(Console& console, TextId question, Language language) {
    const auto text = console.is_terminal() ? text_for(question, language) : std::string_view();
    auto typed = console.read_line(text, Echo::off, {});
    if (!typed || typed->empty()) return fail(ErrorCode::canceled, "no PIN");
    return std::move(*typed);
}

}  // namespace qoltanba::agent
