// Key files that others write: openssl with every cipher, and files that nobody ought to write.
#include "tokens/files/pkcs12.hpp"

#include "ca/authority.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/files/command.hpp"
#include "tokens/files/pfx_builder.hpp"

#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <array>
#include <map>

namespace qoltanba::test {
namespace {

using tokens::is_pkcs12;
using tokens::open_pkcs12;

SecretBytes secret(std::string_view text) {
    return SecretBytes::copy_of(text);
}

/// key.pem and cert.pem of a self-signed certificate.
void make_identity(const TemporaryFolder& folder, const std::string& algorithm = "rsa:2048",
                   const std::string& name = "") {
    openssl(folder, "req -x509 -nodes -subj /CN=test" + name + " -newkey " + algorithm + " -keyout key" +
                        name + ".pem -out cert" + name + ".pem");
}

Bytes exported(const TemporaryFolder& folder, const std::string& options) {
    openssl(folder, "pkcs12 -export -inkey key.pem -in cert.pem -name \"the name\" -out out.p12 " + options);
    return read_file(folder.path() / "out.p12");
}

const Authority& authority() {
    static const Authority shared(crypto::KeyFamily::gost_2015_512, now());
    return shared;
}

Issued issue(const std::string& name) {
    return authority().issue(
        {.subject = {.common_name = name}, .not_before = now(), .not_after = now() + std::chrono::days{1}});
}

}  // namespace

TEST_CASE("files of openssl open, whatever cipher and MAC they use") {
    const TemporaryFolder folder;
    make_identity(folder);
    const auto* const options =
        GENERATE("", "-keypbe AES-128-CBC -certpbe AES-192-CBC", "-keypbe AES-256-CBC -certpbe DES-EDE3-CBC",
                 "-legacy", "-descert -legacy", "-legacy -keypbe PBE-SHA1-2DES -certpbe PBE-SHA1-RC2-128",
                 "-legacy -keypbe PBE-SHA1-RC2-40 -certpbe PBE-SHA1-RC2-40", "-keypbe NONE -certpbe NONE",
                 "-macalg sha1", "-macalg sha224", "-macalg sha384", "-macalg sha512", "-nomac", "-iter 1",
                 "-nomaciter", "-iter 50000", "-caname x");
    INFO(options);
    const Bytes file = exported(folder, std::string(options) + " -passout pass:Secret-1");
    CHECK(is_pkcs12(file));
    const auto keys = open_pkcs12(file, secret("Secret-1"), {});
    REQUIRE(ok(keys));
    REQUIRE(keys->size() == 1);
    CHECK(keys->front().alias == "the name");
    CHECK(keys->front().signer->family() == crypto::KeyFamily::rsa);
    const auto certificate = crypto::Certificate::from_file_content(read_file(folder.path() / "cert.pem"));
    REQUIRE(ok(certificate));
    CHECK(keys->front().signer->certificate() == *certificate);
    const auto wrong = open_pkcs12(file, secret("Secret-2"), {});
    CHECK(error_code(wrong) == ErrorCode::wrong_password);
}

TEST_CASE("a file without MAC and encryption has no password to be wrong") {
    const TemporaryFolder folder;
    make_identity(folder);
    const Bytes file = exported(folder, "-nomac -keypbe NONE -passout pass:x");
    CHECK(ok(open_pkcs12(file, secret("anything"), {})));
}

TEST_CASE("passwords in any script open what openssl wrote") {
    const TemporaryFolder folder;
    make_identity(folder, "ec -pkeyopt ec_paramgen_curve:P-256");
    const auto* const password =
        GENERATE("", " ", "Құпиясөз", "пароль-Ёё", "ключ 🔑 𝄞", "Ünïcödé", "日本語のパスワード");
    const auto* const options = GENERATE("", "-legacy", "-nomac", "-legacy -nomac");
    INFO("'" << password << "' " << options);
    const Bytes file = exported(folder, std::string(options) + " -passout \"pass:" + password + "\"");
    const auto keys = open_pkcs12(file, secret(password), {});
    REQUIRE(ok(keys));
    CHECK(keys->front().signer->family() == crypto::KeyFamily::ecdsa_p256);
    CHECK(error_code(open_pkcs12(file, secret(std::string(password) + "x"), {})) ==
          ErrorCode::wrong_password);
}

TEST_CASE("PBES2 opens with every HMAC of PBKDF2") {
    const TemporaryFolder folder;
    make_identity(folder);
    const auto* const prf =
        GENERATE("hmacWithSHA1", "hmacWithSHA224", "hmacWithSHA256", "hmacWithSHA384", "hmacWithSHA512");
    const auto* const cipher = GENERATE("aes-128-cbc", "aes-192-cbc", "aes-256-cbc", "des3");
    INFO(prf << " " << cipher);
    openssl(folder,
            std::string("pkcs8 -topk8 -in key.pem -outform DER -out key.p8 -passout pass:Secret-1 -v2 ") +
                cipher + " -v2prf " + prf);
    openssl(folder, "x509 -in cert.pem -outform DER -out cert.der");
    const Bytes file = pfx::plain_file({pfx::shrouded_key_bag(read_file(folder.path() / "key.p8")),
                                        pfx::certificate_bag(read_file(folder.path() / "cert.der"))});
    CHECK(ok(open_pkcs12(file, secret("Secret-1"), {})));
    CHECK(error_code(open_pkcs12(file, secret("Secret-2"), {})) == ErrorCode::wrong_password);
}

TEST_CASE("PBMAC1 is checked") {
    const Issued issued = issue("PBMAC1");
    const Bytes safe = pfx::authenticated_safe({pfx::plain_content(
        {pfx::key_bag(issued.pkcs8.view()), pfx::certificate_bag(issued.certificate.der())})});
    // RFC 9579, 4: PBKDF2 of HMAC-SHA-256 with a key of 32 octets, then HMAC-SHA-512.
    const std::string_view password = "пароль";
    const Bytes salt(16, 0xA5);
    std::array<std::uint8_t, 32> key{};
    REQUIRE(PKCS5_PBKDF2_HMAC(password.data(), static_cast<int>(password.size()), salt.data(), 16, 2048,
                              EVP_sha256(), 32, key.data()) == 1);
    std::array<std::uint8_t, 64> mac{};
    REQUIRE(HMAC(EVP_sha512(), key.data(), 32, safe.data(), safe.size(), mac.data(), nullptr) != nullptr);
    namespace der = crypto::der;
    const auto oid = [](std::string_view text) { return der::object_identifier(text); };
    const Bytes derivation =
        der::sequence({oid("1.2.840.113549.1.5.12"),
                       der::sequence({der::octet_string(salt), der::integer(2048), der::integer(32),
                                      der::sequence({oid("1.2.840.113549.2.9"), der::null()})})});
    const Bytes scheme = der::sequence({oid("1.2.840.113549.2.11"), der::null()});
    const Bytes algorithm =
        der::sequence({oid("1.2.840.113549.1.5.14"), der::sequence({derivation, scheme})});
    const Bytes mac_data = der::sequence({der::sequence({algorithm, der::octet_string(mac)}),
                                          der::octet_string(bytes_of("NOT USED")), der::integer(1)});
    CHECK(ok(open_pkcs12(pfx::file(safe, mac_data), secret(password), {})));
    CHECK(error_code(open_pkcs12(pfx::file(safe, mac_data), secret("parol"), {})) ==
          ErrorCode::wrong_password);
}

TEST_CASE("several keys of a file find their certificates, by label or by proof") {
    const Issued a = issue("A");
    const Issued b = issue("B");
    const Issued chain = issue("not a key's certificate");
    const Bytes id_a{1}, id_b{2};
    const bool labelled = GENERATE(true, false);
    const bool misleading = GENERATE(true, false);
    const BytesView none;
    const Bytes file = pfx::plain_file({pfx::certificate_bag(chain.certificate.der()),
                                        pfx::certificate_bag(b.certificate.der(), !labelled    ? none
                                                                                  : misleading ? id_a
                                                                                               : id_b),
                                        pfx::key_bag(a.pkcs8.view(), labelled ? id_a : none, "first"),
                                        pfx::certificate_bag(a.certificate.der(),
                                                             !labelled    ? none
                                                             : misleading ? id_b
                                                                          : id_a,
                                                             "unread"),
                                        pfx::key_bag(b.pkcs8.view(), labelled ? id_b : none)});
    const auto keys = open_pkcs12(file, secret(""), {});
    REQUIRE(ok(keys));
    REQUIRE(keys->size() == 2);
    CHECK((*keys)[0].alias == "first");
    CHECK((*keys)[0].signer->certificate() == a.certificate);
    CHECK((*keys)[1].alias == to_hex(b.certificate.subject_key_identifier()));
    CHECK((*keys)[1].signer->certificate() == b.certificate);
}

TEST_CASE("a key that nobody here can use does not hide one that works") {
    const TemporaryFolder folder;
    openssl(folder, "genpkey -algorithm ed25519 -outform DER -out ed.der");
    const Issued good = issue("good");
    const Bytes file =
        pfx::plain_file({pfx::key_bag(read_file(folder.path() / "ed.der")),
                         pfx::certificate_bag(good.certificate.der()), pfx::key_bag(good.pkcs8.view())});
    const auto keys = open_pkcs12(file, secret(""), {});
    REQUIRE(ok(keys));
    CHECK(keys->size() == 1);
}

TEST_CASE("each reason why a file gives no key has its own error") {
    const TemporaryFolder folder;
    SECTION("an Ed25519 key") {
        make_identity(folder, "ed25519");
        CHECK(error_code(open_pkcs12(exported(folder, "-passout pass:x"), secret("x"), {})) ==
              ErrorCode::unsupported_key);
    }
    SECTION("a key on a curve that is not served") {
        make_identity(folder, "ec -pkeyopt ec_paramgen_curve:secp256k1");
        CHECK(error_code(open_pkcs12(exported(folder, "-passout pass:x"), secret("x"), {})) ==
              ErrorCode::unsupported_key);
    }
    SECTION("no certificate") {
        make_identity(folder);
        CHECK(error_code(open_pkcs12(exported(folder, "-nocerts -passout pass:x"), secret("x"), {})) ==
              ErrorCode::key_without_certificate);
    }
    SECTION("another key's certificate") {
        const Bytes file = pfx::plain_file({pfx::key_bag(issue("a").pkcs8.view(), Bytes{1}),
                                            pfx::certificate_bag(issue("b").certificate.der(), Bytes{1})});
        CHECK(error_code(open_pkcs12(file, secret(""), {})) == ErrorCode::key_does_not_match_certificate);
    }
    SECTION("a certificate that cannot be read") {
        const Bytes file = pfx::plain_file(
            {pfx::key_bag(issue("a").pkcs8.view()), pfx::certificate_bag(Bytes{0x30, 0x01, 0x00})});
        CHECK(error_code(open_pkcs12(file, secret(""), {})) == ErrorCode::malformed_key_file);
    }
    SECTION("no key") {
        make_identity(folder);
        openssl(folder, "pkcs12 -export -nokeys -in cert.pem -out out.p12 -passout pass:x");
        CHECK(error_code(open_pkcs12(read_file(folder.path() / "out.p12"), secret("x"), {})) ==
              ErrorCode::unsupported_key_file);
    }
    SECTION("a PEM file") {
        make_identity(folder);
        CHECK(error_code(open_pkcs12(read_file(folder.path() / "key.pem"), secret("x"), {})) ==
              ErrorCode::unsupported_key_file);
    }
    SECTION("a certificate alone, and nothing at all") {
        CHECK(error_code(open_pkcs12(issue("a").certificate.der(), secret("x"), {})) ==
              ErrorCode::unsupported_key_file);
        CHECK(error_code(open_pkcs12({}, secret("x"), {})) == ErrorCode::unsupported_key_file);
    }
    SECTION("a key enciphered with RC4") {
        make_identity(folder);
        CHECK(error_code(open_pkcs12(exported(folder, "-legacy -keypbe PBE-SHA1-RC4-128 -passout pass:x"),
                                     secret("x"), {})) == ErrorCode::unsupported_key_file);
    }
}

TEST_CASE("a file may not ask for endless work") {
    namespace der = crypto::der;
    const auto shrouded = [](std::int64_t iterations, std::size_t salt) {
        const Bytes parameters = der::sequence({der::octet_string(Bytes(salt, 1)), der::integer(iterations)});
        return pfx::shrouded_key_bag(
            der::sequence({der::sequence({der::object_identifier("1.2.840.113549.1.12.1.3"), parameters}),
                           der::octet_string(Bytes(64, 2))}));
    };
    const auto code = [](const std::vector<Bytes>& bags) {
        return error_code(open_pkcs12(pfx::plain_file(bags), secret("x"), {}));
    };
    CHECK(code({shrouded(1000, 8)}) == ErrorCode::wrong_password);
    CHECK(code({shrouded(1'000'001, 8)}) == ErrorCode::unsupported_key_file);
    CHECK(code({shrouded(0, 8)}) == ErrorCode::malformed_key_file);
    CHECK(code({shrouded(-1, 8)}) == ErrorCode::malformed_key_file);
    CHECK(code({shrouded(1000, 1025)}) == ErrorCode::unsupported_key_file);
    CHECK(code(std::vector<Bytes>(65, pfx::bag(5, der::null()))) == ErrorCode::unsupported_key_file);

    Bytes nested = pfx::bag(5, der::null());
    for (int depth = 0; depth < 6; ++depth) nested = pfx::bag(6, der::sequence({nested}));
    CHECK(code({nested}) == ErrorCode::unsupported_key_file);

    CHECK(error_code(open_pkcs12(pfx::plain_file({pfx::bag(5, der::octet_string(Bytes(1U << 20U)))}),
                                 secret("x"), {})) == ErrorCode::unsupported_key_file);
}

TEST_CASE("a name that cannot be read does not keep a key from being used") {
    const Issued issued = issue("named");
    const std::string_view with_terminator("x\0", 2);
    const auto keys = open_pkcs12(pfx::plain_file({pfx::key_bag(issued.pkcs8.view(), {}, with_terminator),
                                                   pfx::certificate_bag(issued.certificate.der())}),
                                  secret(""), {});
    REQUIRE(ok(keys));
    CHECK(keys->front().alias == to_hex(issued.certificate.subject_key_identifier()));
}

TEST_CASE("keys in nested bags are found") {
    const Issued issued = issue("nested");
    const Bytes inner = crypto::der::sequence(
        {pfx::key_bag(issued.pkcs8.view()), pfx::certificate_bag(issued.certificate.der())});
    CHECK(ok(open_pkcs12(pfx::plain_file({pfx::bag(6, inner)}), secret(""), {})));
}

}  // namespace qoltanba::test
