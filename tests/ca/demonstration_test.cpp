#include "ca/demonstration.hpp"

#include "ca/skeleton.hpp"
#include "crypto/certificates/chain.hpp"
#include "crypto/certificates/filter.hpp"
#include "crypto/certificates/holder.hpp"
#include "crypto/der/reader.hpp"
#include "crypto/der/values.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/tool.hpp"
#include "tokens/files/key_files.hpp"
#include "tokens/files/password_cipher.hpp"
#include "tokens/files/pkcs12.hpp"
#include "tokens/files/pkcs12_contents.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <fstream>

namespace qoltanba::test {
namespace {

namespace der = crypto::der;
namespace fs = std::filesystem;
using crypto::Certificate;

constexpr std::string_view password = "Құпия-1";

const Demonstration& demonstration() {
    static const Demonstration made = make_demonstration(password, now());
    return made;
}

const DemonstrationKey& key(std::string_view name) {
    const auto found = std::ranges::find(demonstration().keys, name, &DemonstrationKey::name);
    REQUIRE(found != demonstration().keys.end());
    return *found;
}

crypto::Anchors demonstration_anchors() {
    auto anchors = crypto::Anchors::none();
    for (const auto* authority : {&demonstration().gost, &demonstration().rsa}) {
        REQUIRE(ok(anchors.add_certificate(authority->root().der())));
        REQUIRE(ok(anchors.add_certificate(authority->intermediate().der())));
    }
    return anchors;
}

Certificate national(std::string_view name) {
    const auto keys = tokens::open_pkcs12(fixture(name), SecretBytes::copy_of("Qwerty12"), {});
    REQUIRE(ok(keys));
    return keys->front().signer->certificate();
}

/// The AuthenticatedSafe of a key file, as it stands there.
Bytes authenticated_safe(BytesView file) {
    auto pfx = der::Reader(file).enter(der::Tag::sequence).value();
    pfx.expect(der::Tag::integer).value();
    auto content = pfx.enter(der::Tag::sequence).value();
    content.expect(der::Tag::object_identifier).value();
    auto wrapped = content.enter(der::context(0)).value();
    return copy_of(wrapped.expect(der::Tag::octet_string).value().content);
}

SecretBytes private_key_of(BytesView file, std::string_view its_password) {
    auto forms = tokens::PasswordKeys::forms_of(SecretBytes::copy_of(its_password)).value();
    auto contents = tokens::read_pkcs12_contents(authenticated_safe(file), forms.front()).value();
    REQUIRE(contents.keys.size() == 1);
    return std::move(contents.keys.front().pkcs8);
}

struct Extension {
    std::string oid;
    Bytes value;
};

/// Extensions by OID; their order and their criticality vary among the national CA's own certificates.
std::vector<Extension> extensions_of(const Certificate& certificate) {
    auto tbs = der::Reader(certificate.tbs()).enter(der::Tag::sequence).value();
    while (!tbs.next_is(der::context(3))) tbs.next().value();
    auto list = tbs.enter(der::context(3)).value().enter(der::Tag::sequence).value();
    std::vector<Extension> extensions;
    while (!list.at_end()) {
        auto extension = list.enter(der::Tag::sequence).value();
        const auto oid = der::oid_text(extension.expect(der::Tag::object_identifier).value()).value();
        extension.optional(der::Tag::boolean).value();
        extensions.push_back({oid, copy_of(extension.expect(der::Tag::octet_string).value().content)});
    }
    std::ranges::sort(extensions, {}, &Extension::oid);
    return extensions;
}

bool contains(const std::string& text, std::string_view part) {
    if (text.find(part) != std::string::npos) return true;
    UNSCOPED_INFO("'" << part << "' is not in:\n" << text);
    return false;
}

std::string run(const TemporaryFolder& folder, const std::string& command) {
    const auto result = run_in(folder, command);
    INFO(command << "\n" << result.output);
    REQUIRE(result.status == 0);
    return result.output;
}

}  // namespace

TEST_CASE("a made GOST key file has the structure of the national CA's") {
    const Bytes theirs = fixture("kz/p12/gost2015/2026_valid_individual.p12");
    const Bytes& ours = key("person_gost").content;
    CHECK(skeleton_of(ours) == skeleton_of(theirs));
    CHECK(skeleton_of(authenticated_safe(ours)) == skeleton_of(authenticated_safe(theirs)));

    const SecretBytes our_key = private_key_of(ours, password);
    const SecretBytes their_key = private_key_of(theirs, "Qwerty12");
    CHECK(skeleton_of(our_key.view()) == skeleton_of(their_key.view()));
    CHECK(our_key.size() == their_key.size());
}

TEST_CASE("a made RSA key file has the structure of the national CA's") {
    const Bytes theirs =
        fixture("kz/p12/rsa/personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.p12");
    const Bytes& ours = key("person_signature_rsa").content;
    CHECK(skeleton_of(ours) == skeleton_of(theirs));
    CHECK(skeleton_of(authenticated_safe(ours)) == skeleton_of(authenticated_safe(theirs)));
}

TEST_CASE("identifier and serial number follow the national CA's rules") {
    for (const auto* file : {"2026_valid_individual", "2026_valid_employee_signright", "2026_revoked_head",
                             "2026_revoked_infosystem"}) {
        const Certificate theirs = national("kz/p12/gost2015/" + std::string(file) + ".p12");
        INFO(file);
        CHECK(to_hex(key_identifier_of(theirs.spki())) == to_hex(theirs.subject_key_identifier()));
        CHECK(to_hex(serial_number_from(theirs.subject_key_identifier())) == to_hex(theirs.serial_number()));
    }
    for (const auto& made : demonstration().keys) {
        const BytesView serial = made.certificate.serial_number();
        CHECK(serial.size() == 20);
        CHECK(serial.front() >= 0x10);
        CHECK(serial.front() < 0x80);
    }
}

TEST_CASE("a made certificate carries the extensions of a national one") {
    const auto [ours_name, theirs_name] = GENERATE(std::pair{"person_gost", "2026_valid_individual"},
                                                   std::pair{"head_gost", "2026_valid_employee_signright"});
    const auto ours = extensions_of(key(ours_name).certificate);
    const auto theirs = extensions_of(national("kz/p12/gost2015/" + std::string(theirs_name) + ".p12"));
    REQUIRE(ours.size() == theirs.size());
    for (std::size_t i = 0; i < ours.size(); ++i) {
        INFO(ours[i].oid);
        CHECK(ours[i].oid == theirs[i].oid);
        CHECK(skeleton_of(ours[i].value).substr(0, 20) == skeleton_of(theirs[i].value).substr(0, 20));
    }
}

TEST_CASE("use, role and key store of a made certificate are those of a national one, octet for octet") {
    const auto ours = extensions_of(key("person_gost").certificate);
    const auto theirs = extensions_of(national("kz/p12/gost2015/2026_valid_individual.p12"));
    for (const auto* oid : {"2.5.29.37", "2.5.29.15", "1.2.398.3.3.5"}) {
        INFO(oid);
        CHECK(std::ranges::find(ours, oid, &Extension::oid)->value ==
              std::ranges::find(theirs, oid, &Extension::oid)->value);
    }
}

TEST_CASE("a made subject is that of a national certificate, octet for octet") {
    CHECK(to_hex(key("person_gost").certificate.subject().der()) ==
          to_hex(national("kz/p12/gost2015/2026_valid_individual.p12").subject().der()));
    CHECK(to_hex(key("head_gost").certificate.subject().der()) ==
          to_hex(national("kz/p12/gost2015/2026_revoked_head.p12").subject().der()));
    CHECK(to_hex(key("employee_gost").certificate.subject().der()) ==
          to_hex(national("kz/p12/gost2015/2026_valid_employee_signright.p12").subject().der()));
}

TEST_CASE("every demonstration key opens, under the file name of its kind") {
    for (const auto& made : demonstration().keys) {
        INFO(made.name);
        const auto keys = tokens::open_pkcs12(made.content, SecretBytes::copy_of(password), {});
        REQUIRE(ok(keys));
        REQUIRE(keys->size() == 1);
        const std::string identifier = to_hex(made.certificate.subject_key_identifier());
        CHECK(keys->front().alias == identifier);
        CHECK(keys->front().signer->certificate() == made.certificate);
        CHECK(made.file.ends_with("_" + identifier + ".p12"));
        CHECK(tokens::kind_from_name(made.file) != tokens::KeyFileKind::other);
    }
}

TEST_CASE("demonstration certificates are trusted under their anchors alone") {
    const auto anchors = demonstration_anchors();
    for (const auto& made : demonstration().keys) {
        INFO(made.name);
        const bool expired = made.name.starts_with("expired_");
        const auto verdict = crypto::judge_chain(made.certificate, {}, anchors, now());
        CHECK(verdict.state == (expired ? crypto::ChainState::expired : crypto::ChainState::trusted));
        const auto before = made.certificate.not_before() + std::chrono::hours{1};
        CHECK(crypto::judge_chain(made.certificate, {}, anchors, before).state ==
              crypto::ChainState::trusted);
        CHECK(crypto::judge_chain(made.certificate, {}, crypto::Anchors::national(), now()).state ==
              crypto::ChainState::unknown_issuer);
    }
}

TEST_CASE("an intermediate that comes along leads to the root") {
    for (const auto* authority : {&demonstration().gost, &demonstration().rsa}) {
        auto anchors = crypto::Anchors::none();
        REQUIRE(ok(anchors.add_certificate(authority->root().der())));
        const auto& certificate =
            key(authority == &demonstration().gost ? "person_gost" : "person_signature_rsa").certificate;
        const std::vector<Certificate> helpers{authority->intermediate()};
        CHECK(crypto::judge_chain(certificate, helpers, anchors, now()).state == crypto::ChainState::trusted);
        CHECK(crypto::judge_chain(certificate, {}, anchors, now()).state ==
              crypto::ChainState::unknown_issuer);
    }
}

TEST_CASE("the cast has the roles and uses that its names tell") {
    using crypto::KeyUse;
    using crypto::Role;
    const auto role_of = [](std::string_view name) { return crypto::holder_of(key(name).certificate).role; };
    const auto use_of = [](std::string_view name) { return crypto::key_use_of(key(name).certificate); };
    CHECK(role_of("person_gost") == Role::individual);
    CHECK(role_of("head_signature_rsa") == Role::head);
    CHECK(role_of("employee_gost") == Role::employee);
    CHECK(use_of("person_authentication_rsa") == KeyUse::authentication);
    CHECK(use_of("person_signature_rsa") == KeyUse::signature);
    CHECK(use_of("head_gost") == KeyUse::both);
    CHECK(crypto::holder_of(key("head_gost").certificate).bin == "123456789021");
}

TEST_CASE("each unfit key is unfit for its own reason") {
    const auto anchors = demonstration_anchors();
    const auto reason = [&](std::string_view name, crypto::CertificateFilter filter) {
        filter.chain = crypto::ChainRule::national;
        return error_code(crypto::fits(key(name).certificate, filter, anchors, now()));
    };
    CHECK(ok(crypto::fits(key("person_signature_rsa").certificate, {.purpose = crypto::Purpose::signature},
                          anchors, now())));
    CHECK(reason("expired_person_gost", {}) == ErrorCode::certificate_expired);
    CHECK(reason("person_authentication_rsa", {.purpose = crypto::Purpose::signature}) ==
          ErrorCode::certificate_purpose_mismatch);
    CHECK(reason("employee_gost", {.extended_key_usage = {role::head}}) ==
          ErrorCode::certificate_purpose_mismatch);
    CHECK(reason("employee_gost", {.iin = "123456789011"}) == ErrorCode::certificate_holder_mismatch);
}

TEST_CASE("an order's faults are in its certificate") {
    const Authority& gost = demonstration().gost;
    const auto issued = gost.issue({.subject = {.common_name = "ТЕСТ"},
                                    .not_before = now(),
                                    .not_after = now() + std::chrono::days{1},
                                    .key_usage = key_usage::key_agreement,
                                    .extended_key_usage = std::vector<std::string>{"1.3.6.1.5.5.7.3.9"},
                                    .further_extensions = {}});
    CHECK(issued.certificate.extended_key_usage() == std::vector<std::string>{"1.3.6.1.5.5.7.3.9"});
    CHECK(issued.certificate.key_usage() == key_usage::key_agreement);
}

TEST_CASE("openssl opens the RSA keys and verifies their chain") {
    const TemporaryFolder folder;
    write_demonstration(demonstration(), password, folder.path());
    for (const std::string name : {"root_rsa", "nca_rsa"})
        run(folder, "openssl x509 -inform DER -in anchors/" + name + "_demo.cer -out " + name + ".pem");
    for (const auto& made : demonstration().keys) {
        if (made.name.ends_with("_gost")) continue;
        INFO(made.name);
        run(folder, "openssl pkcs12 -legacy -nodes -in keys/" + made.file +
                        " -passin \"pass:" + std::string(password) + "\" -out both.pem");
        CHECK(
            run(folder, "openssl verify -x509_strict -CAfile root_rsa.pem -untrusted nca_rsa.pem both.pem") ==
            "both.pem: OK\n");
        CHECK(run(folder, "openssl rsa -check -noout -in both.pem") == "RSA key ok\n");
        CHECK(run(folder, "openssl x509 -noout -pubkey -in both.pem") ==
              run(folder, "openssl pkey -pubout -in both.pem"));
    }
}

TEST_CASE("openssl opens the GOST key files as far as it knows them") {
    const TemporaryFolder folder;
    write_demonstration(demonstration(), password, folder.path());
    const std::string text =
        run(folder, "openssl pkcs12 -legacy -nokeys -info -in keys/" + key("person_gost").file +
                        " -passin \"pass:" + std::string(password) + "\" -out certificate.pem");
    CHECK(contains(text, "MAC: sha1, Iteration 1024"));
    CHECK(contains(text, "Shrouded Keybag: pbeWithSHA1And3-KeyTripleDES-CBC, Iteration 1024"));
    CHECK(contains(text, "PKCS7 Encrypted data: pbeWithSHA1And40BitRC2-CBC, Iteration 1024"));
    const std::string shown = run(folder, "openssl x509 -noout -text -nameopt utf8 -in certificate.pem");
    CHECK(contains(shown,
                   "Subject: CN=ТЕСТОВ ТЕСТ, SN=ТЕСТОВ, serialNumber=IIN123456789011, C=KZ, "
                   "GN=ТЕСТОВИЧ"));
    CHECK(contains(shown, "Digital Signature, Non Repudiation, Key Agreement"));
    CHECK(contains(shown, "E-mail Protection, 1.2.398.3.3.4.1.1"));
    CHECK(contains(shown, "CPS: http://demo.qoltanba.invalid/cps"));
}

TEST_CASE("the program writes a folder that explains itself") {
    const TemporaryFolder folder;
    run(folder, QOLTANBA_DEMO_CA " --out \"мой ключ\" --password Zz-1");
    const fs::path out = folder.path() / "мой ключ";
    const auto list = nlohmann::json::parse(read_text(out / "keys.json"));
    REQUIRE(list.size() == 8);
    for (const auto& entry : list) {
        const Bytes file = read_file(out / entry.at("file").get<std::string>());
        const auto keys = tokens::open_pkcs12(file, SecretBytes::copy_of("Zz-1"), {});
        REQUIRE(ok(keys));
        CHECK(keys->front().signer->certificate().subject().text() == entry.at("subject").get<std::string>());
    }
    CHECK(contains(read_text(out / "README.txt"), "Password of every key: Zz-1"));
    for (const auto* name : {"root_gost", "nca_gost", "root_rsa", "nca_rsa"})
        CHECK(ok(
            Certificate::from_file_content(read_file(out / "anchors" / (std::string(name) + "_demo.cer")))));
    CHECK(tokens::find_key_files({out / "keys"}).size() == 8);
}

TEST_CASE("the program says when it cannot write") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "a file") << "in the way";
    CHECK(run_in(folder, QOLTANBA_DEMO_CA " --out \"a file/folder\"").status != 0);
    CHECK(run_in(folder, QOLTANBA_DEMO_CA).status != 0);
}

}  // namespace qoltanba::test
