#include "floors.hpp"

#include <nettle/bignum.h>
#include <nettle/dsa.h>
#include <nettle/ecc-curve.h>
#include <nettle/ecc.h>
#include <nettle/ecdsa.h>
#include <nettle/gostdsa.h>
#include <nettle/streebog.h>
#include <openssl/evp.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <stdexcept>

namespace qoltanba::bench {
namespace {

void require(bool held, const char* what) {
    if (!held) throw std::runtime_error(what);
}

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
};

class OpensslRsa final : public Floor {
  public:
    explicit OpensslRsa(const SecretBytes& pkcs8) {
        const auto* at = pkcs8.view().data();
        key_.reset(d2i_AutoPrivateKey(nullptr, &at, static_cast<long>(pkcs8.size())));
        require(key_ != nullptr, "the RSA key cannot be read");
        signing_ = context(EVP_PKEY_sign_init);
        verifying_ = context(EVP_PKEY_verify_init);
    }

    void hash_sign_verify(BytesView data) override {
        std::array<std::uint8_t, 32> digest{};
        std::array<std::uint8_t, 512> signature{};
        std::size_t size = signature.size();
        require(EVP_Digest(data.data(), data.size(), digest.data(), nullptr, EVP_sha256(), nullptr) == 1,
                "hash");
        require(EVP_PKEY_sign(signing_.get(), signature.data(), &size, digest.data(), digest.size()) == 1,
                "sign");
        require(EVP_PKEY_verify(verifying_.get(), signature.data(), size, digest.data(), digest.size()) == 1,
                "verify");
    }

  private:
    std::unique_ptr<EVP_PKEY_CTX, Free> context(int (*init)(EVP_PKEY_CTX*)) const {
        std::unique_ptr<EVP_PKEY_CTX, Free> made(EVP_PKEY_CTX_new(key_.get(), nullptr));
        require(made && init(made.get()) == 1 &&
                    EVP_PKEY_CTX_set_rsa_padding(made.get(), RSA_PKCS1_PADDING) == 1 &&
                    EVP_PKEY_CTX_set_signature_md(made.get(), EVP_sha256()) == 1,
                "no RSA context");
        return made;
    }

    std::unique_ptr<EVP_PKEY, Free> key_;
    std::unique_ptr<EVP_PKEY_CTX, Free> signing_;
    std::unique_ptr<EVP_PKEY_CTX, Free> verifying_;
};

void random_octets(void*, std::size_t length, std::uint8_t* to) {
    require(RAND_bytes(to, static_cast<int>(length)) == 1, "no random octets");
}

class NettleGost final : public Floor {
  public:
    NettleGost() {
        const auto* curve = nettle_get_gost_gc512a();
        ecc_scalar_init(&scalar_, curve);
        ecc_point_init(&point_, curve);
        dsa_signature_init(&signature_);
        ecdsa_generate_keypair(&point_, &scalar_, nullptr, random_octets);
    }
    ~NettleGost() override {
        dsa_signature_clear(&signature_);
        ecc_point_clear(&point_);
        ecc_scalar_clear(&scalar_);
    }

    void hash_sign_verify(BytesView data) override {
        std::array<std::uint8_t, STREEBOG512_DIGEST_SIZE> digest{};
        streebog512_ctx hash{};
        streebog512_init(&hash);
        streebog512_update(&hash, data.size(), data.data());
        streebog512_digest(&hash, digest.size(), digest.data());
        gostdsa_sign(&scalar_, nullptr, random_octets, digest.size(), digest.data(), &signature_);
        require(gostdsa_verify(&point_, digest.size(), digest.data(), &signature_) == 1, "verify");
    }

  private:
    ecc_scalar scalar_{};
    ecc_point point_{};
    dsa_signature signature_{};
};

}  // namespace

std::unique_ptr<Floor> openssl_rsa(const SecretBytes& pkcs8) {
    return std::make_unique<OpensslRsa>(pkcs8);
}

std::unique_ptr<Floor> nettle_gost_2015() {
    return std::make_unique<NettleGost>();
}

}  // namespace qoltanba::bench
