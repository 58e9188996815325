#include "crypto/der/reader.hpp"

#include "crypto/der/header.hpp"

namespace qoltanba::crypto::der {
namespace {

std::string octet_hex(Tag tag) {
    const auto octet = static_cast<std::uint8_t>(tag);
    return to_hex({&octet, 1});
}

Error wrong_tag(Tag wanted, Tag found) {
    return fail(ErrorCode::malformed_der,
                "tag " + octet_hex(wanted) + " was expected, " + octet_hex(found) + " stands here");
}

}  // namespace

bool Reader::next_is(Tag tag) const {
    return !rest_.empty() && static_cast<Tag>(rest_.front()) == tag;
}

Result<Element> Reader::next() {
    QOLTANBA_TRY(const auto header, read_header(rest_));
    if (!header.length) return fail(ErrorCode::malformed_der, "an indefinite length");
    if (!header.minimal) return fail(ErrorCode::malformed_der, "a length in more octets than it needs");
    const Element element{.tag = static_cast<Tag>(header.identifier),
                          .content = rest_.subspan(header.size, *header.length),
                          .whole = rest_.first(header.size + *header.length)};
    rest_ = rest_.subspan(element.whole.size());
    return element;
}

Result<Element> Reader::expect(Tag tag) {
    if (at_end())
        return fail(ErrorCode::malformed_der, "tag " + octet_hex(tag) + " was expected, nothing is left");
    if (!next_is(tag)) return wrong_tag(tag, static_cast<Tag>(rest_.front()));
    return next();
}

Result<std::optional<Element>> Reader::optional(Tag tag) {
    if (!next_is(tag)) return std::optional<Element>{};
    QOLTANBA_TRY(const auto element, next());
    return std::optional{element};
}

Result<Reader> Reader::enter(Tag tag) {
    QOLTANBA_TRY(const auto element, expect(tag));
    return inside(element);
}

Result<void> Reader::finish() const {
    if (!at_end()) return fail(ErrorCode::malformed_der, "more octets than the structure has");
    return {};
}

Result<Element> read_single(BytesView input, Tag tag) {
    Reader reader(input);
    QOLTANBA_TRY(const auto element, reader.expect(tag));
    QOLTANBA_CHECK(reader.finish());
    return element;
}

}  // namespace qoltanba::crypto::der
