// A policy as its source has it: files and registry both become this, so that one parser judges both.
#pragma once

#include "crypto/base/result.hpp"

#include <cstdint>
#include <string>
#include <variant>
#include <vector>

namespace qoltanba::agent {

/// A value that no key can have, told in words: "null", "an object".
struct UnusableValue {
    std::string what;
};

using PolicyValue = std::variant<UnusableValue, bool, std::int64_t, std::string, std::vector<std::string>>;

struct PolicyEntry {
    std::string key;
    PolicyValue value;
    std::string where;  ///< the file, or the registry's key
};

/// What is wrong, where, and with which key; `key` is empty where it is the whole file.
struct PolicyProblem {
    std::string where;
    std::string key;
    Error error;
};

/// Entries in the order in which they count: of two for the same key the later one holds.
struct PolicyTree {
    std::vector<PolicyEntry> entries;
    std::vector<PolicyProblem> problems;
};

}  // namespace qoltanba::agent
