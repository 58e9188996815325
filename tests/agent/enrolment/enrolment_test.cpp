// From a new key to its key file, and that nothing is lost on the way.
#include "agent/enrolment/certificate_files.hpp"
#include "agent/enrolment/import.hpp"
#include "agent/enrolment/new_key.hpp"
#include "agent/platform/path_text.hpp"
#include "ca/authority.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/certificates/extension_types.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/files/key_files.hpp"

#include <fstream>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using namespace agent;
using crypto::Certificate;
using crypto::KeyFamily;
using crypto::KeyUse;

const Authority& authority() {
    static const Authority made(KeyFamily::gost_2015_512, now());
    return made;
}

SecretBytes password() {
    return SecretBytes::copy_of("Qwerty12");
}

NewKey wanted(KeyFamily family = KeyFamily::gost_2015_512, KeyUse use = KeyUse::both) {
    return {.family = family,
            .use = use,
            .subject = {.common_name = "ТЕСТОВ ТЕСТ", .iin = "123456789011"},
            .further_purposes = {role::individual}};
}

WaitingKey make(const TemporaryFolder& folder, const NewKey& key = wanted()) {
    auto made = make_key(key, password(), folder.path());
    REQUIRE(ok(made));
    return *made;
}

crypto::CertificateRequest request_in(const fs::path& file) {
    auto request = crypto::read_certificate_request_file(read_file(file));
    REQUIRE(ok(request));
    return *request;
}

Certificate certified(const WaitingKey& waiting) {
    return authority().certify(request_in(waiting.request), now());
}

Result<Imported> joined(const WaitingKey& waiting, const std::vector<Certificate>& certificates,
                        std::string_view its_password = "Qwerty12") {
    return import_certificate(waiting.key, certificates, SecretBytes::copy_of(its_password),
                              tokens::KeyFileLayout::modern, waiting.key.parent_path());
}

void write(const fs::path& file, std::string_view content) {
    std::ofstream(file, std::ios::binary) << content;
}

std::size_t files_in(const TemporaryFolder& folder) {
    return static_cast<std::size_t>(
        std::distance(fs::directory_iterator(folder.path()), fs::directory_iterator()));
}

std::string purposes_of(KeyFamily family, KeyUse use) {
    const auto order = order_of(wanted(family, use)).value();
    std::string text;
    for (const auto& purpose : order.extended_key_usage) text += purpose + ' ';
    return text + std::to_string(order.key_usage.value_or(0));
}

}  // namespace

TEST_CASE("a certificate joins its waiting key in a key file, which then replaces what waited") {
    const TemporaryFolder folder;
    const auto waiting = make(folder);
    const auto certificate = certified(waiting);
    const auto found = find_waiting_key({authority().intermediate(), certificate}, {folder.path()});
    REQUIRE(ok(found));
    CHECK(found->waiting.key == waiting.key);
    CHECK(found->certificate == certificate);

    const auto imported = joined(waiting, {authority().intermediate(), certificate});
    REQUIRE(ok(imported));
    CHECK(imported->certificate == certificate);
    CHECK(path_to_utf8(imported->key_file.filename()) ==
          "GOST512_" + to_hex(certificate.subject_key_identifier()) + ".p12");
    CHECK(fs::exists(waiting.key));  // until it is told to go
    REQUIRE(ok(remove_waiting_key(waiting)));
    CHECK(files_in(folder) == 1);

    const auto keys =
        tokens::token_of(tokens::look_at_key_file(imported->key_file).value(), {})->unlock(password());
    REQUIRE(ok(keys));
    CHECK(keys->front().signer->certificate() == certificate);
}

TEST_CASE("a waiting key is not taken for a key file") {
    const TemporaryFolder folder;
    make(folder);
    CHECK(files_in(folder) == 2);
    CHECK(tokens::find_key_files({folder.path()}).empty());
}

TEST_CASE("a request asks for what the national CA gives a key of its use") {
    const std::string login = "1.3.6.1.5.5.7.3.2 ";
    const std::string mail = "1.3.6.1.5.5.7.3.4 ";
    const auto person = std::string(role::individual) + " ";
    CHECK(purposes_of(KeyFamily::rsa, KeyUse::authentication) == login + person + "5");
    CHECK(purposes_of(KeyFamily::rsa, KeyUse::signature) == mail + person + "3");
    CHECK(purposes_of(KeyFamily::rsa, KeyUse::both) == login + mail + person + "3");
    CHECK(purposes_of(KeyFamily::gost_2015_512, KeyUse::both) == mail + person + "19");
    CHECK(purposes_of(KeyFamily::ecdsa_p256, KeyUse::authentication) == login + person + "1");
    CHECK(purposes_of(KeyFamily::rsa, KeyUse::none) == person + "0");
}

