// The signed files of the fixtures and how they are to be judged.
#pragma once

#include "agent/cli/verdict.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {

using agent::Coverage;
using agent::JudgedFile;
using agent::Verdict;

struct Sample {
    std::string file;
    std::string moment;     ///< when its chain was valid
    Verdict then;           ///< at that moment, under anchors()
    Verdict today;          ///< in late 2026
    std::string content{};  ///< of a detached one
};

inline const std::string issued = "2026-11-21";

// Times are the signing times, or lie inside the certificates' validity where the sample carries none.
inline const std::vector<Sample> samples{
    {"cms/skarm_individual_attached_cades_t.der", "2026-07-20", Verdict::valid, Verdict::valid},
    {"cms/skarm_individual_detached_cades_t.der", "2026-07-20", Verdict::valid, Verdict::valid,
     "cms/skarm_individual_document.txt"},
    {"cms/ncanode_rsa_attached_test123.der", "2021-06-01", Verdict::valid, Verdict::undecided},
    {"cms/ncanode_rsa_attached_testtest.der", "2021-06-01", Verdict::valid, Verdict::undecided},
    // Its two signers' certificates were never valid at the same time.
    {"cms/ncanode_gost2015_plus_rsa_attached_test123.der", "2022-09-01", Verdict::undecided,
     Verdict::undecided},
    {"cms/ncanodego_personal_active_AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.cms", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"cms/ncanodego_personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.cms", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"cms/ncanodego_organization_revoked_AUTH_RSA256_7d6d313ac5bf7367a2a69f28607a8deb80dd3ba9.cms",
     "2020-06-01", Verdict::valid, Verdict::undecided},
    {"cms/ncanodego_organization_revoked_GOSTKNCA_c372b7809440fcb681051bbc89ea2f089fd2fe16.cms", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"xml/ncanodego_personal_active_AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.xml", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"xml/ncanodego_personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.xml", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"xml/ncanodego_organization_revoked_AUTH_RSA256_7d6d313ac5bf7367a2a69f28607a8deb80dd3ba9.xml",
     "2020-06-01", Verdict::valid, Verdict::undecided},
    {"xml/ncanodego_organization_revoked_GOSTKNCA_c372b7809440fcb681051bbc89ea2f089fd2fe16.xml", "2020-06-01",
     Verdict::valid, Verdict::undecided},
    {"xml/ncalayerrs_test_gost512.xml_simple.xml", issued, Verdict::valid, Verdict::valid},
    // Only a part of it is signed.
    {"xml/ncalayerrs_test_gost512.xml_xpath.xml", issued, Verdict::undecided, Verdict::undecided},
};

inline Bytes read(const std::string& name) {
    return fixture("kz/" + name);
}

/// The test chains, and the self-signed certificate of two samples.
inline const crypto::Anchors& anchors() {
    static const auto all = [] {
        auto test_chains = crypto::Anchors::national_test();
        REQUIRE(ok(test_chains.add_certificate(read("xml/ncalayerrs_test_gost512.cer.pem"))));
        return test_chains;
    }();
    return all;
}

inline JudgedFile judge(BytesView file, const Sample& sample, std::string_view at,
                        Coverage enough = Coverage::whole_document) {
    const auto content = sample.content.empty() ? Bytes{} : read(sample.content);
    return judge_file(file, sample.content.empty() ? std::nullopt : std::optional<BytesView>(content),
                      anchors(), *time_from_iso(at), enough);
}

}  // namespace qoltanba::test
