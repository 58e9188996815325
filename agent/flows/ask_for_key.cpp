#include "agent/flows/flows.hpp"

namespace qoltanba::agent {
namespace {

Result<void> check_not_blocked(const Context& context, const Caller& caller) {
    if (!context.settings.values().blocked_origins.contains(caller.origin)) return {};
    return fail(ErrorCode::origin_refused, "the person blocked " + caller.origin);
}

}  // namespace

Result<Gate::Permit> enter_gate(Context& context, const Caller& caller, std::stop_token stop) {
    QOLTANBA_CHECK(check_not_blocked(context, caller));
    QOLTANBA_TRY(auto permit, context.gate.enter(caller, stop));
    // The person may have blocked the site in the window before this one.
    QOLTANBA_CHECK(check_not_blocked(context, caller));
    return permit;
}

Result<tokens::OpenedKey> ask_for_key(Context& context, Desk& desk, SignPrompt prompt, std::stop_token stop) {
    prompt.keys = desk.choices();
    prompt.added_anchors = context.anchors.has_added();
    if (const auto own = context.own_language()) prompt.language = own;

    QOLTANBA_TRY(const auto decision, context.prompter.ask(prompt, desk, stop));
    // The page may have gone while the person pressed the button: nobody would get the signature.
    if (stop.stop_requested()) {
        context.gate.note_withdrawn(prompt.caller);
        return fail(ErrorCode::canceled, "the page went away");
    }
    if (const auto* refusal = std::get_if<Refusal>(&decision)) {
        context.gate.note_refused(prompt.caller);
        if (refusal->block_site && !prompt.caller.is_local_program()) {
            QOLTANBA_CHECK(context.settings.block(prompt.caller.origin));
        }
        return fail(ErrorCode::canceled, "the person refused");
    }
    return desk.take(std::get<Approval>(decision).opened_key);
}

}  // namespace qoltanba::agent
