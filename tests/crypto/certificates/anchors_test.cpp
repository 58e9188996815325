#include "crypto/certificates/anchors.hpp"

#include "anchor_files.hpp"
#include "certificate_draft.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/certificates/anchors_data.hpp"
#include "openssl_program.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <algorithm>
#include <set>

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

/// The facts stand in the order of the files, and each equals what its certificate says.
void facts_match(const Anchors& anchors, std::span<const std::string_view> files) {
    REQUIRE(anchors.all().size() == files.size());
    for (std::size_t i = 0; i < files.size(); ++i) {
        INFO(files[i]);
        const auto content = fixture(files[i]);
        auto read = Anchors::none();
        REQUIRE(ok(read.add_certificate(content)));
        const auto& expected = read.all().front();
        const auto& fact = anchors.all()[i];
        CHECK(fact.label.starts_with(expected.label));
        CHECK(fact.kind == expected.kind);
        CHECK(fact.name == expected.name);
        CHECK(fact.spki == expected.spki);
        CHECK(fact.sha256 == expected.sha256);
        CHECK(fact.not_before == expected.not_before);
        CHECK(fact.not_after == expected.not_after);
        CHECK(fact.key_identifier == expected.key_identifier);
        CHECK(fact.path_length == expected.path_length);
        CHECK(fact.issues);
        CHECK(expected.issues);
    }
}

std::set<Bytes> column(const Anchors& anchors, Bytes Anchor::*member) {
    std::set<Bytes> values;
    for (const auto& anchor : anchors.all()) values.insert(anchor.*member);
    return values;
}

bool disjoint(const std::set<Bytes>& a, const std::set<Bytes>& b) {
    return std::ranges::none_of(a, [&](const Bytes& value) { return b.contains(value); });
}

}  // namespace

TEST_CASE("The national anchors are what the authority's certificates say") {
    facts_match(Anchors::national(), national_anchor_files);
    facts_match(Anchors::national_test(), national_test_anchor_files);
}

TEST_CASE("The anchors' fingerprints are those published for the national certificates") {
    // kz-crypto facts, section 3.5; they equal the fingerprints that other verifiers of the country pin.
    const std::pair<std::string, std::string> published[] = {
        {"НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
         "af77725f8328bb24f89d81da3acdf7cee4324248538b7ba2cd2a860517fb9dca"},
        {"ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2022",
         "32c7d233a42703a327f3025543a05b930e3f39a786c68dfa196baa86d5618524"},
        {"НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2020",
         "9ba06354b626641715182e4d07c9dbaa1777720fa795d03174ffc68876535dcd"},
        {"ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2022",
         "84fb799a66140950818c056a5d9730acc2a7622cdd4ef0d47113b132fb892905"},
        {"НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2020",
         "c48164ab5ccaaee6b938299a1e3aeebd6f698bb2bd716a0f0d85befc46166aa2"},
        {"НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2015", "9ab210e5"},
        {"ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2018", "908521d0"},
        {"НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2015", "a7064abc"},
        {"ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (RSA) 2018", "34d1b311"},
    };
    const auto facts = national_anchor_facts();
    REQUIRE(facts.size() == std::size(published));
    for (std::size_t i = 0; i < facts.size(); ++i) {
        CHECK(facts[i].label == published[i].first);
        CHECK(facts[i].sha256.starts_with(published[i].second));
    }
}

TEST_CASE("Fingerprints and keys of the anchors are as openssl computes them") {
    for (const auto* file : {"kz/ca/prod/root_rsa_2020.cer", "kz/ca/prod/nca_rsa_2022.cer"}) {
        INFO(file);
        const auto content = fixture(file);
        auto anchors = Anchors::none();
        REQUIRE(ok(anchors.add_certificate(content)));
        auto fingerprint = value_of(openssl("x509 -inform DER -in {} -noout -fingerprint -sha256", content),
                                    "sha256 Fingerprint");
        std::erase(fingerprint, ':');
        CHECK(anchors.all().front().sha256 == from_hex(fingerprint));
        const auto pem = openssl("x509 -inform DER -in {} -noout -pubkey", content);
        CHECK(anchors.all().front().spki == from_pem(pem).value());
    }
}

TEST_CASE("Production and test anchors have nothing in common") {
    const auto production = Anchors::national();
    const auto test = Anchors::national_test();
    CHECK(disjoint(column(production, &Anchor::sha256), column(test, &Anchor::sha256)));
    CHECK(disjoint(column(production, &Anchor::spki), column(test, &Anchor::spki)));
    CHECK(disjoint(column(production, &Anchor::name), column(test, &Anchor::name)));
    for (const auto& anchor : production.all()) CHECK(anchor.label.find("TEST") == std::string::npos);
    for (const auto& anchor : test.all()) CHECK(anchor.label.find("TEST") != std::string::npos);
}

TEST_CASE("Anchors tell whether somebody added to the national ones") {
    auto anchors = Anchors::national();
    CHECK_FALSE(anchors.has_added());
    REQUIRE(ok(anchors.add_certificate(fixture("kz/ca/test/root_test_gost_2022.cer"))));
    CHECK(anchors.has_added());
    CHECK(anchors.all().size() == national_anchor_files.size() + 1);
    CHECK(Anchors::national_test().has_added());
    CHECK_FALSE(Anchors::none().has_added());
    CHECK(Anchors::none().all().empty());
}

TEST_CASE("A file that holds no certificate adds nothing") {
    auto anchors = Anchors::none();
    CHECK(error_code(anchors.add_certificate(bytes_of("hello"))) == ErrorCode::malformed_certificate);
    CHECK(anchors.all().empty());
    CHECK_FALSE(anchors.has_added());
}

TEST_CASE(
    "An added certificate without a common name is known by its whole name, and may not be an authority") {
    const DraftKey key;
    CertificateDraft draft;
    draft.subject = draft.issuer = draft_name({{"2.5.4.10", "Somebody"}});
    auto anchors = Anchors::none();
    anchors.add(draft.certificate(key, key));
    CHECK(anchors.all().front().label == "O=Somebody");
    CHECK(anchors.all().front().kind == AnchorKind::root);
    CHECK_FALSE(anchors.all().front().issues);
}
