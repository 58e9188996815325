// The tokens of this computer, for commands.
#pragma once

#include "tokens/devices/pkcs11/token_service.hpp"

#include <memory>
#include <string>

namespace qoltanba::agent {

/// A service over all modules of this computer and those that the administrator named. Errors:
/// device_module_failed (the program that runs them is not installed), and those of the policy.
Result<std::unique_ptr<tokens::TokenService>> watch_tokens(std::function<void()> changed = [] {});

/// Until every module was asked, or has had its time.
void await_tokens(const tokens::TokenService& service);

/// The one of this label or serial number; the only one where no name is given. Error: token_not_present,
/// whose detail says what there is.
Result<tokens::TokenDescription> choose_token(const tokens::TokenService& service, const std::string& name);

}  // namespace qoltanba::agent
