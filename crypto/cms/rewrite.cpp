#include "crypto/cms/rewrite.hpp"

#include "crypto/der/writer.hpp"

#include <algorithm>

namespace qoltanba::crypto::cms {
namespace {

/// The elements inside a set that was read before, so that it is known to be right.
std::vector<Bytes> members_of(BytesView set) {
    std::vector<Bytes> members;
    if (set.empty()) return members;
    auto outer = der::Reader(set).next();
    auto reader = der::Reader::inside(*outer);
    while (!reader.at_end()) members.push_back(copy_of(reader.next()->whole));
    return members;
}

/// [n] IMPLICIT SET OF these members and more; nothing where there are none.
Bytes extended(unsigned number, std::vector<Bytes> members, const std::vector<Bytes>& more) {
    const bool sorted = std::is_sorted(members.begin(), members.end());
    members.insert(members.end(), more.begin(), more.end());
    if (sorted) std::sort(members.begin(), members.end());
    if (members.empty()) return {};
    Bytes content;
    for (const auto& member : members) append(content, member);
    return der::explicit_tag(number, content);
}

Bytes certificates_with(const SignedData& data, const std::vector<Bytes>& more) {
    std::vector<Bytes> members;
    for (const auto element : data.certificates) members.push_back(copy_of(element));
    return extended(0, std::move(members), more);
}

Bytes signers_with(const SignedData& data, const std::map<std::size_t, Bytes>& changed) {
    Bytes signers;
    for (std::size_t i = 0; i < data.signers.size(); ++i) {
        const auto found = changed.find(i);
        append(signers, found != changed.end() ? BytesView(found->second) : data.signers[i].whole);
    }
    return der::element(der::Tag::set, signers);
}

/// RFC 5652, 5.1: version 5 wherever revocation values of the form `other` stand.
Bytes version_with(const SignedData& data, const std::vector<Bytes>& revocation) {
    const bool other = std::ranges::any_of(revocation, [](const Bytes& choice) {
        return choice.front() == static_cast<std::uint8_t>(der::context(1));
    });
    return other ? der::integer(5) : copy_of(data.version);
}

}  // namespace

Bytes rewrite(const SignedData& data, const Changes& changes) {
    const auto signed_data = der::sequence(
        {version_with(data, changes.revocation), data.digest_algorithms_element, data.content_element,
         certificates_with(data, changes.certificates),
         extended(1, members_of(data.revocation), changes.revocation), signers_with(data, changes.signers)});
    return der::sequence({der::object_identifier(id_signed_data), der::explicit_tag(0, signed_data)});
}

Bytes with_unsigned_attribute(const SignerInfo& signer, Bytes attribute) {
    const auto attributes =
        extended(1, members_of(signer.unsigned_attributes_element), {std::move(attribute)});
    return der::sequence({signer.signed_fields, attributes});
}

}  // namespace qoltanba::crypto::cms
