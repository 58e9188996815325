// The tokens of this computer, for commands.
#pragma once

#include "agent/ui/terminal/console.hpp"
#include "agent/ui/texts.hpp"
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

/// A locked PIN or PUK, or a last try that nobody confirmed, is told before anything is typed. Errors:
/// `locked`; pin_last_try.
Result<void> may_be_asked(tokens::PinState state, bool last_try_confirmed, ErrorCode locked);

/// A PIN or PUK: typed without being shown, or a line of standard input; never of the command line, which
/// everybody may read. Error: canceled.
Result<SecretBytes> ask_pin(Console& console, TextId question, Language language);

}  // namespace qoltanba::agent
