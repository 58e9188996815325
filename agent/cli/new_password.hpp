// Asking for passwords of keys on the command line.
#pragma once

#include "agent/ui/terminal/console.hpp"
#include "crypto/base/language.hpp"
#include "crypto/base/result.hpp"

namespace qoltanba::agent {

/// The password of a key that is there. Error: canceled.
Result<SecretBytes> ask_password(Console& console, Language language);

/// A new password that follows the national CA's rule: a person types it twice, and again until it does; a
/// script gives one line. Errors: canceled; password_too_simple, of a script's line.
Result<SecretBytes> ask_new_password(Console& console, Language language);

}  // namespace qoltanba::agent
