#include "tokens/files/rc2.hpp"

#include "support/catch.hpp"

#include <openssl/evp.h>
#include <openssl/provider.h>

#include <memory>
#include <random>

namespace qoltanba::test {
namespace {

using tokens::Rc2;

struct Vector {
    unsigned effective_bits;
    std::string_view key, plain, cipher;
};

// RFC 2268, 5.
constexpr std::array vectors{
    Vector{63, "0000000000000000", "0000000000000000", "ebb773f993278eff"},
    Vector{64, "ffffffffffffffff", "ffffffffffffffff", "278b27e42e2f0d49"},
    Vector{64, "3000000000000000", "1000000000000001", "30649edf9be7d2c2"},
    Vector{64, "88", "0000000000000000", "61a8a244adacccf0"},
    Vector{64, "88bca90e90875a", "0000000000000000", "6ccf4308974c267f"},
    Vector{64, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "1a807d272bbe5db1"},
    Vector{128, "88bca90e90875a7f0f79c384627bafb2", "0000000000000000", "2269552ab0f85ca6"},
    Vector{129, "88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e", "0000000000000000",
           "5b78d3a43dfff1f1"},
};

Bytes hex(std::string_view text) {
    return from_hex(text).value();
}

/// RC2-CBC by OpenSSL's legacy provider, which no shipped program loads.
Bytes legacy_rc2_cbc(const char* name, BytesView key, BytesView iv, BytesView plain) {
    using Provider = std::unique_ptr<OSSL_PROVIDER, decltype(&OSSL_PROVIDER_unload)>;
    const std::unique_ptr<OSSL_LIB_CTX, decltype(&OSSL_LIB_CTX_free)> library(OSSL_LIB_CTX_new(),
                                                                              OSSL_LIB_CTX_free);
    const Provider legacy(OSSL_PROVIDER_load(library.get(), "legacy"), OSSL_PROVIDER_unload);
    REQUIRE(legacy);
    const std::unique_ptr<EVP_CIPHER, decltype(&EVP_CIPHER_free)> cipher(
        EVP_CIPHER_fetch(library.get(), name, nullptr), EVP_CIPHER_free);
    REQUIRE(cipher);
    const std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                                  EVP_CIPHER_CTX_free);
    REQUIRE(EVP_EncryptInit_ex2(context.get(), cipher.get(), key.data(), iv.data(), nullptr) == 1);
    REQUIRE(EVP_CIPHER_CTX_set_padding(context.get(), 0) == 1);
    Bytes out(plain.size() + 16);
    int size = 0;
    REQUIRE(EVP_EncryptUpdate(context.get(), out.data(), &size, plain.data(),
                              static_cast<int>(plain.size())) == 1);
    out.resize(static_cast<std::size_t>(size));
    return out;
}

Bytes random_bytes(std::mt19937& random, std::size_t size) {
    Bytes bytes(size);
    for (auto& octet : bytes) octet = static_cast<std::uint8_t>(random());
    return bytes;
}

}  // namespace

TEST_CASE("RC2 gives the ciphertexts of RFC 2268") {
    for (const auto& [bits, key, plain, cipher] : vectors) {
        INFO(bits << " bits, key " << key);
        const Rc2 rc2(hex(key), bits);
        Bytes block = hex(plain);
        rc2.encrypt(Rc2::Block(block));
        CHECK(to_hex(block) == cipher);
        rc2.decrypt(Rc2::Block(block));
        CHECK(to_hex(block) == plain);
    }
}

TEST_CASE("RC2-CBC agrees with OpenSSL's legacy provider") {
    std::mt19937 random(2268);
    const auto [name, key_size] =
        GENERATE(std::pair{"RC2-40-CBC", std::size_t{5}}, std::pair{"RC2-CBC", std::size_t{16}});
    for (std::size_t blocks : {1, 2, 3, 17, 200}) {
        const Bytes key = random_bytes(random, key_size);
        const Bytes iv = random_bytes(random, Rc2::block_size);
        const Bytes plain = random_bytes(random, blocks * Rc2::block_size);
        const Rc2 rc2(key, static_cast<unsigned>(8 * key_size));
        Bytes data = plain;
        rc2.encrypt_cbc(iv, data);
        CHECK(data == legacy_rc2_cbc(name, key, iv, plain));
        rc2.decrypt_cbc(iv, data);
        CHECK(data == plain);
    }
}

}  // namespace qoltanba::test
