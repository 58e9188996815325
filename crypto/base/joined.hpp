// For tables that stand in several files.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>

namespace qoltanba {

/// The rows of all parts, one part after another.
template <typename Row, std::size_t... sizes>
constexpr auto joined(const std::array<Row, sizes>&... parts) {
    std::array<Row, (sizes + ...)> all{};
    auto* next = all.data();
    ((next = std::copy(parts.begin(), parts.end(), next)), ...);
    return all;
}

}  // namespace qoltanba
