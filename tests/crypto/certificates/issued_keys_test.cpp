// Every key file that the test authority issued: what its certificate says of holder, role and use, and its
// chain.
#include "crypto/certificates/chain.hpp"
#include "crypto/certificates/filter.hpp"
#include "crypto/certificates/holder.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "tokens/files/pkcs12.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

using namespace qoltanba;
using namespace qoltanba::crypto;
using namespace qoltanba::test;

namespace {

Certificate certificate_in(const std::filesystem::path& file) {
    const auto content = read_file(file);
    for (const std::string_view password : {"Qwerty12", "Aa123456"}) {
        const auto keys = tokens::open_pkcs12(content, SecretBytes::copy_of(bytes_of(password)), {});
        if (keys.has_value()) return keys->front().signer->certificate();
    }
    FAIL(file.string() << " does not open");
    std::abort();
}

std::vector<std::filesystem::path> key_files(const std::string& folder) {
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(fixture_path("kz/p12/" + folder)))
        if (entry.path().extension() == ".p12") files.push_back(entry.path());
    std::ranges::sort(files);
    REQUIRE_FALSE(files.empty());
    return files;
}

}  // namespace

TEST_CASE("Every issued key chains to the test authority's anchors, and to no production anchor") {
    for (const auto* folder : {"gost2015", "gost2004", "rsa"}) {
        for (const auto& file : key_files(folder)) {
            INFO(file.filename().string());
            const auto certificate = certificate_in(file);
            const auto last_day = certificate.not_after();
            CHECK(judge_chain(certificate, {}, Anchors::national_test(), last_day).state ==
                  ChainState::trusted);
            CHECK(judge_chain(certificate, {}, Anchors::national(), last_day).state ==
                  ChainState::unknown_issuer);
        }
    }
}

TEST_CASE("Every issued GOST-2015 key is a single key, whatever its purposes and usage leave out") {
    for (const auto& file : key_files("gost2015")) {
        INFO(file.filename().string());
        const auto certificate = certificate_in(file);
        CHECK(key_use_of(certificate) == KeyUse::both);
        for (const auto purpose : {Purpose::authentication, Purpose::signature})
            CHECK(ok(fits(certificate, {.purpose = purpose}, Anchors::none(), certificate.not_before())));
    }
}

TEST_CASE("Issued RSA and GOST-2004 keys serve the use that their file is named for") {
    for (const auto* folder : {"rsa", "gost2004"}) {
        for (const auto& file : key_files(folder)) {
            const auto name = file.filename().string();
            INFO(name);
            const bool authentication =
                name.find("AUTH") != std::string::npos || name.find("auth") != std::string::npos;
            CHECK(key_use_of(certificate_in(file)) ==
                  (authentication ? KeyUse::authentication : KeyUse::signature));
        }
    }
}

TEST_CASE("The keys of 2026 name their holders' roles") {
    // By content: the files of the treasury client and of the information systems are named for each other.
    const std::map<std::string, Role> roles{
        {"2026_revoked_employee", Role::employee},
        {"2026_revoked_employee_signright", Role::right_to_sign},
        {"2026_revoked_head", Role::head},
        {"2026_revoked_individual", Role::individual},
        {"2026_revoked_infosystem", Role::treasury_client},
        {"2026_revoked_treasury_client", Role::organisation_system},
        {"2026_valid_employee", Role::employee},
        {"2026_valid_employee_signright", Role::right_to_sign},
        {"2026_valid_individual", Role::individual},
        {"2026_valid_infosystem", Role::treasury_client},
    };
    for (const auto& [name, role] : roles) {
        INFO(name);
        const auto holder = holder_of(certificate_in(fixture_path("kz/p12/gost2015/" + name + ".p12")));
        CHECK(holder.role == role);
        CHECK(holder.bin == (role == Role::individual ? "" : "123456789021"));
        CHECK(holder.iin.size() == (role == Role::organisation_system ? 0U : 12U));
        CHECK_FALSE(holder.common_name.empty());
    }
}
