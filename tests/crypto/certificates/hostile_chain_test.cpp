// Chains made to deceive: each differs from a sound one in a single respect and must not be trusted.
#include "certificate_draft.hpp"
#include "crypto/certificates/chain.hpp"
#include "openssl_program.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

const Time noon = time_from_iso("2025-06-01T12:00:00Z").value();
constexpr unsigned may_sign_certificates = 1U << 5U;
constexpr unsigned may_sign = 3;

/// Root, two intermediates and an end entity, of which a test changes one part before judging them.
struct Chain {
    DraftKey root_key, upper_key, lower_key, end_key;
    CertificateDraft root = authority("Root", "Root");
    CertificateDraft upper = authority("Upper", "Root");
    CertificateDraft lower = authority("Lower", "Upper");
    CertificateDraft end = end_entity("End", "Lower");

    static CertificateDraft authority(std::string_view subject, std::string_view issuer) {
        CertificateDraft draft;
        draft.subject = draft_name(subject);
        draft.issuer = draft_name(issuer);
        draft.extensions = {draft_ca(), draft_key_usage(may_sign_certificates)};
        return draft;
    }

    static CertificateDraft end_entity(std::string_view subject, std::string_view issuer) {
        CertificateDraft draft;
        draft.subject = draft_name(subject);
        draft.issuer = draft_name(issuer);
        draft.extensions = {draft_key_usage(may_sign)};
        return draft;
    }

    [[nodiscard]] ChainVerdict judged(Time at = noon) const {
        auto anchors = Anchors::none();
        anchors.add(root.certificate(root_key, root_key));
        const std::vector<Certificate> helpers{lower.certificate(lower_key, upper_key),
                                               upper.certificate(upper_key, root_key)};
        return judge_chain(end.certificate(end_key, lower_key), helpers, anchors, at);
    }

    [[nodiscard]] ChainState state(Time at = noon) const { return judged(at).state; }
};

}  // namespace

TEST_CASE("A sound chain over two intermediates is trusted") {
    const auto verdict = Chain().judged();
    CHECK(verdict.state == ChainState::trusted);
    CHECK(verdict.path.size() == 3);
    CHECK(verdict.anchor_label == "Root");
}

TEST_CASE("An issuer that is no authority breaks the chain") {
    Chain chain;
    SECTION("without basicConstraints") {
        chain.lower.extensions = {draft_key_usage(may_sign_certificates)};
    }
    SECTION("with cA = FALSE") {
        chain.lower.extensions = {draft_extension("2.5.29.19", true, der::sequence({}))};
    }
    SECTION("without keyCertSign") {
        chain.lower.extensions = {draft_ca(), draft_key_usage(may_sign)};
    }
    SECTION("as an anchor") {
        chain.root.extensions = {draft_key_usage(may_sign)};
    }
    const auto verdict = chain.judged();
    CHECK(verdict.state == ChainState::broken);
    CHECK(verdict.reason.value().code == ErrorCode::certificate_untrusted);
    CHECK(verdict.reason.value().detail.find("authority") != std::string::npos);
}

TEST_CASE("An authority without keyUsage may issue") {
    Chain chain;
    chain.lower.extensions = {draft_ca()};
    CHECK(chain.state() == ChainState::trusted);
}

TEST_CASE("A path longer than an issuer allows breaks the chain") {
    Chain chain;
    SECTION("at an intermediate") {
        chain.upper.extensions = {draft_ca(0)};
        CHECK(chain.state() == ChainState::broken);
        chain.upper.extensions = {draft_ca(1)};
        CHECK(chain.state() == ChainState::trusted);
    }
    SECTION("at the anchor") {
        chain.root.extensions = {draft_ca(1)};
        CHECK(chain.state() == ChainState::broken);
        chain.root.extensions = {draft_ca(2)};
        CHECK(chain.state() == ChainState::trusted);
    }
    SECTION("counting no end entity") {
        chain.lower.extensions = {draft_ca(0)};
        CHECK(chain.state() == ChainState::trusted);
    }
}

