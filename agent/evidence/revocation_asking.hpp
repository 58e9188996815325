// The status of certificates, asked of those who tell it: an OCSP responder first, then the lists of revoked
// certificates. Answers are kept and serve again while they are fresh.
#pragma once

#include "agent/evidence/revocation_cache.hpp"
#include "agent/evidence/silent_servers.hpp"
#include "agent/network/http.hpp"
#include "crypto/revocation/lookup.hpp"

#include <stop_token>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// What outlives many lookups.
struct RevocationSources {
    Http* http = nullptr;  ///< nullptr: nobody is asked, what was kept counts alone
    RevocationCache& cache;
    SilentServers& silent_servers;
    /// OCSP responders asked before those that a certificate names; for networks that reach no others.
    std::vector<std::string> responders{};
};

/// Whether somebody can be asked about this certificate: it names an address, or the sources have some. Names
/// under .invalid are nobody's (RFC 6761, 6.4).
bool can_be_asked_about(const crypto::Certificate& certificate, const RevocationSources& sources);

/// For one purpose and one thread. All that it is given outlives it.
class RevocationAsking final : public crypto::RevocationLookup {
  public:
    /// `helpers` may stand between a certificate and the anchors. A certificate whose chain does not reach
    /// an anchor is asked about nowhere: whoever made it chose the addresses in it.
    RevocationAsking(RevocationSources sources, const crypto::Anchors& anchors,
                     std::vector<crypto::Certificate> helpers = {}, std::stop_token stop = {});

    /// One answer, and for a responder that itself needs a check, its status from the lists. Octets of a list
    /// are in memory once. Errors: what was wrong with the last answer; revocation_unknown where nobody knows
    /// the certificate; revocation_unavailable where nobody could be asked, with the addresses and reasons in
    /// the detail; canceled.
    [[nodiscard]] Result<crypto::FoundStatus> look_up(const crypto::Certificate& certificate,
                                                      const crypto::IssuingAuthority& issuer,
                                                      const crypto::Freshness& freshness) override;

  private:
    struct Question {
        const crypto::Certificate& certificate;
        const crypto::IssuingAuthority& issuer;
        const crypto::Freshness& freshness;
    };

    [[nodiscard]] Result<void> check_trusted(const Question& question) const;
    [[nodiscard]] Result<HttpAnswer> send(const HttpRequest& request);

    [[nodiscard]] std::optional<crypto::FoundStatus> answer_kept(const Question& question);
    [[nodiscard]] Result<crypto::FoundStatus> ask_responder(const std::string& url, const Question& question);
    [[nodiscard]] Result<crypto::FoundStatus> judge_answer(Bytes response, const Question& question,
                                                           const Bytes& nonce);
    [[nodiscard]] Result<void> check_responder(const crypto::Certificate& responder, const Question& question,
                                               crypto::FoundStatus& found);

    [[nodiscard]] Result<crypto::FoundStatus> ask_lists(const std::string& url, const Question& question);
    [[nodiscard]] Result<crypto::FoundStatus> judge_lists(Bytes complete, std::optional<Bytes> delta,
                                                          const Question& question) const;
    [[nodiscard]] std::optional<Bytes> delta_for(const Question& question);
    [[nodiscard]] Result<Bytes> fetch_list(const std::string& url, const crypto::Freshness& freshness);

    RevocationSources sources_;
    const crypto::Anchors& anchors_;
    std::vector<crypto::Certificate> helpers_;
    std::stop_token stop_;
};

}  // namespace qoltanba::agent
