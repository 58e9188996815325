#include "agent/cli/keys_on_token.hpp"

#include "agent/cli/plugged_tokens.hpp"
#include "agent/enrolment/key_on_token.hpp"
#include "agent/platform/whole_path.hpp"
#include "crypto/certificates/write.hpp"
#include "tokens/files/new_key_file.hpp"

#include <CLI/CLI.hpp>

#include <utility>

namespace qoltanba::agent {
namespace {

/// The token that was named, and its PIN.
struct Chosen {
    std::unique_ptr<tokens::DeviceToken> token;
    SecretBytes pin;  ///< empty where it is typed at the reader, or not needed
};

Result<Chosen> choose(const TokenChoice& choice, Console& console, Language language) {
    QOLTANBA_TRY(const auto service, watch_tokens());
    await_tokens(*service);
    QOLTANBA_TRY(const auto description, choose_token(*service, choice.name));
    Chosen chosen{service->token_of(description, {}), {}};
    if (!description.login_required()) return chosen;
    QOLTANBA_CHECK(may_be_asked(description.pin_state(), choice.last_try, ErrorCode::pin_locked));
    if (!description.has_pin_pad()) {
        QOLTANBA_TRY(chosen.pin, ask_pin(console, TextId::ask_for_pin, language));
    }
    return chosen;
}

}  // namespace

void add_token_options(CLI::App& command, TokenChoice& choice, const std::string& what) {
    command.add_option("--token", choice.name, what + " of this name or serial number");
    command.add_flag("--last-try", choice.last_try, "Ask the token for its PIN though one try is left");
}

Result<std::filesystem::path> make_key_on_token(const NewKey& wanted, const TokenChoice& choice,
                                                const std::filesystem::path& folder, Console& console,
                                                Language language) {
    QOLTANBA_TRY(const auto order, order_of(wanted));
    QOLTANBA_CHECK(crypto::check_request_order(order));  // before anybody types a PIN
    QOLTANBA_TRY(const auto chosen, choose(choice, console, language));
    QOLTANBA_TRY(const auto made, make_key_on_token(wanted, *chosen.token, chosen.pin, choice.last_try));
    QOLTANBA_TRY(const auto identifier, crypto::key_identifier_of(made.key.public_key.spki()));
    const auto stem = tokens::key_file_stem(wanted.family, wanted.use, identifier);
    auto request = whole_path(folder) / (stem + ".csr");
    QOLTANBA_CHECK(request_again(order, made.key.public_key, made.key.sign, request));
    return request;
}

Result<crypto::Certificate> import_into_token(const std::vector<crypto::Certificate>& certificates,
                                              const TokenChoice& choice, Console& console,
                                              Language language) {
    QOLTANBA_TRY(const auto chosen, choose(choice, console, language));
    return import_into_token(certificates, *chosen.token, chosen.pin, choice.last_try);
}

}  // namespace qoltanba::agent
