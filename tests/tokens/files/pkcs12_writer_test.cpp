// New key files: openssl opens what it knows of them, our reader all; and the rules of the national CA for
// their names and passwords.
#include "tokens/files/pkcs12_writer.hpp"

#include "ca/authority.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/files/command.hpp"
#include "tokens/files/encrypted_key.hpp"
#include "tokens/files/key_files.hpp"
#include "tokens/files/new_key_file.hpp"
#include "tokens/files/pkcs12.hpp"

#include <fstream>

namespace qoltanba::test {
namespace {

using crypto::KeyFamily;
using crypto::KeyUse;
using tokens::KeyFileLayout;

const auto layouts = {KeyFileLayout::modern, KeyFileLayout::national};

SecretBytes secret(std::string_view text) {
    return SecretBytes::copy_of(text);
}

/// Made once: a hierarchy takes its time.
const Issued& issued(KeyFamily family) {
    static const CertificateOrder order{.subject = {.common_name = "ТЕСТОВ ТЕСТ", .iin = "123456789011"},
                                        .usage = Usage::signature,
                                        .not_before = now(),
                                        .not_after = now() + std::chrono::days{1}};
    static const Issued gost = Authority(KeyFamily::gost_2015_512, now()).issue(order);
    static const Issued rsa = Authority(KeyFamily::rsa, now()).issue(order);
    return family == KeyFamily::rsa ? rsa : gost;
}

Bytes file_of(KeyFamily family, std::string_view password, KeyFileLayout layout) {
    const auto& [certificate, pkcs8] = issued(family);
    const auto file = tokens::write_pkcs12(pkcs8, certificate, secret(password), layout);
    REQUIRE(ok(file));
    return *file;
}

void write(const std::filesystem::path& path, BytesView content) {
    std::ofstream(path, std::ios::binary)
        .write(reinterpret_cast<const char*>(content.data()), static_cast<std::streamsize>(content.size()));
}

std::string output_of(const TemporaryFolder& folder, const std::string& arguments) {
    const auto run = run_in(folder, "openssl " + arguments);
    INFO(arguments << "\n" << run.output);
    REQUIRE(run.status == 0);
    return run.output;
}

bool contains(const std::string& text, std::string_view part) {
    UNSCOPED_INFO("looked for '" << part << "' in:\n" << text);
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a new key file of either layout opens with its password alone, and its key signs") {
    for (const auto family : {KeyFamily::rsa, KeyFamily::gost_2015_512}) {
        for (const auto layout : layouts) {
            for (const auto* password : {"Qwerty12", "Құпия-1", ""}) {
                INFO(tokens::name_of(layout) << " " << password);
                const auto file = file_of(family, password, layout);
                CHECK(tokens::is_pkcs12(file));
                const auto keys = tokens::open_pkcs12(file, secret(password), {});
                REQUIRE(ok(keys));
                REQUIRE(keys->size() == 1);
                const auto& certificate = keys->front().signer->certificate();
                CHECK(certificate == issued(family).certificate);
                CHECK(keys->front().alias == to_hex(certificate.subject_key_identifier()));
                const auto digest = crypto::suite_of(family).digest;
                CHECK(ok(keys->front().signer->sign(digest, crypto::digest_of(digest, bytes_of("x")))));
                CHECK(error_code(tokens::open_pkcs12(file, secret("Qwerty13"), {})) ==
                      ErrorCode::wrong_password);
            }
        }
    }
}

TEST_CASE("openssl opens an RSA key file of today without its old algorithms, and says how it is protected") {
    const TemporaryFolder folder;
    write(folder.path() / "key.p12", file_of(KeyFamily::rsa, "Qwerty12", KeyFileLayout::modern));
    const auto shown =
        output_of(folder, "pkcs12 -in key.p12 -passin pass:Qwerty12 -nodes -info -out key.pem");
    CHECK(contains(shown, "MAC: sha256, Iteration 600000"));
    CHECK(
        contains(shown, "Shrouded Keybag: PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256"));
    CHECK(
        contains(shown, "Encrypted data: PBES2, PBKDF2, AES-256-CBC, Iteration 600000, PRF hmacWithSHA256"));
    CHECK(contains(output_of(folder, "rsa -in key.pem -check -noout"), "RSA key ok"));
    CHECK(output_of(folder, "x509 -in key.pem -noout -pubkey") ==
          output_of(folder, "pkey -in key.pem -pubout"));
}

TEST_CASE("openssl opens an RSA key file of the national layout with its old algorithms") {
    const TemporaryFolder folder;
    write(folder.path() / "key.p12", file_of(KeyFamily::rsa, "Qwerty12", KeyFileLayout::national));
    const auto shown =
        output_of(folder, "pkcs12 -legacy -in key.p12 -passin pass:Qwerty12 -nodes -info -out key.pem");
    CHECK(contains(shown, "MAC: sha1, Iteration 1024"));
    CHECK(contains(shown, "Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 1024"));
    CHECK(contains(shown, "PKCS7 Encrypted data: pbeWithSHA1And40BitRC2-CBC, Iteration 1024"));
    CHECK(contains(output_of(folder, "rsa -in key.pem -check -noout"), "RSA key ok"));
}

TEST_CASE("two files of one key share nothing: their salts are fresh") {
    for (const auto layout : layouts)
        CHECK(file_of(KeyFamily::gost_2015_512, "Qwerty12", layout) !=
              file_of(KeyFamily::gost_2015_512, "Qwerty12", layout));
}

TEST_CASE("a changed octet anywhere in a new file is noticed") {
    const auto file = file_of(KeyFamily::gost_2015_512, "Qwerty12", KeyFileLayout::national);
    for (std::size_t at = 0; at < file.size(); at += 7) {
        auto changed = file;
        changed[at] ^= 0x01U;
        INFO("octet " << at);
        CHECK(tokens::open_pkcs12(changed, secret("Qwerty12"), {}).has_error());
    }
}

TEST_CASE("all private keys of a file are found, whosever they are") {
    const auto file = file_of(KeyFamily::rsa, "Qwerty12", KeyFileLayout::modern);
    const auto found = tokens::find_in_pkcs12(file, secret("Qwerty12"));
    REQUIRE(ok(found));
    REQUIRE(found->keys.size() == 1);
    CHECK(to_hex(found->keys.front().pkcs8.view()) == to_hex(issued(KeyFamily::rsa).pkcs8.view()));
    CHECK(error_code(tokens::find_in_pkcs12(file, secret("wrong"))) == ErrorCode::wrong_password);
    CHECK(error_code(tokens::find_in_pkcs12(bytes_of("no file"), secret("x"))) ==
          ErrorCode::unsupported_key_file);
}

TEST_CASE("a private key by itself is opened by its password, and by openssl") {
    const auto& pkcs8 = issued(KeyFamily::rsa).pkcs8;
    const auto file = tokens::write_encrypted_key(pkcs8, secret("Qwerty12"));
    REQUIRE(ok(file));
    const auto opened = tokens::read_encrypted_key(*file, secret("Qwerty12"));
    REQUIRE(ok(opened));
    CHECK(to_hex(opened->view()) == to_hex(pkcs8.view()));
    CHECK(error_code(tokens::read_encrypted_key(*file, secret("Qwerty13"))) == ErrorCode::wrong_password);
    const TemporaryFolder folder;
    write(folder.path() / "key.der", *file);
    CHECK(contains(output_of(folder, "rsa -in key.der -inform DER -passin pass:Qwerty12 -check -noout"),
                   "RSA key ok"));

    for (std::size_t size = 0; size < file->size(); size += 11)
        CHECK(error_code(tokens::read_encrypted_key(BytesView(*file).first(size), secret("Qwerty12"))) ==
              ErrorCode::malformed_key_file);
    CHECK(error_code(tokens::read_encrypted_key(Bytes(std::size_t{65} * 1024), secret("Qwerty12"))) ==
          ErrorCode::unsupported_key_file);
}

TEST_CASE("a private key that openssl wrote by itself opens too") {
    const TemporaryFolder folder;
    openssl(folder, "genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out plain.pem");
    openssl(folder, "pkcs8 -topk8 -in plain.pem -outform DER -passout pass:Qwerty12 -out key.der");
    const auto opened = tokens::read_encrypted_key(read_file(folder.path() / "key.der"), secret("Qwerty12"));
    REQUIRE(ok(opened));
    CHECK(ok(crypto::PrivateKey::from_pkcs8(*opened)));
}

TEST_CASE("a password for a new key follows the national CA's rule") {
    for (const auto* good : {"Qwerty12", "aA1---", "Құпия-aB1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA1"})
        CHECK(ok(tokens::check_new_password(secret(good))));
    for (const auto* bad : {"", "aA1--", "qwerty12", "QWERTY12", "Qwertyui",
                            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaA1", "Құпия-1", "Qwerty\t12", "Qwerty12\xFF"})
        CHECK(error_code(tokens::check_new_password(secret(bad))) == ErrorCode::password_too_simple);
}

TEST_CASE("a key file is called what the national CA calls its own") {
    const auto ski = to_hex(issued(KeyFamily::rsa).certificate.subject_key_identifier());
    CHECK(tokens::key_file_name(issued(KeyFamily::rsa).certificate).value() == "RSA256_" + ski + ".p12");
    const Bytes identifier(20, 0xAB);
    const auto stem = [&](KeyFamily family, KeyUse use) {
        auto text = tokens::key_file_stem(family, use, identifier);
        return text.substr(0, text.size() - 40);
    };
    CHECK(stem(KeyFamily::rsa, KeyUse::authentication) == "AUTH_RSA256_");
    CHECK(stem(KeyFamily::rsa, KeyUse::both) == "RSA256_");
    CHECK(stem(KeyFamily::gost_2015_512, KeyUse::both) == "GOST512_");
    CHECK(stem(KeyFamily::gost_2004, KeyUse::signature) == "GOSTKNCA_");
    CHECK(stem(KeyFamily::ecdsa_p256, KeyUse::both) == "ECDSA256_");
}

TEST_CASE("the published key files of the national CA are called so too") {
    const auto name = "personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.p12";
    const auto keys = tokens::open_pkcs12(fixture(std::string("kz/p12/rsa/") + name), secret("Qwerty12"), {});
    REQUIRE(ok(keys));
    CHECK(std::string(name).ends_with(tokens::key_file_name(keys->front().signer->certificate()).value()));
}

TEST_CASE("layouts have names") {
    for (const auto layout : layouts) CHECK(tokens::key_file_layout(tokens::name_of(layout)) == layout);
    CHECK_FALSE(tokens::key_file_layout("other"));
}

}  // namespace qoltanba::test
