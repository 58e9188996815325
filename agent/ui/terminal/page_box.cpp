#include "agent/ui/terminal/page_box.hpp"

namespace qoltanba::agent {
namespace {

constexpr std::size_t columns = 72;
constexpr std::size_t tab_width = 4;

/// The columns of the character that begins with this octet; what may be wide counts as wide (all of UTF-8's
/// three octet forms from U+1000 on but punctuation, and all four octet forms).
std::size_t width_of(unsigned char lead) {
    if (lead == '\t') return tab_width;
    return lead >= 0xE1U && lead != 0xE2U ? 2 : 1;
}

bool is_continuation(char octet) {
    return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U;
}

class Box {
  public:
    explicit Box(std::size_t most_lines) : left_(most_lines) {}

    /// False when the box is full.
    bool add(std::string_view character) {
        if (character == "\n") return end_line();
        const auto width = width_of(static_cast<unsigned char>(character.front()));
        if (column_ + width > columns && !end_line()) return false;
        column_ += width;
        line_ += character == "\t" ? std::string_view("    ") : character;
        return true;
    }

    bool end_line() {
        if (left_ == 0) return false;
        --left_;
        text_.append("  | ").append(line_).append("\n");
        line_.clear();
        column_ = 0;
        return true;
    }

    [[nodiscard]] bool has_open_line() const { return !line_.empty(); }
    std::string take() { return std::move(text_); }

  private:
    std::size_t left_;
    std::size_t column_ = 0;
    std::string line_;
    std::string text_;
};

}  // namespace

BoxedText boxed(std::string_view text, std::size_t most_lines) {
    Box box(most_lines);
    bool fits = true;
    for (std::size_t at = 0; at < text.size() && fits;) {
        std::size_t end = at + 1;
        while (end < text.size() && is_continuation(text[end])) ++end;
        fits = box.add(text.substr(at, end - at));
        at = end;
    }
    if (fits && box.has_open_line()) fits = box.end_line();
    return {box.take(), !fits};
}

}  // namespace qoltanba::agent
