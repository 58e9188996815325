// The modules of this computer, set to work.
#pragma once

#include "tokens/devices/pkcs11/token_service.hpp"

#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

namespace qoltanba::agent {

struct TokenModules {
    std::unique_ptr<tokens::TokenService> service;
    std::vector<Error> refused;  ///< why modules that were found are not among those at work
};

/// A service over the modules of this computer and over `further` ones, which the administrator named. Error:
/// device_module_failed (the program that runs them is not installed).
Result<TokenModules> start_token_modules(
    const std::vector<std::filesystem::path>& further, std::function<void()> changed = [] {});

}  // namespace qoltanba::agent
