// The options of `keys generate` and `keys request` that say whose certificate is asked for, and what for.
#pragma once

#include "agent/enrolment/new_key.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace CLI {
class App;
}

namespace qoltanba::agent {

struct SubjectOptions {
    crypto::NameParts subject;
    std::string email;
    std::string use;  ///< empty: what the family's keys are for
    std::vector<std::string> purposes;
};

void add_subject_options(CLI::App& command, SubjectOptions& options);

/// "rsa", "ecdsa-p256", "ecdsa-p384", "gost".
std::vector<std::string> new_key_families();
crypto::KeyFamily new_key_family(std::string_view name);

/// The key that these options ask for: where they name no use, a GOST key is for both, others are to sign.
NewKey wanted_key(const SubjectOptions& options, crypto::KeyFamily family);

}  // namespace qoltanba::agent
