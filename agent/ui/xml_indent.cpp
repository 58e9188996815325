#include "agent/ui/xml_indent.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

constexpr std::size_t deepest_indent = 24;  ///< levels; what lies deeper is not moved further to the right
constexpr std::string_view white_space = " \t\r\n";

enum class Part { open, close, empty, other, text };

struct Token {
    Part part = Part::text;
    std::string_view text;
};

/// Where the tag that `text` starts with ends, one past '>'; quoted attribute values may hold '>'.
std::size_t end_of_tag(std::string_view text) {
    char quote = 0;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (quote != 0) {
            if (c == quote) quote = 0;
        } else if (c == '"' || c == '\'') {
            quote = c;
        } else if (c == '>') {
            return i + 1;
        }
    }
    return text.size();
}

std::size_t end_after(std::string_view text, std::string_view mark) {
    const auto found = text.find(mark);
    return found == std::string_view::npos ? text.size() : found + mark.size();
}

/// The next piece of a text that is not empty.
Token next_token(std::string_view text) {
    if (text.front() != '<') return {Part::text, text.substr(0, std::min(text.find('<'), text.size()))};
    // A CDATA section is text: white space around it may be part of the content.
    if (text.starts_with("<![CDATA[")) return {Part::text, text.substr(0, end_after(text, "]]>"))};
    if (text.starts_with("<!--")) return {Part::other, text.substr(0, end_after(text, "-->"))};
    if (text.starts_with("<?")) return {Part::other, text.substr(0, end_after(text, "?>"))};
    const auto tag = text.substr(0, end_of_tag(text));
    if (tag.starts_with("<!")) return {Part::other, tag};
    if (tag.starts_with("</")) return {Part::close, tag};
    return {tag.ends_with("/>") ? Part::empty : Part::open, tag};
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(white_space) == std::string_view::npos;
}

class Layout {
  public:
    void add(const Token& token) {
        if (token.part == Part::text && is_blank(token.text)) {
            blank_ = token.text;
            return;
        }
        if (token.part == Part::close && depth_ > 0) --depth_;
        if (may_break(token)) {
            start_line();
        } else {
            out_ += blank_;
        }
        blank_ = {};
        out_ += token.text;
        if (token.part == Part::open) ++depth_;
        before_ = token.part;
    }

    std::string finish() { return std::move(out_); }

  private:
    /// White space next to text is content and stays as it is; so does that of an element that holds nothing
    /// else.
    [[nodiscard]] bool may_break(const Token& token) const {
        if (out_.empty() || before_ == Part::text || token.part == Part::text) return false;
        return !(before_ == Part::open && token.part == Part::close);
    }

    void start_line() {
        out_ += '\n';
        out_.append(2 * std::min(depth_, deepest_indent), ' ');
    }

    std::string out_;
    std::string_view blank_;
    std::size_t depth_ = 0;
    Part before_ = Part::other;
};

}  // namespace

std::string indented_xml(std::string_view xml) {
    Layout layout;
    while (!xml.empty()) {
        const auto token = next_token(xml);
        layout.add(token);
        xml.remove_prefix(token.text.size());
    }
    return layout.finish();
}

}  // namespace qoltanba::agent
