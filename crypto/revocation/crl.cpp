#include "crypto/revocation/crl.hpp"

#include "crypto/algorithms/signed_octets.hpp"
#include "crypto/revocation/crl_entries.hpp"
#include "crypto/revocation/crl_structure.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto {
namespace {

using crl::CertificateList;
using crl::Entry;

/// RFC 5280, 6.3.3 (f) and (g): the certificate's own issuer signed the list.
Result<void> check_issuer(const CertificateList& list, const IssuingAuthority& issuer) {
    if (!std::ranges::equal(list.issuer, issuer.name))
        return fail(ErrorCode::crl_issuer_mismatch, "another issuer's");
    const bool other_key = !list.authority_key_identifier.empty() && !issuer.key_identifier.empty() &&
                           !std::ranges::equal(list.authority_key_identifier, issuer.key_identifier);
    if (other_key) return fail(ErrorCode::crl_issuer_mismatch, "by another key of the issuer's");
    QOLTANBA_TRY(const auto key, PublicKey::from_spki(issuer.spki));
    const auto judged = verify_signed_octets(key, list.signature_algorithm, list.tbs, list.signature);
    if (judged.has_error()) return because(ErrorCode::crl_signature_mismatch, "the list", judged.error());
    return {};
}

/// Two unsigned big-endian numbers without leading zeros.
bool less(const Bytes& a, const Bytes& b) {
    return a.size() != b.size() ? a.size() < b.size() : a < b;
}

BytesView scope_octets(const CertificateList& list) {
    return list.scope ? list.scope->whole : BytesView{};
}

/// RFC 5280, 5.2.4: the complete list is the delta's base or a later one, and the delta is not older than it.
/// Which of them is newer is told by their times: the national authority counts its deltas apart from its
/// complete lists, so that cRLNumber of the two cannot be compared as RFC 5280 wants.
Result<void> check_belongs(const CertificateList& delta, const CertificateList& complete) {
    const auto mismatch = [](std::string detail) {
        return fail(ErrorCode::crl_delta_mismatch, std::move(detail));
    };
    if (!delta.base_number) return mismatch("the second list is no delta");
    if (!complete.number) return mismatch("the complete list has no number");
    if (less(*complete.number, *delta.base_number)) return mismatch("the delta is for a later complete list");
    if (delta.this_update < complete.this_update)
        return mismatch("the delta is older than the complete list");
    if (!std::ranges::equal(delta.authority_key_identifier, complete.authority_key_identifier))
        return mismatch("the two are by different keys");
    if (!std::ranges::equal(scope_octets(delta), scope_octets(complete)))
        return mismatch("the two are about different certificates");
    return {};
}

Result<CertificateList> read_judged(BytesView der, const CrlQuestion& question) {
    QOLTANBA_TRY(auto list, crl::read_list(der));
    QOLTANBA_CHECK(check_issuer(list, question.issuer));
    if (!list.scope) return list;
    if (question.certificates.empty()) QOLTANBA_CHECK(crl::check_scope(*list.scope, nullptr));
    for (const auto& certificate : question.certificates)
        QOLTANBA_CHECK(crl::check_scope(*list.scope, &certificate));
    return list;
}

Result<std::vector<std::optional<Entry>>> find_in(const CertificateList& list, const CrlQuestion& question) {
    auto found = crl::find_entries(list.entries, question.serial_numbers);
    if (found.has_error() && found.error().code == ErrorCode::malformed_der)
        return because(ErrorCode::malformed_crl, "its entries", found.error());
    return found;
}

RevocationStatus status_from(const std::optional<Entry>& entry, const CertificateList& list,
                             std::vector<BytesView> evidence) {
    RevocationStatus status{.state = Revocation::good,
                            .source = RevocationSource::crl,
                            .this_update = list.this_update,
                            .next_update = list.next_update,
                            .evidence = std::move(evidence)};
    if (!entry || entry->is_removal()) return status;
    status.state = Revocation::revoked;
    status.revoked_at = entry->revoked_at;
    status.reason = entry->reason;
    return status;
}

std::vector<RevocationStatus> statuses_from(const std::vector<std::optional<Entry>>& found,
                                            const CertificateList& list,
                                            const std::vector<BytesView>& evidence) {
    std::vector<RevocationStatus> statuses;
    for (const auto& entry : found) statuses.push_back(status_from(entry, list, evidence));
    return statuses;
}

}  // namespace

Result<CrlInformation> read_crl_information(BytesView der) {
    QOLTANBA_TRY(const auto list, crl::read_list(der));
    return CrlInformation{.issuer = copy_of(list.issuer),
                          .this_update = list.this_update,
                          .next_update = list.next_update,
                          .number = list.number.value_or(Bytes{}),
                          .base_number = list.base_number.value_or(Bytes{})};
}

Result<std::vector<RevocationStatus>> judge_crl(BytesView complete_der, std::optional<BytesView> delta_der,
                                                const CrlQuestion& question, const Freshness& freshness) {
    QOLTANBA_TRY(const auto complete, read_judged(complete_der, question));
    if (complete.base_number) return fail(ErrorCode::crl_delta_mismatch, "a delta without its complete list");
    QOLTANBA_TRY(auto found, find_in(complete, question));
    const bool removed =
        std::ranges::any_of(found, [](const auto& entry) { return entry && entry->is_removal(); });
    if (removed) return fail(ErrorCode::malformed_crl, "removeFromCRL in a complete list");
    if (!delta_der) {
        QOLTANBA_CHECK(check_freshness(complete.this_update, complete.next_update, freshness));
        return statuses_from(found, complete, {complete_der});
    }
    QOLTANBA_TRY(const auto delta, read_judged(*delta_der, question));
    QOLTANBA_CHECK(check_belongs(delta, complete));
    QOLTANBA_CHECK(check_freshness(delta.this_update, delta.next_update, freshness));
    QOLTANBA_TRY(const auto changes, find_in(delta, question));
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (changes[i]) found[i] = changes[i];
    }
    return statuses_from(found, delta, {complete_der, *delta_der});
}

}  // namespace qoltanba::crypto
