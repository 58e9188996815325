#include "agent/cli/subject_options.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <array>

namespace qoltanba::agent {
namespace {

using crypto::KeyFamily;
using crypto::KeyUse;

struct FamilyName {
    std::string_view name;
    KeyFamily family;
};

constexpr std::array families{
    FamilyName{"rsa", KeyFamily::rsa}, FamilyName{"ecdsa-p256", KeyFamily::ecdsa_p256},
    FamilyName{"ecdsa-p384", KeyFamily::ecdsa_p384}, FamilyName{"gost", KeyFamily::gost_2015_512}};

KeyUse use_of(std::string_view name, KeyFamily family) {
    if (name == "authentication") return KeyUse::authentication;
    if (name == "signature") return KeyUse::signature;
    if (name == "both" || family == KeyFamily::gost_2015_512) return KeyUse::both;
    return KeyUse::signature;
}

}  // namespace

void add_subject_options(CLI::App& command, SubjectOptions& options) {
    auto& subject = options.subject;
    command.add_option("--common-name", subject.common_name, "Surname and name, as the CA writes them");
    command.add_option("--surname", subject.surname);
    command.add_option("--patronymic", subject.patronymic);
    command.add_option("--iin", subject.iin, "12 digits");
    command.add_option("--organisation", subject.organisation);
    command.add_option("--bin", subject.bin, "12 digits");
    command.add_option("--email", options.email, "Becomes a subjectAltName");
    command.add_option("--use", options.use, "What the key is for; by default both for GOST, else signature")
        ->check(CLI::IsMember({"authentication", "signature", "both"}));
    command
        .add_option("--purpose", options.purposes,
                    "One more extKeyUsage, such as a role's OID; may be repeated")
        ->allow_extra_args(false);
}

std::vector<std::string> new_key_families() {
    std::vector<std::string> names;
    for (const auto& family : families) names.emplace_back(family.name);
    return names;
}

KeyFamily new_key_family(std::string_view name) {
    return std::ranges::find(families, name, &FamilyName::name)->family;
}

NewKey wanted_key(const SubjectOptions& options, KeyFamily family) {
    return {.family = family,
            .use = use_of(options.use, family),
            .subject = options.subject,
            .email = options.email,
            .further_purposes = options.purposes};
}

}  // namespace qoltanba::agent
