#include "crypto/validation/validation_world.hpp"

namespace qoltanba::test {

using namespace crypto;

std::string said(const Conclusion& conclusion) {
    auto text = std::string(name_of(conclusion.indication));
    if (conclusion.sub_indication != SubIndication::none)
        text += " " + std::string(name_of(conclusion.sub_indication));
    CHECK((conclusion.indication == Indication::total_passed) ==
          (conclusion.sub_indication == SubIndication::none));
    CHECK(conclusion.passed() == conclusion.reasons.empty());
    return text;
}

std::string judged(const ValidationInputs& inputs, const ValidationPolicy& policy) {
    const auto report = validate(inputs, policy);
    for (const auto& reason : report.conclusion.reasons) UNSCOPED_INFO(describe(reason));
    return said(report.conclusion);
}

std::unique_ptr<Signer> signer_between(const Authority& authority, Time not_before, Time not_after,
                                       std::optional<unsigned> key_usage) {
    const auto issued = authority.issue({.subject = {.common_name = "ТЕСТОВ ТЕСТ", .iin = "123456789011"},
                                         .not_before = not_before,
                                         .not_after = not_after,
                                         .key_usage = key_usage});
    auto key = PrivateKey::from_pkcs8(issued.pkcs8);
    REQUIRE(ok(key));
    auto signer = LocalSigner::create(issued.certificate, *std::move(key), {.allow_gost_2004 = true});
    REQUIRE(ok(signer));
    return *std::move(signer);
}

Bytes signed_by(Signer& signer, Time claimed) {
    auto cms = create_cms(signer, bytes_of(document), {.attach = true, .signing_time = claimed});
    REQUIRE(ok(cms));
    return *std::move(cms);
}

Bytes stamped(BytesView cms, const TimeStampAuthority& service, StampFault fault) {
    const auto octets = octets_to_stamp(cms, 0);
    REQUIRE(ok(octets));
    auto with = add_signature_time_stamp(cms, 0, service.stamp(*octets, fault));
    REQUIRE(ok(with));
    return *std::move(with);
}

Bytes list_revoking(const Authority& authority, const Certificate& certificate, Time revoked_at, Time made_at,
                    std::optional<int> reason) {
    return make_crl(authority, {.entries = {{.serial_number = copy_of(certificate.serial_number()),
                                             .revoked_at = revoked_at,
                                             .reason = reason}},
                                .this_update = made_at});
}

Bytes empty_list(const Authority& authority, Time made_at, std::optional<Time> until) {
    return make_crl(authority, {.this_update = made_at, .next_update = until});
}

}  // namespace qoltanba::test
