#include "responders/ocsp_responder.hpp"

#include "crypto/cms/write.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

namespace qoltanba::test {
namespace {

namespace der = crypto::der;

CertificateOrder order_for(Responder kind, Time now) {
    CertificateOrder order{.subject = {.common_name = "OCSP ҚЫЗМЕТІ", .organisation = "ҚОЛТАҢБА DEMO"},
                           .not_before = now - std::chrono::hours{1},
                           .not_after = now + std::chrono::days{30},
                           .key_usage = key_usage::digital_signature,
                           .extended_key_usage = {{"1.3.6.1.5.5.7.3.9"}}};
    if (kind != Responder::without_no_check)
        order.further_extensions = {
            der::sequence({der::object_identifier("1.3.6.1.5.5.7.48.1.5"), der::octet_string(der::null())})};
    if (kind == Responder::without_purpose) order.extended_key_usage = {{"1.3.6.1.5.5.7.3.8"}};
    if (kind == Responder::cannot_sign) order.key_usage = key_usage::key_encipherment;
    if (kind == Responder::expired) order.not_after = now - std::chrono::seconds{1};
    return order;
}

Issued identity_for(const Authority& issuer, Time now, Responder kind) {
    if (kind != Responder::of_other_authority) return issuer.issue(order_for(kind, now));
    return Authority(issuer.family(), now).issue(order_for(kind, now));
}

/// GeneralizedTime, which OCSP alone uses, where der::time would write UTCTime.
Bytes generalized_time(Time time) {
    std::string digits = to_iso(time);
    std::erase_if(digits, [](char c) { return c == '-' || c == ':' || c == 'T'; });
    return der::element(der::Tag::generalized_time, bytes_of(digits));
}

struct Request {
    Bytes identifier;  ///< CertID, whole
    Bytes nonce;       ///< Extension, whole; empty if there is none
};

Request read_request(BytesView octets) {
    auto request = der::Reader(octets).enter(der::Tag::sequence).value().enter(der::Tag::sequence).value();
    auto list = request.enter(der::Tag::sequence).value();
    auto first = list.enter(der::Tag::sequence).value();
    Request read{.identifier = copy_of(first.expect(der::Tag::sequence).value().whole), .nonce = {}};
    if (const auto extensions = request.optional(der::context(2)).value())
        read.nonce = copy_of(der::read_single(extensions->content, der::Tag::sequence).value().content);
    return read;
}

/// CertID with another last octet of issuerKeyHash or of serialNumber.
Bytes other_identifier(const Bytes& identifier, OcspFault fault) {
    auto reader = der::Reader(identifier).enter(der::Tag::sequence).value();
    std::vector<Bytes> parts;
    while (!reader.at_end()) parts.push_back(copy_of(reader.next().value().whole));
    parts[fault == OcspFault::other_issuer ? 2 : 3].back() ^= 1U;
    return der::sequence(parts);
}

/// CertStatus (RFC 6960, 4.2.1).
Bytes status_of(const OcspAnswer& answer) {
    using Status = OcspAnswer::Status;
    if (answer.status == Status::good) return der::element(der::context_primitive(0), {});
    if (answer.status == Status::unknown) return der::element(der::context_primitive(2), {});
    const bool never_issued = answer.status == Status::never_issued;
    auto info = generalized_time(never_issued ? Time{} : answer.revoked_at);
    const auto reason = never_issued ? std::optional(6) : answer.reason;
    if (reason) {
        const auto number = static_cast<std::uint8_t>(*reason);
        append(info, der::explicit_tag(0, der::element(der::Tag::enumerated, {&number, 1})));
    }
    return der::explicit_tag(1, info);
}

Bytes extension_of(std::string_view oid, bool critical, const Bytes& value) {
    if (critical)
        return der::sequence({der::object_identifier(oid), der::boolean(true), der::octet_string(value)});
    return der::sequence({der::object_identifier(oid), der::octet_string(value)});
}

Bytes extensions_for(const Request& request, const OcspAnswer& answer) {
    Bytes extensions;
    if (answer.fault == OcspFault::wrong_nonce)
        append(extensions, extension_of("1.3.6.1.5.5.7.48.1.2", false, der::octet_string(Bytes(8, 1))));
    else if (answer.fault != OcspFault::no_nonce)
        append(extensions, request.nonce);
    if (answer.status == OcspAnswer::Status::never_issued)
        append(extensions, extension_of("1.3.6.1.5.5.7.48.1.9", false, der::null()));
    if (answer.fault == OcspFault::critical_extension)
        append(extensions, extension_of("1.2.3.4", true, der::null()));
    if (extensions.empty()) return {};
    return der::explicit_tag(1, der::element(der::Tag::sequence, extensions));
}

/// ResponderID: byName [1], byKey [2] with SHA-1 of the key's octets, which is what the SKI is here.
Bytes responder_identifier(const crypto::Certificate& responder, bool by_key) {
    if (by_key) return der::explicit_tag(2, der::octet_string(key_identifier_of(responder.spki())));
    return der::explicit_tag(1, responder.subject().der());
}

/// OCSPResponse ::= SEQUENCE { responseStatus, [0] EXPLICIT SEQUENCE { id-pkix-ocsp-basic, OCTET STRING } }
Bytes successful(BytesView basic) {
    const std::uint8_t status = 0;
    const auto typed =
        der::sequence({der::object_identifier("1.3.6.1.5.5.7.48.1.1"), der::octet_string(basic)});
    return der::sequence({der::element(der::Tag::enumerated, {&status, 1}), der::explicit_tag(0, typed)});
}

}  // namespace

AskedCertificate asked_certificate(BytesView request) {
    const auto identifier = read_request(request).identifier;
    auto parts = der::Reader(identifier).enter(der::Tag::sequence).value();
    parts.expect(der::Tag::sequence).value();
    parts.expect(der::Tag::octet_string).value();
    const auto hash = parts.expect(der::Tag::octet_string).value();
    return {copy_of(hash.content), copy_of(parts.expect(der::Tag::integer).value().content)};
}

OcspResponder::OcspResponder(const Authority& issuer, Time now, Responder kind)
    : issuer_(issuer), now_(now), kind_(kind), identity_(identity_for(issuer, now, kind)) {}

Bytes OcspResponder::answer(BytesView octets, const OcspAnswer& answer) const {
    constexpr std::uint8_t try_later = 3;
    if (answer.fault == OcspFault::garbage) return copy_of(bytes_of("<html>502 Bad Gateway</html>"));
    if (answer.fault == OcspFault::try_later)
        return der::sequence({der::element(der::Tag::enumerated, {&try_later, 1})});

    const auto request = read_request(octets);
    const bool other =
        answer.fault == OcspFault::other_certificate || answer.fault == OcspFault::other_issuer;
    std::vector<Bytes> single{other ? other_identifier(request.identifier, answer.fault) : request.identifier,
                              status_of(answer), generalized_time(answer.this_update.value_or(now_))};
    if (answer.next_update) single.push_back(der::explicit_tag(0, generalized_time(*answer.next_update)));
    const auto& responder = kind_ == Responder::issuer ? issuer_.intermediate() : identity_.certificate;
    const auto data = der::sequence({responder_identifier(responder, kind_ == Responder::delegated_by_key),
                                     generalized_time(now_), der::sequence({der::sequence(single)}),
                                     extensions_for(request, answer)});
    if (kind_ == Responder::issuer) return successful(issuer_.sign(data));

    const auto& suite = crypto::suite_of(issuer_.family());
    const auto key = crypto::PrivateKey::from_pkcs8(identity_.pkcs8).value();
    auto signature =
        key.sign(suite.digest, crypto::digest_of(suite.digest, data), {.allow_gost_2004 = true}).value();
    if (answer.fault == OcspFault::damaged_signature) signature[signature.size() / 2] ^= 1U;
    Bytes certificates;
    if (answer.fault != OcspFault::no_certificate)
        certificates = der::explicit_tag(0, der::sequence({responder.der()}));
    return successful(der::sequence(
        {data, crypto::cms::signature_algorithm(suite.family), der::bit_string(signature), certificates}));
}

}  // namespace qoltanba::test
