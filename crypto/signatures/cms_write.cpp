#include "crypto/signatures/cms_write.hpp"

#include "crypto/der/header.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/signatures/cms_attributes.hpp"

#include <utility>

namespace qoltanba::crypto::cms {
namespace {

/// [n] IMPLICIT: the same element under another tag.
Bytes retagged(Bytes element, der::Tag tag) {
    element.front() = static_cast<std::uint8_t>(tag);
    return element;
}

Bytes algorithm_with_null(std::string_view oid) {
    return der::sequence({der::object_identifier(oid), der::null()});
}

/// ECDSA's has no parameters (RFC 5758, 3.2), all others have NULL.
Bytes signature_algorithm(const Suite& suite) {
    if (suite.form != SignatureForm::ecdsa_der) return algorithm_with_null(suite.signature_oid);
    return der::sequence({der::object_identifier(suite.signature_oid)});
}

Bytes issuer_and_serial_number(const Certificate& certificate) {
    return der::sequence(
        {certificate.issuer().der(), der::element(der::Tag::integer, certificate.serial_number())});
}

void put_before(Bytes& head, BytesView element) {
    head.insert(head.begin(), element.begin(), element.end());
}

/// Puts the header before `head` of an element that goes on for `following` octets after it.
void open_before(Bytes& head, der::Tag tag, std::size_t following) {
    Bytes header;
    der::append_header(header, static_cast<std::uint8_t>(tag), head.size() + following);
    put_before(head, header);
}

/// All that stands before the content's octets; `following` octets come after those.
Bytes head_of(Parts& parts, std::size_t following) {
    const auto content = parts.content ? parts.content->size() : 0;
    Bytes head;
    if (parts.content) {
        open_before(head, der::Tag::octet_string, content);
        open_before(head, der::context(0), content);
    }
    put_before(head, parts.content_type);
    open_before(head, der::Tag::sequence, content);  // EncapsulatedContentInfo
    put_before(head, der::set_of(std::move(parts.digest_algorithms)));
    put_before(head, parts.version);
    open_before(head, der::Tag::sequence, content + following);  // SignedData
    open_before(head, der::context(0), content + following);
    put_before(head, der::object_identifier(id_signed_data));
    open_before(head, der::Tag::sequence, content + following);  // ContentInfo
    return head;
}

/// All that stands after the content's octets.
Bytes tail_of(Parts& parts) {
    Bytes tail = retagged(der::set_of(std::move(parts.certificates)), der::context(0));
    append(tail, parts.revocation);
    append(tail, der::set_of(std::move(parts.signers)));
    return tail;
}

}  // namespace

Bytes digest_algorithm(KeyFamily family) {
    return algorithm_with_null(identity_of(suite_of(family).digest).oid);
}

Result<Bytes> make_signer_info(Signer& signer, BytesView content_type_element, BytesView digest,
                               Time signing_time) {
    const auto& suite = suite_of(signer.family());
    auto attributes =
        make_signed_attributes(content_type_element, digest, signing_time, signer.certificate());
    QOLTANBA_TRY(const auto signature, signer.sign(suite.digest, digest_of(suite.digest, attributes)));
    return der::sequence({der::integer(1), issuer_and_serial_number(signer.certificate()),
                          digest_algorithm(suite.family), retagged(std::move(attributes), der::context(0)),
                          signature_algorithm(suite), der::octet_string(signature)});
}

Bytes write(Parts parts) {
    const auto tail = tail_of(parts);
    const auto head = head_of(parts, tail.size());
    Bytes whole;
    whole.reserve(head.size() + (parts.content ? parts.content->size() : 0) + tail.size());
    append(whole, head);
    if (parts.content) append(whole, *parts.content);
    append(whole, tail);
    return whole;
}

}  // namespace qoltanba::crypto::cms
