// Time stamps from the services there are: asked for, judged, and only then given.
#pragma once

#include "agent/evidence/time_stamp_service.hpp"
#include "agent/network/http.hpp"
#include "crypto/certificates/anchors.hpp"

#include <stop_token>
#include <vector>

namespace qoltanba::agent {

class TimeStamping {
  public:
    /// All of them outlive this object. A token's chain must reach one of the anchors.
    TimeStamping(Http& http, const crypto::Anchors& anchors, std::vector<TimeStampService> services)
        : http_(http), anchors_(anchors), services_(std::move(services)) {}

    /// A token over this imprint, from the first service that gives one to be believed; each is asked with a
    /// nonce of its own. Errors: time_stamp_unavailable where nobody answered, else what was wrong with the
    /// last answer, as crypto::accept_time_stamp tells it; the detail has each service with its reason.
    /// canceled (`stop`).
    [[nodiscard]] Result<Bytes> stamp(crypto::DigestAlgorithm algorithm, BytesView imprint,
                                      const std::stop_token& stop) const;

  private:
    [[nodiscard]] Result<Bytes> ask(const TimeStampService& service, crypto::DigestAlgorithm algorithm,
                                    BytesView imprint, const std::stop_token& stop) const;

    Http& http_;
    const crypto::Anchors& anchors_;
    std::vector<TimeStampService> services_;
};

/// The SignedData with a time stamp over this signer's signature (by its number, from 0), its imprint by the
/// digest that the signer used. Errors: as TimeStamping::stamp and crypto::add_signature_time_stamp.
Result<Bytes> with_time_stamp(BytesView cms, std::size_t signer, const TimeStamping& services,
                              const std::stop_token& stop);

/// A time stamp over every signature that has none yet; where all have one, the SignedData as it is. Errors:
/// no_signature_found, and as with_time_stamp.
Result<Bytes> with_time_stamps(BytesView cms, const TimeStamping& services, const std::stop_token& stop);

/// How many requests with_time_stamps makes at least. Errors: as it.
Result<std::size_t> missing_time_stamps(BytesView cms);

/// The digest for an imprint beside a signature by this one: the same, but for SHA-1 and what is not known.
crypto::DigestAlgorithm imprint_digest_beside(std::string_view digest_oid);

}  // namespace qoltanba::agent
