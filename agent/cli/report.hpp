// The verdict as text for a person and as JSON for a program.
#pragma once

#include "agent/cli/verdict.hpp"
#include "crypto/base/language.hpp"

#include <string>

namespace qoltanba::agent {

std::string report_text(const JudgedFile& file, Language language);

/// {"verdict":"valid|broken|undecided","format":…,"signatures":[{…}],"error":…}; docs/administration.md has
/// the keys.
std::string report_json(const JudgedFile& file);

}  // namespace qoltanba::agent
