// One entry of the line of those that wait for a time stamp: what is read names a file and comes back as it
// was.
#include "agent/evidence/pending_stamp.hpp"

#include <cstdint>
#include <cstdlib>

using namespace qoltanba;
using namespace qoltanba::agent;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto entry = read_pending_stamp("id", BytesView(data, size));
    if (!entry) return 0;
    if (entry->file.empty()) std::abort();
    const auto written = write_pending_stamp(*entry);
    if (written.has_error()) std::abort();
    const auto again = read_pending_stamp("id", *written);
    const bool same =
        again && again->file == entry->file && again->origin == entry->origin && again->since == entry->since;
    if (!same) std::abort();
    return 0;
}
