// XML laid out for reading, one element a line. Nothing but white space between tags is added or left out.
#pragma once

#include <string>
#include <string_view>

namespace qoltanba::agent {

/// The text with its elements on lines of their own, indented; what is not closed (a text that was cut)
/// stands as it is. Works on any text and never fails: what is shown must not depend on the document being
/// sound.
std::string indented_xml(std::string_view xml);

}  // namespace qoltanba::agent
