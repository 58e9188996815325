#include "crypto/signatures/xml_tags.hpp"

#include "crypto/signatures/xml_text.hpp"

#include <vector>

namespace qoltanba::crypto {

std::string_view XmlTag::name(std::string_view text) const {
    const auto first = begin + (kind == Kind::end ? 2 : 1);
    return text.substr(first, text.find_first_of(" \t\r\n/>", first) - first);
}

bool XmlTagReader::next(XmlTag& tag) {
    for (std::size_t from = at_; (at_ = text_.find('<', from)) != std::string_view::npos; from = at_) {
        if (at_ != from) ++passed_over_;
        const auto rest = text_.substr(at_);
        const auto skip = [&](std::string_view opening, std::string_view closing) {
            if (!rest.starts_with(opening)) return false;
            const auto end = text_.find(closing, at_ + opening.size());
            at_ = end == std::string_view::npos ? text_.size() : end + closing.size();
            ++passed_over_;
            return true;
        };
        if (skip("<!--", "-->") || skip("<![CDATA[", "]]>") || skip("<?", "?>")) continue;
        if (rest.starts_with("<!")) return false;
        return read_tag(tag);
    }
    return false;
}

bool XmlTagReader::read_tag(XmlTag& tag) {
    const std::size_t begin = at_;
    tag = XmlTag{.begin = begin};
    for (std::size_t i = begin + 1; i < text_.size(); ++i) {
        const char c = text_[i];
        if (c == '"' || c == '\'') {
            ++tag.attributes;
            i = text_.find(c, i + 1);
            if (i == std::string_view::npos) break;
        } else if (c == 'x' && is_xml_space(static_cast<unsigned char>(text_[i - 1]))) {
            if (text_.substr(i).starts_with("xmlns")) ++tag.namespaces;
        } else if (c == '>') {
            tag.end = at_ = i + 1;
            tag.kind = text_[begin + 1] == '/' ? XmlTag::Kind::end
                       : text_[i - 1] == '/'   ? XmlTag::Kind::empty
                                               : XmlTag::Kind::start;
            return true;
        }
    }
    at_ = text_.size();
    return false;
}

Result<void> check_limits(std::string_view xml, const std::stop_token& stop) {
    const auto refuse = [](std::string_view detail) {
        return fail(ErrorCode::too_large, std::string(detail));
    };
    std::vector<std::size_t> in_scope{2};  // namespaces in scope of each open element; "xml" and the default
    constexpr std::string_view too_many_nodes = "an XML document of too many nodes";
    std::size_t nodes = 0;
    std::size_t lookups = 0;
    XmlTagReader tags(xml);
    for (XmlTag tag; tags.next(tag);) {
        if (stop.stop_requested()) return fail(ErrorCode::canceled);
        if (tag.kind == XmlTag::Kind::end) {
            if (in_scope.size() > 1) in_scope.pop_back();
            continue;
        }
        const std::size_t namespaces = in_scope.back() + tag.namespaces;
        nodes += 1 + 2 * tag.attributes;
        if (nodes + tags.passed_over() > XmlLimits::nodes) return refuse(too_many_nodes);
        lookups += namespaces * (in_scope.size() + tag.attributes);
        if (tag.attributes > XmlLimits::attributes) return refuse("an XML element with too many attributes");
        if (in_scope.size() > XmlLimits::depth) return refuse("XML elements nested too deeply");
        if (lookups > XmlLimits::lookups) return refuse("an XML document with too many namespaces");
        if (tag.kind == XmlTag::Kind::start) in_scope.push_back(namespaces);
    }
    if (nodes + tags.passed_over() > XmlLimits::nodes) return refuse(too_many_nodes);
    return {};
}

}  // namespace qoltanba::crypto