TEST_CASE("An unknown critical extension anywhere breaks the chain") {
    Chain chain;
    const auto unknown = draft_extension("1.2.3.4", true, der::null());
    SECTION("in the end entity") {
        chain.end.extensions.push_back(unknown);
    }
    SECTION("in an intermediate") {
        chain.upper.extensions.push_back(unknown);
    }
    const auto verdict = chain.judged();
    CHECK(verdict.state == ChainState::broken);
    CHECK(verdict.reason.value().detail.find("critical") != std::string::npos);
}

TEST_CASE("A name that does not match leads nowhere") {
    Chain chain;
    SECTION("at the end entity") {
        chain.end.issuer = draft_name("lower");
    }
    SECTION("at an intermediate") {
        chain.lower.subject = draft_name("Other");
    }
    SECTION("at the anchor") {
        chain.root.subject = draft_name("Other root");
    }
    CHECK(chain.state() == ChainState::unknown_issuer);
}

TEST_CASE("A namesake with another key is not the issuer") {
    Chain chain;
    auto anchors = Anchors::none();
    anchors.add(chain.root.certificate(chain.root_key, chain.root_key));
    const DraftKey stranger;
    const std::vector<Certificate> helpers{chain.lower.certificate(stranger, chain.upper_key),
                                           chain.upper.certificate(chain.upper_key, chain.root_key)};
    const auto broken =
        judge_chain(chain.end.certificate(chain.end_key, chain.lower_key), helpers, anchors, noon);
    CHECK(broken.state == ChainState::broken);
    REQUIRE(broken.reason.value().cause);
    CHECK(broken.reason.value().cause->code == ErrorCode::signature_mismatch);

    // Where key identifiers tell the two apart, it is simply somebody else.
    chain.lower.extensions.push_back(draft_subject_key_identifier(Bytes{1}));
    chain.end.extensions.push_back(draft_authority_key_identifier(Bytes{2}));
    const std::vector<Certificate> named{chain.lower.certificate(stranger, chain.upper_key)};
    CHECK(judge_chain(chain.end.certificate(chain.end_key, chain.lower_key), named, anchors, noon).state ==
          ChainState::unknown_issuer);
}

TEST_CASE("Every certificate of the chain must be valid at the moment") {
    Chain chain;
    const auto over = CertificateDraft::valid_in(2020, 2025);
    const auto to_come = CertificateDraft::valid_in(2026, 2030);
    SECTION("end entity") {
        chain.end.validity = over;
        CHECK(chain.state() == ChainState::expired);
        chain.end.validity = to_come;
        CHECK(chain.state() == ChainState::not_yet_valid);
    }
    SECTION("intermediate") {
        chain.upper.validity = over;
        CHECK(chain.state() == ChainState::expired);
        chain.upper.validity = to_come;
        CHECK(chain.state() == ChainState::not_yet_valid);
    }
    SECTION("anchor") {
        chain.root.validity = over;
        CHECK(chain.state() == ChainState::expired);
        chain.root.validity = to_come;
        CHECK(chain.state() == ChainState::not_yet_valid);
    }
    CHECK(chain.judged().reason.value().code == ErrorCode::certificate_not_yet_valid);
}

TEST_CASE("The first and the last second of validity count") {
    const Chain chain;
    const auto first = time_from_iso("2020-01-01").value();
    const auto last = time_from_iso("2029-12-31T23:59:59Z").value();
    const std::chrono::seconds one(1);
    CHECK(chain.state(first) == ChainState::trusted);
    CHECK(chain.state(first - one) == ChainState::not_yet_valid);
    CHECK(chain.state(last) == ChainState::trusted);
    CHECK(chain.state(last + one) == ChainState::expired);
}

