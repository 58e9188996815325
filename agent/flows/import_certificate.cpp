// The flow of basics.importCertificate: the certificate that came for a key made before, joined with it in a
// key file, or written beside it on its token.
#include "agent/enrolment/import.hpp"
#include "agent/enrolment/key_on_token.hpp"
#include "agent/flows/device_choice.hpp"
#include "agent/flows/flows.hpp"
#include "agent/flows/key_places.hpp"
#include "agent/flows/storages.hpp"
#include "agent/flows/summary.hpp"
#include "agent/platform/path_text.hpp"
#include "crypto/certificates/chain.hpp"

namespace qoltanba::agent {
namespace {

/// A token whose key waits.
struct OnToken {
    tokens::TokenDescription token;
    crypto::Certificate certificate;
};
using Waiting = std::variant<Matched, OnToken>;

const crypto::Certificate& certificate_of(const Waiting& waiting) {
    return std::visit([](const auto& one) -> const crypto::Certificate& { return one.certificate; }, waiting);
}

Result<Waiting> find_in_files(const Context& context, const protocol::ImportCertificateRequest& request) {
    if (!context.administrator.permits_storage("PKCS12"))
        return fail(ErrorCode::waiting_key_not_found, "the administrator permits no key files");
    QOLTANBA_TRY(auto matched, find_waiting_key(request.certificates, context.key_folders()));
    return Waiting(std::move(matched));
}

/// By what tokens show without their PINs.
Result<Waiting> find_on_tokens(Context& context, const protocol::ImportCertificateRequest& request,
                               const std::stop_token& stop) {
    await_devices(context);
    const auto tokens =
        context.devices == nullptr ? std::vector<tokens::TokenDescription>() : context.devices->tokens();
    for (const auto& token : tokens) {
        if (!context.administrator.permits_storage(token.storage())) continue;
        const auto found =
            context.devices->token_of(token, context.policy, stop)->awaited(request.certificates);
        // One that does not answer hides no other.
        if (found.has_error()) context.report(found.error());
        if (found && *found) return Waiting(OnToken{token, **found});
    }
    return fail(ErrorCode::waiting_key_not_found,
                "no key in a file or on a token waits for this certificate");
}

Result<Waiting> find_waiting(Context& context, const protocol::ImportCertificateRequest& request,
                             const std::stop_token& stop) {
    auto in_file = find_in_files(context, request);
    if (in_file || in_file.error().code != ErrorCode::waiting_key_not_found) return in_file;
    return find_on_tokens(context, request, stop);
}

/// All certificates that the page gave count: the chain may be among them. `folder`: of a key in a file.
SecretPrompt prompt_for(const Context& context, const crypto::Certificate& certificate,
                        const protocol::ImportCertificateRequest& request, std::string folder) {
    const auto at = context.clock();
    const auto chain = crypto::judge_chain(certificate, request.certificates, context.anchors, at);
    IssuedView issued{.certificate = summarise(certificate, context.anchors, at),
                      .folder = std::move(folder),
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

// What was imported stays so, whether or not the page waits for the answer. Both give what the page is told:
// where the certificate lies now.

Result<std::string> import_matched(Context& context, const Caller& caller, const Matched& matched,
                                   const protocol::ImportCertificateRequest& request, std::stop_token stop) {
    const auto folder = matched.waiting.key.parent_path();
    std::optional<Imported> imported;
    const auto join = [&](const TypedSecret& typed) -> Result<void> {
        QOLTANBA_TRY(imported, import_certificate(matched.waiting.key, {matched.certificate}, typed.current,
                                                  tokens::KeyFileLayout::modern, folder));
        return {};
    };
    const auto prompt = prompt_for(context, matched.certificate, request, path_to_utf8(folder));
    auto asked = ask_for_secret(context, caller, prompt, join, stop);
    if (!imported) {
        if (asked.has_error()) return std::move(asked).error();
        return fail(ErrorCode::internal, "a certificate was agreed to that was not imported");
    }
    context.report(remove_waiting_key(matched.waiting));
    context.report(remember(context, *imported));
    return path_to_utf8(imported->key_file.filename());
}

Result<std::string> import_matched(Context& context, const Caller& caller, const OnToken& waiting,
                                   const protocol::ImportCertificateRequest& request, std::stop_token stop) {
    const auto fits = [id = choice_of(waiting.token).id](const tokens::TokenDescription& token) {
        return choice_of(token).id == id;
    };
    PlacesOfKey places(context, false, fits, stop);
    bool is_written = false;
    const auto write = [&](const TypedSecret& typed) {
        const auto work = [&](tokens::DeviceToken& token,
                              const std::stop_token& while_writing) -> Result<void> {
            QOLTANBA_CHECK(import_into_token({waiting.certificate}, token, typed.current,
                                             typed.last_try_confirmed, while_writing));
            is_written = true;
            return {};
        };
        return places.with_token(typed.place, work);
    };
    auto prompt = prompt_for(context, waiting.certificate, request, {});
    prompt.places = &places;
    auto asked = ask_for_secret(context, caller, std::move(prompt), write, stop);
    if (!is_written) {
        if (asked.has_error()) return std::move(asked).error();
        return fail(ErrorCode::internal, "a certificate was agreed to that was not written");
    }
    return std::string(waiting.token.storage());
}

}  // namespace

Result<protocol::Outcome> import_certificate_for(Context& context, const Caller& caller,
                                                 const protocol::ImportCertificateRequest& request,
                                                 std::stop_token stop) {
    QOLTANBA_TRY(const auto permit, enter_gate(context, caller, stop));
    auto waiting = find_waiting(context, request, stop);
    if (!waiting) {
        // Whether a key waits here is told without a window, so it is told to nobody without end.
        context.gate.note_refused(caller);
        return std::move(waiting).error();
    }
    auto imported = std::visit(
        [&](const auto& found) { return import_matched(context, caller, found, request, stop); }, *waiting);
    const JournalEntry entry{.time = context.clock(),
                             .caller = caller,
                             .operation = "import certificate",
                             .document_digests = {},
                             .certificate_serial = certificate_of(*waiting).serial_number_hex(),
                             .outcome = imported ? "imported" : std::string(name_of(imported.error().code))};
    context.report(context.journal.record(entry));
    if (!imported) return imported.error();
    return protocol::Outcome(protocol::CertificateImported{*std::move(imported)});
}

}  // namespace qoltanba::agent
