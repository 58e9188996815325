// The flow of a signature: documents -> the person's consent and key -> one signature each -> the outcome.
#include "agent/flows/documents.hpp"
#include "agent/flows/flows.hpp"
#include "agent/flows/stamping.hpp"
#include "agent/flows/storages.hpp"
#include "agent/ui/document_view.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/xml.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

using crypto::Signer;
using protocol::Document;
using protocol::SignatureFormat;
using protocol::SignRequest;

bool is_co_signed(const Document& document, const SignRequest& request) {
    return request.format == SignatureFormat::cms && request.co_sign && !document.is_digest &&
           crypto::is_signed_data(document.content);
}

Result<Bytes> sign_as_cms(Signer& signer, const Document& document, const SignRequest& request, Time at) {
    if (document.is_digest) return crypto::create_cms_of_digest(signer, document.content, at);
    if (is_co_signed(document, request)) {
        return crypto::add_cms_signer(signer, document.content, std::nullopt, at);
    }
    return crypto::create_cms(signer, document.content, {.attach = request.attach, .signing_time = at});
}

Result<Bytes> sign_as_xml(Signer& signer, const Document& document, const SignRequest& request) {
    QOLTANBA_TRY(const auto text, crypto::sign_xml(signer, text_of(document.content), request.xml));
    return copy_of(bytes_of(text));
}

Result<Bytes> sign_raw(Signer& signer, const Document& document) {
    const auto algorithm = crypto::suite_of(signer.family()).digest;
    if (document.is_digest) return signer.sign(algorithm, document.content);
    return signer.sign_content(algorithm, document.content);
}

Result<Bytes> sign_one(Signer& signer, const Document& document, const SignRequest& request, Time at) {
    switch (request.format) {
        case SignatureFormat::cms:
            return sign_as_cms(signer, document, request, at);
        case SignatureFormat::xml:
            return sign_as_xml(signer, document, request);
        case SignatureFormat::raw:
            return sign_raw(signer, document);
    }
    return fail(ErrorCode::internal, "unknown signature format");
}

/// A stamp stands beside the signatures of a CMS; nothing else has a place for one.
bool gets_time_stamp(const SignRequest& request) {
    return request.time_stamp && request.format == SignatureFormat::cms;
}

std::string_view operation_of(SignatureFormat format) {
    switch (format) {
        case SignatureFormat::cms:
            return "sign cms";
        case SignatureFormat::xml:
            return "sign xml";
        case SignatureFormat::raw:
            return "sign raw";
    }
    return "sign";
}

/// What a request may be for a person to look at it. A digest's length is not checked, as NCALayer does not:
/// the published client's recorded calls hand over a digest's text with its end of line. Errors: too_large;
/// digest_length_mismatch for what is no text of a digest either.
Result<void> check_extent(const SignRequest& request) {
    constexpr std::size_t most_documents = 10'000;
    constexpr std::size_t longest_digest = 1024;
    if (request.documents.size() > most_documents)
        return fail(ErrorCode::too_large, std::to_string(request.documents.size()) + " documents");
    const auto is_too_long = [](const Document& document) {
        return document.is_digest && document.content.size() > longest_digest;
    };
    if (std::ranges::any_of(request.documents, is_too_long)) return fail(ErrorCode::digest_length_mismatch);
    return {};
}

/// How much of each document is kept to be shown: what is kept of all of them has a bound.
std::size_t shown_of_each(const Documents& documents) {
    constexpr std::size_t of_all = std::size_t{8} << 20U;
    constexpr std::size_t least = 1024;
    return std::clamp(of_all / documents.list().size(), least, shown_text_limit);
}

/// A CMS that gets one more signer shows what that signature goes over: the content inside, not its wrapping.
Result<DocumentView> view_of_co_signed(const Document& document, const std::string& name, std::size_t shown) {
    QOLTANBA_TRY(const auto report, crypto::verify_cms(document.content, std::nullopt));
    auto view = view_of_document(report.signed_content, name, shown);
    for (const auto& earlier : report.signatures) {
        if (earlier.fault && earlier.fault->code == ErrorCode::content_missing) return *earlier.fault;
        if (!earlier.fault && earlier.certificate)
            view.earlier_signers.push_back(crypto::holder_of(*earlier.certificate).common_name);
    }
    return view;
}

bool names_elements(const SignRequest& request) {
    return request.format == SignatureFormat::xml &&
           !(request.xml.signed_element_xpath.empty() && request.xml.signature_parent_xpath.empty());
}

/// An element that a page names is all that its signature says anything of; the person sees that alone.
Result<DocumentView> view_of_part(Context& context, const Document& document, const SignRequest& request,
                                  const std::string& name, std::size_t shown) {
    const auto my_turn = context.large_work.turn(document.content.size());
    QOLTANBA_TRY(const auto part, crypto::part_to_sign(text_of(document.content), request.xml));
    auto view = view_of_document(bytes_of(part.text), name, shown);
    view.part = part.label;
    return view;
}

