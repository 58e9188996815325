#include "agent/program/log.hpp"

#include "agent/ui/visible_text.hpp"

namespace qoltanba::agent {

std::string log_line(std::string_view words) {
    constexpr std::size_t longest = 500;
    return visible_line(utf8_prefix(words, longest));
}

}  // namespace qoltanba::agent
