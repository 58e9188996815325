// Hostile SignedData with stamps and evidence: the level, and lifting it by one's own values.
#include "crypto/levels/archive_time_stamp.hpp"
#include "crypto/levels/judge.hpp"
#include "crypto/levels/long_term_values.hpp"

#include <cstdint>
#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    const BytesView input(data, size);
    static const auto anchors = crypto::Anchors::national_test();
    const auto content = bytes_of("content");
    const auto reports = crypto::judge_levels(input, content, anchors);
    if (reports.has_error()) return 0;
    for (const auto& report : *reports) {
        if (report.obstacle.has_value() == (report.level == crypto::Level::lta)) std::abort();
    }
    (void)crypto::archive_imprint(input, 0, content, crypto::DigestAlgorithm::sha256);
    // What was read can be lifted, and what was lifted can be read.
    const auto lifted = crypto::add_long_term_values(input, {.crls = {Bytes{0x30, 0x00}}});
    if (lifted.has_value() && crypto::judge_levels(*lifted, content, anchors).has_error()) std::abort();
    return 0;
}
