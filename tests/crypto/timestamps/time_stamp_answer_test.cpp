// From request to a token that may go into a signature.
#include "crypto/timestamps/response.hpp"
#include "crypto/timestamps/time_stamp_world.hpp"
#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

constexpr auto family = KeyFamily::gost_2015_512;

Result<Bytes> ask(const TimeStampRequest& request, StampFault fault) {
    static const TimeStampAuthority tsa(authority_of(family), stamp_time);
    const auto answer = tsa.answer(write_time_stamp_request(request), fault);
    return accept_time_stamp(answer, request, {}, anchors_of(family));
}

}  // namespace

TEST_CASE("A right answer gives its token, whatever digest the imprint is of") {
    const auto algorithm =
        GENERATE(DigestAlgorithm::sha256, DigestAlgorithm::streebog_512, DigestAlgorithm::gost_34311);
    const auto request = request_for(algorithm);
    const auto token = ask(request, StampFault::none);
    REQUIRE(ok(token));
    const auto stamp = read_time_stamp(*token);
    REQUIRE(ok(stamp));
    CHECK(stamp->imprint == request.imprint);
    CHECK(stamp->policy == request.policy);
}

TEST_CASE("An answer to something else is not taken") {
    const auto request = request_for(DigestAlgorithm::streebog_512);
    const auto code_of = [&](StampFault fault) { return error_code(ask(request, fault)); };
    CHECK(code_of(StampFault::wrong_imprint) == ErrorCode::time_stamp_imprint_mismatch);
    CHECK(code_of(StampFault::wrong_nonce) == ErrorCode::time_stamp_nonce_mismatch);
    CHECK(code_of(StampFault::no_nonce) == ErrorCode::time_stamp_nonce_mismatch);
    CHECK(code_of(StampFault::no_certificate) == ErrorCode::time_stamp_authority_missing);
    CHECK(code_of(StampFault::damaged_signature) == ErrorCode::time_stamp_signature_mismatch);
    CHECK(code_of(StampFault::garbage) == ErrorCode::malformed_time_stamp);
    auto other_policy = request;
    other_policy.policy = "1.2.398.3.3.2.6.2";
    CHECK(error_code(ask(other_policy, StampFault::other_policy)) == ErrorCode::time_stamp_policy_mismatch);
}

TEST_CASE("A refusal says why") {
    const auto refused = ask(request_for(DigestAlgorithm::streebog_512), StampFault::refused);
    REQUIRE(error_code(refused) == ErrorCode::time_stamp_refused);
    CHECK(refused.error().detail == "rejection: badRequest");
}

TEST_CASE("What was not asked is not compared") {
    TimeStampRequest request{.algorithm = DigestAlgorithm::sha256,
                             .imprint = digest_of(DigestAlgorithm::sha256, bytes_of(stamped_text))};
    CHECK(ok(ask(request, StampFault::none)));
    CHECK(ok(ask(request, StampFault::wrong_nonce)));
}

TEST_CASE("A nonce with its top bit set and one with leading zeros come back as they were sent") {
    auto request = request_for(DigestAlgorithm::sha256);
    request.nonce = GENERATE(Bytes{0xFF, 0x00}, Bytes{0x00, 0x00, 0x7F}, Bytes{0x00}, Bytes(20, 0x80));
    CHECK(ok(ask(request, StampFault::none)));
}

TEST_CASE("An answer cut short is malformed at every length") {
    const TimeStampAuthority tsa(authority_of(family), stamp_time);
    const auto request = request_for(DigestAlgorithm::sha256);
    const auto answer = tsa.answer(write_time_stamp_request(request));
    for (std::size_t size = 0; size < answer.size(); size += 7) {
        const auto cut = BytesView(answer).first(size);
        CHECK(error_code(token_of_response(cut)) == ErrorCode::malformed_time_stamp);
    }
}

}  // namespace qoltanba::test
