// Text that a page sent, marked on every line, so that it never looks like a line of the program's own.
#pragma once

#include <string>
#include <string_view>

namespace qoltanba::agent {

struct BoxedText {
    std::string lines;    ///< each begins with "  | " and fits an 80 column terminal
    bool is_cut = false;  ///< there were more than `most_lines`
};

/// `text` has passed visible_text.
BoxedText boxed(std::string_view text, std::size_t most_lines);

}  // namespace qoltanba::agent
