// The lenient reader: no input crashes it, and what it reads can be written and read again to the same text.
#include "protocol/json/lenient_json.hpp"

#include <cstdlib>
#include <string_view>

using namespace qoltanba::protocol;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto document = read_lenient_json(text, {.depth = 64, .values = 10'000});
    if (document.has_error()) return 0;
    const std::string written = to_text(document->root);
    const auto again = read_lenient_json(written, {.depth = 64, .values = 10'000});
    if (again.has_error() || to_text(again->root) != written) std::abort();
    return 0;
}
