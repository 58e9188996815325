#include "certificate_draft.hpp"

#include "support/catch.hpp"

#include <openssl/evp.h>
#include <openssl/x509.h>

namespace qoltanba::test {

using namespace crypto;

DraftKey::DraftKey() : key_(EVP_EC_gen("P-256"), EVP_PKEY_free) {
    REQUIRE(key_ != nullptr);
}

Bytes DraftKey::spki() const {
    unsigned char* encoded = nullptr;
    const int size = i2d_PUBKEY(key_.get(), &encoded);
    REQUIRE(size > 0);
    Bytes spki(encoded, encoded + size);
    OPENSSL_free(encoded);
    return spki;
}

Bytes DraftKey::sign(BytesView message) const {
    const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
    REQUIRE(EVP_DigestSignInit(context.get(), nullptr, EVP_sha256(), nullptr, key_.get()) == 1);
    std::size_t size = static_cast<std::size_t>(EVP_PKEY_get_size(key_.get()));
    Bytes signature(size);
    REQUIRE(EVP_DigestSign(context.get(), signature.data(), &size, message.data(), message.size()) == 1);
    signature.resize(size);
    return signature;
}

Bytes draft_name(const std::vector<std::pair<std::string_view, std::string_view>>& attributes) {
    std::vector<Bytes> rdns;
    for (const auto& [oid, text] : attributes)
        rdns.push_back(der::set_of({der::sequence({der::object_identifier(oid), der::utf8_string(text)})}));
    return der::sequence(rdns);
}

Bytes draft_name(std::string_view common_name) {
    return draft_name({{"2.5.4.3", common_name}});
}

Bytes draft_extension(std::string_view oid, bool critical, BytesView value) {
    const auto octets = der::octet_string(value);
    if (critical) return der::sequence({der::object_identifier(oid), der::boolean(true), octets});
    return der::sequence({der::object_identifier(oid), octets});
}

Bytes draft_ca(std::optional<int> path_length) {
    const auto length = path_length ? der::integer(*path_length) : Bytes{};
    return draft_extension("2.5.29.19", true, der::sequence({der::boolean(true), length}));
}

Bytes draft_key_usage(unsigned bits) {
    return draft_extension("2.5.29.15", true, der::named_bits(bits));
}

Bytes draft_purposes(const std::vector<std::string_view>& oids) {
    std::vector<Bytes> purposes;
    for (const auto oid : oids) purposes.push_back(der::object_identifier(oid));
    return draft_extension("2.5.29.37", false, der::sequence(purposes));
}

Bytes draft_subject_key_identifier(BytesView identifier) {
    return draft_extension("2.5.29.14", false, der::octet_string(identifier));
}

Bytes draft_authority_key_identifier(BytesView identifier) {
    const auto key_identifier = der::element(der::context_primitive(0), identifier);
    return draft_extension("2.5.29.35", false, der::sequence({key_identifier}));
}

Bytes draft_algorithm() {
    return der::sequence({der::object_identifier("1.2.840.10045.4.3.2")});
}

Bytes CertificateDraft::valid_in(int from_year, int to_year) {
    const auto start_of = [](int year) { return time_from_iso(std::to_string(year) + "-01-01").value(); };
    return der::sequence(
        {der::time(start_of(from_year)), der::time(start_of(to_year) - std::chrono::seconds(1))});
}

Bytes CertificateDraft::sealed(const DraftKey& subject_key, const DraftKey& issuer_key) const {
    const auto list = extensions.empty() ? Bytes{} : der::explicit_tag(3, der::sequence(extensions));
    const auto tbs = der::sequence({version, serial_number, inner_algorithm, issuer, validity, subject,
                                    spki.empty() ? subject_key.spki() : spki, after_spki, list});
    return der::sequence({tbs, outer_algorithm, der::bit_string(issuer_key.sign(tbs))});
}

Certificate CertificateDraft::certificate(const DraftKey& subject_key, const DraftKey& issuer_key) const {
    auto certificate = Certificate::from_der(sealed(subject_key, issuer_key));
    REQUIRE(ok(certificate));
    return *certificate;
}

}  // namespace qoltanba::test
