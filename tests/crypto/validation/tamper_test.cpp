// Something changed at each layer of a signature, and what is concluded then.
#include "crypto/validation/validation_world.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::test {
namespace {

using namespace crypto;
using std::chrono::days;
using std::chrono::hours;

SignedWorld& world() {
    return signed_world_of(KeyFamily::rsa);
}

const Bytes& long_term() {
    static const Bytes cms =
        world().with_archive_time_stamp(world().with_answers(world().with_time_stamp(world().sign())));
    return cms;
}

/// The file with one bit of this piece of it changed, so far from the piece's end.
Bytes damaged(Bytes file, BytesView piece, std::size_t from_end = 1) {
    const auto at = std::ranges::search(file, piece);
    REQUIRE_FALSE(at.empty());
    *(at.end() - static_cast<std::ptrdiff_t>(from_end)) ^= 1U;
    return file;
}

ValidationReport report_on(BytesView cms, Time at,
                           RevocationRequirement requirement = RevocationRequirement::where_available) {
    return validate({.file = cms}, {.anchors = world().anchors, .at = at, .revocation = requirement});
}

std::string judged_soon(BytesView cms) {
    return said(report_on(cms, signing_time + hours{2}).conclusion);
}

Bytes copied(Result<Bytes> result) {
    REQUIRE(ok(result));
    return *std::move(result);
}

}  // namespace

TEST_CASE("What nobody touched passes, soon and when only the archive's time stamp still stands") {
    CHECK(judged_soon(long_term()) == "TOTAL-PASSED");
    CHECK(said(report_on(long_term(), signing_time + days{500}).conclusion) == "TOTAL-PASSED");
    const auto strict = report_on(world().with_answers(world().with_time_stamp(world().sign())),
                                  signing_time + hours{2}, RevocationRequirement::required);
    CHECK(strict.conclusion.passed());
}

TEST_CASE("A change of content, signed attributes or value fails") {
    CHECK(judged_soon(damaged(long_term(), bytes_of(document))) == "TOTAL-FAILED HASH_FAILURE");
    const auto data = cms::read_signed_data(long_term());
    REQUIRE(ok(data));
    const auto& signer = data->signers.front();
    for (const auto& attribute : signer.signed_attributes) {
        CAPTURE(attribute.type);
        const auto conclusion = judged_soon(damaged(long_term(), attribute.whole, 2));
        const bool about_content =
            attribute.type == "1.2.840.113549.1.9.3" || attribute.type == "1.2.840.113549.1.9.4";
        CHECK(conclusion ==
              (about_content ? "TOTAL-FAILED HASH_FAILURE" : "TOTAL-FAILED SIG_CRYPTO_FAILURE"));
    }
    CHECK(judged_soon(damaged(long_term(), signer.signature)) == "TOTAL-FAILED SIG_CRYPTO_FAILURE");
}

TEST_CASE("Another certificate of the same key, or one with a changed signature, is not the signer's") {
    const auto& own = world().signer->certificate();
    CHECK(judged_soon(damaged(long_term(), own.der())) == "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND");
    const auto other_key = damaged(long_term(), own.spki(), 40);
    CHECK(judged_soon(other_key) == "TOTAL-FAILED SIG_CRYPTO_FAILURE");
    const auto other_serial = damaged(long_term(), own.der().first(30));
    CHECK(judged_soon(other_serial) != "TOTAL-PASSED");
}

TEST_CASE("A changed time stamp proves nothing and says what was changed") {
    const auto t = world().with_time_stamp(world().sign());
    const auto octets = copied(octets_to_stamp(t, 0));
    const auto stamp_of = [](BytesView cms) {
        const auto report = report_on(cms, signing_time + hours{2});
        CHECK(report.conclusion.passed());  // the certificate stands without a stamp
        CHECK_FALSE(report.signers.at(0).existed_at);
        return said(report.signers.at(0).time_stamps.at(0).conclusion);
    };
    const auto imprint = digest_of(world().time_stamps.digest(), octets);
    CHECK(stamp_of(damaged(t, imprint)) == "TOTAL-FAILED HASH_FAILURE");
    const auto& service = world().time_stamps.certificate();
    CHECK(stamp_of(damaged(t, service.der())) == "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND");
    CHECK(stamp_of(damaged(t, service.spki(), 40)) == "TOTAL-FAILED SIG_CRYPTO_FAILURE");
    const auto damaged_signature =
        stamped(world().sign(), world().time_stamps, StampFault::damaged_signature);
    CHECK(stamp_of(damaged_signature) == "TOTAL-FAILED SIG_CRYPTO_FAILURE");
}

