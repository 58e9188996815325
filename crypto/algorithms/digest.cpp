#include "crypto/algorithms/digest.hpp"

#include "crypto/base/freed_by.hpp"

#include <nettle/gosthash94.h>
#include <nettle/streebog.h>
#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <new>

namespace qoltanba::crypto {

struct Hasher::State {
    virtual ~State() = default;
    virtual void update(BytesView more) = 0;
    virtual Bytes finish() = 0;

  protected:
    State() = default;
    State(const State&) = default;
    State& operator=(const State&) = default;
};

namespace {

// Sources of the identifiers: RFC 8017, RFC 5754, RFC 6931, and the national CA's pkigovkz.xml. The national
// CA writes SHA-1 also as "xmldsig-more#sha1", which no standard has; digest_by_xml reads both.
constexpr std::array identities{
    DigestIdentity{DigestAlgorithm::sha1, 20, "1.3.14.3.2.26", "http://www.w3.org/2000/09/xmldsig#sha1",
                   "SHA-1"},
    DigestIdentity{DigestAlgorithm::sha256, 32, "2.16.840.1.101.3.4.2.1",
                   "http://www.w3.org/2001/04/xmlenc#sha256", "SHA-256"},
    DigestIdentity{DigestAlgorithm::sha384, 48, "2.16.840.1.101.3.4.2.2",
                   "http://www.w3.org/2001/04/xmldsig-more#sha384", "SHA-384"},
    DigestIdentity{DigestAlgorithm::sha512, 64, "2.16.840.1.101.3.4.2.3",
                   "http://www.w3.org/2001/04/xmlenc#sha512", "SHA-512"},
    DigestIdentity{DigestAlgorithm::streebog_256, 32, "1.2.398.3.10.1.3.2",
                   "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-256",
                   "ГОСТ 34.11-2015 (256)"},
    DigestIdentity{DigestAlgorithm::streebog_512, 64, "1.2.398.3.10.1.3.3",
                   "urn:ietf:params:xml:ns:pkigovkz:xmlsec:algorithms:gostr34112015-512",
                   "ГОСТ 34.11-2015 (512)"},
    DigestIdentity{DigestAlgorithm::gost_34311, 32, "1.2.398.3.10.1.3.1",
                   "http://www.w3.org/2001/04/xmldsig-more#gost34311", "ГОСТ 34.311-95"},
};

constexpr std::string_view second_name_of_sha1 = "http://www.w3.org/2001/04/xmldsig-more#sha1";

/// SHA-1 and SHA-2. OpenSSL fails here for want of memory only.
class OpensslState final : public Hasher::State {
  public:
    explicit OpensslState(const EVP_MD* algorithm) : context_(EVP_MD_CTX_new()) {
        require(context_ ? EVP_DigestInit_ex(context_.get(), algorithm, nullptr) : 0);
    }
    void update(BytesView more) override {
        require(EVP_DigestUpdate(context_.get(), more.data(), more.size()));
    }
    Bytes finish() override {
        Bytes digest(static_cast<std::size_t>(EVP_MD_CTX_get_size(context_.get())));
        require(EVP_DigestFinal_ex(context_.get(), digest.data(), nullptr));
        return digest;
    }

  private:
    static void require(int success) {
        if (success != 1) throw std::bad_alloc();
    }
    std::unique_ptr<EVP_MD_CTX, FreedBy<EVP_MD_CTX_free>> context_;
};

/// A digest of nettle, by its context and three functions.
template <typename Context, std::size_t size, auto init, auto more_of, auto digest_into>
class NettleState final : public Hasher::State {
  public:
    NettleState() { init(&context_); }
    void update(BytesView more) override { more_of(&context_, more.size(), more.data()); }
    Bytes finish() override {
        Bytes digest(size);
        digest_into(&context_, digest.size(), digest.data());
        return digest;
    }

  private:
    Context context_{};
};

using Streebog256 = NettleState<streebog256_ctx, STREEBOG256_DIGEST_SIZE, streebog256_init,
                                streebog256_update, streebog256_digest>;
using Streebog512 = NettleState<streebog512_ctx, STREEBOG512_DIGEST_SIZE, streebog512_init,
                                streebog512_update, streebog512_digest>;
// nettle has GOST 34.11-94 with two S-boxes: gosthash94 is id-GostR3411-94-TestParamSet, the one
// of 34.311-95; gosthash94cp is CryptoPro's.
using Gost34311 = NettleState<gosthash94_ctx, GOSTHASH94_DIGEST_SIZE, gosthash94_init, gosthash94_update,
                              gosthash94_digest>;

/// One provider lookup for the life of the program in place of one for each digest.
const EVP_MD* sha(const char* name) {
    const EVP_MD* fetched = EVP_MD_fetch(nullptr, name, nullptr);
    if (fetched == nullptr) throw std::bad_alloc();
    return fetched;
}

std::unique_ptr<Hasher::State> make_state(DigestAlgorithm algorithm) {
    static const EVP_MD* const sha1 = sha("SHA1");
    static const EVP_MD* const sha256 = sha("SHA2-256");
    static const EVP_MD* const sha384 = sha("SHA2-384");
    static const EVP_MD* const sha512 = sha("SHA2-512");
    switch (algorithm) {
        case DigestAlgorithm::sha1:
            return std::make_unique<OpensslState>(sha1);
        case DigestAlgorithm::sha256:
            return std::make_unique<OpensslState>(sha256);
        case DigestAlgorithm::sha384:
            return std::make_unique<OpensslState>(sha384);
        case DigestAlgorithm::sha512:
            return std::make_unique<OpensslState>(sha512);
        case DigestAlgorithm::streebog_256:
            return std::make_unique<Streebog256>();
        case DigestAlgorithm::streebog_512:
            return std::make_unique<Streebog512>();
        case DigestAlgorithm::gost_34311:
            return std::make_unique<Gost34311>();
    }
    return nullptr;
}

std::optional<DigestAlgorithm> find(std::string_view name, std::string_view DigestIdentity::*member) {
    const auto* found =
        std::find_if(identities.begin(), identities.end(),
                     [&](const DigestIdentity& identity) { return identity.*member == name; });
    if (found == identities.end()) return std::nullopt;
    return found->algorithm;
}

}  // namespace

const DigestIdentity& identity_of(DigestAlgorithm algorithm) {
    return identities[static_cast<std::size_t>(algorithm)];
}

std::optional<DigestAlgorithm> digest_by_oid(std::string_view oid) {
    return find(oid, &DigestIdentity::oid);
}

std::optional<DigestAlgorithm> digest_by_xml(std::string_view uri) {
    if (uri == second_name_of_sha1) return DigestAlgorithm::sha1;
    return find(uri, &DigestIdentity::xml);
}

Hasher::Hasher(DigestAlgorithm algorithm) : state_(make_state(algorithm)) {}
Hasher::Hasher(Hasher&&) noexcept = default;
Hasher& Hasher::operator=(Hasher&&) noexcept = default;
Hasher::~Hasher() = default;

void Hasher::update(BytesView more) {
    state_->update(more);
}

Bytes Hasher::finish() {
    Bytes digest = state_->finish();
    state_.reset();
    return digest;
}

Bytes digest_of(DigestAlgorithm algorithm, BytesView data) {
    Hasher hasher(algorithm);
    hasher.update(data);
    return hasher.finish();
}

}  // namespace qoltanba::crypto
