#include "crypto/der/writer.hpp"
#include "crypto/revocation/revocation_world.hpp"

namespace qoltanba::test {
namespace {

using namespace crypto;

const auto tomorrow = today + std::chrono::days{1};
const auto yesterday = today - std::chrono::days{1};
const Freshness now_exactly{.at = today};

CrlOrder list_with(const World& world, std::optional<int> reason) {
    return {.entries = {{.serial_number = copy_of(world.person.serial_number()),
                         .revoked_at = yesterday,
                         .reason = reason}},
            .this_update = yesterday,
            .next_update = tomorrow,
            .number = 7};
}

Result<RevocationStatus> judge(const World& world, const CrlOrder& order,
                               const std::optional<CrlOrder>& changes = {},
                               const Freshness& freshness = now_exactly) {
    const auto complete = make_crl(world.authority, order);
    const auto delta = changes ? make_crl(world.authority, *changes) : Bytes{};
    auto statuses = judge_crl(complete, changes ? std::optional<BytesView>(delta) : std::nullopt,
                              world.crl_question(), freshness);
    if (statuses.has_error()) return statuses.error();
    statuses->front().evidence.clear();  // it would point into lists that are gone
    return statuses->front();
}

CrlOrder delta_with(const World& world, std::optional<int> reason) {
    auto delta = list_with(world, reason);
    delta.base_number = 7;
    delta.number = 8;
    delta.this_update = today - std::chrono::hours{1};
    return delta;
}

ErrorCode code_with_extension(std::string_view oid, bool critical, const Bytes& value) {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    auto order = list_with(world, 1);
    order.further_extensions = {crl_extension(oid, critical, value)};
    return error_code(judge(world, order));
}

}  // namespace

TEST_CASE("A list of every family is judged: who stands in it is revoked, who does not is good") {
    const auto& world = world_of(any_family());
    const auto revoked = judge(world, list_with(world, 1));
    REQUIRE(ok(revoked));
    CHECK(revoked->state == Revocation::revoked);
    CHECK(revoked->revoked_at == yesterday);
    CHECK(revoked->reason == RevocationReason::key_compromise);
    const auto good = judge(world, {.this_update = yesterday, .next_update = tomorrow});
    REQUIRE(ok(good));
    CHECK(good->state == Revocation::good);
}

TEST_CASE("Several certificates are looked for in one pass") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const auto complete = make_crl(world.authority, list_with(world, 4));
    auto question = world.crl_question();
    question.serial_numbers = {Bytes{1}, question.serial_numbers.front(), Bytes{2}};
    const auto statuses = judge_crl(complete, std::nullopt, question, now_exactly);
    REQUIRE(ok(statuses));
    CHECK(statuses->at(0).state == Revocation::good);
    CHECK(statuses->at(1).state == Revocation::revoked);
    CHECK(statuses->at(2).state == Revocation::good);
}

TEST_CASE("A delta adds to its list, takes back what was on hold, and makes it fresh") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const CrlOrder empty{.this_update = yesterday, .next_update = tomorrow, .number = 7};
    const auto added = judge(world, empty, delta_with(world, 1));
    REQUIRE(ok(added));
    CHECK(added->state == Revocation::revoked);
    CHECK(added->this_update == today - std::chrono::hours{1});

    const auto removed = judge(world, list_with(world, 6), delta_with(world, 8));
    REQUIRE(ok(removed));
    CHECK(removed->state == Revocation::good);
    CHECK_FALSE(removed->revoked_at);

    auto old = list_with(world, 1);
    old.next_update = today - std::chrono::hours{2};
    CHECK(error_code(judge(world, old)) == ErrorCode::revocation_outdated);
    auto nothing_new = delta_with(world, 1);
    nothing_new.entries.clear();
    const auto kept = judge(world, old, nothing_new);
    REQUIRE(ok(kept));
    CHECK(kept->state == Revocation::revoked);
}

