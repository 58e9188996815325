// What a window shows of any octets is valid, visible, bounded text, and laying out XML moves white space
// alone.
#include "agent/ui/document_view.hpp"
#include "agent/ui/visible_text.hpp"
#include "agent/ui/xml_indent.hpp"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace qoltanba;

namespace {

std::string without_white_space(std::string_view text) {
    std::string kept;
    for (const char c : text) {
        if (c != ' ' && c != '\t' && c != '\r' && c != '\n') kept += c;
    }
    return kept;
}

void require(bool holds) {
    if (!holds) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const BytesView content(data, size);
    const auto view = agent::view_of_document(content, text_of(content));
    require(agent::visible_text(view.text) == view.text);
    require(agent::visible_line(view.name) == view.name);
    // Indented by 24 levels of two columns at most, and every character written out at most once.
    require(view.text.size() <= 64 * agent::shown_text_limit);
    require(without_white_space(agent::indented_xml(text_of(content))) ==
            without_white_space(text_of(content)));
    return 0;
}
