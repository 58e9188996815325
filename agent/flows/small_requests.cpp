// Requests that need nobody's consent.
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

Result<protocol::Outcome> show_settings(Context& context) {
    context.prompter.show_settings();
    return protocol::Outcome(protocol::Done{});
}

}  // namespace qoltanba::agent
