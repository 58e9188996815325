#include "responders/authority_services.hpp"

#include "crypto/der/reader.hpp"
#include "crypto/der/values.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using crypto::DigestAlgorithm;

StampFault stamp_fault(Fault fault) {
    switch (fault) {
        case Fault::refused:
            return StampFault::refused;
        case Fault::wrong_imprint:
            return StampFault::wrong_imprint;
        case Fault::other_policy:
            return StampFault::other_policy;
        case Fault::damaged_signature:
            return StampFault::damaged_signature;
        case Fault::wrong_nonce:
            return StampFault::wrong_nonce;
        case Fault::no_nonce:
            return StampFault::no_nonce;
        default:
            return StampFault::none;
    }
}

StampCertificate stamp_certificate(Fault fault) {
    if (fault == Fault::expired_authority) return StampCertificate::expired;
    if (fault == Fault::unfit_authority) return StampCertificate::other_purpose;
    return StampCertificate::right;
}

OcspFault ocsp_fault(Fault fault) {
    switch (fault) {
        case Fault::try_later:
            return OcspFault::try_later;
        case Fault::damaged_signature:
            return OcspFault::damaged_signature;
        case Fault::wrong_nonce:
            return OcspFault::wrong_nonce;
        case Fault::no_nonce:
            return OcspFault::no_nonce;
        default:
            return OcspFault::none;
    }
}

Responder responder(Fault fault) {
    if (fault == Fault::expired_authority) return Responder::expired;
    if (fault == Fault::unfit_authority) return Responder::without_purpose;
    return Responder::delegated;
}

constexpr std::chrono::hours an_hour{1};
constexpr std::chrono::days a_day{1};
constexpr std::chrono::days a_week{7};

/// An entry has about 50 octets.
constexpr std::size_t entries_of_twenty_megabytes = 450'000;

CrlOrder list_order(Fault fault, Time now) {
    CrlOrder order{.this_update = now - an_hour, .next_update = now + a_day};
    if (fault == Fault::outdated) {
        order.this_update = now - a_week;
        order.next_update = now - a_day;
    }
    if (fault == Fault::twenty_megabytes) order.padding = entries_of_twenty_megabytes;
    return order;
}

OcspAnswer answer_about(const AskedCertificate& question, Fault fault, const std::vector<Revocation>& revoked,
                        Time now) {
    using Status = OcspAnswer::Status;
    OcspAnswer answer{.fault = ocsp_fault(fault)};
    if (fault == Fault::outdated) {
        answer.this_update = now - a_week;
        answer.next_update = now - a_day;
    }
    if (fault == Fault::everything_unknown) answer.status = Status::unknown;
    if (fault == Fault::everything_revoked) {
        answer.status = Status::revoked;
        answer.revoked_at = now - an_hour;
    }
    const auto found = std::find_if(revoked.begin(), revoked.end(), [&](const Revocation& one) {
        return one.entry.serial_number == question.serial_number;
    });
    if (found != revoked.end()) {
        answer.status = Status::revoked;
        answer.revoked_at = found->entry.revoked_at;
        answer.reason = found->entry.reason;
    }
    return answer;
}

}  // namespace

bool AuthorityServices::is_asked(const AskedCertificate& question) const {
    auto spki =
        crypto::der::Reader(authority_.intermediate().spki()).enter(crypto::der::Tag::sequence).value();
    spki.expect(crypto::der::Tag::sequence).value();
    const auto key = spki.expect(crypto::der::Tag::bit_string).value();
    const auto octets = crypto::der::bit_string_octets(key).value();
    const auto algorithm =
        question.issuer_key_hash.size() == 20 ? DigestAlgorithm::sha1 : DigestAlgorithm::sha256;
    return crypto::digest_of(algorithm, octets) == question.issuer_key_hash;
}

Bytes AuthorityServices::stamp(BytesView request, Fault fault, Time now) {
    const auto certificate = stamp_certificate(fault);
    auto& stamper = stampers_.try_emplace(certificate, authority_, now, certificate).first->second;
    stamper.set_time(now);
    stamper.policy = fault == Fault::other_policy ? "1.2.3.4" : "1.2.398.3.3.2.6.4";
    return stamper.answer(request, stamp_fault(fault));
}

Bytes AuthorityServices::status(BytesView request, Fault fault, const std::vector<Revocation>& revoked,
                                Time now) {
    const auto kind = responder(fault);
    auto& one = responders_.try_emplace(kind, authority_, now, kind).first->second;
    one.set_time(now);
    return one.answer(request, answer_about(asked_certificate(request), fault, revoked, now));
}

Bytes AuthorityServices::complete_list(Fault fault, const std::vector<Revocation>& revoked,
                                       std::int64_t number, Time now) const {
    auto order = list_order(fault, now);
    order.number = number;
    for (const auto& one : revoked)
        if (!one.in_delta_alone) order.entries.push_back(one.entry);
    return make_crl(authority_, order);
}

Bytes AuthorityServices::delta_list(Fault fault, const std::vector<Revocation>& revoked, std::int64_t number,
                                    Time now) const {
    auto order = list_order(fault, now);
    order.number = number + 1;
    order.base_number = 1;  // so that it goes with every complete list there was
    for (const auto& one : revoked) order.entries.push_back(one.entry);
    return make_crl(authority_, order);
}

Bytes AuthorityServices::root_list(Fault fault, Time now) const {
    auto order = list_order(fault, now);
    order.of_root = true;
    return make_crl(authority_, order);
}

}  // namespace qoltanba::test
