// Hostile SignedData: text or octets in, verdicts out.
#include "crypto/signatures/cms.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const BytesView input(data, size);
    const auto cms = crypto::cms_from_text_or_der(input);
    if (cms.has_error()) return 0;
    const auto alone = crypto::verify_cms(*cms, std::nullopt);
    const auto beside = crypto::verify_cms(*cms, bytes_of("content"));
    // What verifies is a SignedData, and a content given beside does not decide whether it can be read.
    if (alone.has_value() != beside.has_value()) std::abort();
    if (alone.has_value() && !crypto::is_signed_data(*cms)) std::abort();
    return 0;
}
