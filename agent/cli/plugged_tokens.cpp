#include "agent/cli/plugged_tokens.hpp"

#include "tokens/devices/pkcs11/module_files.hpp"
#include "tokens/devices/pkcs11/module_program.hpp"

namespace qoltanba::agent {

Result<std::unique_ptr<tokens::TokenService>> watch_tokens(std::function<void()> changed) {
    QOLTANBA_TRY(auto program, tokens::module_program());
    return std::make_unique<tokens::TokenService>(tokens::ModuleSetting{std::move(program), {}},
                                                  tokens::find_modules().modules, std::move(changed));
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

}  // namespace qoltanba::agent
