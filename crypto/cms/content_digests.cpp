#include "crypto/cms/content_digests.hpp"

#include "crypto/cms/attributes.hpp"
#include "crypto/der/header.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::crypto::cms {
namespace {

/// The header of an element of any size.
constexpr std::size_t beginning_size = 16;

bool same(BytesView a, BytesView b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
}

}  // namespace

ContentDigests::ContentDigests(BytesView octets) : octets_(octets), size_(octets.size()) {}

ContentDigests::ContentDigests(std::uint64_t size, std::map<DigestAlgorithm, Bytes> digests)
    : size_(size), digests_(std::move(digests)) {}

Result<BytesView> ContentDigests::of(DigestAlgorithm algorithm) {
    auto known = digests_.find(algorithm);
    if (known == digests_.end()) {
        if (!octets_)
            return fail(ErrorCode::content_missing,
                        "its digest by " + std::string(identity_of(algorithm).name) + " was not made");
        known = digests_.emplace(algorithm, digest_of(algorithm, *octets_)).first;
    }
    return BytesView(known->second);
}

std::set<DigestAlgorithm> ContentDigests::made() const {
    std::set<DigestAlgorithm> algorithms;
    for (const auto& [algorithm, digest] : digests_) algorithms.insert(algorithm);
    return algorithms;
}

bool ContentDigests::looks_like_signed_attributes() const {
    if (octets_) return cms::looks_like_signed_attributes(*octets_);
    const auto header = der::read_header(beginning_, size_);
    return header && header->identifier == static_cast<std::uint8_t>(der::Tag::set) &&
           header->size + header->length.value_or(0) == size_;
}

bool ContentDigests::is_same(ContentDigests& other) {
    if (size_ != other.size_) return false;
    if (octets_ && other.octets_) return same(*octets_, *other.octets_);
    auto& gone = octets_ ? other : *this;
    auto& there = octets_ ? *this : other;
    for (const auto& [algorithm, digest] : gone.digests_) {
        if (algorithm == DigestAlgorithm::sha1) continue;  // two contents can have the same
        if (const auto others = there.of(algorithm)) return same(digest, *others);
    }
    return false;
}

ContentHasher::ContentHasher(const std::set<DigestAlgorithm>& algorithms) {
    for (const auto algorithm : algorithms) hashers_.try_emplace(algorithm, algorithm);
}

void ContentHasher::update(BytesView piece) {
    auto& beginning = digests_.beginning_;
    append(beginning, piece.first(std::min(piece.size(), beginning_size - beginning.size())));
    digests_.size_ += piece.size();
    for (auto& [algorithm, hasher] : hashers_) hasher.update(piece);
}

ContentDigests ContentHasher::finish() {
    for (auto& [algorithm, hasher] : hashers_) digests_.digests_.emplace(algorithm, hasher.finish());
    return std::move(digests_);
}

CoveredContent::CoveredContent(const SignedData& data, ContentDigests* beside) : beside_(beside) {
    if (!data.content) return;
    ContentDigests inside(*data.content);
    contradicted_ = beside != nullptr && !inside.is_same(*beside);
    if (beside == nullptr || contradicted_ || !beside->octets()) inside_ = std::move(inside);
}

}  // namespace qoltanba::crypto::cms
