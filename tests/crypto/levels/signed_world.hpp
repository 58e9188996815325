// A person who signs, with all the services that lift the signature from level to level.
#pragma once

#include "crypto/levels/archive_time_stamp.hpp"
#include "crypto/levels/judge.hpp"
#include "crypto/levels/long_term_values.hpp"
#include "crypto/levels/signature_time_stamp.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/local_signer.hpp"
#include "responders/crl_publisher.hpp"
#include "responders/ocsp_responder.hpp"
#include "responders/time_stamp_authority.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {

inline const Time signing_time = *time_from_iso("2026-07-20T09:15:00Z");
inline constexpr std::string_view document = "Қол қойылған құжат";

struct SignedWorld {
    explicit SignedWorld(crypto::KeyFamily family);

    [[nodiscard]] Bytes sign(bool attach = true);
    [[nodiscard]] Bytes with_time_stamp(BytesView cms, std::size_t signer = 0) const;
    /// OCSP answers on the signer and on the time stamp service.
    [[nodiscard]] Bytes with_answers(BytesView cms, const OcspAnswer& answer = {}) const;
    [[nodiscard]] Bytes with_list(BytesView cms) const;
    [[nodiscard]] Bytes with_archive_time_stamp(BytesView cms, std::optional<BytesView> content = {},
                                                std::size_t signer = 0) const;
    [[nodiscard]] Bytes answer_on(const crypto::Certificate& certificate,
                                  const OcspAnswer& answer = {}) const;
    [[nodiscard]] crypto::LevelReport report(BytesView cms, std::optional<BytesView> content = {},
                                             std::size_t signer = 0) const;

    Authority authority;
    crypto::Anchors anchors;  ///< its intermediate
    std::unique_ptr<crypto::Signer> signer;
    TimeStampAuthority time_stamps;
    TimeStampAuthority archive_time_stamps;  ///< a year later
    OcspResponder responder;                 ///< an hour later
};

/// Made once for each family.
SignedWorld& signed_world_of(crypto::KeyFamily family);

/// "B", ... and, where there is one, the obstacle's code: "T, evidence_missing".
std::string level_text(const crypto::LevelReport& report);

}  // namespace qoltanba::test