TEST_CASE("A delta of another list does not count") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    auto later_base = delta_with(world, 1);
    later_base.base_number = 8;
    CHECK(error_code(judge(world, list_with(world, 1), later_base)) == ErrorCode::crl_delta_mismatch);
    auto older = delta_with(world, 1);
    older.this_update = yesterday - std::chrono::hours{1};
    CHECK(error_code(judge(world, list_with(world, 1), older)) == ErrorCode::crl_delta_mismatch);
    CHECK(error_code(judge(world, list_with(world, 1), list_with(world, 1))) ==
          ErrorCode::crl_delta_mismatch);
    CHECK(error_code(judge(world, delta_with(world, 1))) == ErrorCode::crl_delta_mismatch);
    // 5.2.4 takes any later complete list as well.
    auto later_list = list_with(world, 1);
    later_list.number = 300;
    CHECK(ok(judge(world, later_list, delta_with(world, 1))));
}

TEST_CASE("A list that is not about all certificates is refused, and says what it is about") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const std::uint8_t yes = 0xFF;
    for (unsigned field : {1U, 2U, 4U, 5U}) {
        CAPTURE(field);
        const auto scope = der::sequence({der::element(der::context_primitive(field), {&yes, 1})});
        CHECK(code_with_extension("2.5.29.28", true, scope) == ErrorCode::crl_scope_unsupported);
    }
    auto order = list_with(world, 1);
    order.further_extensions = {crl_extension(
        "2.5.29.28", true, der::sequence({der::element(der::context_primitive(4), {&yes, 1})}))};
    const auto indirect = judge(world, order);
    REQUIRE(error_code(indirect) == ErrorCode::crl_scope_unsupported);
    CHECK(indirect.error().detail == "issuingDistributionPoint: indirectCRL");
}

TEST_CASE("Critical extensions that nobody knows make a list useless, in an entry too") {
    CHECK(code_with_extension("1.2.3.4", true, der::null()) == ErrorCode::crl_scope_unsupported);
    const auto& world = world_of(KeyFamily::gost_2015_512);
    auto order = list_with(world, 1);
    order.entries.push_back({.serial_number = {0x01}, .revoked_at = yesterday, .critical_extension = true});
    CHECK(error_code(judge(world, order)) == ErrorCode::crl_scope_unsupported);
    auto harmless = list_with(world, 1);
    harmless.further_extensions = {crl_extension("1.2.3.4", false, der::null())};
    CHECK(ok(judge(world, harmless)));
}

TEST_CASE("A list of another authority, or changed, or of another day does not count") {
    const auto family = GENERATE(KeyFamily::rsa, KeyFamily::gost_2015_512);
    const auto& world = world_of(family);
    const auto list = make_crl(world.authority, list_with(world, 1));
    const auto code_for = [&](BytesView der, const Freshness& freshness) {
        return error_code(judge_crl(der, std::nullopt, world.crl_question(), freshness));
    };
    // The namesake's list has its own key identifier; without one only the signature tells.
    const Authority namesake(family, today);
    CHECK(code_for(make_crl(namesake, list_with(world, 1)), now_exactly) == ErrorCode::crl_issuer_mismatch);
    auto damaged = list;
    damaged[damaged.size() - 20] ^= 1U;
    CHECK(code_for(damaged, now_exactly) == ErrorCode::crl_signature_mismatch);
    CHECK(code_for(list, {.at = tomorrow + std::chrono::days{1}}) == ErrorCode::revocation_outdated);
    CHECK(code_for(list, {.at = yesterday - std::chrono::days{1}}) == ErrorCode::revocation_not_yet_valid);
    CHECK(code_for(bytes_of("no list"), now_exactly) == ErrorCode::malformed_crl);
    for (std::size_t size = 0; size < list.size(); size += 5)
        CHECK(code_for(BytesView(list).first(size), now_exactly) == ErrorCode::malformed_crl);
}

TEST_CASE("A complete list with removeFromCRL is malformed") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    CHECK(error_code(judge(world, list_with(world, 8))) == ErrorCode::malformed_crl);
}

TEST_CASE("Of two entries for one certificate the one against it counts") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const CrlOrder empty{.this_update = yesterday, .next_update = tomorrow, .number = 7};
    auto delta = delta_with(world, 8);
    delta.entries.push_back(delta_with(world, 1).entries.front());
    delta.entries.push_back(delta.entries.front());
    const auto status = judge(world, empty, delta);
    REQUIRE(ok(status));
    CHECK(status->state == Revocation::revoked);
}

}  // namespace qoltanba::test
