// Where time stamps come from.
#pragma once

#include "crypto/algorithms/digest.hpp"
#include "crypto/base/result.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::agent {

struct TimeStampService {
    std::string url{};
    std::string policy{};  ///< OID asked for; empty: the service's own choice

    friend bool operator==(const TimeStampService&, const TimeStampService&) = default;
};

/// The national authority's: 1.2.398.3.3.2.6.4 for signatures of both GOST families (its policy for
/// GOST-2004, .1, is switched off), 1.2.398.3.3.2.6.2 for all others.
std::vector<TimeStampService> national_time_stamp_services();

/// "1.2.398.3.3.2.6.4=http://tsp.example.kz", or the URL alone. Error: network_address_wrong.
Result<TimeStampService> time_stamp_service_from(std::string_view text);

/// Whether this service is for signatures by this digest: those of the national policies are for their
/// families, others for all.
bool serves(const TimeStampService& service, crypto::DigestAlgorithm digest);

}  // namespace qoltanba::agent