Result<std::vector<DocumentView>> views_of(Context& context, const Documents& documents,
                                           const SignRequest& request) {
    std::vector<DocumentView> views;
    views.reserve(documents.list().size());
    const auto shown = shown_of_each(documents);
    for (const auto& document : documents.list()) {
        if (document.is_digest) {
            views.push_back(view_of_digest(document.content, documents.name()));
        } else if (is_co_signed(document, request)) {
            QOLTANBA_TRY(auto view, view_of_co_signed(document, documents.name(), shown));
            views.push_back(std::move(view));
        } else if (request.format == SignatureFormat::raw) {
            views.push_back(view_of_bare(document.content, documents.name(), shown));
        } else if (names_elements(request)) {
            QOLTANBA_TRY(auto view, view_of_part(context, document, request, documents.name(), shown));
            views.push_back(std::move(view));
        } else {
            views.push_back(view_of_document(document.content, documents.name(), shown));
        }
    }
    return views;
}

Result<Bytes> sign_in_turn(Context& context, tokens::OpenedKey& key, const Document& document,
                           const SignRequest& request, const std::stop_token& stop) {
    const auto my_turn = context.large_work.turn(document.content.size());
    if (stop.stop_requested()) return fail(ErrorCode::canceled, "the page went away");
    return sign_one(*key.signer, document, request, context.clock());
}

/// What was done, for the page and for the journal.
struct Signed {
    protocol::SignedDocuments documents;
    bool waits_for_time_stamp = false;
};

Result<Signed> sign_all(Context& context, const Caller& caller, tokens::OpenedKey& key,
                        const Documents& documents, const SignRequest& request, const std::stop_token& stop) {
    Signed done;
    auto& outcome = done.documents;
    outcome.format = request.format;
    if (request.output_certificate) outcome.certificate = key.signer->certificate();
    for (const auto& document : documents.list()) {
        QOLTANBA_TRY(auto signature, sign_in_turn(context, key, document, request, stop));
        if (gets_time_stamp(request)) {
            const auto before = is_co_signed(document, request) ? BytesView(document.content) : BytesView();
            QOLTANBA_TRY(auto stamped,
                         stamp_new_signature(context, caller, std::move(signature), before, stop));
            signature = std::move(stamped.cms);
            done.waits_for_time_stamp = done.waits_for_time_stamp || stamped.waits;
        }
        outcome.results.push_back(std::move(signature));
    }
    return done;
}

std::vector<std::string> digests_of(const std::vector<DocumentView>& views) {
    std::vector<std::string> digests;
    digests.reserve(views.size());
    for (const auto& view : views) digests.push_back(view.sha256);
    return digests;
}

std::string in_journal(const Result<Signed>& outcome) {
    if (!outcome) return std::string(name_of(outcome.error().code));
    return outcome->waits_for_time_stamp ? "signed, the time stamp comes later" : "signed";
}

/// A journal that cannot be written is no reason to keep back what the person signed; the log says so.
void write_journal(Context& context, const Caller& caller, const SignRequest& request,
                   const std::vector<std::string>& digests, const std::string& serial,
                   const Result<Signed>& outcome) {
    const JournalEntry entry{.time = context.clock(),
                             .caller = caller,
                             .operation = std::string(operation_of(request.format)),
                             .document_digests = digests,
                             .certificate_serial = serial,
                             .outcome = in_journal(outcome)};
    context.report(context.journal.record(entry));
}

}  // namespace

Result<protocol::Outcome> sign(Context& context, const Caller& caller, const SignRequest& request,
                               std::stop_token stop) {
    QOLTANBA_CHECK(check_extent(request));
    if (gets_time_stamp(request)) QOLTANBA_CHECK(check_stamps_are_made(context));
    QOLTANBA_CHECK(check_storages(context, request.storages));
    QOLTANBA_TRY(const auto permit, enter_gate(context, caller, stop));
    QOLTANBA_TRY(const auto documents, documents_of(context, caller, request));
    QOLTANBA_TRY(auto views, views_of(context, documents, request));
    const auto digests = digests_of(views);

    SignPrompt prompt;
    prompt.purpose = Purpose::sign;
    prompt.caller = caller;
    prompt.documents = std::move(views);
    prompt.language = request.language;

    Desk desk(context, request.filter, Desk::Use::to_sign, stop, request.storages);
    auto key = ask_for_key(context, desk, std::move(prompt), stop);
    if (!key) {
        write_journal(context, caller, request, digests, {}, key.error());
        return key.error();
    }
    auto outcome = sign_all(context, caller, *key, documents, request, stop);
    write_journal(context, caller, request, digests, key->signer->certificate().serial_number_hex(), outcome);
    if (!outcome) return outcome.error();
    return protocol::Outcome(std::move(outcome->documents));
}

}  // namespace qoltanba::agent
