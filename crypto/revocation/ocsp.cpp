#include "crypto/revocation/ocsp.hpp"

#include "crypto/algorithms/signed_octets.hpp"
#include "crypto/certificates/extension_types.hpp"
#include "crypto/revocation/ocsp_structure.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto {
namespace {

using ocsp::BasicResponse;
using ocsp::SingleResponse;

/// Whether ResponderID means the holder of this name and key.
bool is_meant(const BasicResponse& response, const IssuingAuthority& holder) {
    if (!response.responder_name.empty()) return std::ranges::equal(response.responder_name, holder.name);
    const auto key = key_octets(holder);
    return key.has_value() &&
           std::ranges::equal(response.responder_key_hash, digest_of(DigestAlgorithm::sha1, *key));
}

Result<void> check_signature(const BasicResponse& response, BytesView spki) {
    QOLTANBA_TRY(const auto key, PublicKey::from_spki(spki));
    const auto judged =
        verify_signed_octets(key, response.signature_algorithm, response.tbs, response.signature);
    if (judged.has_error()) return because(ErrorCode::ocsp_signature_mismatch, "the answer", judged.error());
    return {};
}

/// RFC 6960, 4.2.2.2: the issuer of the certificate in question delegated directly, by OCSPSigning.
Result<void> check_delegation(const Certificate& responder, const IssuingAuthority& issuer,
                              Time produced_at) {
    const auto unauthorised = [](std::string detail) {
        return fail(ErrorCode::ocsp_responder_unauthorised, std::move(detail));
    };
    const auto& purposes = responder.extended_key_usage();
    if (std::ranges::find(purposes, key_purpose::ocsp_signing) == purposes.end())
        return unauthorised("extKeyUsage has no OCSPSigning");
    const auto usage = responder.key_usage().value_or(key_usage::digital_signature);
    if ((usage & key_usage::digital_signature) == 0) return unauthorised("keyUsage has no digitalSignature");
    if (responder.has_unknown_critical_extension()) return unauthorised("an unknown critical extension");
    if (!std::ranges::equal(responder.issuer().der(), issuer.name))
        return unauthorised("certified by another authority");
    QOLTANBA_TRY(const auto key, PublicKey::from_spki(issuer.spki));
    if (const auto made = responder.verify_signed_by(key); made.has_error())
        return because(ErrorCode::ocsp_responder_unauthorised, "the issuer's signature", made.error());
    if (produced_at < responder.not_before() || produced_at > responder.not_after())
        return unauthorised("its certificate was not valid at " + to_iso(produced_at));
    return {};
}

/// The delegated responder, or nothing where the issuer itself signed.
Result<std::optional<Certificate>> find_responder(const BasicResponse& response,
                                                  const IssuingAuthority& issuer,
                                                  std::span<const Certificate> further) {
    if (is_meant(response, issuer)) return std::optional<Certificate>{};
    std::vector<Certificate> known;
    for (const auto der : response.certificates) {
        auto certificate = Certificate::from_der(der);
        if (certificate.has_error())
            return because(ErrorCode::malformed_ocsp_response, "its certificates", certificate.error());
        known.push_back(*std::move(certificate));
    }
    known.insert(known.end(), further.begin(), further.end());
    const auto found = std::ranges::find_if(known, [&](const Certificate& certificate) {
        return is_meant(response, IssuingAuthority::of(certificate));
    });
    if (found == known.end())
        return fail(ErrorCode::ocsp_responder_unauthorised, "the responder's certificate is not there");
    QOLTANBA_CHECK(check_delegation(*found, issuer, response.produced_at));
    return std::optional(*found);
}

Result<NonceEcho> check_nonce(const BasicResponse& response, BytesView sent, bool required) {
    if (sent.empty()) return NonceEcho::not_asked;
    if (!response.nonce) {
        if (required) return fail(ErrorCode::ocsp_nonce_missing, "no nonce came back");
        return NonceEcho::absent;
    }
    if (!std::ranges::equal(*response.nonce, sent))
        return fail(ErrorCode::ocsp_nonce_mismatch, "another nonce than was sent");
    return NonceEcho::echoed;
}

bool fits(const ocsp::CertificateIdentifier& identifier, const OcspQuestion& question, BytesView key) {
    const auto hash = digest_by_oid(identifier.hash);
    return hash && std::ranges::equal(identifier.serial_number, question.serial_number) &&
           std::ranges::equal(identifier.issuer_name_hash, digest_of(*hash, question.issuer.name)) &&
           std::ranges::equal(identifier.issuer_key_hash, digest_of(*hash, key));
}

Result<SingleResponse> find_response(const BasicResponse& response, const OcspQuestion& question) {
    QOLTANBA_TRY(const auto key, key_octets(question.issuer));
    const auto found = std::ranges::find_if(response.responses, [&](const SingleResponse& single) {
        return fits(single.identifier, question, key);
    });
    if (found == response.responses.end())
        return fail(ErrorCode::ocsp_certificate_mismatch, "no CertID in it is of the certificate");
    return *found;
}

/// RFC 6960, 2.2: revoked since 1970 and on hold is how a responder says "never issued".
bool says_never_issued(const BasicResponse& response, const SingleResponse& single) {
    return response.extended_revoke && single.revoked_at == Time{} &&
           single.reason == RevocationReason::certificate_hold;
}

}  // namespace

Result<OcspVerdict> judge_ocsp_response(BytesView der, const OcspQuestion& question,
                                        const Freshness& freshness, bool require_nonce,
                                        std::span<const Certificate> certificates) {
    QOLTANBA_TRY(const auto response, ocsp::read_response(der));
    OcspVerdict verdict;
    QOLTANBA_TRY(verdict.responder, find_responder(response, question.issuer, certificates));
    verdict.responder_needs_check = verdict.responder && !verdict.responder->has_ocsp_no_check();
    QOLTANBA_CHECK(check_signature(
        response, verdict.responder ? verdict.responder->spki() : BytesView(question.issuer.spki)));
    QOLTANBA_TRY(verdict.nonce, check_nonce(response, question.nonce, require_nonce));
    QOLTANBA_TRY(const auto single, find_response(response, question));
    verdict.produced_at = response.produced_at;
    QOLTANBA_CHECK(check_not_from_future(response.produced_at, freshness));
    QOLTANBA_CHECK(check_freshness(single.this_update, single.next_update, freshness));
    verdict.status = {.state = single.state,
                      .revoked_at = single.revoked_at,
                      .reason = single.reason,
                      .never_issued = says_never_issued(response, single),
                      .source = RevocationSource::ocsp,
                      .this_update = single.this_update,
                      .next_update = single.next_update,
                      .evidence = {der}};
    return verdict;
}

Result<OcspInformation> read_ocsp_information(BytesView der) {
    QOLTANBA_TRY(const auto response, ocsp::read_response(der));
    OcspInformation information{.produced_at = response.produced_at};
    for (const auto& single : response.responses)
        information.serial_numbers.push_back(copy_of(single.identifier.serial_number));
    return information;
}

bool speaks_of(BytesView der, const OcspQuestion& question) {
    const auto response = ocsp::read_response(der);
    return response.has_value() && find_response(*response, question).has_value();
}

}  // namespace qoltanba::crypto
