// Hostile XML: read, canonicalised, judged; and the fault of what is refused is found in bounded time.
#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_fault.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const auto text = text_of(BytesView(data, size));
    const auto checked = crypto::check_xml(text);
    const auto fault = crypto::find_xml_fault(text);
    // Every fault has a text, and what is refused for DOCTYPE is seen as such by both readers.
    if (checked.has_error() && checked.error().detail.empty()) std::abort();
    if (fault && fault->message.empty()) std::abort();
    const auto report = crypto::verify_xml(text);
    // No signature is in a document that is refused, and none was made by chance.
    if (checked.has_error() && report.has_value()) std::abort();
    return 0;
}
