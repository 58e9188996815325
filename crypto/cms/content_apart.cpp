#include "crypto/cms/content_apart.hpp"

#include "crypto/der/header.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

#include <algorithm>
#include <limits>

namespace qoltanba::crypto::cms {
namespace {

constexpr auto segmented_octet_string = static_cast<der::Tag>(0x24);  // constructed (X.690, 8.7.3)

constexpr std::size_t open_size = 2;  // identifier and length octet, 0x80, of an indefinite length
constexpr std::size_t end_size = 2;   // end-of-contents octets: 00 00 (X.690, 8.1.5)

/// Identifier, length octet and a length of any content: longer ones are nobody's.
constexpr std::size_t longest_header = 2 + sizeof(std::uint64_t);

void put_before(Bytes& head, BytesView element) {
    head.insert(head.begin(), element.begin(), element.end());
}

/// Puts the header before `head` of an element that goes on for `following` octets after it.
void open_before(Bytes& head, der::Tag tag, std::size_t following) {
    Bytes header;
    der::append_header(header, static_cast<std::uint8_t>(tag), head.size() + following);
    put_before(head, header);
}

/// The lengths of the elements around a content, and of the content.
enum class Lengths { definite, indefinite };

/// Walks down to the content over the beginning of a file: around it, everything that is entered ends where
/// what is around that ends; where lengths are indefinite that shows at the end alone.
class Descent {
  public:
    Descent(BytesView beginning, std::size_t file_size, Lengths lengths)
        : rest_(beginning), left_(file_size), lengths_(lengths) {}

    /// Into the next element, which must go on to the end.
    bool enter(der::Tag tag) {
        const auto header = next(tag, lengths_);
        if (!header || header->size + header->length.value_or(left_ - header->size) != left_) return false;
        skip(header->size);
        return true;
    }
    /// Into the next element, wherever it ends; what is after that is left aside.
    bool enter_first(der::Tag tag) {
        const auto header = next(tag, lengths_);
        if (!header) return false;
        skip(header->size);
        left_ = header->length.value_or(left_);
        return true;
    }
    /// Over the next element, of definite length. Gives it whole.
    std::optional<BytesView> pass(der::Tag tag) {
        const auto header = next(tag, Lengths::definite);
        if (!header) return {};
        const auto size = header->size + *header->length;
        if (size > rest_.size()) return {};
        const auto whole = rest_.first(size);
        skip(size);
        return whole;
    }
    [[nodiscard]] std::size_t passed() const { return passed_; }
    [[nodiscard]] std::size_t left() const { return left_; }

  private:
    [[nodiscard]] std::optional<der::Header> next(der::Tag tag, Lengths lengths) const {
        const auto header = der::read_header(rest_, left_);
        const bool fits = header && header->identifier == static_cast<std::uint8_t>(tag) &&
                          header->length.has_value() == (lengths == Lengths::definite) && header->minimal;
        if (!fits) return {};
        return *header;
    }
    void skip(std::size_t size) {
        rest_ = rest_.subspan(size);
        left_ -= size;
        passed_ += size;
    }

