#include "crypto/signatures/cms_crafted.hpp"

#include "crypto/cms/write.hpp"
#include "crypto/der/writer.hpp"
#include "support/catch.hpp"

#include <utility>

namespace qoltanba::test {
namespace {

using namespace crypto;

Bytes joined(const std::vector<Bytes>& parts) {
    Bytes all;
    for (const auto& part : parts) append(all, part);
    return all;
}

}  // namespace

Bytes attribute(std::string_view type, std::vector<Bytes> values) {
    return der::sequence({der::object_identifier(type), der::set_of(std::move(values))});
}

std::vector<Bytes> plain_attributes(const Signer& signer, BytesView content) {
    const auto digest = digest_of(suite_of(signer.family()).digest, content);
    return {attribute(id_content_type, {der::object_identifier(cms::id_data)}),
            attribute(id_message_digest, {der::octet_string(digest)})};
}

Bytes algorithm(std::string_view oid, BytesView parameters) {
    return der::sequence({der::object_identifier(oid), parameters});
}

Crafted::Crafted(Signer& by, BytesView what)
    : signer(by),
      content(copy_of(what)),
      attributes(plain_attributes(by, what)),
      digest_algorithm(cms::digest_algorithm(by.family())),
      signature_algorithm(algorithm(suite_of(by.family()).signature_oid, der::null())) {
    const auto& certificate = by.certificate();
    identifier = der::sequence(
        {certificate.issuer().der(), der::element(der::Tag::integer, certificate.serial_number())});
    certificates.push_back(copy_of(certificate.der()));
}

Bytes Crafted::make() const {
    const auto digest = suite_of(signer.family()).digest;
    Bytes over = digest_of(digest, content);
    Bytes attributes_element;
    if (attributes) {
        const auto as_written = joined(*attributes);
        over = digest_of(digest,
                         sign_sorted ? der::set_of(*attributes) : der::element(der::Tag::set, as_written));
        attributes_element = der::element(der::context(0), as_written);
    }
    const auto signature = signer.sign(digest, over);
    REQUIRE(ok(signature));

    cms::Parts parts;
    parts.version = der::integer(version);
    parts.digest_algorithms = {digest_algorithm};
    parts.content_type = der::object_identifier(content_type);
    if (attach) parts.content = content;
    parts.certificates = certificates;
    parts.signers.assign(
        signers, der::sequence({der::integer(signer_version), identifier, digest_algorithm,
                                attributes_element, signature_algorithm, der::octet_string(*signature)}));
    return cms::write(std::move(parts));
}

}  // namespace qoltanba::test
