#include "agent/server/local_authority.hpp"

#include "crypto/base/bytes.hpp"

#include <openssl/ec.h>
#include <openssl/obj_mac.h>

namespace qoltanba::agent {
namespace {

constexpr std::chrono::hours clock_tolerance{1};

Result<KeyPtr> make_key() {
    KeyPtr key(EVP_EC_gen("P-256"));
    if (!key) return openssl_error("make a P-256 key");
    return key;
}

/// 126 random bits: unguessable, positive and never short (RFC 5280, 4.1.2.2 allows 20 octets).
Result<void> set_random_serial(X509* certificate) {
    const BignumPtr serial(BN_new());
    if (!serial || BN_rand(serial.get(), 127, BN_RAND_TOP_ONE, BN_RAND_BOTTOM_ANY) != 1 ||
        BN_to_ASN1_INTEGER(serial.get(), X509_get_serialNumber(certificate)) == nullptr)
        return openssl_error("set the serial number");
    return {};
}

Result<void> set_validity(X509* certificate, Time at) {
    const auto from = at - clock_tolerance;
    const auto to =
        from + identity_lifetime - std::chrono::seconds(1);  // both ends count (RFC 5280, 4.1.2.5)
    if (ASN1_TIME_set(X509_getm_notBefore(certificate), from.time_since_epoch().count()) == nullptr ||
        ASN1_TIME_set(X509_getm_notAfter(certificate), to.time_since_epoch().count()) == nullptr)
        return openssl_error("set the validity");
    return {};
}

Result<void> set_common_name(X509* certificate, const std::string& name) {
    const auto* text = reinterpret_cast<const unsigned char*>(name.data());
    if (X509_NAME_add_entry_by_NID(X509_get_subject_name(certificate), NID_commonName, MBSTRING_UTF8, text,
                                   static_cast<int>(name.size()), -1, 0) != 1)
        return openssl_error("set the subject");
    return {};
}

Result<void> add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
    X509V3_CTX context;
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    const ExtensionPtr extension(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
    if (!extension || X509_add_ext(certificate, extension.get(), -1) != 1)
        return openssl_error(std::string("add ") + OBJ_nid2sn(kind));
    return {};
}

/// What a CA and a leaf have in common: version 3, serial number, key.
Result<X509Ptr> begin_certificate(EVP_PKEY* key) {
    X509Ptr certificate(X509_new());
    if (!certificate || X509_set_version(certificate.get(), X509_VERSION_3) != 1 ||
        X509_set_pubkey(certificate.get(), key) != 1)
        return openssl_error("begin a certificate");
    QOLTANBA_CHECK(set_random_serial(certificate.get()));
    return certificate;
}

/// Two CAs of this program never share a name, so that a browser that knows an old one does not try it.
std::string authority_name(const X509* certificate) {
    const auto* serial = X509_get0_serialNumber(certificate);
    const BytesView octets(ASN1_STRING_get0_data(serial),
                           static_cast<std::size_t>(ASN1_STRING_length(serial)));
    return "Qoltanba localhost CA " + to_hex(octets.first(4));
}

}  // namespace

Result<LocalAuthority> LocalAuthority::make(Time at) {
    QOLTANBA_TRY(auto key, make_key());
    QOLTANBA_TRY(auto ca, begin_certificate(key.get()));
    QOLTANBA_CHECK(set_validity(ca.get(), at));
    QOLTANBA_CHECK(set_common_name(ca.get(), authority_name(ca.get())));
    if (X509_set_issuer_name(ca.get(), X509_get_subject_name(ca.get())) != 1)
        return openssl_error("set the issuer");

    const auto add = [&](int kind, const char* value) {
        return add_extension(ca.get(), ca.get(), kind, value);
    };
    QOLTANBA_CHECK(add(NID_basic_constraints, "critical,CA:TRUE,pathlen:0"));
    QOLTANBA_CHECK(add(NID_key_usage, "critical,keyCertSign"));
    QOLTANBA_CHECK(add(NID_name_constraints,
                       "critical,permitted;DNS:localhost,permitted;IP:127.0.0.1/255.255.255.255,"
                       "permitted;IP:0:0:0:0:0:0:0:1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"));
    QOLTANBA_CHECK(add(NID_subject_key_identifier, "hash"));
    if (X509_sign(ca.get(), key.get(), EVP_sha256()) == 0) return openssl_error("sign the CA");
    return LocalAuthority(std::move(ca), std::move(key));
}

Result<ServerCertificate> LocalAuthority::issue(const std::string& names) && {
    // Whatever happens below, this key signs nothing else.
    const KeyPtr authority_key = std::move(key_);
    if (!authority_key) return fail(ErrorCode::identity_failure, "the CA's key is destroyed already");
    QOLTANBA_TRY(auto key, make_key());
    QOLTANBA_TRY(auto leaf, begin_certificate(key.get()));
    X509* authority = certificate_.get();
    if (X509_set1_notBefore(leaf.get(), X509_get0_notBefore(authority)) != 1 ||
        X509_set1_notAfter(leaf.get(), X509_get0_notAfter(authority)) != 1 ||
        X509_set_issuer_name(leaf.get(), X509_get_subject_name(authority)) != 1)
        return openssl_error("set issuer and validity");
    QOLTANBA_CHECK(set_common_name(leaf.get(), "localhost"));

    const auto add = [&](int kind, const std::string& value) {
        return add_extension(leaf.get(), authority, kind, value);
    };
    QOLTANBA_CHECK(add(NID_basic_constraints, "critical,CA:FALSE"));
    QOLTANBA_CHECK(add(NID_key_usage, "critical,digitalSignature"));
    QOLTANBA_CHECK(add(NID_ext_key_usage, "serverAuth"));
    QOLTANBA_CHECK(add(NID_subject_alt_name, names));
    QOLTANBA_CHECK(add(NID_subject_key_identifier, "hash"));
    QOLTANBA_CHECK(add(NID_authority_key_identifier, "keyid:always"));
    if (X509_sign(leaf.get(), authority_key.get(), EVP_sha256()) == 0)
        return openssl_error("sign the certificate");
    return ServerCertificate{std::move(certificate_), std::move(leaf), std::move(key)};
}

}  // namespace qoltanba::agent
