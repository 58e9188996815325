#include "crypto/cms/write.hpp"

#include "crypto/der/header.hpp"
#include "crypto/der/writer.hpp"

#include <utility>

namespace qoltanba::crypto::cms {
namespace {

Bytes algorithm_with_null(std::string_view oid) {
    return der::sequence({der::object_identifier(oid), der::null()});
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
Bytes head_of(Parts& parts, std::optional<std::size_t> content_size, std::size_t following) {
    const auto content = content_size.value_or(0);
    Bytes head;
    if (content_size) {
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
    auto tail = der::retagged(der::set_of(std::move(parts.certificates)), der::context(0));
    append(tail, parts.revocation);
    append(tail, der::set_of(std::move(parts.signers)));
    return tail;
}

}  // namespace

Bytes digest_algorithm(KeyFamily family) {
    return algorithm_with_null(identity_of(suite_of(family).digest).oid);
}

Bytes signature_algorithm(KeyFamily family) {
    const auto& suite = suite_of(family);
    if (suite.form != SignatureForm::ecdsa_der) return algorithm_with_null(suite.signature_oid);
    return der::sequence({der::object_identifier(suite.signature_oid)});
}

Bytes issuer_and_serial_number(const Certificate& certificate) {
    return der::sequence(
        {certificate.issuer().der(), der::element(der::Tag::integer, certificate.serial_number())});
}

Bytes write(Parts parts) {
    const auto tail = tail_of(parts);
    const auto size = parts.content ? std::optional(parts.content->size()) : std::nullopt;
    const auto head = head_of(parts, size, tail.size());
    Bytes whole;
    whole.reserve(head.size() + (parts.content ? parts.content->size() : 0) + tail.size());
    append(whole, head);
    if (parts.content) append(whole, *parts.content);
    append(whole, tail);
    return whole;
}

Around write_around(Parts parts, std::size_t content_size) {
    Around around;
    around.after = tail_of(parts);
    around.before = head_of(parts, content_size, around.after.size());
    return around;
}

}  // namespace qoltanba::crypto::cms