TEST_CASE("What an archive time stamp covers cannot be changed under it") {
    const auto archive_of = [](BytesView cms) {
        const auto report = report_on(cms, signing_time + days{500});
        CHECK(said(report.conclusion) == "INDETERMINATE OUT_OF_BOUNDS_NO_POE");
        return said(report.signers.at(0).time_stamps.back().conclusion);
    };
    const auto on_signer = world().answer_on(world().signer->certificate());
    const auto unchanged_head =
        BytesView(on_signer).first(200);  // RSA answers differ in their signatures only
    CHECK(archive_of(damaged(long_term(), unchanged_head)) == "TOTAL-FAILED HASH_FAILURE");
    const auto intermediate = world().authority.intermediate().der();
    CHECK(archive_of(damaged(long_term(), intermediate)) == "TOTAL-FAILED HASH_FAILURE");
    const auto service = world().archive_time_stamps.certificate();
    CHECK(archive_of(damaged(long_term(), service.der())) == "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND");
}

TEST_CASE("A changed OCSP answer or list tells nothing") {
    const auto required = [](BytesView cms) {
        return said(report_on(cms, signing_time + hours{2}, RevocationRequirement::required).conclusion);
    };
    const auto& certificate = world().signer->certificate();
    const auto answer = world().answer_on(certificate);
    const auto with_answer = copied(add_long_term_values(world().sign(), {.ocsp_responses = {answer}}));
    CHECK(required(with_answer) == "TOTAL-PASSED");
    const auto serial_number = certificate.serial_number();
    const auto parsed = cms::read_signed_data(with_answer);
    REQUIRE(ok(parsed));
    const auto inside = Bytes(parsed->revocation.begin(), parsed->revocation.end());
    const auto place = std::ranges::search(inside, serial_number);
    REQUIRE_FALSE(place.empty());
    const auto head = BytesView(inside).first(static_cast<std::size_t>(place.end() - inside.begin()));
    CHECK(required(damaged(with_answer, head)) == "INDETERMINATE TRY_LATER");

    const auto list = empty_list(world().authority, signing_time + hours{1});
    const auto with_list = copied(add_long_term_values(world().sign(), {.crls = {list}}));
    CHECK(required(with_list) == "TOTAL-PASSED");
    CHECK(required(damaged(with_list, list)) == "INDETERMINATE TRY_LATER");
}

TEST_CASE("A signature by a key that is not for signatures is refused by its certificate's constraints") {
    const auto signer = signer_between(world().authority, signing_time - hours{1}, signing_time + days{10},
                                       key_usage::key_encipherment);
    CHECK(judged_soon(signed_by(*signer, signing_time)) == "INDETERMINATE CHAIN_CONSTRAINTS_FAILURE");
}

TEST_CASE("No file, an empty one, certificates alone: a failure of the format") {
    for (const std::string_view text :
         {"", "hello", "<a/>", "<a", "MTEK", "-----BEGIN CMS-----\n-----END CMS-----\n"}) {
        INFO(text);
        const auto report = report_on(bytes_of(text), signing_time);
        CHECK(said(report.conclusion) == "TOTAL-FAILED FORMAT_FAILURE");
        CHECK(report.signers.empty());
        CHECK(octets_signed_by_all(report).has_error());
    }
}

TEST_CASE("A detached signature without its content is open, with another it fails") {
    const auto detached = world().sign(false);
    const auto with = [&](std::optional<BytesView> content) {
        return judged({.file = detached, .content = content},
                      {.anchors = world().anchors, .at = signing_time + hours{1}});
    };
    CHECK(with(std::nullopt) == "INDETERMINATE SIGNED_DATA_NOT_FOUND");
    CHECK(with(bytes_of("other")) == "TOTAL-FAILED HASH_FAILURE");
    CHECK(with(bytes_of(document)) == "TOTAL-PASSED");
}

TEST_CASE("A signer's certificate that is not inside is found among those given") {
    const auto whole = world().sign();
    const auto data = cms::read_signed_data(whole);
    REQUIRE(ok(data));
    // Its serial number changed inside: the signature names a certificate that is not there.
    const auto& certificate = world().signer->certificate();
    const auto without = damaged(whole, certificate.der().first(40));
    const ValidationPolicy policy{.anchors = world().anchors, .at = signing_time + hours{1}};
    const std::array<Certificate, 1> given{certificate};
    const auto alone = judged({.file = without}, policy);
    CHECK(alone != "TOTAL-PASSED");
    CHECK(judged({.file = without, .certificates = given}, policy) ==
          (alone == "INDETERMINATE NO_SIGNING_CERTIFICATE_FOUND" ? "TOTAL-PASSED" : alone));
}

}  // namespace qoltanba::test
