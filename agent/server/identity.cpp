#include "agent/server/identity.hpp"

#include "agent/platform/private_file.hpp"
#include "agent/platform/sealed.hpp"
#include "agent/server/local_authority.hpp"

#include <openssl/pem.h>
#include <openssl/x509_vfy.h>
#include <spdlog/spdlog.h>

#include <array>
#include <ctime>

namespace qoltanba::agent {
namespace {

constexpr const char* identity_file = "localhost-identity.pem";
constexpr const char* authority_file = "localhost-ca.pem";
constexpr const char* lock_file = "localhost-identity.lock";

BytesView content_of(BIO* memory) {
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory, &data);
    return bytes_of({data, static_cast<std::size_t>(size)});
}

BioPtr reader_of(BytesView pem) {
    return BioPtr(BIO_new_mem_buf(pem.data(), static_cast<int>(pem.size())));
}

Result<std::string> pem_of(X509* certificate) {
    const BioPtr memory(BIO_new(BIO_s_mem()));
    if (!memory || PEM_write_bio_X509(memory.get(), certificate) != 1)
        return openssl_error("write a certificate");
    return std::string(text_of(content_of(memory.get())));
}

Result<SecretBytes> pem_of(EVP_PKEY* key) {
    const BioPtr memory(BIO_new(BIO_s_mem()));  // wiped when freed
    if (!memory ||
        PEM_write_bio_PKCS8PrivateKey(memory.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return openssl_error("write the key");
    return SecretBytes::copy_of(content_of(memory.get()));
}

Result<std::string> fingerprint_of(const X509* certificate) {
    std::array<std::uint8_t, EVP_MAX_MD_SIZE> digest{};
    unsigned size = 0;
    if (X509_digest(certificate, EVP_sha256(), digest.data(), &size) != 1)
        return openssl_error("hash the CA");
    return to_hex(BytesView(digest).first(size));
}

Result<Time> time_of(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) return openssl_error("read a time");
    const std::chrono::year_month_day day{std::chrono::year(parts.tm_year + 1900),
                                          std::chrono::month(static_cast<unsigned>(parts.tm_mon + 1)),
                                          std::chrono::day(static_cast<unsigned>(parts.tm_mday))};
    return Time(std::chrono::sys_days(day)) + std::chrono::hours(parts.tm_hour) +
           std::chrono::minutes(parts.tm_min) + std::chrono::seconds(parts.tm_sec);
}

/// OpenSSL must never ask a terminal for a password.
int no_password(char*, int, int, void*) {
    return -1;
}

Result<X509Ptr> read_certificate(BIO* pem) {
    X509Ptr certificate(PEM_read_bio_X509(pem, nullptr, no_password, nullptr));
    if (!certificate) return openssl_error("read a certificate");
    return certificate;
}

/// The order of the file: key, certificate, CA.
Result<ServerCertificate> parse(BytesView pem) {
    const auto reader = reader_of(pem);
    KeyPtr key(PEM_read_bio_PrivateKey(reader.get(), nullptr, no_password, nullptr));
    if (!key) return openssl_error("read the key");
    QOLTANBA_TRY(auto certificate, read_certificate(reader.get()));
    QOLTANBA_TRY(auto authority, read_certificate(reader.get()));
    return ServerCertificate{std::move(authority), std::move(certificate), std::move(key)};
}

Result<LocalhostIdentity> identity_from(const ServerCertificate& made) {
    LocalhostIdentity identity;
    QOLTANBA_TRY(identity.ca_certificate, pem_of(made.authority.get()));
    QOLTANBA_TRY(identity.ca_fingerprint, fingerprint_of(made.authority.get()));
    QOLTANBA_TRY(identity.certificate, pem_of(made.certificate.get()));
    QOLTANBA_TRY(identity.private_key, pem_of(made.key.get()));
    QOLTANBA_TRY(identity.not_after, time_of(X509_get0_notAfter(made.certificate.get())));
    return identity;
}

Result<void> check_names(X509* certificate) {
    constexpr unsigned no_wildcards = X509_CHECK_FLAG_NEVER_CHECK_SUBJECT | X509_CHECK_FLAG_NO_WILDCARDS;
    if (X509_check_host(certificate, "localhost", 0, no_wildcards, nullptr) != 1 ||
        X509_check_ip_asc(certificate, "127.0.0.1", 0) != 1 || X509_check_ip_asc(certificate, "::1", 0) != 1)
        return fail(ErrorCode::identity_failure, "the certificate does not name this computer");
    return {};
}

Result<void> check_chain(const ServerCertificate& parts, Time at) {
    const StorePtr trusted(X509_STORE_new());
    const StoreContextPtr context(X509_STORE_CTX_new());
    if (!trusted || !context || X509_STORE_add_cert(trusted.get(), parts.authority.get()) != 1 ||
        X509_STORE_CTX_init(context.get(), trusted.get(), parts.certificate.get(), nullptr) != 1)
        return openssl_error("prepare the check");
    auto* rules = X509_STORE_CTX_get0_param(context.get());
    X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
    X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_X509_STRICT | X509_V_FLAG_CHECK_SS_SIGNATURE);
    X509_VERIFY_PARAM_set_time(rules, at.time_since_epoch().count());
    if (X509_verify_cert(context.get()) != 1)
        return fail(ErrorCode::identity_failure,
                    X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
    return {};
}

Result<void> check(const ServerCertificate& parts, Time at, std::chrono::days left) {
    if (X509_check_private_key(parts.certificate.get(), parts.key.get()) != 1)
        return openssl_error("the key is not the certificate's");
    QOLTANBA_CHECK(check_names(parts.certificate.get()));
    QOLTANBA_CHECK(check_chain(parts, at));
    QOLTANBA_TRY(const auto not_after, time_of(X509_get0_notAfter(parts.certificate.get())));
    if (not_after - at < left) return fail(ErrorCode::identity_failure, "the certificate expires soon");
    return {};
}

/// For programs that want the CA as a file; the identity's own file is the one that counts.
Result<void> show_authority(const std::filesystem::path& folder, const LocalhostIdentity& identity) {
    const auto file = folder / authority_file;
    if (const auto shown = read_private_file(file);
        shown && text_of(shown->view()) == identity.ca_certificate)
        return {};
    return write_private_file(file, bytes_of(identity.ca_certificate));
}

Result<LocalhostIdentity> identity_from(BytesView pem, Time at, std::chrono::days left) {
    QOLTANBA_TRY(const auto parts, parse(pem));
    QOLTANBA_CHECK(check(parts, at, left));
    return identity_from(parts);
}

Result<LocalhostIdentity> load(const std::filesystem::path& folder, Time at, std::chrono::days left) {
    QOLTANBA_TRY(const auto sealed, read_private_file(folder / identity_file));
    QOLTANBA_TRY(const auto content, unseal(sealed.view()));
    return identity_from(content.view(), at, left);
}

}  // namespace

SecretBytes localhost_identity_pem(const LocalhostIdentity& identity) {
    const auto parts = {identity.private_key.view(), bytes_of(identity.certificate),
                        bytes_of(identity.ca_certificate)};
    std::size_t size = 0;
    for (const auto part : parts) size += part.size();
    SecretBytes joined(size);
    auto at = joined.writable().begin();
    for (const auto part : parts) at = std::copy(part.begin(), part.end(), at);
    return joined;
}

Result<LocalhostIdentity> localhost_identity_from(BytesView pem, Time at) {
    return identity_from(pem, at, identity_renewal);
}

Result<LocalhostIdentity> make_localhost_identity(Time at) {
    QOLTANBA_TRY(auto authority, LocalAuthority::make(at));
    QOLTANBA_TRY(const auto made, std::move(authority).issue("DNS:localhost,IP:127.0.0.1,IP:::1"));
    return identity_from(made);
}

Result<void> check_localhost_identity(const LocalhostIdentity& identity, Time at) {
    const auto joined = localhost_identity_pem(identity);
    QOLTANBA_TRY(const auto parts, parse(joined.view()));
    return check(parts, at, identity_renewal);
}

Result<LocalhostIdentity> load_localhost_identity(const std::filesystem::path& folder, Time at) {
    return load(folder, at, identity_renewal);
}

Result<FileLock> lock_localhost_identity(const std::filesystem::path& folder) {
    constexpr std::chrono::seconds patience{10};  // making one takes milliseconds
    return FileLock::take(folder / lock_file, patience);
}

Result<LocalhostIdentity> open_localhost_identity(const std::filesystem::path& folder, Time at) {
    QOLTANBA_TRY(const auto right, lock_localhost_identity(folder));
    return open_localhost_identity(folder, at, right);
}

Result<LocalhostIdentity> open_localhost_identity(const std::filesystem::path& folder, Time at,
                                                  const FileLock&, std::chrono::days left) {
    auto kept = load(folder, at, left);
    if (kept.has_error()) {
        spdlog::info("a new localhost identity is made, because of {}", describe(kept.error()));
        kept = make_localhost_identity(at);
        if (kept.has_error()) return kept;
        QOLTANBA_TRY(const auto sealed, seal(localhost_identity_pem(*kept).view()));
        QOLTANBA_CHECK(write_private_file(folder / identity_file, sealed.view()));
    }
    QOLTANBA_CHECK(show_authority(folder, *kept));
    return kept;
}

}  // namespace qoltanba::agent
