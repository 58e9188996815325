// One signature in the line of those that wait for a time stamp, and the file that stands for it there.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/clock.hpp"
#include "crypto/base/result.hpp"

#include <filesystem>
#include <optional>
#include <string>

namespace qoltanba::agent {

struct PendingStamp {
    std::string id;
    std::filesystem::path file;  ///< CMS; gets its time stamp where it lies
    std::string origin;          ///< the page that it was made for; empty: the person's own
    Time since{};
};

/// A JSON object with all but the id, which is the file's name. Error: input_output_failure where the path or
/// the origin is no UTF-8.
Result<Bytes> write_pending_stamp(const PendingStamp& entry);

/// Nothing where it is not such an object, or names no file.
std::optional<PendingStamp> read_pending_stamp(std::string id, BytesView content);

}  // namespace qoltanba::agent
