#include "crypto/signatures/xml_tags.hpp"

#include "crypto/signatures/xml_text.hpp"

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
    XmlCount count;
    XmlTagReader tags(xml);
    for (XmlTag tag; tags.next(tag);) {
        if (stop.stop_requested()) return fail(ErrorCode::canceled);
        if (tag.kind == XmlTag::Kind::end) {
            count.leave();
            continue;
        }
        const auto exceeded =
            count.enter(tag.kind == XmlTag::Kind::empty, tag.attributes, tag.namespaces, tags.passed_over());
        if (!exceeded.empty()) return fail(ErrorCode::too_large, std::string(exceeded));
    }
    const auto exceeded = count.end(tags.passed_over());
    if (!exceeded.empty()) return fail(ErrorCode::too_large, std::string(exceeded));
    return {};
}

}  // namespace qoltanba::crypto
