#include "agent/flows/flows.hpp"

namespace qoltanba::agent {
namespace {

Error page_has_gone(Context& context, const Caller& caller) {
    context.gate.note_withdrawn(caller);
    return fail(ErrorCode::canceled, "the page went away");
}

/// Counted at the gate; "block this site" is remembered.
Error note_refusal(Context& context, const Caller& caller, const Refusal& refusal) {
    context.gate.note_refused(caller);
    if (refusal.block_site && !caller.is_local_program()) {
        if (auto kept = context.settings.block(caller.origin); kept.has_error())
            return std::move(kept).error();
    }
    return fail(ErrorCode::canceled, "the person refused");
}

}  // namespace

Result<void> check_not_blocked(const Context& context, const Caller& caller) {
    if (!context.settings.values().blocked_origins.contains(caller.origin)) return {};
    return fail(ErrorCode::origin_refused, "the person blocked " + caller.origin);
}

Result<Gate::Permit> enter_gate(Context& context, const Caller& caller, std::stop_token stop) {
    QOLTANBA_CHECK(check_not_blocked(context, caller));
    QOLTANBA_TRY(auto permit, context.gate.enter(caller, stop));
    // The person may have blocked the site in the window before this one.
    QOLTANBA_CHECK(check_not_blocked(context, caller));
    return permit;
}

Result<tokens::OpenedKey> ask_for_key(Context& context, Desk& desk, SignPrompt prompt, std::stop_token stop) {
    prompt.keys = desk.choices();
    prompt.files_allowed = desk.offers_files();
    prompt.devices_allowed = desk.offers_devices();
    prompt.added_anchors = context.anchors.has_added();
    if (const auto own = context.own_language()) prompt.language = own;

    QOLTANBA_TRY(const auto decision, context.prompter.ask(prompt, desk, stop));
    // The page may have gone while the person pressed the button: nobody would get the signature.
    if (stop.stop_requested()) return page_has_gone(context, prompt.caller);
    if (const auto* refusal = std::get_if<Refusal>(&decision))
        return note_refusal(context, prompt.caller, *refusal);
    return desk.take(std::get<Approval>(decision).opened_key);
}

Result<void> ask_for_secret(Context& context, const Caller& caller, SecretPrompt prompt, const SecretUse& use,
                            std::stop_token stop) {
    prompt.caller = caller;
    if (const auto own = context.own_language()) prompt.language = own;
    QOLTANBA_TRY(const auto decision, context.prompter.ask_for_secret(prompt, use, stop));
    if (stop.stop_requested()) return page_has_gone(context, caller);
    if (const auto* refusal = std::get_if<Refusal>(&decision)) return note_refusal(context, caller, *refusal);
    return {};
}

}  // namespace qoltanba::agent
