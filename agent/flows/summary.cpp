#include "agent/flows/summary.hpp"

#include "crypto/certificates/chain.hpp"

namespace qoltanba::agent {
namespace {

constexpr std::string_view common_name_oid = "2.5.4.3";

bool trusted_only_through_added(const crypto::Certificate& certificate, const crypto::Anchors& anchors,
                                Time at) {
    if (!anchors.has_added()) return false;
    const auto all = crypto::judge_chain(certificate, {}, anchors, at);
    if (all.state != crypto::ChainState::trusted) return false;
    const auto national = crypto::judge_chain(certificate, {}, crypto::Anchors::national(), at);
    return national.state != crypto::ChainState::trusted;
}

}  // namespace

CertificateSummary summarise(const crypto::Certificate& certificate, const crypto::Anchors& anchors,
                             Time at) {
    CertificateSummary summary;
    summary.holder = crypto::holder_of(certificate);
    summary.name = summary.holder.common_name;
    if (!summary.holder.patronymic.empty()) summary.name += " " + summary.holder.patronymic;
    summary.use = crypto::key_use_of(certificate);
    summary.not_before = certificate.not_before();
    summary.not_after = certificate.not_after();
    summary.issuer = certificate.issuer().find(common_name_oid).value_or(certificate.issuer().text());
    summary.under_added_anchor = trusted_only_through_added(certificate, anchors, at);
    return summary;
}

}  // namespace qoltanba::agent
