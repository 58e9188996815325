// A judged file told: as text for a person, as a page to keep, as JSON for a program.
#pragma once

#include "agent/verification/judged_file.hpp"
#include "crypto/base/language.hpp"

#include <string>
#include <string_view>

namespace qoltanba::agent {

/// For a terminal; ends with a line break.
std::string report_text(const JudgedFile& file, std::string_view file_name, Language language);

/// One HTML page that stands by itself: no scripts, nothing fetched, everything from the file escaped.
std::string report_html(const JudgedFile& file, std::string_view file_name, Language language);

/// docs/verification.md has the keys.
std::string report_json(const JudgedFile& file);

}  // namespace qoltanba::agent
