#include "crypto/cms/content_apart.hpp"

#include "crypto/der/header.hpp"
#include "crypto/der/values.hpp"
#include "crypto/der/writer.hpp"

namespace qoltanba::crypto::cms {
namespace {

void put_before(Bytes& head, BytesView element) {
    head.insert(head.begin(), element.begin(), element.end());
}

/// Puts the header before `head` of an element that goes on for `following` octets after it.
void open_before(Bytes& head, der::Tag tag, std::size_t following) {
    Bytes header;
    der::append_header(header, static_cast<std::uint8_t>(tag), head.size() + following);
    put_before(head, header);
}

/// Walks down to the content over the beginning of a file: around it, everything that is entered ends where
/// what is around that ends.
class Descent {
  public:
    Descent(BytesView beginning, std::size_t file_size) : rest_(beginning), left_(file_size) {}

    /// Into the next element, which must go on to the end.
    bool enter(der::Tag tag) {
        const auto header = next(tag);
        if (!header || header->size + *header->length != left_) return false;
        skip(header->size);
        return true;
    }
    /// Into the next element, wherever it ends; what is after that is left aside.
    bool enter_first(der::Tag tag) {
        const auto header = next(tag);
        if (!header) return false;
        skip(header->size);
        left_ = *header->length;
        return true;
    }
    /// Over the next element. Gives it whole.
    std::optional<BytesView> pass(der::Tag tag) {
        const auto header = next(tag);
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
    [[nodiscard]] std::optional<der::Header> next(der::Tag tag) const {
        const auto header = der::read_header(rest_, left_);
        const bool fits = header && header->identifier == static_cast<std::uint8_t>(tag) && header->length &&
                          header->minimal;
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
    std::size_t passed_ = 0;
};

/// What stands before the content.
struct Head {
    BytesView version, digest_algorithms, content_type;
    ContentPlace content;
};

std::optional<Head> read_head(BytesView beginning, std::size_t file_size) {
    Descent descent(beginning, file_size);
    if (!descent.enter(der::Tag::sequence)) return {};  // ContentInfo
    const auto type = descent.pass(der::Tag::object_identifier);
    if (!type || copy_of(*type) != der::object_identifier(id_signed_data)) return {};
    if (!descent.enter(der::context(0)) || !descent.enter(der::Tag::sequence)) return {};
    const auto version = descent.pass(der::Tag::integer);
    const auto algorithms = descent.pass(der::Tag::set);
    if (!version || !algorithms || !descent.enter_first(der::Tag::sequence)) return {};
    const auto content_type = descent.pass(der::Tag::object_identifier);
    if (!content_type || !descent.enter(der::context(0)) || !descent.enter(der::Tag::octet_string)) return {};
    return Head{*version, *algorithms, *content_type, {descent.passed(), descent.left()}};
}

}  // namespace

std::optional<ContentPlace> find_content(BytesView beginning, std::size_t file_size) {
    const auto head = read_head(beginning, file_size);
    if (!head) return {};
    return head->content;
}

Result<Bytes> detached_from(BytesView before, std::size_t content_size, BytesView after) {
    const auto head = read_head(before, before.size() + content_size + after.size());
    const bool around = head && head->content.offset == before.size() && head->content.size == content_size;
    if (!around) return fail(ErrorCode::malformed_signature, "not what stands around a content");
    auto lead = copy_of(head->version);
    append(lead, head->digest_algorithms);
    auto detached = head_around(lead, head->content_type, std::nullopt, after.size());
    append(detached, after);
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