TEST_CASE("what cannot be a key or a holder makes no file") {
    const TemporaryFolder folder;
    const auto in_folder = folder.path() / "new";
    CHECK(error_code(make_key(wanted(), SecretBytes::copy_of("simple"), in_folder)) ==
          ErrorCode::password_too_simple);
    auto nobody = wanted();
    nobody.subject.common_name.clear();
    CHECK(error_code(make_key(nobody, password(), in_folder)) == ErrorCode::certificate_subject_wrong);
    auto small = wanted(KeyFamily::rsa);
    small.rsa_bits = 1024;
    CHECK(error_code(make_key(small, password(), in_folder)) == ErrorCode::unsupported_key);
    CHECK_FALSE(fs::exists(in_folder));
}

TEST_CASE("whatever fails in an import, the waiting key stays and opens") {
    const TemporaryFolder folder;
    const auto waiting = make(folder);
    const auto other_folder = TemporaryFolder();
    const auto other = certified(make(other_folder));
    CHECK(error_code(joined(waiting, {other})) == ErrorCode::key_does_not_match_certificate);
    CHECK(error_code(joined(waiting, {certified(waiting)}, "Qwerty13")) == ErrorCode::wrong_password);
    CHECK(error_code(find_waiting_key({other}, {folder.path(), folder.path() / "missing"})) ==
          ErrorCode::waiting_key_not_found);
    CHECK(files_in(folder) == 2);

    const auto stem = waiting.key.stem();
    const auto in_the_way = folder.path() / (path_to_utf8(stem) + ".p12");
    write(in_the_way, "mine");
    CHECK(error_code(joined(waiting, {certified(waiting)})) == ErrorCode::file_exists);
    CHECK(read_text(in_the_way) == "mine");
    fs::remove(in_the_way);
    CHECK(ok(joined(waiting, {certified(waiting)})));
}

TEST_CASE("a damaged waiting key says so") {
    const TemporaryFolder folder;
    const auto waiting = make(folder);
    const auto certificate = certified(waiting);
    write(waiting.key, "-----BEGIN ENCRYPTED PRIVATE KEY-----\nMAA=\n-----END ENCRYPTED PRIVATE KEY-----\n");
    CHECK(error_code(joined(waiting, {certificate})) == ErrorCode::malformed_key_file);
    write(waiting.key, "neither");
    CHECK(error_code(joined(waiting, {certificate})) == ErrorCode::malformed_key_file);
    fs::remove(waiting.key);
    CHECK(error_code(joined(waiting, {certificate})) == ErrorCode::file_not_found);
}

TEST_CASE("a request is found by its key, whatever it and its neighbours are called") {
    const TemporaryFolder folder;
    const auto waiting = make(folder);
    const auto certificate = certified(waiting);
    fs::rename(waiting.key, folder.path() / "mine.key");
    fs::rename(waiting.request, folder.path() / "mine.csr");
    write(folder.path() / "a.csr", "no request");
    fs::create_directory(folder.path() / "b.csr");
    make(folder);
    const auto found = find_waiting_key({certificate}, {folder.path()});
    REQUIRE(ok(found));
    CHECK(found->waiting.key.filename() == "mine.key");
}

TEST_CASE("a key file in use gets another certificate, and stays") {
    const TemporaryFolder folder;
    const TemporaryFolder elsewhere;
    const auto waiting = make(folder);
    const auto request = request_in(waiting.request);
    const auto first = joined(waiting, {authority().certify(request, now())});
    REQUIRE(ok(first));
    const auto later = authority().certify(request, now() + std::chrono::days{30});
    const auto second = import_certificate(first->key_file, {later}, password(),
                                           tokens::KeyFileLayout::national, elsewhere.path());
    REQUIRE(ok(second));
    CHECK(second->certificate == later);
    REQUIRE(ok(remove_waiting_key({first->key_file, folder.path() / "missing.csr"})));
    CHECK(fs::exists(first->key_file));
}

TEST_CASE("the certificates of a file are read as authorities send them") {
    const auto& root = authority().root();
    const auto& intermediate = authority().intermediate();
    const auto pem = [](const Certificate& certificate) { return to_pem("CERTIFICATE", certificate.der()); };
    CHECK(certificates_in(root.der()).value() == std::vector{root});
    CHECK(certificates_in(bytes_of(to_base64(root.der()))).value() == std::vector{root});
    const auto chain = "subject=root\n" + pem(root) + "subject=intermediate\n" + pem(intermediate);
    CHECK(certificates_in(bytes_of(chain)).value() == std::vector{root, intermediate});

    std::string many;
    for (int i = 0; i < 17; ++i) many += pem(root);
    for (const std::string& bad : {std::string(), std::string("text"), many, pem(root) + "-----BEGIN X"})
        CHECK(error_code(certificates_in(bytes_of(bad))) == ErrorCode::malformed_certificate);
}

}  // namespace qoltanba::test
