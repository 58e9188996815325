// Text from pages, files and certificates as a person may safely see it: valid UTF-8, and every character
// that is invisible, reorders its neighbours or drives a terminal is written out as its number, ⟨U+202E⟩.
#pragma once

#include <string>
#include <string_view>

namespace qoltanba::agent {

/// Lines and tabs stay. Octets that are no UTF-8 become U+FFFD.
std::string visible_text(std::string_view text);

/// For names and labels: as visible_text, and line breaks and tabs are written out as well.
std::string visible_line(std::string_view text);

/// Whether these octets are UTF-8 without control characters other than tab, LF and CR: something to read.
bool is_readable_text(std::string_view octets);

/// The longest beginning of at most `limit` octets that does not cut a character in two.
std::string_view utf8_prefix(std::string_view text, std::size_t limit);

}  // namespace qoltanba::agent
