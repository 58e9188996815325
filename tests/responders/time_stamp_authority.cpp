#include "responders/time_stamp_authority.hpp"

#include "crypto/cms/write.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

#include <optional>

namespace qoltanba::test {
namespace {

namespace der = crypto::der;
namespace cms = crypto::cms;
using crypto::DigestAlgorithm;

constexpr std::string_view id_time_stamp_info = "1.2.840.113549.1.9.16.1.4";
constexpr std::string_view time_stamping = "1.3.6.1.5.5.7.3.8";
constexpr std::string_view email_protection = "1.3.6.1.5.5.7.3.4";

CertificateOrder order_for(StampCertificate wish, Time now) {
    CertificateOrder order{
        .subject = {.common_name = "УАҚЫТ БЕЛГІСІ ҚЫЗМЕТІ", .organisation = "ҚОЛТАҢБА DEMO"},
        .not_before = now - std::chrono::hours{1},
        .not_after = now + std::chrono::days{365},
        .key_usage = key_usage::digital_signature,
        .extended_key_usage = {{std::string(time_stamping)}},
        .critical_purpose = true};
    if (wish == StampCertificate::purpose_not_critical) order.critical_purpose = false;
    if (wish == StampCertificate::two_purposes)
        order.extended_key_usage = {{std::string(time_stamping), std::string(email_protection)}};
    if (wish == StampCertificate::other_purpose) order.extended_key_usage = {{std::string(email_protection)}};
    if (wish == StampCertificate::cannot_sign) order.key_usage = key_usage::key_encipherment;
    if (wish == StampCertificate::expired) order.not_after = now - std::chrono::seconds{1};
    return order;
}

Bytes attribute(std::string_view type, Bytes value) {
    return der::sequence({der::object_identifier(type), der::set_of({std::move(value)})});
}

/// GeneralizedTime (RFC 3161, 2.4.2), where der::time would write UTCTime.
Bytes generalized_time(Time time) {
    std::string digits = to_iso(time);
    std::erase_if(digits, [](char c) { return c == '-' || c == ':' || c == 'T'; });
    return der::element(der::Tag::generalized_time, bytes_of(digits));
}

Bytes response(std::int64_t status, BytesView failure, BytesView token) {
    return der::sequence({der::sequence({der::integer(status), failure}), token});
}

}  // namespace

/// What a TimeStampReq asks, in whole elements.
struct TimeStampAuthority::Question {
    Bytes imprint;
    Bytes policy{};
    Bytes nonce{};
    bool wants_certificate = false;

