// Tokens and cards as lines of the key list: what they are called, how their PIN stands, what they lack.
#pragma once

#include "agent/devices/devices.hpp"
#include "agent/ui/prompter.hpp"

#include <string_view>

namespace qoltanba::agent {

/// The line of a token, without what its certificates tell. Its id stays the same for as long as it is
/// plugged in, and is no path of a file.
KeyChoice choice_of(const tokens::TokenDescription& token);
/// The line of a card that cannot be used: `unfit` and `missing` say why.
KeyChoice choice_of(const UnservedCard& card);

PinStanding pin_standing_of(tokens::PinState state);

/// Whether an id is of this making.
bool is_of_device(std::string_view id);

}  // namespace qoltanba::agent
