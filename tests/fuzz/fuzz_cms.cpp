// Hostile SignedData: text or octets in, verdicts out; the same verdicts where the content stands apart.
#include "crypto/cms/content_apart.hpp"
#include "crypto/signatures/cms.hpp"

#include <cstdint>
#include <cstdlib>

namespace {

using namespace qoltanba;

/// A file whose content can be left in it is judged without it as it is with it.
void judge_beside(BytesView detached, BytesView octets, const Result<crypto::SignatureReport>& whole) {
    crypto::cms::ContentDigests content(octets);
    const auto apart = crypto::verify_cms(detached, &content);
    if (apart.has_value() != whole.has_value()) std::abort();
    if (whole.has_value() && apart->intact() != whole->intact()) std::abort();
}

void judge_apart(BytesView cms, const Result<crypto::SignatureReport>& whole) {
    const auto place = crypto::cms::find_content(cms, cms.size());
    if (!place) return;
    const auto end = place->offset + place->size;
    const auto detached = crypto::cms::detached_from(cms.first(place->offset), place->size, cms.subspan(end));
    if (detached.has_error()) std::abort();
    judge_beside(*detached, cms.subspan(place->offset, place->size), whole);
}

/// The same where it stands in pieces.
void judge_pieces(BytesView cms, const Result<crypto::SignatureReport>& whole) {
    const auto begin = crypto::cms::find_pieces(cms);
    if (!begin) return;
    crypto::cms::ContentPieces pieces;
    Bytes content;
    for (auto rest = cms.subspan(*begin); !rest.empty() && !pieces.ended();) {
        const auto octets = pieces.next(rest);
        if (octets.has_error()) return;
        append(content, *octets);
    }
    const auto after = cms.subspan(*begin + pieces.passed());
    const auto detached = crypto::cms::detached_from_pieces(cms.first(*begin), after);
    if (pieces.ended() && detached.has_value()) judge_beside(*detached, content, whole);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView input(data, size);
    const auto cms = crypto::cms_from_text_or_der(input);
    if (cms.has_error()) return 0;
    const auto alone = crypto::verify_cms(*cms, std::nullopt);
    const auto beside = crypto::verify_cms(*cms, bytes_of("content"));
    // What verifies is a SignedData, and a content given beside does not decide whether it can be read.
    if (alone.has_value() != beside.has_value()) std::abort();
    if (alone.has_value() && !crypto::is_signed_data(*cms)) std::abort();
    judge_apart(*cms, alone);
    judge_pieces(*cms, alone);
    return 0;
}
