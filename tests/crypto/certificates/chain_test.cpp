#include "crypto/certificates/chain.hpp"

#include "certificate_draft.hpp"
#include "crypto/base/base64.hpp"
#include "openssl_program.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <fstream>

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

Time at(std::string_view iso) {
    return time_from_iso(iso).value();
}

Certificate certificate_at(const std::string& file) {
    const auto certificate = Certificate::from_file_content(fixture("kz/" + file));
    INFO(file);
    REQUIRE(ok(certificate));
    return *certificate;
}

Anchors anchors_at(const std::vector<std::string>& files) {
    auto anchors = Anchors::none();
    for (const auto& file : files) anchors.add(certificate_at(file));
    return anchors;
}

/// What the fixtures' manifest says of a certificate.
struct Judged {
    std::string file;
    std::vector<std::string> anchors;
    std::vector<std::string> helpers;
    std::string when;
    ChainState state;
};

void check(const Judged& judged) {
    INFO(judged.file << " at " << judged.when);
    std::vector<Certificate> helpers;
    for (const auto& helper : judged.helpers) helpers.push_back(certificate_at(helper));
    const auto verdict =
        judge_chain(certificate_at(judged.file), helpers, anchors_at(judged.anchors), at(judged.when));
    if (verdict.reason) UNSCOPED_INFO(describe(*verdict.reason));
    CHECK(verdict.state == judged.state);
    CHECK(verdict.reason.has_value() == (judged.state != ChainState::trusted));
}

}  // namespace

TEST_CASE("Production authorities stand under their roots as the manifest says") {
    using enum ChainState;
    const std::string now = "2026-08-01";
    const Judged cases[] = {
        {"ca/prod/nca_gost_2022.pem", {"ca/prod/root_gost_2022.pem"}, {}, now, trusted},
        {"ca/prod/nca_rsa_2022.cer", {"ca/prod/root_rsa_2020.cer"}, {}, now, trusted},
        {"ca/prod/nca_gost.pem", {"ca/prod/root_gost.pem"}, {}, now, expired},
        {"ca/prod/nca_gost.pem", {"ca/prod/root_gost.pem"}, {}, "2019-01-01", trusted},
        {"ca/prod/nca_rsa.pem", {"ca/prod/root_rsa.pem"}, {}, now, expired},
        {"ca/prod/nca_rsa.pem", {"ca/prod/root_rsa.pem"}, {}, "2019-01-01", trusted},
        {"ca/prod/btsd_gost.cer", {"ca/prod/root_gost_2020.cer"}, {}, now, trusted},
        {"ca/prod/ucgo_gost.cer", {"ca/prod/root_gost_2020.cer"}, {}, now, trusted},
        // Not NCA: neither is an anchor, and NCA's own anchors do not vouch for them.
        {"ca/prod/btsd_gost.cer",
         {"ca/prod/root_gost_2022.pem", "ca/prod/nca_gost_2022.pem"},
         {},
         now,
         unknown_issuer},
        {"ca/prod/ucgo_gost.cer",
         {"ca/prod/root_gost_2022.pem", "ca/prod/nca_gost_2022.pem"},
         {},
         now,
         unknown_issuer},
    };
    for (const auto& judged : cases) check(judged);
}

TEST_CASE("Test certificates stand under their anchors as the manifest says") {
    using enum ChainState;
    const std::string root = "ca/test/root_test_gost_2022.cer";
    const std::string nca = "ca/test/nca_gost2022_test.cer";
    const Judged cases[] = {
        {nca, {root}, {}, "2026-08-01", trusted},
        {"ca/test/ee_individual_gost2015.cer", {nca}, {}, "2024-06-01", trusted},
        {"ca/test/ee_individual_gost2015.cer", {nca}, {}, "2024-11-08T10:18:40Z", trusted},
        {"ca/test/ee_individual_gost2015.cer", {nca}, {}, "2024-11-08T10:18:41Z", expired},
        {"ca/test/ee_individual_gost2015.cer", {nca}, {}, "2023-11-09T10:18:39Z", not_yet_valid},
        {"ca/test/ee_individual_gost2015.cer", {root}, {nca}, "2024-06-01", trusted},
        {"ca/test/ee_individual_gost2015.cer", {root}, {}, "2024-06-01", unknown_issuer},
        {"cms/skarm_individual_signer.cer", {nca}, {}, "2026-08-01", trusted},
        {"ca/test/ee_ceo_sign_2004_gost.cer", {"ca/test/nca_gost_test.crt"}, {}, "2022-06-01", trusted},
        {"ca/test/ee_ceo_sign_2004_gost.cer", {"ca/test/nca_gost_test.crt"}, {}, "2026-08-01", expired},
        {"ca/test/ee_individual_auth_rsa.cer", {"ca/test/nca_rsa_test.crt"}, {}, "2022-06-01", trusted},
        {"ca/test/ee_individual_sign_rsa.cer", {"ca/test/nca_rsa_test.crt"}, {}, "2022-06-01", trusted},
        {"ca/test/ee_individual_sign_rsa.cer", {"ca/test/nca_rsa_test.crt"}, {}, "2026-08-01", expired},
        {"ca/test/ee_individual_sign_rsa.cer",
         {"ca/test/nca_gost_test.crt"},
         {},
         "2022-06-01",
         unknown_issuer},
    };
    for (const auto& judged : cases) check(judged);
}

