#include "crypto/cms/structure.hpp"
#include "crypto/der/writer.hpp"
#include "crypto/levels/signed_world.hpp"

#include <algorithm>

namespace qoltanba::test {
namespace {

using namespace crypto;

bool intact(BytesView cms, std::optional<BytesView> content = {}) {
    const auto report = verify_cms(cms, content);
    return report.has_value() && report->intact();
}

}  // namespace

TEST_CASE("A signature of every family climbs from B to LTA, and stays right on its way") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::ecdsa_p256, KeyFamily::ecdsa_p384,
                                 KeyFamily::gost_2015_512, KeyFamily::gost_2004);
    auto& world = signed_world_of(family);
    const bool by_list = GENERATE(false, true);
    const auto b = world.sign();
    CHECK(level_text(world.report(b)) == "B, time_stamp_unavailable");
    const auto t = world.with_time_stamp(b);
    CHECK(level_text(world.report(t)) == "T, evidence_missing");
    CHECK(intact(t));
    const auto lt = by_list ? world.with_list(t) : world.with_answers(t);
    CHECK(level_text(world.report(lt)) == "LT, time_stamp_unavailable");
    CHECK(intact(lt));
    const auto lta = world.with_archive_time_stamp(lt);
    const auto report = world.report(lta);
    CHECK(level_text(report) == "LTA");
    CHECK(intact(lta));
    CHECK(report.existed_at == signing_time);
    CHECK(report.evidence.size() == 2);
    for (const auto& evidence : report.evidence) {
        REQUIRE(evidence.status);
        CHECK(evidence.status->state == Revocation::good);
        CHECK(evidence.status->source == (by_list ? RevocationSource::crl : RevocationSource::ocsp));
    }
}

TEST_CASE("A detached signature climbs with its content beside it") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto content = bytes_of(document);
    const auto lt = world.with_answers(world.with_time_stamp(world.sign(false)));
    CHECK(error_code(archive_imprint(lt, 0, std::nullopt, DigestAlgorithm::streebog_512)) ==
          ErrorCode::content_missing);
    const auto lta = world.with_archive_time_stamp(lt, content);
    CHECK(intact(lta, content));
    CHECK(level_text(world.report(lta, content)) == "LTA");
    CHECK(level_text(world.report(lta)) == "LT, content_missing");
    CHECK(level_text(world.report(lta, bytes_of("other"))) == "LT, time_stamp_imprint_mismatch");
}

TEST_CASE("A stamp beside one signer leaves the other and all else octet for octet") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    auto& other = signed_world_of(KeyFamily::rsa);
    const auto both = add_cms_signer(*other.signer, world.sign(), std::nullopt, signing_time);
    REQUIRE(ok(both));
    const auto before = cms::read_signed_data(*both);
    REQUIRE(ok(before));
    const auto stamped = GENERATE(std::size_t{0}, std::size_t{1});
    const auto octets = octets_to_stamp(*both, stamped);
    REQUIRE(ok(octets));
    const auto with = add_signature_time_stamp(*both, stamped, world.time_stamps.stamp(*octets));
    REQUIRE(ok(with));
    CHECK(intact(*with));
    const auto after = cms::read_signed_data(*with);
    REQUIRE(ok(after));
    const auto same = [](BytesView a, BytesView b) { return std::ranges::equal(a, b); };
    CHECK(same(after->version, before->version));
    CHECK(same(after->digest_algorithms_element, before->digest_algorithms_element));
    CHECK(same(after->content_element, before->content_element));
    CHECK(std::ranges::equal(after->certificates, before->certificates, same));
    CHECK(same(after->signers[1 - stamped].whole, before->signers[1 - stamped].whole));
    CHECK(same(after->signers[stamped].signed_fields, before->signers[stamped].signed_fields));
    CHECK(world.report(*with, {}, stamped).level == Level::t);
    CHECK(world.report(*with, {}, 1 - stamped).level == Level::b);
}

TEST_CASE("A stamp for another signature is not put in, and one that came in is not believed") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto b = world.sign();
    const auto token = world.time_stamps.stamp(bytes_of("another signature"));
    CHECK(error_code(add_signature_time_stamp(b, 0, token)) == ErrorCode::time_stamp_imprint_mismatch);
    CHECK(error_code(add_signature_time_stamp(b, 0, bytes_of("no token"))) ==
          ErrorCode::malformed_time_stamp);
    CHECK(error_code(add_signature_time_stamp(b, 1, token)) == ErrorCode::no_signature_found);
    CHECK(error_code(add_signature_time_stamp(bytes_of("no CMS"), 0, token)) ==
          ErrorCode::malformed_signature);

    // Another signature of the same person in the place of the one that was stamped.
    const auto t = world.with_time_stamp(b);
    const auto data = cms::read_signed_data(t);
    REQUIRE(ok(data));
    auto damaged = t;
    const auto at = static_cast<std::size_t>(data->signers.front().signature.data() - t.data());
    damaged[at] ^= 1U;
    CHECK(level_text(world.report(damaged)) == "B, time_stamp_imprint_mismatch");
}

