// Orders to a virtual card, a line each; what the program reads from its standard input.
//   insert | remove | counts | behave | quit
//   delay MILLISECONDS
//   fault status|truncated|too_long|silent|empty|removal [ins=87] [sw=6F00] [after=N] [times=N]
#pragma once

#include "virtual_card/virtual_card.hpp"

#include <string>
#include <string_view>

namespace qoltanba::test {

/// Does what the line says and gives the line to answer with: "ok", what was asked for, or "error: ...".
/// Nothing for "quit".
std::optional<std::string> obey(VirtualCard& card, std::string_view line);

}  // namespace qoltanba::test
