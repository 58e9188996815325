// Requests that touch no key.
#include "agent/flows/flows.hpp"

namespace qoltanba::agent {

Result<protocol::Outcome> list_active_tokens(Context&) {
    // Key files are always there and never listed; devices are listed when plugged in, and none is served.
    return protocol::Outcome(protocol::ActiveTokens{});
}

Result<protocol::Outcome> change_language(Context& context, const protocol::ChangeLanguageRequest& request) {
    // The person's own choice goes before a page's wish.
    const bool person_chose = context.settings.values().language.has_value();
    if (request.language && !person_chose) context.prompter.change_language(*request.language);
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
