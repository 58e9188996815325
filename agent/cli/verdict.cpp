#include "agent/cli/verdict.hpp"

#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/xml.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace qoltanba::agent {
namespace {

/// XML begins with '<', perhaps after a byte order mark and white space; no form of CMS does.
bool looks_like_xml(BytesView file) {
    constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
    auto text = text_of(file);
    if (text.starts_with(byte_order_mark)) text.remove_prefix(byte_order_mark.size());
    const auto first = text.find_first_not_of(" \t\r\n");
    return first != std::string_view::npos && text[first] == '<';
}

Result<crypto::SignatureReport> verify(BytesView file, std::optional<BytesView> content,
                                       std::string& format) {
    if (looks_like_xml(file)) {
        format = "XML";
        return crypto::verify_xml(text_of(file));
    }
    format = "CMS";
    QOLTANBA_TRY(const auto cms, crypto::cms_from_text_or_der(file));
    return crypto::verify_cms(cms, content);
}

Verdict verdict_of(crypto::ChainState state) {
    switch (state) {
        case crypto::ChainState::trusted:
            return Verdict::valid;
        case crypto::ChainState::broken:
            return Verdict::broken;
        case crypto::ChainState::expired:
        case crypto::ChainState::not_yet_valid:
        case crypto::ChainState::unknown_issuer:
            return Verdict::undecided;
    }
    return Verdict::broken;
}

/// Two documents with one SHA-1 can be made: the right digest no longer says which of them was signed.
bool rests_on_sha1(const crypto::SignatureVerdict& signature) {
    return signature.digest == crypto::DigestAlgorithm::sha1 ||
           std::any_of(signature.parts.begin(), signature.parts.end(), [](const crypto::SignedPart& part) {
               return part.digest == crypto::DigestAlgorithm::sha1;
           });
}

/// What keeps a right signature from being valid, whoever made it.
std::vector<Error> doubts_about(const JudgedSignature& judged, Coverage enough) {
    std::vector<Error> doubts;
    if (rests_on_sha1(judged.signature)) doubts.push_back(fail(ErrorCode::algorithm_outdated, "SHA-1"));
    if (judged.only_part() && enough == Coverage::whole_document) {
        doubts.push_back(fail(ErrorCode::only_part_signed));
    }
    return doubts;
}

JudgedSignature judge(const crypto::SignatureVerdict& signature, const crypto::SignatureReport& report,
                      const crypto::Anchors& anchors, Time at, Coverage enough) {
    JudgedSignature judged{signature, std::nullopt, Verdict::broken, {}};
    if (signature.certificate) {
        judged.chain = crypto::judge_chain(*signature.certificate, report.certificates, anchors, at);
    }
    if (signature.fault) {
        // Without its content a detached signature is neither right nor wrong.
        if (signature.fault->code == ErrorCode::content_missing) judged.verdict = Verdict::undecided;
        judged.reasons.push_back(*signature.fault);
        return judged;
    }
    if (!judged.chain) return judged;
    judged.verdict = verdict_of(judged.chain->state);
    if (judged.chain->reason) judged.reasons.push_back(*judged.chain->reason);
    auto doubts = doubts_about(judged, enough);
    if (judged.verdict == Verdict::valid && !doubts.empty()) judged.verdict = Verdict::undecided;
    std::move(doubts.begin(), doubts.end(), std::back_inserter(judged.reasons));
    return judged;
}

/// One broken signature breaks the file; one undecided leaves it undecided.
Verdict together(const std::vector<JudgedSignature>& signatures) {
    const auto any = [&](Verdict verdict) {
        return std::any_of(signatures.begin(), signatures.end(),
                           [verdict](const JudgedSignature& one) { return one.verdict == verdict; });
    };
    if (signatures.empty() || any(Verdict::broken)) return Verdict::broken;
    return any(Verdict::undecided) ? Verdict::undecided : Verdict::valid;
}

bool same_parts(const JudgedSignature& a, const JudgedSignature& b) {
    return std::ranges::equal(a.signature.parts, b.signature.parts, {}, &crypto::SignedPart::uri,
                              &crypto::SignedPart::uri);
}

}  // namespace

bool JudgedSignature::only_part() const {
    return !signature.parts.empty() &&
           std::none_of(signature.parts.begin(), signature.parts.end(),
                        [](const crypto::SignedPart& part) { return part.whole_document; });
}

bool JudgedFile::only_part() const {
    return std::any_of(signatures.begin(), signatures.end(),
                       [](const JudgedSignature& one) { return one.only_part(); });
}

JudgedFile judge_file(BytesView file, std::optional<BytesView> content, const crypto::Anchors& anchors,
                      Time at, Coverage enough) {
    JudgedFile judged;
    auto report = verify(file, content, judged.format);
    if (!report) {
        judged.fault = report.error();
        return judged;
    }
    for (const auto& signature : report->signatures) {
        judged.signatures.push_back(judge(signature, *report, anchors, at, enough));
    }
    judged.signed_content = std::move(report->signed_content);
    judged.verdict = together(judged.signatures);
    return judged;
}

Result<BytesView> octets_signed_by_all(const JudgedFile& file) {
    if (file.fault) return *file.fault;
    for (const auto& one : file.signatures) {
        if (one.signature.fault) return *one.signature.fault;
        if (one.verdict == Verdict::broken) return fail(ErrorCode::certificate_untrusted);
        if (!same_parts(one, file.signatures.front())) {
            return fail(ErrorCode::only_part_signed, "the signatures cover different parts");
        }
    }
    return BytesView(file.signed_content);
}

}  // namespace qoltanba::agent
