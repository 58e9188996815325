#include "crypto/certificates/write.hpp"

#include "crypto/certificates/extension_types.hpp"
#include "crypto/cms/write.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/requests/request.hpp"
#include "crypto/requests/types.hpp"

#include <algorithm>
#include <stdexcept>

namespace qoltanba::crypto {
namespace {

/// GeneralName ::= rfc822Name [1] IA5String (RFC 5280, 4.2.1.6)
Result<Bytes> alternative_name(std::string_view email) {
    constexpr std::size_t most_octets = 254;  // RFC 5321, 4.5.3.1
    const auto is_visible = [](char c) { return c > 0x20 && c < 0x7F; };
    const auto at = email.find('@');
    if (email.size() > most_octets || at == 0 || at == std::string_view::npos || at + 1 == email.size() ||
        !std::ranges::all_of(email, is_visible))
        return fail(ErrorCode::certificate_subject_wrong, "the e-mail address");
    const auto name = der::element(der::context_primitive(1), bytes_of(email));
    return write_extension(extension_type::subject_alternative_name, der::sequence({name}));
}

Result<Bytes> purposes(const std::vector<std::string>& oids) try {
    return write_extended_key_usage(oids);
} catch (const std::invalid_argument& fault) {
    return fail(ErrorCode::certificate_subject_wrong, fault.what());
}

/// Attributes ::= SET OF Attribute, [0] IMPLICIT; without any it is there and empty (RFC 2986, 4.1).
Result<Bytes> attributes(const RequestOrder& order) {
    std::vector<Bytes> extensions;
    if (order.key_usage) extensions.push_back(write_key_usage(*order.key_usage));
    if (!order.extended_key_usage.empty()) {
        QOLTANBA_TRY(auto wanted, purposes(order.extended_key_usage));
        extensions.push_back(std::move(wanted));
    }
    if (!order.email.empty()) {
        QOLTANBA_TRY(auto name, alternative_name(order.email));
        extensions.push_back(std::move(name));
    }
    std::vector<Bytes> all;
    if (!extensions.empty())
        all.push_back(der::sequence(
            {der::object_identifier(id_extension_request), der::set_of({der::sequence(extensions)})}));
    return der::retagged(der::set_of(std::move(all)), der::context(0));
}

}  // namespace

Result<void> check_request_order(const RequestOrder& order) {
    QOLTANBA_CHECK(attributes(order));
    return {};
}

/// CertificationRequest ::= SEQUENCE { certificationRequestInfo SEQUENCE { version v1(0), subject,
/// subjectPKInfo, attributes [0] }, signatureAlgorithm, signature BIT STRING } (RFC 2986, 4)
Result<Bytes> write_certificate_request(const RequestOrder& order, const PublicKey& key,
                                        const DigestSigner& sign) {
    QOLTANBA_TRY(const auto asked, attributes(order));
    const auto information = der::sequence({der::integer(0), order.subject, key.spki(), asked});
    const auto algorithm = suite_of(key.family()).digest;
    const auto digest = digest_of(algorithm, information);
    QOLTANBA_TRY(const auto signature, sign(algorithm, digest));
    if (auto verified = key.verify(algorithm, digest, signature); verified.has_error())
        return because(ErrorCode::own_signature_does_not_verify, "of a certification request",
                       std::move(verified).error());
    return der::sequence({information, cms::signature_algorithm(key.family()), der::bit_string(signature)});
}

Result<Bytes> write_certificate_request(const RequestOrder& order, const PrivateKey& key) {
    QOLTANBA_TRY(const auto public_key, key.public_key());
    return write_certificate_request(order, public_key, [&key](DigestAlgorithm algorithm, BytesView digest) {
        return key.sign(algorithm, digest, {});
    });
}

}  // namespace qoltanba::crypto
