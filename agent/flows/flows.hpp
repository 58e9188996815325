// The use cases, one function and one file each.
#pragma once

#include "agent/flows/context.hpp"
#include "agent/flows/desk.hpp"
#include "protocol/requests.hpp"

#include <stop_token>

namespace qoltanba::agent {

/// A site that the person blocked learns nothing, not even what is plugged in. Error: origin_refused.
Result<void> check_not_blocked(const Context& context, const Caller& caller);

/// The caller's turn at the gate; held for as long as it has the person's attention. Comes first in every
/// flow that opens a window, so that a page that may not ask costs nothing. Errors: origin_refused for a
/// blocked site, and those of Gate::enter.
Result<Gate::Permit> enter_gate(Context& context, const Caller& caller, std::stop_token stop);

/// Shows the prompt, with the permit held, and gives the key that was approved. A refusal is `canceled` and
/// counts at the gate, as does a request that its page took back; "block this site" is remembered.
Result<tokens::OpenedKey> ask_for_key(Context& context, Desk& desk, SignPrompt prompt, std::stop_token stop);

/// Shows the prompt, with the permit held, until what the person typed did. Errors: canceled, as ask_for_key,
/// also where `use` succeeded and the page had gone by then.
Result<void> ask_for_secret(Context& context, const Caller& caller, SecretPrompt prompt, const SecretUse& use,
                            std::stop_token stop);

Result<protocol::Outcome> sign(Context& context, const Caller& caller, const protocol::SignRequest& request,
                               std::stop_token stop);
/// applyCAdEST.
Result<protocol::Outcome> add_time_stamp(Context& context, const Caller& caller,
                                         const protocol::SignRequest& request, std::stop_token stop);
Result<protocol::Outcome> tell_key_information(Context& context, const Caller& caller,
                                               const protocol::KeyInformationRequest& request,
                                               std::stop_token stop);
Result<protocol::Outcome> choose_file(Context& context, const Caller& caller,
                                      const protocol::ChooseFileRequest& request, std::stop_token stop);
Result<protocol::Outcome> generate_key(Context& context, const Caller& caller,
                                       const protocol::GenerateKeyRequest& request, std::stop_token stop);
Result<protocol::Outcome> import_certificate_for(Context& context, const Caller& caller,
                                                 const protocol::ImportCertificateRequest& request,
                                                 std::stop_token stop);
Result<protocol::Outcome> list_active_tokens(Context& context);
Result<protocol::Outcome> tell_tokens_information(const Context& context,
                                                  const protocol::TokensInformationRequest& request);
Result<protocol::Outcome> change_language(Context& context, const protocol::ChangeLanguageRequest& request);
Result<protocol::Outcome> show_settings(Context& context, const Caller& caller, std::stop_token stop);

}  // namespace qoltanba::agent
