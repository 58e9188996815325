// The flow of applyCAdEST: a time stamp over a signature that is there already. No key is used and nothing is
// signed in anybody's name, so no window comes; the gate bounds how often a site may do it.
#include "agent/flows/documents.hpp"
#include "agent/flows/flows.hpp"
#include "agent/flows/stamping.hpp"
#include "crypto/algorithms/digest.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

/// How many stamps the call asks for.
Result<std::size_t> missing_stamps(const Documents& documents) {
    std::size_t missing = 0;
    for (const auto& document : documents.list()) {
        QOLTANBA_TRY(const auto of_this, missing_time_stamps(document.content));
        missing += of_this;
    }
    return missing;
}

/// A page that has stamps made again and again, unseen, has to wait as one whose windows led to nothing. Each
/// stamp counts: a CMS may have any number of signers. A call that needs none counts as one.
Result<void> check_number(Context& context, const Caller& caller, const Documents& documents) {
    const auto missing = missing_stamps(documents);
    const auto counted = missing ? std::max<std::size_t>(*missing, 1) : 1;
    QOLTANBA_CHECK(context.gate.note_unseen(caller, counted));
    if (!missing) return missing.error();
    return {};
}

Result<protocol::Outcome> stamp_all(Context& context, const Caller& caller, const Documents& documents,
                                    const std::stop_token& stop) {
    QOLTANBA_CHECK(check_number(context, caller, documents));
    protocol::SignedDocuments outcome;
    const auto services = context.evidence->time_stamping(context.anchors);
    for (const auto& document : documents.list()) {
        QOLTANBA_TRY(auto stamped, with_time_stamps(document.content, services, stop));
        outcome.results.push_back(std::move(stamped));
    }
    return protocol::Outcome(std::move(outcome));
}

std::vector<std::string> digests_of(const Documents& documents) {
    std::vector<std::string> digests;
    for (const auto& document : documents.list())
        digests.push_back(to_hex(crypto::digest_of(crypto::DigestAlgorithm::sha256, document.content)));
    return digests;
}

}  // namespace

Result<protocol::Outcome> add_time_stamp(Context& context, const Caller& caller,
                                         const protocol::SignRequest& request, std::stop_token stop) {
    QOLTANBA_CHECK(check_stamps_are_made(context));
    QOLTANBA_TRY(const auto permit, enter_gate(context, caller, stop));
    QOLTANBA_TRY(const auto documents, documents_of(context, caller, request));
    auto outcome = stamp_all(context, caller, documents, stop);
    const JournalEntry entry{.time = context.clock(),
                             .caller = caller,
                             .operation = "time stamp",
                             .document_digests = digests_of(documents),
                             .certificate_serial = {},
                             .outcome = outcome ? "stamped" : std::string(name_of(outcome.error().code))};
    context.report(context.journal.record(entry));
    return outcome;
}

}  // namespace qoltanba::agent
