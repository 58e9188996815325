#include "agent/ui/terminal/number.hpp"

#include <charconv>
#include <system_error>

namespace qoltanba::agent {

std::optional<std::size_t> number_from(std::string_view text, std::size_t count) {
    std::size_t number = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (fault != std::errc{} || end != text.data() + text.size() || number < 1 || number > count) return {};
    return number - 1;
}

}  // namespace qoltanba::agent
