// The flow of basics.importCertificate: the certificate that came for a key made before, joined with it in a
// key file.
#include "agent/enrolment/import.hpp"
#include "agent/flows/flows.hpp"
#include "agent/flows/summary.hpp"
#include "agent/platform/path_text.hpp"
#include "crypto/certificates/chain.hpp"

namespace qoltanba::agent {
namespace {

/// `came` are all certificates that the page gave: its chain may be among them.
SecretPrompt prompt_for(const Context& context, const Matched& matched,
                        const protocol::ImportCertificateRequest& request) {
    const auto at = context.clock();
    const auto chain = crypto::judge_chain(matched.certificate, request.certificates, context.anchors, at);
    IssuedView issued{.certificate = summarise(matched.certificate, context.anchors, at),
                      .folder = path_to_utf8(matched.waiting.key.parent_path()),
                      .caution = {}};
    if (chain.state != crypto::ChainState::trusted)
        issued.caution = chain.reason.value_or(fail(ErrorCode::certificate_untrusted));
    return {.caller = {}, .what = std::move(issued), .language = request.language};
}

/// A window shows the holder's name instead of the file's from now on.
Result<void> remember(Context& context, const Imported& imported) {
    QOLTANBA_TRY(const auto file, tokens::look_at_key_file(imported.key_file));
    return context.key_memory.remember(file, {imported.certificate});
}

/// What was imported stays so, whether or not the page waits for the answer.
Result<Imported> import_matched(Context& context, const Caller& caller, const Matched& matched,
                                const protocol::ImportCertificateRequest& request, std::stop_token stop) {
    std::optional<Imported> imported;
    const auto join = [&](const TypedSecret& typed) -> Result<void> {
        QOLTANBA_TRY(imported,
                     import_certificate(matched.waiting.key, {matched.certificate}, typed.current,
                                        tokens::KeyFileLayout::modern, matched.waiting.key.parent_path()));
        return {};
    };
    auto asked = ask_for_secret(context, caller, prompt_for(context, matched, request), join, stop);
    if (!imported) {
        if (asked.has_error()) return std::move(asked).error();
        return fail(ErrorCode::internal, "a certificate was agreed to that was not imported");
    }
    context.report(remove_waiting_key(matched.waiting));
    context.report(remember(context, *imported));
    return std::move(*imported);
}

}  // namespace

Result<protocol::Outcome> import_certificate_for(Context& context, const Caller& caller,
                                                 const protocol::ImportCertificateRequest& request,
                                                 std::stop_token stop) {
    QOLTANBA_CHECK(check_key_files_permitted(context));
    QOLTANBA_TRY(const auto permit, enter_gate(context, caller, stop));
    auto matched = find_waiting_key(request.certificates, context.key_folders());
    if (!matched) {
        // Whether a key waits here is told without a window, so it is told to nobody without end.
        context.gate.note_refused(caller);
        return std::move(matched).error();
    }
    const auto imported = import_matched(context, caller, *matched, request, stop);
    const JournalEntry entry{.time = context.clock(),
                             .caller = caller,
                             .operation = "import certificate",
                             .document_digests = {},
                             .certificate_serial = matched->certificate.serial_number_hex(),
                             .outcome = imported ? "imported" : std::string(name_of(imported.error().code))};
    context.report(context.journal.record(entry));
    if (!imported) return imported.error();
    return protocol::Outcome(protocol::CertificateImported{path_to_utf8(imported->key_file.filename())});
}

}  // namespace qoltanba::agent