TEST_CASE("Several stamps stand side by side and the earliest that is believed counts") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto b = world.sign();
    const auto octets = octets_to_stamp(b, 0);
    REQUIRE(ok(octets));
    const auto later = add_signature_time_stamp(b, 0, world.archive_time_stamps.stamp(*octets));
    REQUIRE(ok(later));
    CHECK(world.report(*later).existed_at == signing_time + std::chrono::days{365});
    const auto both = world.with_time_stamp(*later);
    CHECK(world.report(both).signature_time_stamps.size() == 2);
    CHECK(world.report(both).existed_at == signing_time);
    const TimeStampAuthority earlier(signed_world_of(KeyFamily::rsa).authority,
                                     signing_time - std::chrono::days{1});
    const auto stranger = add_signature_time_stamp(both, 0, earlier.stamp(*octets));
    REQUIRE(ok(stranger));
    CHECK(world.report(*stranger).existed_at == signing_time);
}

TEST_CASE("Level LT wants a word on everybody below the anchors") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto t = world.with_time_stamp(world.sign());
    const auto on_signer = world.answer_on(world.signer->certificate());
    const auto half = add_long_term_values(t, {.ocsp_responses = {on_signer}});
    REQUIRE(ok(half));
    CHECK(level_text(world.report(*half)) == "T, evidence_missing");
    const auto report = world.report(*half);
    REQUIRE(report.evidence.size() == 2);
    CHECK(report.evidence[0].status);
    CHECK(report.evidence[1].fault);

    // Under the root alone the intermediate is one of them.
    const auto lt = world.with_answers(t);
    Anchors root;
    root.add(world.authority.root());
    const auto under_root = judge_levels(lt, std::nullopt, root);
    REQUIRE(ok(under_root));
    CHECK(level_text(under_root->front()) == "T, evidence_missing");
    CHECK(under_root->front().evidence.size() == 3);
}

TEST_CASE("What the evidence says is told, and does not lower the level") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto t = world.with_time_stamp(world.sign());
    const auto when = signing_time + std::chrono::minutes{10};
    const auto lt =
        world.with_answers(t, {.status = OcspAnswer::Status::revoked, .revoked_at = when, .reason = 1});
    const auto report = world.report(lt);
    CHECK(report.level == Level::lt);
    REQUIRE(report.evidence.front().status);
    CHECK(report.evidence.front().status->state == Revocation::revoked);
    CHECK(report.evidence.front().status->revoked_at == when);
    CHECK(level_text(world.report(world.with_answers(t, {.status = OcspAnswer::Status::unknown}))) ==
          "T, evidence_missing");
}

TEST_CASE("Evidence that had run out before the stamp shows nothing") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto t = world.with_time_stamp(world.sign());
    const auto old = signing_time - std::chrono::days{2};
    const auto lt = world.with_answers(t, {.this_update = old, .next_update = old + std::chrono::days{1}});
    const auto report = world.report(lt);
    CHECK(level_text(report) == "T, evidence_missing");
    REQUIRE(report.obstacle->cause);
    CHECK(report.obstacle->cause->code == ErrorCode::revocation_outdated);
}

TEST_CASE("Values are embedded once, OCSP as other revocation info of version 5") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto t = world.with_time_stamp(world.sign());
    const auto answer = world.answer_on(world.signer->certificate());
    const LongTermValues values{.certificates = {world.signer->certificate(), world.authority.intermediate(),
                                                 world.authority.intermediate()},
                                .ocsp_responses = {answer, answer}};
    const auto once = add_long_term_values(t, values);
    REQUIRE(ok(once));
    CHECK(*add_long_term_values(*once, values) == *once);
    const auto data = cms::read_signed_data(*once);
    REQUIRE(ok(data));
    CHECK(copy_of(data->version) == der::integer(5));
    CHECK(data->certificates.size() == 2);
    const auto read = read_long_term_values(*data);
    REQUIRE(ok(read));
    REQUIRE(read->ocsp_responses.size() == 1);
    CHECK(copy_of(read->ocsp_responses.front()) == answer);
    CHECK(error_code(add_long_term_values(t, {.crls = {bytes_of("no list")}})) == ErrorCode::malformed_crl);
    CHECK(error_code(add_long_term_values(t, {.ocsp_responses = {bytes_of("no answer")}})) ==
          ErrorCode::malformed_ocsp_response);
}

TEST_CASE("A SignedData in BER is lifted as DER and stays right") {
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto b = world.sign();
    // The outer SEQUENCE in indefinite length (X.690, 8.1.3.6).
    const auto outer = der::read_single(b, der::Tag::sequence);
    REQUIRE(ok(outer));
    Bytes ber{0x30, 0x80};
    append(ber, outer->content);
    append(ber, Bytes{0x00, 0x00});
    const auto t = world.with_time_stamp(ber);
    CHECK(t.front() == 0x30);
    CHECK(intact(t));
    CHECK(world.report(t).level == Level::t);
}

}  // namespace qoltanba::test
