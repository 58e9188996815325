#include "agent/devices/token_modules.hpp"

#include "tokens/devices/pkcs11/module_files.hpp"
#include "tokens/devices/pkcs11/module_program.hpp"

namespace qoltanba::agent {

Result<TokenModules> start_token_modules(const std::vector<std::filesystem::path>& further,
                                         std::function<void()> changed) {
    QOLTANBA_TRY(auto program, tokens::module_program());
    auto found = tokens::find_modules(further);
    auto service = std::make_unique<tokens::TokenService>(tokens::ModuleSetting{std::move(program), {}},
                                                          std::move(found.modules), std::move(changed));
    return TokenModules{std::move(service), std::move(found.refused)};
}

}  // namespace qoltanba::agent
