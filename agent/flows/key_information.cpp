#include "agent/flows/flows.hpp"
#include "agent/flows/storages.hpp"

namespace qoltanba::agent {

Result<protocol::Outcome> tell_key_information(Context& context, const Caller& caller,
                                               const protocol::KeyInformationRequest& request,
                                               std::stop_token stop) {
    QOLTANBA_CHECK(check_storages(context, {request.storage}));
    QOLTANBA_TRY(const auto permit, enter_gate(context, caller, stop));
    SignPrompt prompt;
    prompt.purpose = Purpose::key_information;
    prompt.caller = caller;
    // The page may see any key's certificate, expired ones too, as the original's chooser shows all.
    crypto::CertificateFilter any;
    any.allow_expired = true;
    Desk desk(context, any, Desk::Use::to_show, stop, {request.storage});
    auto key = ask_for_key(context, desk, std::move(prompt), stop);
    JournalEntry entry{.time = context.clock(),
                       .caller = caller,
                       .operation = "key information",
                       .document_digests = {},
                       .certificate_serial = key ? key->signer->certificate().serial_number_hex() : "",
                       .outcome = key ? "told" : std::string(name_of(key.error().code))};
    context.report(context.journal.record(entry));
    if (!key) return key.error();
    return protocol::Outcome(protocol::KeyInformation{key->alias, key->signer->certificate()});
}

}  // namespace qoltanba::agent
