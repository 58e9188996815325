// A content as the signatures over it know it: by its digests.
#pragma once

#include "crypto/algorithms/digest.hpp"
#include "crypto/base/result.hpp"
#include "crypto/cms/structure.hpp"

#include <map>
#include <set>

namespace qoltanba::crypto::cms {

/// The digests of one content: each is made once, however many signatures and time stamps use it. The octets
/// are in memory, or went by a ContentHasher.
class ContentDigests {
  public:
    /// The octets outlive this object.
    explicit ContentDigests(BytesView octets);
    /// Of octets that are gone.
    ContentDigests(std::uint64_t size, std::map<DigestAlgorithm, Bytes> digests);

    [[nodiscard]] std::uint64_t size() const { return size_; }
    /// Nothing where they are not in memory.
    [[nodiscard]] const std::optional<BytesView>& octets() const { return octets_; }
    /// Error: content_missing where the octets are gone and this digest was not made of them.
    Result<BytesView> of(DigestAlgorithm algorithm);
    /// The algorithms of the digests that were made by now.
    [[nodiscard]] std::set<DigestAlgorithm> made() const;
    /// Whether these octets could pass for the signed attributes of a SignerInfo; of those that are gone this
    /// is said already if they are one SET.
    [[nodiscard]] bool looks_like_signed_attributes() const;
    /// Whether it is the same content: by its octets, or where they are gone by its size and a digest that
    /// both have.
    bool is_same(ContentDigests& other);

  private:
    friend class ContentHasher;
    ContentDigests() = default;

    std::optional<BytesView> octets_;
    Bytes beginning_;  ///< the first of octets that are gone
    std::uint64_t size_ = 0;
    std::map<DigestAlgorithm, Bytes> digests_;
};

/// Makes the digests of a content that goes by in pieces.
class ContentHasher {
  public:
    explicit ContentHasher(const std::set<DigestAlgorithm>& algorithms);

    void update(BytesView piece);
    /// Of all that was given. Ends this object.
    ContentDigests finish();

  private:
    std::map<DigestAlgorithm, Hasher> hashers_;
    ContentDigests digests_;
};

/// What the signers of a SignedData are judged by: the content inside, else the one given beside it.
class CoveredContent {
  public:
    /// Both outlive this object. `beside` may be null.
    CoveredContent(const SignedData& data, ContentDigests* beside);

    /// Null where there is none.
    [[nodiscard]] ContentDigests* digests() { return inside_ ? &*inside_ : beside_; }
    /// What is given is not what is inside.
    [[nodiscard]] bool contradicted() const { return contradicted_; }

  private:
    std::optional<ContentDigests> inside_;  ///< nothing also where the one beside is the same
    ContentDigests* beside_;
    bool contradicted_ = false;
};

}  // namespace qoltanba::crypto::cms
