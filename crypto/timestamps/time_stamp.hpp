// What a time stamp token says (TSTInfo, RFC 3161, 2.4.2). Whether to believe it is judge.hpp's.
#pragma once

#include "crypto/algorithms/digest.hpp"
#include "crypto/base/clock.hpp"
#include "crypto/base/result.hpp"
#include "crypto/cms/structure.hpp"

#include <string>

namespace qoltanba::crypto {

inline constexpr std::string_view id_time_stamp_info = "1.2.840.113549.1.9.16.1.4";  ///< id-ct-TSTInfo

struct TimeStamp {
    Time time{};  ///< genTime
    std::string policy{};
    std::string imprint_oid{};                   ///< the imprint's digest, as it is named
    std::optional<DigestAlgorithm> algorithm{};  ///< nothing: of a kind not known here
    Bytes imprint{};
    Bytes serial_number{};  ///< INTEGER's value octets
    Bytes nonce{};          ///< INTEGER's value octets; empty if absent
};

/// Reads the inside of a token. Error: malformed_time_stamp.
Result<TimeStamp> read_time_stamp(const cms::SignedData& token);
/// Reads a TimeStampToken. Error: malformed_time_stamp.
Result<TimeStamp> read_time_stamp(BytesView token);

}  // namespace qoltanba::crypto
