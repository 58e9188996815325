// Hostile CRLs: the frame, the entries behind it, and two lists as base and delta.
#include "crypto/revocation/crl.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const BytesView input(data, size);
    static const auto anchors = crypto::Anchors::national_test();
    const auto information = crypto::read_crl_information(input);
    for (const auto& anchor : anchors.all()) {
        const crypto::CrlQuestion question{.issuer = crypto::IssuingAuthority::of(anchor),
                                           .serial_numbers = {Bytes{0x01}, Bytes{0x02}}};
        const auto statuses = crypto::judge_crl(input, input, question, {.at = now()});
        // No list is its own delta, and what cannot be read cannot be judged.
        if (statuses.has_value()) std::abort();
        const auto alone = crypto::judge_crl(input, std::nullopt, question, {.at = now()});
        if (alone.has_value() && (information.has_error() || alone->size() != 2)) std::abort();
    }
    return 0;
}
