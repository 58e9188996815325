#include "crypto/certificates/holder.hpp"

#include "certificate_draft.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <set>

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

constexpr std::string_view arc = "1.2.398.3.3.4.1.";
constexpr std::string_view email = "1.3.6.1.5.5.7.3.4";
constexpr std::string_view client = "1.3.6.1.5.5.7.3.2";
constexpr std::string_view time_stamping = "1.3.6.1.5.5.7.3.8";

Certificate certificate_at(const std::string& file) {
    return Certificate::from_file_content(fixture("kz/" + file)).value();
}

Certificate with_subject(Bytes subject) {
    static const DraftKey key;
    CertificateDraft draft;
    draft.subject = std::move(subject);
    return draft.certificate(key, key);
}

/// A certificate with these uses over a real key of one family; nobody signed it, which does not matter here.
Certificate with_uses(const std::string& key_from, std::optional<unsigned> key_usage,
                      const std::vector<std::string_view>& purposes) {
    static const DraftKey key;
    CertificateDraft draft;
    draft.spki = copy_of(certificate_at(key_from).spki());
    if (key_usage) draft.extensions.push_back(draft_key_usage(*key_usage));
    if (!purposes.empty()) draft.extensions.push_back(draft_purposes(purposes));
    return draft.certificate(key, key);
}

Certificate gost(std::optional<unsigned> key_usage, const std::vector<std::string_view>& purposes) {
    return with_uses("ca/test/ee_individual_gost2015.cer", key_usage, purposes);
}

Certificate rsa(std::optional<unsigned> key_usage, const std::vector<std::string_view>& purposes) {
    return with_uses("ca/test/ee_individual_sign_rsa.cer", key_usage, purposes);
}

/// The role of a certificate with these purposes, each below the arc of roles.
Role role_with(const std::vector<std::string>& tails) {
    std::vector<std::string> oids{std::string(email)};
    for (const auto& tail : tails) oids.push_back(std::string(arc) + tail);
    return holder_of(rsa(3, {oids.begin(), oids.end()})).role;
}

// KeyUsage as the profile's octets: A0, C0, C8, E0 (bit 0 is the octet's highest).
constexpr unsigned usage_a0 = 0b101;
constexpr unsigned usage_c0 = 0b11;
constexpr unsigned usage_c8 = 0b10011;
constexpr unsigned usage_e0 = 0b111;

}  // namespace

TEST_CASE("The holder of an organisation's certificate is read part by part") {
    const auto holder = holder_of(certificate_at("ca/test/ee_ceo_sign_2004_gost.cer"));
    CHECK(holder.common_name == "ТЕСТОВ ТЕСТ");
    CHECK(holder.surname == "ТЕСТОВ");
    CHECK(holder.patronymic == "ТЕСТОВИЧ");
    CHECK(holder.iin == "123456789011");
    CHECK(holder.bin == "123456789021");
    CHECK(holder.organisation == "АО \"ТЕСТ\"");
    CHECK(holder.role == Role::head);
}

TEST_CASE("An individual has no organisation") {
    const auto holder = holder_of(certificate_at("ca/test/ee_individual_gost2015.cer"));
    CHECK(holder.iin == "123456789011");
    CHECK(holder.bin.empty());
    CHECK(holder.organisation.empty());
    CHECK(holder.role == Role::individual);
    CHECK(holder_of(certificate_at("ca/test/sdk_cert_gost2004.pem")).role == Role::human_resources);
    CHECK(holder_of(certificate_at("ca/prod/nca_gost_2022.pem")).role == Role::unknown);
}

TEST_CASE("Only twelve digits behind their prefix are an IIN or a BIN") {
    const auto iin = [](std::string_view value) {
        return holder_of(with_subject(draft_name({{"2.5.4.5", value}}))).iin;
    };
    CHECK(iin("IIN123456789011") == "123456789011");
    CHECK(iin("IIN12345678901").empty());
    CHECK(iin("IIN1234567890112").empty());
    CHECK(iin("IIN12345678901x").empty());
    CHECK(iin("123456789011").empty());
    CHECK(iin("BIN123456789011").empty());
    const auto holder =
        holder_of(with_subject(draft_name({{"2.5.4.11", "Accounts"}, {"2.5.4.11", "BIN123456789021"}})));
    CHECK(holder.bin == "123456789021");
}

