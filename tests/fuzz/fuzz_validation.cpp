// Any file through the whole of a validation, offline: it always ends with a report that holds together.
#include "crypto/validation/validate.hpp"

#include <array>
#include <cstdint>
#include <cstdlib>

namespace {

using namespace qoltanba::crypto;

bool holds_together(const Conclusion& conclusion) {
    const bool passed = conclusion.indication == Indication::total_passed;
    return passed == (conclusion.sub_indication == SubIndication::none) &&
           passed == conclusion.reasons.empty();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    static const auto anchors = Anchors::national_test();
    static const auto at = *time_from_iso("2026-07-20T09:15:00Z");
    const BytesView input(data, size);
    const std::array<BytesView, 1> evidence{input};
    const auto report = validate(
        {.file = input, .content = bytes_of("content"), .crls = evidence, .ocsp_responses = evidence},
        {.anchors = anchors, .at = at, .coverage = Coverage::part_suffices});
    if (!holds_together(report.conclusion)) std::abort();
    for (const auto& signer : report.signers) {
        if (!holds_together(signer.conclusion)) std::abort();
        if (signer.fault && signer.conclusion.passed()) std::abort();
        if (signer.conclusion.passed() && signer.chain.state != ChainState::trusted) std::abort();
        for (const auto& stamp : signer.time_stamps) {
            if (!holds_together(stamp.conclusion)) std::abort();
        }
    }
    return 0;
}
