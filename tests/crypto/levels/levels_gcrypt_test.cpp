// GOST time stamps and CAdES-T by a second implementation: libgcrypt, which knows nothing of this project.
#include "crypto/levels/second_reader.hpp"
#include "crypto/levels/signed_world.hpp"
#include "support/fixtures.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::test {
namespace {

using namespace crypto;

constexpr std::array gost{KeyFamily::gost_2015_512, KeyFamily::gost_2004};

/// All three that a verifier of CAdES-T looks at: signer, token, and that the token is over the signature.
bool cades_t_is_right(BytesView cms, BytesView content) {
    const auto data = second::signed_data_of(cms);
    if (data.content) CHECK(*data.content == copy_of(content));
    REQUIRE(data.signers.size() == 1);
    const auto& signer = data.signers.front();
    REQUIRE(signer.time_stamps.size() == 1);
    return second::digest_is_right(signer, content) && second::signature_is_right(signer) &&
           second::token_is_right(signer.time_stamps.front()) &&
           second::imprint_is_right(signer.time_stamps.front(), signer.signature);
}

/// One octet of this piece of the file is another.
Bytes damaged(Bytes file, BytesView piece) {
    const auto at = std::ranges::search(file, piece);
    REQUIRE_FALSE(at.empty());
    *(at.end() - 1) ^= 1U;
    return file;
}

}  // namespace

TEST_CASE("libgcrypt: our GOST CAdES-T is right, attached and detached, and at higher levels") {
    const auto content = bytes_of(document);
    for (const auto family : gost) {
        auto& world = signed_world_of(family);
        for (const bool attach : {true, false}) {
            const auto t = world.with_time_stamp(world.sign(attach));
            CHECK(cades_t_is_right(t, content));
            if (!attach) CHECK_FALSE(cades_t_is_right(t, bytes_of("another")));
            const auto lt = world.with_answers(t);
            CHECK(cades_t_is_right(lt, content));
            CHECK(cades_t_is_right(world.with_archive_time_stamp(lt, content), content));
        }
    }
}

TEST_CASE("libgcrypt: what is damaged in a GOST CAdES-T is found by the second implementation too") {
    const auto content = bytes_of(document);
    auto& world = signed_world_of(KeyFamily::gost_2015_512);
    const auto t = world.with_time_stamp(world.sign(false));
    const auto signer = second::signed_data_of(t).signers.front();
    const auto token = second::signed_data_of(signer.time_stamps.front());
    CHECK_FALSE(cades_t_is_right(damaged(t, signer.signature), content));
    CHECK_FALSE(cades_t_is_right(damaged(t, signer.message_digest), content));
    CHECK_FALSE(cades_t_is_right(damaged(t, token.signers.front().signature), content));
    CHECK_FALSE(cades_t_is_right(damaged(t, token.signers.front().message_digest), content));
    CHECK_FALSE(cades_t_is_right(damaged(t, *token.content), content));
}

TEST_CASE("libgcrypt: tokens of the GOST time stamp authority are right, and its wrong ones wrong") {
    const auto stamped = bytes_of(document);
    for (const auto family : gost) {
        auto& world = signed_world_of(family);
        for (const bool v2 : {false, true}) {
            world.time_stamps.signing_certificate_v2 = v2;
            const auto token = world.time_stamps.stamp(stamped);
            CHECK(second::token_is_right(token));
            CHECK(second::imprint_is_right(token, stamped));
            CHECK_FALSE(second::imprint_is_right(token, bytes_of("another")));
        }
        world.time_stamps.signing_certificate_v2 = false;
        CHECK_FALSE(second::token_is_right(world.time_stamps.stamp(stamped, StampFault::damaged_signature)));
        CHECK_FALSE(second::token_is_right(world.time_stamps.stamp(stamped, StampFault::damaged_content)));
        const auto other = world.time_stamps.stamp(stamped, StampFault::wrong_imprint);
        CHECK(second::token_is_right(other));
        CHECK_FALSE(second::imprint_is_right(other, stamped));
    }
}

TEST_CASE("libgcrypt: the production authority's GOST stamps of 2026 are right, and so are their signers") {
    const auto content = fixture("kz/cms/skarm_individual_document.txt");
    for (const auto* name : {"attached", "detached"}) {
        const auto cms = fixture("kz/cms/skarm_individual_" + std::string(name) + "_cades_t.der");
        CHECK(cades_t_is_right(cms, content));
        CHECK_FALSE(
            cades_t_is_right(damaged(cms, second::signed_data_of(cms).signers.front().signature), content));
    }
}

TEST_CASE("libgcrypt: the test authority's GOST 34.310-2004 token of 2022 is right") {
    const auto token = fixture("kz/tsp/tsp_token.bin");
    CHECK(second::token_is_right(token));
    CHECK(second::imprint_is_right(token, Bytes{0xCA, 0xFE, 0xBA, 0xBE}));
    CHECK_FALSE(second::imprint_is_right(token, Bytes{0xCA, 0xFE, 0xBA, 0xBF}));
}

}  // namespace qoltanba::test