TEST_CASE("The national roots sign themselves") {
    for (const auto* file :
         {"ca/prod/root_gost.pem", "ca/prod/root_gost_2020.cer", "ca/prod/root_gost_2022.pem",
          "ca/prod/root_rsa.pem", "ca/prod/root_rsa_2020.cer", "ca/test/root_test_gost_2022.cer",
          "xml/ncalayerrs_test_gost512.cer.pem"}) {
        INFO(file);
        const auto root = certificate_at(file);
        CHECK(root.subject() == root.issuer());
        CHECK(ok(root.verify_signed_by(root.public_key().value())));
    }
}

TEST_CASE("Production anchors accept no certificate of the test authority, nor the other way round") {
    const std::vector<Certificate> test_chain{
        certificate_at("ca/test/nca_gost2022_test.cer"), certificate_at("ca/test/root_test_gost_2022.cer"),
        certificate_at("ca/test/nca_gost_test.crt"), certificate_at("ca/test/nca_rsa_test.crt")};
    for (const auto* file : {"ca/test/ee_ceo_sign_2004_gost.cer", "ca/test/ee_individual_auth_rsa.cer",
                             "ca/test/ee_individual_gost2015.cer", "ca/test/ee_individual_sign_rsa.cer",
                             "ca/test/nca_gost2022_test.cer", "ca/test/nca_gost_test.crt",
                             "ca/test/nca_rsa_test.crt", "ca/test/root_test_gost_2022.cer",
                             "cms/skarm_individual_signer.cer", "xml/ncalayerrs_test_gost512.cer.pem"}) {
        INFO(file);
        const auto certificate = certificate_at(file);
        const auto verdict =
            judge_chain(certificate, test_chain, Anchors::national(), certificate.not_before());
        CHECK(verdict.state == ChainState::unknown_issuer);
        CHECK(verdict.anchor_label.empty());
        CHECK(verdict.reason.value().code == ErrorCode::certificate_untrusted);
    }
    for (const auto* file :
         {"ca/prod/nca_gost.pem", "ca/prod/nca_gost_2022.pem", "ca/prod/nca_rsa.pem",
          "ca/prod/nca_rsa_2022.cer", "ca/prod/root_gost.pem", "ca/prod/root_gost_2020.cer",
          "ca/prod/root_gost_2022.pem", "ca/prod/root_rsa.pem", "ca/prod/root_rsa_2020.cer"}) {
        INFO(file);
        const auto certificate = certificate_at(file);
        CHECK(judge_chain(certificate, {}, Anchors::national_test(), certificate.not_before()).state ==
              ChainState::unknown_issuer);
        CHECK(judge_chain(certificate, {}, Anchors::national(), certificate.not_before()).state ==
              ChainState::trusted);
    }
}

TEST_CASE("The library's example certificate of 2018 was made by the production authority, and is over") {
    const auto certificate = certificate_at("ca/test/sdk_cert_gost2004.pem");
    CHECK(judge_chain(certificate, {}, Anchors::national(), at("2026-08-01")).state == ChainState::expired);
    const auto then = judge_chain(certificate, {}, Anchors::national(), at("2019-01-01"));
    CHECK(then.state == ChainState::trusted);
    CHECK(then.anchor_label == "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) 2018");
}

TEST_CASE("The verdict names the anchor and the path from the end entity up") {
    const auto end_entity = certificate_at("ca/test/ee_individual_gost2015.cer");
    const std::vector<Certificate> helpers{certificate_at("ca/prod/nca_gost_2022.pem"), end_entity,
                                           certificate_at("ca/test/nca_gost2022_test.cer")};
    const auto verdict =
        judge_chain(end_entity, helpers, anchors_at({"ca/test/root_test_gost_2022.cer"}), at("2024-06-01"));
    REQUIRE(verdict.state == ChainState::trusted);
    CHECK(verdict.anchor_label == "НЕГІЗГІ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022");
    REQUIRE(verdict.path.size() == 2);
    CHECK(verdict.path[0] == end_entity);
    CHECK(verdict.path[1] == helpers[2]);

    const auto short_verdict = judge_chain(end_entity, helpers, Anchors::national_test(), at("2024-06-01"));
    CHECK(short_verdict.anchor_label == "ҰЛТТЫҚ КУӘЛАНДЫРУШЫ ОРТАЛЫҚ (GOST) TEST 2022");
    CHECK(short_verdict.path.size() == 1);
}

TEST_CASE("openssl verify agrees on the RSA chains") {
    const TemporaryFolder folder;
    const auto write = [&](const std::string& name, const std::string& file) {
        std::ofstream(folder.path() / name) << to_pem("CERTIFICATE", certificate_at(file).der());
        return (folder.path() / name).string();
    };
    const std::pair<std::string, std::string> chains[] = {
        {"ca/prod/root_rsa_2020.cer", "ca/prod/nca_rsa_2022.cer"},
        {"ca/prod/root_rsa.pem", "ca/prod/nca_rsa.pem"},
    };
    for (const auto& [root, nca] : chains) {
        const auto issued = certificate_at(nca);
        CHECK(judge_chain(issued, {}, anchors_at({root}), issued.not_before()).state == ChainState::trusted);
        const auto said =
            openssl("verify -attime " + std::to_string(issued.not_before().time_since_epoch().count()) +
                        " -CAfile " + write("root.pem", root) + " {}",
                    bytes_of(to_pem("CERTIFICATE", issued.der())));
        CHECK(said.find(": OK") != std::string::npos);
    }
    const auto end_entity = certificate_at("ca/test/ee_individual_sign_rsa.cer");
    const auto said = openssl("verify -partial_chain -attime " +
                                  std::to_string(end_entity.not_before().time_since_epoch().count()) +
                                  " -CAfile " + write("nca.pem", "ca/test/nca_rsa_test.crt") + " {}",
                              bytes_of(to_pem("CERTIFICATE", end_entity.der())));
    CHECK(said.find(": OK") != std::string::npos);
}
