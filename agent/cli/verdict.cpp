#include "agent/cli/verdict.hpp"

#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/xml.hpp"

#include <algorithm>

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

JudgedSignature judge(const crypto::SignatureVerdict& signature, const crypto::SignatureReport& report,
                      const crypto::Anchors& anchors, Time at) {
    JudgedSignature judged{signature, std::nullopt, Verdict::broken};
    if (signature.certificate) {
        judged.chain = crypto::judge_chain(*signature.certificate, report.certificates, anchors, at);
    }
    if (signature.fault || !judged.chain) return judged;
    switch (judged.chain->state) {
        case crypto::ChainState::trusted:
            judged.verdict = Verdict::valid;
            break;
        case crypto::ChainState::broken:
            judged.verdict = Verdict::broken;
            break;
        case crypto::ChainState::expired:
        case crypto::ChainState::not_yet_valid:
        case crypto::ChainState::unknown_issuer:
            judged.verdict = Verdict::undecided;
            break;
    }
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

}  // namespace

JudgedFile judge_file(BytesView file, std::optional<BytesView> content, const crypto::Anchors& anchors,
                      Time at) {
    JudgedFile judged;
    const auto report = verify(file, content, judged.format);
    if (!report) {
        judged.fault = report.error();
        // Without its content a detached signature is neither right nor wrong.
        if (report.error().code == ErrorCode::content_missing) judged.verdict = Verdict::undecided;
        return judged;
    }
    for (const auto& signature : report->signatures) {
        judged.signatures.push_back(judge(signature, *report, anchors, at));
    }
    judged.signed_octets = report->signed_content.size();
    judged.verdict = together(judged.signatures);
    return judged;
}

}  // namespace qoltanba::agent
