// One bit changed anywhere: what passes nevertheless says the same of the same content.
#include "crypto/signatures/identities.hpp"
#include "crypto/signatures/xml.hpp"
#include "crypto/validation/validation_world.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;
using std::chrono::hours;

/// What a verifier relies on, of a file that passed.
struct Relied {
    Bytes content;
    Bytes certificate;
    std::optional<Time> signing_time, existed_at;
};

std::optional<Relied> relied_on(BytesView file, const ValidationPolicy& policy) {
    const auto report = validate({.file = file}, policy);
    if (!report.conclusion.passed()) return std::nullopt;
    const auto octets = octets_signed_by_all(report);
    REQUIRE(ok(octets));
    REQUIRE(report.signers.size() == 1);
    const auto& signer = report.signers.front();
    return Relied{copy_of(*octets), copy_of(signer.certificate->der()), signer.signing_time,
                  signer.existed_at};
}

/// So many bits, spread evenly over the file.
void check_flips(const Bytes& file, const ValidationPolicy& policy, std::size_t flips) {
    const auto untouched = relied_on(file, policy);
    REQUIRE(untouched);
    std::size_t failed = 0;
    for (std::size_t i = 0; i < flips; ++i) {
        const auto at = i * file.size() / flips;
        auto flipped = file;
        flipped[at] ^= static_cast<std::uint8_t>(1U << (i % 8));
        const auto relied = relied_on(flipped, policy);
        if (!relied) {
            ++failed;
            continue;
        }
        INFO("octet " << at << ", bit " << i % 8);
        CHECK(relied->content == untouched->content);
        CHECK(relied->certificate == untouched->certificate);
        CHECK(relied->signing_time == untouched->signing_time);
        // What proves the time may be lost, not changed.
        CHECK((!relied->existed_at || *relied->existed_at >= *untouched->existed_at));
    }
    CHECK(failed > 0);
}

}  // namespace

TEST_CASE(
    "A bit changed anywhere in a long-term signature never makes another content, signer or time pass") {
    auto& world = signed_world_of(GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512));
    const auto lta = world.with_archive_time_stamp(world.with_answers(world.with_time_stamp(world.sign())));
    check_flips(lta, {.anchors = world.anchors, .at = signing_time + hours{2}}, 400);
}

TEST_CASE("A bit changed anywhere in a signed document never makes another content or signer pass") {
    auto& signer = signer_of(GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512));
    Anchors own;
    own.add(signer.certificate());
    const auto xml = sign_xml(signer, "<pay><to>ТЕСТОВ</to><sum>100</sum></pay>", {});
    REQUIRE(ok(xml));
    check_flips(copy_of(bytes_of(*xml)), {.anchors = own, .at = now()}, 400);
}

}  // namespace qoltanba::test
