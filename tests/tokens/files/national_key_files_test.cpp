// Key files of the national CA, all that were published for tests.
#include "crypto/algorithms/digest.hpp"
#include "crypto/certificates/holder.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/files/pkcs12.hpp"

#include <filesystem>
#include <set>
#include <sstream>

namespace qoltanba::test {
namespace {

using tokens::open_pkcs12;

constexpr crypto::SigningPolicy every_family{.allow_gost_2004 = true};

SecretBytes secret(std::string_view text) {
    return SecretBytes::copy_of(text);
}

/// The rows of the manifest that tell of key files.
std::vector<std::filesystem::path> all_key_files() {
    std::istringstream manifest(read_text(fixture_path("kz/MANIFEST.md")));
    std::vector<std::filesystem::path> files;
    for (std::string line; std::getline(manifest, line);) {
        const auto from = line.find("| p12/");
        if (from == std::string::npos) continue;
        files.push_back(fixture_path("kz/" + line.substr(from + 2, line.find(' ', from + 2) - from - 2)));
    }
    return files;
}

/// The manifest: all but one batch have the password of the SDK.
std::string_view password_of(const std::filesystem::path& file) {
    return file.filename() == "ncanode_individual_2022.p12" ? "Aa123456" : "Qwerty12";
}

const Bytes& gost_file() {
    static const Bytes file = fixture("kz/p12/gost2015/2026_valid_individual.p12");
    return file;
}

const Bytes& rsa_file() {
    static const Bytes file =
        fixture("kz/p12/rsa/personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.p12");
    return file;
}

}  // namespace

TEST_CASE("every published key file of the national CA opens, and its key signs for its certificate") {
    const auto files = all_key_files();
    REQUIRE(files.size() >= 43);
    for (const auto& path : files) {
        INFO(path.string());
        const auto keys = open_pkcs12(read_file(path), secret(password_of(path)), every_family);
        REQUIRE(ok(keys));
        REQUIRE(keys->size() == 1);
        auto& signer = *keys->front().signer;
        CHECK(keys->front().alias == to_hex(signer.certificate().subject_key_identifier()));

        const auto algorithm = crypto::suite_of(signer.family()).digest;
        const Bytes digest = crypto::digest_of(algorithm, bytes_of("what is signed"));
        const auto signature = signer.sign(algorithm, digest);
        REQUIRE(ok(signature));
        const auto public_key = signer.certificate().public_key();
        REQUIRE(ok(public_key));
        CHECK(ok(public_key->verify(algorithm, digest, *signature)));
    }
}

TEST_CASE("the file's key is the one its manifest names") {
    const auto keys = open_pkcs12(gost_file(), secret("Qwerty12"), {});
    REQUIRE(ok(keys));
    const auto& certificate = keys->front().signer->certificate();
    CHECK(keys->front().signer->family() == crypto::KeyFamily::gost_2015_512);
    CHECK(crypto::holder_of(certificate).iin == "123456789011");
    CHECK(to_iso(certificate.not_after()) == "2027-05-08T06:45:13Z");
}

TEST_CASE("a wrong password is called a wrong password") {
    for (const auto* wrong : {"", "Qwerty1", "Qwerty123", "qwerty12", "Qwerty12 ", "Aa123456", "Йцукен12"}) {
        INFO("password '" << wrong << "'");
        CHECK(error_code(open_pkcs12(gost_file(), secret(wrong), {})) == ErrorCode::wrong_password);
        CHECK(error_code(open_pkcs12(rsa_file(), secret(wrong), {})) == ErrorCode::wrong_password);
    }
}

TEST_CASE("a password that is no UTF-8 is a wrong one") {
    for (const auto* octets :
         {"\xff", "\xc3", "\xed\xa0\x80", "\xc0\x80", "\xf4\x90\x80\x80", "Qwerty12\x80"})
        CHECK(error_code(open_pkcs12(gost_file(), secret(octets), {})) == ErrorCode::wrong_password);
}

TEST_CASE("a key file cut short anywhere is damaged, or no key file") {
    for (std::size_t size = 0; size < gost_file().size(); ++size) {
        INFO("first " << size << " octets");
        const auto code = error_code(open_pkcs12(BytesView(gost_file()).first(size), secret("Qwerty12"), {}));
        CHECK(code == (size < 21 ? ErrorCode::unsupported_key_file : ErrorCode::malformed_key_file));
    }
}

TEST_CASE("one flipped bit of a key file never passes for a wrong password") {
    std::set<ErrorCode> met;
    for (std::size_t at = 0; at < gost_file().size(); ++at) {
        Bytes damaged = gost_file();
        damaged[at] = static_cast<std::uint8_t>(damaged[at] ^ (1U << at % 8));
        const auto keys = open_pkcs12(damaged, secret("Qwerty12"), {});
        INFO("octet " << at);
        if (keys.has_value()) {
            // Only what is without meaning may change unnoticed: the parameters of the MAC's digest.
            CHECK(at >= gost_file().size() - 50);
            continue;
        }
        met.insert(keys.error().code);
        CHECK(keys.error().code != ErrorCode::wrong_password);
    }
    CHECK(met == std::set{ErrorCode::malformed_key_file, ErrorCode::unsupported_key_file});
}

TEST_CASE("octets after the end of a key file are damage") {
    Bytes longer = gost_file();
    longer.push_back(0);
    CHECK(error_code(open_pkcs12(longer, secret("Qwerty12"), {})) == ErrorCode::malformed_key_file);
}

TEST_CASE("signing with the outdated family needs a policy") {
    const auto file =
        fixture("kz/p12/gost2004/organization_revoked_GOSTKNCA_c372b7809440fcb681051bbc89ea2f089fd2fe16.p12");
    const auto keys = open_pkcs12(file, secret("Qwerty12"), {});
    REQUIRE(ok(keys));
    const Bytes digest(32, 0x55);
    CHECK(error_code(keys->front().signer->sign(crypto::DigestAlgorithm::gost_34311, digest)) ==
          ErrorCode::algorithm_refused_by_policy);
}

}  // namespace qoltanba::test