TEST_CASE("Helpers are not trusted by themselves") {
    const Chain chain;
    const std::vector<Certificate> helpers{chain.lower.certificate(chain.lower_key, chain.upper_key),
                                           chain.upper.certificate(chain.upper_key, chain.root_key),
                                           chain.root.certificate(chain.root_key, chain.root_key)};
    const auto verdict =
        judge_chain(chain.end.certificate(chain.end_key, chain.lower_key), helpers, Anchors::none(), noon);
    CHECK(verdict.state == ChainState::unknown_issuer);
}

TEST_CASE(
    "A self-signed certificate is trusted only when it is an anchor itself, and then for itself alone") {
    const DraftKey key;
    const auto itself = Chain::end_entity("Self", "Self").certificate(key, key);
    CHECK(judge_chain(itself, {}, Anchors::none(), noon).state == ChainState::unknown_issuer);
    CHECK(judge_chain(itself, std::vector{itself}, Anchors::national(), noon).state ==
          ChainState::unknown_issuer);

    auto anchors = Anchors::none();
    anchors.add(itself);
    const auto verdict = judge_chain(itself, {}, anchors, noon);
    CHECK(verdict.state == ChainState::trusted);
    CHECK(verdict.anchor_label == "Self");
    CHECK(judge_chain(itself, {}, anchors, noon + std::chrono::years(10)).state == ChainState::expired);

    const DraftKey other_key;
    const auto issued = Chain::end_entity("Other", "Self").certificate(other_key, key);
    CHECK(judge_chain(issued, {}, anchors, noon).state == ChainState::broken);
}

TEST_CASE("Of several ways up, one that is trusted is enough") {
    Chain chain;
    auto anchors = Anchors::none();
    anchors.add(chain.root.certificate(chain.root_key, chain.root_key));
    auto over = chain.upper;
    over.validity = CertificateDraft::valid_in(2020, 2025);
    auto no_authority = chain.upper;
    no_authority.extensions = {};
    const std::vector<Certificate> helpers{no_authority.certificate(chain.upper_key, chain.root_key),
                                           over.certificate(chain.upper_key, chain.root_key),
                                           chain.lower.certificate(chain.lower_key, chain.upper_key),
                                           chain.upper.certificate(chain.upper_key, chain.root_key)};
    const auto end = chain.end.certificate(chain.end_key, chain.lower_key);
    CHECK(judge_chain(end, helpers, anchors, noon).state == ChainState::trusted);
    const auto without_the_good = std::span(helpers).first(3);
    CHECK(judge_chain(end, without_the_good, anchors, noon).state == ChainState::expired);
}

TEST_CASE("Authorities that certify each other in a ring end without trust") {
    const DraftKey a, b, end_key;
    const std::vector<Certificate> ring{Chain::authority("A", "B").certificate(a, b),
                                        Chain::authority("B", "A").certificate(b, a)};
    const auto end = Chain::end_entity("End", "A").certificate(end_key, a);
    CHECK(judge_chain(end, ring, Anchors::national(), noon).state == ChainState::unknown_issuer);
}

TEST_CASE("A pile of namesakes costs a bounded number of signature checks") {
    const DraftKey key;
    std::vector<Certificate> pile;
    for (int i = 1; i <= 200; ++i) {
        auto draft = Chain::authority("Same", "Same");
        draft.serial_number = der::integer(i);
        pile.push_back(draft.certificate(key, key));
    }
    // All signed by one key: without bounds there are 200! paths.
    CHECK(judge_chain(pile.front(), pile, Anchors::national(), noon).state == ChainState::unknown_issuer);
}

TEST_CASE("Self-issued certificates do not count against the path length") {
    Chain chain;
    chain.root.extensions = {draft_ca(1)};
    chain.upper.subject = draft_name("Root");
    chain.lower.issuer = draft_name("Root");
    CHECK(chain.state() == ChainState::trusted);
}
