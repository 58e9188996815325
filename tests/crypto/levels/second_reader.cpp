#include "crypto/levels/second_reader.hpp"

#include "crypto/algorithms/libgcrypt.hpp"
#include "support/catch.hpp"

#include <algorithm>

namespace qoltanba::test::second {
namespace {

using crypto::DigestAlgorithm;
using crypto::KeyFamily;

constexpr std::string_view message_digest_oid = "2a864886f70d010904";
constexpr std::string_view time_stamp_oid = "2a864886f70d010910020e";

bool equal(BytesView a, BytesView b) {
    return std::ranges::equal(a, b);
}

DigestAlgorithm digest_named(std::string_view oid) {
    if (oid == "2a830e030a010303") return DigestAlgorithm::streebog_512;
    if (oid == "2a830e030a010301") return DigestAlgorithm::gost_34311;
    if (oid == "608648016503040201") return DigestAlgorithm::sha256;
    if (oid == "2b0e03021a") return DigestAlgorithm::sha1;
    FAIL("a digest that is not known here: " << oid);
    return {};
}

Bytes hash(std::string_view oid, BytesView octets) {
    return gcrypt_digest(digest_named(oid), octets);
}

/// The first octets of the certificate whose issuer and serial number these are.
Element certificate_of(const std::vector<Element>& certificates, const Element& identifier) {
    for (const auto& certificate : certificates) {
        const auto fields = certificate.at(0).inside();  // version [0], serialNumber, signature, issuer, …
        const auto named = identifier.inside();
        if (equal(fields[3].whole, named[0].whole) && equal(fields[1].whole, named[1].whole))
            return certificate;
    }
    FAIL("the signer's certificate is not there");
    return {};
}

/// SubjectPublicKeyInfo is the seventh field: an algorithm with curve and digest, and the octets of the
/// point.
void read_key(Signer& signer, const Element& certificate) {
    const auto key = certificate.at(0).at(6);
    signer.key_oid = to_hex(key.at(0).at(0).content);
    signer.curve_oid = to_hex(key.at(0).at(1).at(0).content);
    const auto point = element_of(key.at(1).content.subspan(1));  // after the number of unused bits
    REQUIRE(point.tag == 0x04);
    signer.coordinates = copy_of(point.content);
}

void read_attributes(Signer& signer, const Element& attributes) {
    signer.signed_attributes = copy_of(attributes.whole);
    signer.signed_attributes.front() = 0x31;
    for (const auto& attribute : attributes.inside()) {
        if (to_hex(attribute.at(0).content) == message_digest_oid)
            signer.message_digest = copy_of(attribute.at(1).at(0).content);
    }
}

Signer read_signer(const Element& info, const std::vector<Element>& certificates) {
    const auto fields =
        info.inside();  // version, sid, digestAlgorithm, [0], signatureAlgorithm, signature, [1]
    REQUIRE(fields.size() >= 6);
    REQUIRE(fields[3].tag == 0xA0);
    Signer signer;
    signer.digest_oid = to_hex(fields[2].at(0).content);
    signer.signature = copy_of(fields[5].content);
    read_attributes(signer, fields[3]);
    read_key(signer, certificate_of(certificates, fields[1]));
    if (fields.size() == 6) return signer;
    for (const auto& attribute : fields[6].inside()) {
        if (to_hex(attribute.at(0).content) != time_stamp_oid) continue;
        for (const auto& value : attribute.at(1).inside()) signer.time_stamps.push_back(copy_of(value.whole));
    }
    return signer;
}

}  // namespace

Element element_of(BytesView octets) {
    REQUIRE(octets.size() >= 2);
    std::size_t length = octets[1], header = 2;
    if (length >= 0x80) {
        const std::size_t count = length & 0x7FU;
        REQUIRE((count > 0 && count <= 4 && octets.size() >= 2 + count));
        length = 0;
        for (const auto octet : octets.subspan(2, count)) length = length * 256 + octet;
        header += count;
    }
    REQUIRE(length <= octets.size() - header);
    return {octets[0], octets.subspan(header, length), octets.first(header + length)};
}

std::vector<Element> Element::inside() const {
    std::vector<Element> all;
    for (auto rest = content; !rest.empty(); rest = rest.subspan(all.back().whole.size()))
        all.push_back(element_of(rest));
    return all;
}

Element Element::at(std::size_t number) const {
    const auto all = inside();
    REQUIRE(number < all.size());
    return all[number];
}

SignedData signed_data_of(BytesView cms) {
    const auto fields = element_of(cms).at(1).at(0).inside();  // version, digests, content, [0], [1], signers
    REQUIRE(fields.size() >= 5);
    SignedData data;
    const auto content = fields[2].inside();
    if (content.size() == 2) data.content = copy_of(content[1].at(0).content);
    REQUIRE(fields[3].tag == 0xA0);
    const auto certificates = fields[3].inside();
    for (const auto& info : fields.back().inside()) data.signers.push_back(read_signer(info, certificates));
    return data;
}

bool signature_is_right(const Signer& signer) {
    const auto digest = hash(signer.digest_oid, signer.signed_attributes);
    if (signer.key_oid == "2a830e030a01010202" && signer.curve_oid == "2a830e030a0101020201")
        return gcrypt_verifies(KeyFamily::gost_2015_512, signer.coordinates, digest, signer.signature);
    if (signer.key_oid == "2a830e030a01010101" && signer.curve_oid == "2a830e030a0101010101")
        return gcrypt_verifies(KeyFamily::gost_2004, signer.coordinates, digest, signer.signature);
    FAIL("no GOST key: " << signer.key_oid << " on " << signer.curve_oid);
    return false;
}

bool digest_is_right(const Signer& signer, BytesView content) {
    return equal(signer.message_digest, hash(signer.digest_oid, content));
}

bool token_is_right(BytesView token) {
    const auto data = signed_data_of(token);
    REQUIRE(data.content);
    REQUIRE(data.signers.size() == 1);
    return digest_is_right(data.signers.front(), *data.content) && signature_is_right(data.signers.front());
}

bool imprint_is_right(BytesView token, BytesView octets) {
    const auto data = signed_data_of(token);
    REQUIRE(data.content);
    const auto imprint = element_of(*data.content).at(2);  // version, policy, messageImprint, …
    return equal(imprint.at(1).content, hash(to_hex(imprint.at(0).at(0).content), octets));
}

}  // namespace qoltanba::test::second