    BytesView rest_;
    std::size_t left_;  ///< in the element that was entered last
    Lengths lengths_;
    std::size_t passed_ = 0;
};

/// What stands before the content.
struct Head {
    BytesView version, digest_algorithms, content_type;
    ContentPlace content;
};

std::optional<Head> read_head(BytesView beginning, std::size_t file_size, Lengths lengths) {
    const auto content_tag = lengths == Lengths::definite ? der::Tag::octet_string : segmented_octet_string;
    Descent descent(beginning, file_size, lengths);
    if (!descent.enter(der::Tag::sequence)) return {};  // ContentInfo
    const auto type = descent.pass(der::Tag::object_identifier);
    if (!type || copy_of(*type) != der::object_identifier(id_signed_data)) return {};
    if (!descent.enter(der::context(0)) || !descent.enter(der::Tag::sequence)) return {};
    const auto version = descent.pass(der::Tag::integer);
    const auto algorithms = descent.pass(der::Tag::set);
    if (!version || !algorithms || !descent.enter_first(der::Tag::sequence)) return {};
    const auto content_type = descent.pass(der::Tag::object_identifier);
    if (!content_type || !descent.enter(der::context(0)) || !descent.enter(content_tag)) return {};
    return Head{*version, *algorithms, *content_type, {descent.passed(), descent.left()}};
}

}  // namespace

std::optional<ContentPlace> find_content(BytesView beginning, std::size_t file_size) {
    const auto head = read_head(beginning, file_size, Lengths::definite);
    if (!head) return {};
    return head->content;
}

Result<Bytes> detached_from(BytesView before, std::size_t content_size, BytesView after) {
    const auto head = read_head(before, before.size() + content_size + after.size(), Lengths::definite);
    const bool around = head && head->content.offset == before.size() && head->content.size == content_size;
    if (!around) return fail(ErrorCode::malformed_signature, "not what stands around a content");
    auto lead = copy_of(head->version);
    append(lead, head->digest_algorithms);
    auto detached = head_around(lead, head->content_type, std::nullopt, after.size());
    append(detached, after);
    return detached;
}

std::optional<std::size_t> find_pieces(BytesView beginning) {
    const auto head = read_head(beginning, beginning.size(), Lengths::indefinite);
    if (!head) return {};
    return head->content.offset;
}

Result<BytesView> ContentPieces::next(BytesView& octets) {
    while (left_ == 0 && !ended_ && !octets.empty()) {
        append(header_, pass(octets, 1));
        QOLTANBA_CHECK(begin_piece());
    }
    const auto content = pass(octets, std::min(left_, octets.size()));
    left_ -= content.size();
    return content;
}

BytesView ContentPieces::pass(BytesView& octets, std::size_t count) {
    const auto front = octets.first(count);
    octets = octets.subspan(count);
    passed_ += count;
    return front;
}

/// Once the header is whole.
Result<void> ContentPieces::begin_piece() {
    if (header_.size() < 2) return {};
    const std::size_t size = header_[1] > 0x80 ? 2 + (header_[1] & 0x7FU) : 2;
    if (size > longest_header) return fail(ErrorCode::malformed_signature, "a piece's length");
    if (header_.size() < size) return {};
    QOLTANBA_TRY(const auto header, der::read_header(header_, std::numeric_limits<std::size_t>::max()));
    ended_ = header_ == Bytes{0, 0};
    const bool is_piece =
        header.identifier == static_cast<std::uint8_t>(der::Tag::octet_string) && header.length;
    if (!ended_ && !is_piece) return fail(ErrorCode::malformed_signature, "no piece of a content");
    left_ = header.length.value_or(0);
    header_.clear();
    return {};
}

Result<Bytes> detached_from_pieces(BytesView before, BytesView after) {
    // The ends of [0] EXPLICIT and of EncapsulatedContentInfo: nothing else stands in these.
    const Bytes ends(2 * end_size, 0);
    const bool around = find_pieces(before) == before.size() && after.size() >= ends.size() &&
                        std::ranges::equal(after.first(ends.size()), ends);
    if (!around) return fail(ErrorCode::malformed_signature, "not what stands around a content");
    auto detached = copy_of(before.first(before.size() - 2 * open_size));
    append(detached, after.subspan(end_size));
    return detached;
}

Result<Around> attached_around(BytesView detached, std::size_t content_size) {
    QOLTANBA_TRY(const auto data, read_signed_data(detached));
    if (data.content) return fail(ErrorCode::malformed_signature, "it has a content");
    const auto der = data.converted.empty() ? detached : BytesView(data.converted);
    auto lead = copy_of(data.version);
    append(lead, data.digest_algorithms_element);
    const auto* const end = data.content_element.data() + data.content_element.size();
    Around around;
    around.after = copy_of(der.subspan(static_cast<std::size_t>(end - der.data())));
    around.before = head_around(lead, data.content_type_element, content_size, around.after.size());
    return around;
}

Bytes head_around(BytesView head, BytesView content_type, std::optional<std::size_t> content_size,
                  std::size_t following) {
    const auto content = content_size.value_or(0);
    Bytes all;
    if (content_size) {
        open_before(all, der::Tag::octet_string, content);
        open_before(all, der::context(0), content);
    }
    put_before(all, content_type);
    open_before(all, der::Tag::sequence, content);  // EncapsulatedContentInfo
    put_before(all, head);
    open_before(all, der::Tag::sequence, content + following);  // SignedData
    open_before(all, der::context(0), content + following);
    put_before(all, der::object_identifier(id_signed_data));
    open_before(all, der::Tag::sequence, content + following);  // ContentInfo
    return all;
}

}  // namespace qoltanba::crypto::cms
