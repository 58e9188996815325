// A report in the order in which a person reads it, before it becomes text or a page: the verdict first, then
// who, what and when, then the rest.
#pragma once

#include "agent/verification/judged_file.hpp"
#include "crypto/base/language.hpp"

#include <optional>
#include <string>
#include <vector>

namespace qoltanba::agent {

/// All texts are safe to show: what came from a file stands in visible characters, on one line, cut where it
/// is long.
struct OutlineLine {
    std::string label, value;
};

struct OutlineSection {
    std::string title;
    std::vector<OutlineLine> lines;
};

/// A verdict with its code of the standard and all its reasons.
struct OutlineVerdict {
    crypto::Indication indication = crypto::Indication::indeterminate;
    std::string word{};      ///< "VALID"
    std::string sentence{};  ///< what that means
    std::string code{};      ///< "INDETERMINATE, TRY_LATER"
    std::vector<std::string> reasons{};
};

/// One signature, or the one thing that evidence tells.
struct OutlinePart {
    std::optional<OutlineVerdict> verdict{};  ///< of a signature; evidence has the file's alone
    OutlineSection main{};
    std::vector<OutlineSection> details{};
};

struct Outline {
    std::string title;  ///< the file's name
    OutlineVerdict verdict;
    std::vector<OutlineLine> lines;
    std::vector<OutlinePart> parts;
};

Outline outline_of(const JudgedFile& file, std::string_view file_name, Language language);

}  // namespace qoltanba::agent
