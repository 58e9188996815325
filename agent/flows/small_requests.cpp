// Requests that touch no key.
#include "agent/flows/flows.hpp"
#include "agent/flows/storages.hpp"

namespace qoltanba::agent {

Result<protocol::Outcome> list_active_tokens(Context& context) {
    return protocol::Outcome(protocol::ActiveTokens{devices_present(context)});
}

Result<protocol::Outcome> change_language(Context& context, const protocol::ChangeLanguageRequest& request) {
    // The administrator's and the person's own choice go before a page's wish.
    if (request.language && !context.own_language()) context.prompter.change_language(*request.language);
    return protocol::Outcome(protocol::Done{});
}

Result<protocol::Outcome> show_settings(Context& context, const Caller& caller, std::stop_token stop) {
    // A window that a page opens is one that comes between the person and their work.
    QOLTANBA_TRY(const auto permit, enter_gate(context, caller, stop));
    context.gate.note_refused(caller);
    context.prompter.show_settings();
    return protocol::Outcome(protocol::Done{});
}

}  // namespace qoltanba::agent
