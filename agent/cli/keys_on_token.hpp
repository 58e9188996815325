// What `keys generate` and `keys import` do where the key is to lie on a token.
#pragma once

#include "agent/enrolment/new_key.hpp"
#include "agent/ui/terminal/console.hpp"

#include <filesystem>
#include <string>

namespace CLI {
class App;
}

namespace qoltanba::agent {

struct TokenChoice {
    std::string name;       ///< label or serial number; empty: the key is a file
    bool last_try = false;  ///< its PIN may be asked for though one try is left
    [[nodiscard]] bool is_wanted() const { return !name.empty(); }
};

/// --token and --last-try.
void add_token_options(CLI::App& command, TokenChoice& choice, const std::string& what);

/// Makes the key on the token and the request for its certificate in this folder; gives the request. Errors:
/// those of tokens::DeviceToken::generate and of request_again; pin_locked, pin_last_try, canceled.
Result<std::filesystem::path> make_key_on_token(const NewKey& wanted, const TokenChoice& choice,
                                                const std::filesystem::path& folder, Console& console,
                                                Language language);

/// Writes the first of these certificates whose key is on the token beside that key; gives it. Errors: those
/// of tokens::DeviceToken::write_certificate; pin_locked, pin_last_try, canceled.
Result<crypto::Certificate> import_into_token(const std::vector<crypto::Certificate>& certificates,
                                              const TokenChoice& choice, Console& console, Language language);

}  // namespace qoltanba::agent
