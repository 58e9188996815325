// Tables of tests/data about the fixtures: lines of six columns apart by "|", "#" before remarks.
#pragma once

#include "crypto/certificates/anchors.hpp"

#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::test {

struct TableLine {
    std::string line;  ///< as it stands
    std::array<std::string, 6> columns;
};

std::vector<TableLine> table_of(std::string_view file);

/// "test", "national", "both" of them, or "own": the self-signed certificate of two samples.
crypto::Anchors anchors_named(std::string_view name);

}  // namespace qoltanba::test
