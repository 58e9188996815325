#include "agent/flows/key_check.hpp"

#include "crypto/certificates/chain.hpp"

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace qoltanba::agent {
namespace {

/// Stops when somebody else does, and by itself when the time is over.
class Deadline {
  public:
    Deadline(std::chrono::milliseconds patience, const std::stop_token& outer)
        : outer_gone_(outer, [this] { source_.request_stop(); }),
          watch_([this, patience](const std::stop_token& done) {
              std::mutex mutex;
              std::condition_variable_any wake;
              std::unique_lock lock(mutex);
              if (wake.wait_for(lock, done, patience, [] { return false; }); !done.stop_requested())
                  source_.request_stop();
          }) {}

    [[nodiscard]] std::stop_token token() const { return source_.get_token(); }

  private:
    std::stop_source source_;
    std::stop_callback<std::function<void()>> outer_gone_;
    std::jthread watch_;
};

Result<crypto::FoundStatus> ask(const KeyCheck& check, const crypto::Certificate& certificate,
                                const crypto::IssuingAuthority& issuer, const std::stop_token& stop) {
    const Deadline deadline(check.patience, stop);
    RevocationAsking asking(check.evidence->revocation_sources(), check.anchors, {}, deadline.token());
    auto found = asking.look_up(certificate, issuer, {.at = check.at});
    if (!found && found.error().code == ErrorCode::canceled)
        return because(ErrorCode::revocation_unavailable, "the answer took too long", found.error());
    return found;
}

/// Nothing where nobody is to be asked.
std::optional<crypto::IssuingAuthority> issuer_to_ask_for(const KeyCheck& check,
                                                          const crypto::Certificate& certificate) {
    if (check.evidence == nullptr || check.rule == RevocationRule::off) return {};
    if (!can_be_asked_about(certificate, check.evidence->revocation_sources())) return {};
    const auto chain = crypto::judge_chain(certificate, {}, check.anchors, check.at);
    if (chain.state != crypto::ChainState::trusted) return {};
    return crypto::issuer_of(certificate, {}, check.anchors);
}

}  // namespace

KeyStanding standing_of(const KeyCheck& check, const crypto::Certificate& certificate,
                        const crypto::CertificateFilter& filter, const std::stop_token& stop) {
    const auto issuer = issuer_to_ask_for(check, certificate);
    if (!issuer) return {};
    const auto found = ask(check, certificate, *issuer, stop);
    if (found && found->status.state == crypto::Revocation::good) return {};
    auto reason = found ? fail(ErrorCode::certificate_revoked, "the authority says so") : found.error();
    if (!found && reason.code != ErrorCode::revocation_unavailable)
        reason = because(ErrorCode::revocation_unavailable, "no answer that can be believed", reason);
    const bool unfit = !filter.allow_revoked && (found || check.rule == RevocationRule::refuse);
    KeyStanding standing;
    (unfit ? standing.unfit : standing.caution) = std::move(reason);
    return standing;
}

}  // namespace qoltanba::agent
