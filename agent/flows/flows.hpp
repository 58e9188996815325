// The use cases, one function and one file each.
#pragma once

#include "agent/flows/context.hpp"
#include "agent/flows/desk.hpp"
#include "protocol/requests.hpp"

#include <stop_token>

namespace qoltanba::agent {

/// Asks the person: takes the caller's turn at the gate, shows the prompt, and gives the key that was
/// approved. A refusal is `canceled` and counts at the gate; "block this site" is remembered. Used by every
/// flow that needs a key.
Result<tokens::OpenedKey> ask_for_key(Context& context, Desk& desk, SignPrompt prompt, std::stop_token stop);

Result<protocol::Outcome> sign(Context& context, const Caller& caller, const protocol::SignRequest& request,
                               std::stop_token stop);
Result<protocol::Outcome> tell_key_information(Context& context, const Caller& caller,
                                               const protocol::KeyInformationRequest& request,
                                               std::stop_token stop);
Result<protocol::Outcome> choose_file(Context& context, const Caller& caller,
                                      const protocol::ChooseFileRequest& request, std::stop_token stop);
Result<protocol::Outcome> list_active_tokens(Context& context);
Result<protocol::Outcome> change_language(Context& context, const protocol::ChangeLanguageRequest& request);
Result<protocol::Outcome> show_settings(Context& context);

}  // namespace qoltanba::agent