TEST_CASE("The narrowest role of the purposes is the role") {
    CHECK(role_with({"1"}) == Role::individual);
    CHECK(role_with({"1", "1.1"}) == Role::individual_system);
    CHECK(role_with({"2"}) == Role::organisation);
    CHECK(role_with({"2", "2.1"}) == Role::head);
    CHECK(role_with({"2", "2.2"}) == Role::right_to_sign);
    CHECK(role_with({"2", "2.3"}) == Role::financial_signature);
    CHECK(role_with({"2", "2.4"}) == Role::human_resources);
    CHECK(role_with({"2", "2.5"}) == Role::employee);
    CHECK(role_with({"2", "2.6"}) == Role::organisation_system);
    CHECK(holder_of(rsa(3, {email, "1.2.398.3.3.4.1.2", "1.2.398.5.19.1.2.2.1"})).role ==
          Role::treasury_client);
    CHECK(role_with({}) == Role::unknown);
    CHECK(role_with({"9"}) == Role::unknown);
}

TEST_CASE("Every role has a text of its own in each language") {
    for (const auto language : {Language::kk, Language::ru, Language::en}) {
        std::set<std::string_view> texts;
        for (int role = 0; role <= static_cast<int>(Role::treasury_client); ++role)
            texts.insert(role_text(static_cast<Role>(role), language));
        CHECK(texts.size() == static_cast<std::size_t>(Role::treasury_client) + 1);
        CHECK_FALSE(texts.contains(""));
    }
    CHECK(role_text(Role::head, Language::en) == "Head of the organisation");
    CHECK(role_text(Role::individual, Language::kk) == "Жеке тұлға");
}

TEST_CASE("Keys of the two-key sets serve one use each") {
    CHECK(key_use_of(certificate_at("ca/test/ee_individual_auth_rsa.cer")) == KeyUse::authentication);
    CHECK(key_use_of(certificate_at("ca/test/ee_individual_sign_rsa.cer")) == KeyUse::signature);
    CHECK(key_use_of(certificate_at("ca/test/ee_ceo_sign_2004_gost.cer")) == KeyUse::signature);
    CHECK(key_use_of(rsa(usage_a0, {"1.2.398.3.3.4.1.1"})) == KeyUse::authentication);
    CHECK(key_use_of(rsa(usage_c0, {"1.2.398.3.3.4.1.1"})) == KeyUse::signature);
}

TEST_CASE("The single GOST-2015 key serves both uses") {
    CHECK(key_use_of(certificate_at("ca/test/ee_individual_gost2015.cer")) == KeyUse::both);
    for (const unsigned usage : {usage_c8, usage_e0}) {
        CHECK(key_use_of(gost(usage, {email, "1.2.398.3.3.4.1.1"})) == KeyUse::both);
        CHECK(key_use_of(gost(usage, {email, client, "1.2.398.3.3.4.1.1"})) == KeyUse::both);
        CHECK(key_use_of(gost(usage, {"1.2.398.3.3.4.1.2", "1.2.398.3.3.4.1.2.6"})) == KeyUse::both);
    }
    // The same uses over an RSA key are a signature key's.
    CHECK(key_use_of(rsa(usage_c8, {email})) == KeyUse::signature);
    CHECK(key_use_of(rsa(usage_e0, {"1.2.398.3.3.4.1.2"})) == KeyUse::signature);
    CHECK(key_use_of(rsa(usage_c0, {email, client})) == KeyUse::both);
}

TEST_CASE("A key for neither use says so") {
    CHECK(key_use_of(gost(1, {time_stamping})) == KeyUse::none);
    CHECK(key_use_of(rsa(usage_a0, {time_stamping})) == KeyUse::none);
    CHECK(key_use_of(rsa(0b100, {email, client})) == KeyUse::none);  // keyEncipherment alone
    CHECK(key_use_of(certificate_at("ca/prod/nca_gost_2022.pem")) == KeyUse::none);
    CHECK(key_use_of(certificate_at("ca/prod/nca_rsa_2022.cer")) == KeyUse::none);
}

TEST_CASE("A certificate without restrictions is for both") {
    CHECK(key_use_of(rsa(std::nullopt, {})) == KeyUse::both);
    CHECK(key_use_of(certificate_at("xml/ncalayerrs_test_gost512.cer.pem")) == KeyUse::both);
}
