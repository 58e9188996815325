#include "crypto/cms/write.hpp"

#include "crypto/cms/content_apart.hpp"
#include "crypto/der/writer.hpp"

#include <utility>

namespace qoltanba::crypto::cms {
namespace {

Bytes algorithm_with_null(std::string_view oid) {
    return der::sequence({der::object_identifier(oid), der::null()});
}

/// All that stands before the content's octets; `following` octets come after those.
Bytes head_of(Parts& parts, std::size_t following) {
    auto head = std::move(parts.version);
    append(head, der::set_of(std::move(parts.digest_algorithms)));
    const auto size = parts.content ? std::optional(parts.content->size()) : std::nullopt;
    return head_around(head, parts.content_type, size, following);
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
    const auto head = head_of(parts, tail.size());
    Bytes whole;
    whole.reserve(head.size() + (parts.content ? parts.content->size() : 0) + tail.size());
    append(whole, head);
    if (parts.content) append(whole, *parts.content);
    append(whole, tail);
    return whole;
}

}  // namespace qoltanba::crypto::cms
