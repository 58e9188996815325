// Hostile OCSP answers, to a question whose issuer is one of the test authority's intermediates.
#include "crypto/revocation/ocsp.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const BytesView input(data, size);
    static const auto anchors = crypto::Anchors::national_test();
    for (const auto& anchor : anchors.all()) {
        crypto::OcspQuestion question{.issuer = crypto::IssuingAuthority::of(anchor),
                                      .serial_number = {0x01}};
        const auto verdict = crypto::judge_ocsp_response(input, question, {.at = now()});
        // What is believed speaks of the certificate that was asked about.
        if (verdict.has_value() && !crypto::speaks_of(input, question)) std::abort();
    }
    return 0;
}
