// Takes the place of the shipped program's search for modules in one that is built for tests alone and never
// installed: a module must belong to root in folders of root's, and a build tree is its builder's. All else
// is as shipped, the module's own process too.
#include "agent/devices/token_modules.hpp"

namespace qoltanba::agent {

Result<TokenModules> start_token_modules(const std::vector<std::filesystem::path>&,
                                         std::function<void()> changed) {
    auto service = std::make_unique<tokens::TokenService>(tokens::ModuleSetting{TOKEN_MODULE_PROGRAM, {}},
                                                          std::vector<std::filesystem::path>{GOST_MODULE},
                                                          std::move(changed));
    return TokenModules{std::move(service), {}};
}

}  // namespace qoltanba::agent
