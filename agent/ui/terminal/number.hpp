// The numbers by which a person at a terminal names a line of a list.
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace qoltanba::agent {

/// A number from 1 to `count` as a place from 0; nothing for any other text.
std::optional<std::size_t> number_from(std::string_view text, std::size_t count);

}  // namespace qoltanba::agent
