#include "agent/flows/flows.hpp"
#include "agent/platform/path_text.hpp"

namespace qoltanba::agent {

Result<protocol::Outcome> choose_file(Context& context, const Caller& caller,
                                      const protocol::ChooseFileRequest& request, std::stop_token stop) {
    QOLTANBA_TRY(const auto permit, enter_gate(context, caller, stop));
    // The page's wish for a folder is not followed: whether it exists is none of the page's business.
    QOLTANBA_TRY(const auto chosen,
                 context.prompter.choose_file({caller, request.extension, context.own_language()}, stop));
    if (stop.stop_requested()) {
        context.gate.note_withdrawn(caller);
        return fail(ErrorCode::canceled, "the page went away");
    }
    if (!chosen) {
        context.gate.note_refused(caller);
        return fail(ErrorCode::canceled, "the person chose no file");
    }
    const auto path = path_to_utf8(*chosen);
    context.chosen_paths.note(caller, path);
    return protocol::Outcome(protocol::ChosenFile{path});
}

}  // namespace qoltanba::agent