    static Question from(BytesView request) {
        auto reader = der::Reader::inside(der::read_single(request, der::Tag::sequence).value());
        reader.expect(der::Tag::integer).value();
        Question question{.imprint = copy_of(reader.expect(der::Tag::sequence).value().whole)};
        if (const auto policy = reader.optional(der::Tag::object_identifier).value())
            question.policy = copy_of(policy->whole);
        if (const auto nonce = reader.optional(der::Tag::integer).value())
            question.nonce = copy_of(nonce->whole);
        question.wants_certificate = reader.optional(der::Tag::boolean).value().has_value();
        return question;
    }
};

TimeStampAuthority::TimeStampAuthority(const Authority& issuer, Time now, StampCertificate certificate)
    : family_(issuer.family()),
      now_(now),
      identity_(issuer.issue(order_for(certificate, now))),
      other_certificate_(copy_of(issuer.intermediate().der())) {}

Bytes TimeStampAuthority::answer(BytesView request, StampFault fault) const {
    if (fault == StampFault::garbage) return copy_of(bytes_of("<html>502 Bad Gateway</html>"));
    constexpr std::uint32_t bad_request = 1U << 2U;
    if (fault == StampFault::refused) return response(2, der::named_bits(bad_request), {});
    return response(0, {}, token(Question::from(request), fault));
}

Bytes TimeStampAuthority::stamp(BytesView data, StampFault fault) const {
    const auto algorithm =
        der::sequence({der::object_identifier(crypto::identity_of(digest()).oid), der::null()});
    return token({.imprint = der::sequence({algorithm, der::octet_string(crypto::digest_of(digest(), data))}),
                  .wants_certificate = true},
                 fault);
}

/// SET OF contentType, signingTime, signingCertificate, messageDigest, as tsp.pki.gov.kz writes them.
Bytes TimeStampAuthority::attributes(BytesView info, StampFault fault) const {
    const auto type = fault == StampFault::other_content_type ? cms::id_data : id_time_stamp_info;
    const auto over =
        crypto::digest_of(digest(), fault == StampFault::damaged_content ? bytes_of("?") : info);
    std::vector<Bytes> all{attribute("1.2.840.113549.1.9.3", der::object_identifier(type)),
                           attribute("1.2.840.113549.1.9.5", der::time(now_)),
                           attribute("1.2.840.113549.1.9.4", der::octet_string(over))};
    const BytesView named =
        fault == StampFault::other_signing_certificate ? BytesView(other_certificate_) : certificate().der();
    const auto algorithm = signing_certificate_v2 ? DigestAlgorithm::sha256 : DigestAlgorithm::sha1;
    const auto identifier = der::sequence({der::octet_string(crypto::digest_of(algorithm, named))});
    if (fault != StampFault::no_signing_certificate)
        all.push_back(
            attribute(signing_certificate_v2 ? "1.2.840.113549.1.9.16.2.47" : "1.2.840.113549.1.9.16.2.12",
                      der::sequence({der::sequence({identifier})})));
    return der::set_of(std::move(all));
}

Bytes TimeStampAuthority::token(const Question& question, StampFault fault) const {
    const auto other_imprint = der::sequence(
        {der::sequence({der::object_identifier(crypto::identity_of(digest()).oid), der::null()}),
         der::octet_string(crypto::digest_of(digest(), bytes_of("other data")))});
    const bool own_policy = question.policy.empty() || fault == StampFault::other_policy;
    std::vector<Bytes> info{der::integer(1), own_policy ? der::object_identifier(policy) : question.policy,
                            fault == StampFault::wrong_imprint ? other_imprint : question.imprint,
                            der::integer(20260720), generalized_time(now_)};
    if (fault == StampFault::wrong_nonce) info.push_back(der::integer(42));
    if (fault != StampFault::wrong_nonce && fault != StampFault::no_nonce) info.push_back(question.nonce);
    if (fault == StampFault::critical_extension)
        info.push_back(
            der::explicit_tag(1, der::sequence({der::object_identifier("1.2.3.4"), der::boolean(true),
                                                der::octet_string(der::null())})));

    cms::Parts parts;
    const auto content = der::sequence(info);
    parts.version = der::integer(3);
    parts.digest_algorithms = {cms::digest_algorithm(family_)};
    parts.content_type = der::object_identifier(id_time_stamp_info);
    parts.content = content;
    if (question.wants_certificate && fault != StampFault::no_certificate)
        parts.certificates = {copy_of(certificate().der())};

    auto signed_attributes = attributes(content, fault);
    const auto key = crypto::PrivateKey::from_pkcs8(identity_.pkcs8).value();
    auto signature =
        key.sign(digest(), crypto::digest_of(digest(), signed_attributes), {.allow_gost_2004 = true}).value();
    if (fault == StampFault::damaged_signature) signature[signature.size() / 2] ^= 1U;
    const auto signer = der::sequence({der::integer(1), cms::issuer_and_serial_number(certificate()),
                                       cms::digest_algorithm(family_),
                                       der::retagged(std::move(signed_attributes), der::context(0)),
                                       cms::signature_algorithm(family_), der::octet_string(signature)});
    parts.signers.assign(fault == StampFault::two_signers ? 2 : 1, signer);
    return cms::write(std::move(parts));
}

}  // namespace qoltanba::test
