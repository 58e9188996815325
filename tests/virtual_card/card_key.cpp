#include "virtual_card/card_key.hpp"

#include "crypto/base/freed_by.hpp"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rsa.h>
#include <openssl/x509.h>

#include <array>
#include <stdexcept>
#include <string>

namespace qoltanba::test {
namespace {

std::uint8_t algorithm_of(EVP_PKEY* key) {
    const int bits = EVP_PKEY_get_bits(key);
    if (EVP_PKEY_is_a(key, "RSA") == 1) {
        if (bits == 1024) return 0x06;
        if (bits == 2048) return 0x07;
    }
    if (EVP_PKEY_is_a(key, "EC") == 1) {
        std::array<char, 32> group{};
        EVP_PKEY_get_group_name(key, group.data(), group.size(), nullptr);
        if (std::string(group.data()) == SN_X9_62_prime256v1) return 0x11;
        if (std::string(group.data()) == SN_secp384r1) return 0x14;
    }
    throw std::runtime_error("PIV cards have no such key");
}

}  // namespace

CardKey::CardKey(std::shared_ptr<evp_pkey_st> key)
    : key_(std::move(key)), algorithm_(algorithm_of(key_.get())) {}

CardKey CardKey::from_pkcs8(const SecretBytes& der) {
    const auto* octets = der.view().data();
    EVP_PKEY* key = d2i_AutoPrivateKey(nullptr, &octets, static_cast<long>(der.size()));
    if (key == nullptr) throw std::runtime_error("this is no private key that OpenSSL knows");
    return CardKey(std::shared_ptr<EVP_PKEY>(key, &EVP_PKEY_free));
}

CardKey CardKey::from_file(const std::filesystem::path& pem) {
    const std::unique_ptr<BIO, FreedBy<BIO_free_all>> file(BIO_new_file(pem.string().c_str(), "rb"));
    EVP_PKEY* key = file ? PEM_read_bio_PrivateKey(file.get(), nullptr, nullptr, nullptr) : nullptr;
    if (key == nullptr) throw std::runtime_error("there is no private key in " + pem.string());
    return CardKey(std::shared_ptr<EVP_PKEY>(key, &EVP_PKEY_free));
}

std::optional<Bytes> CardKey::transform(BytesView challenge) const {
    const bool is_rsa = algorithm_ < 0x10;
    const auto block = static_cast<std::size_t>((EVP_PKEY_get_bits(key_.get()) + 7) / 8);
    if (is_rsa ? challenge.size() != block : challenge.empty() || challenge.size() > block)
        return std::nullopt;

    const std::unique_ptr<EVP_PKEY_CTX, FreedBy<EVP_PKEY_CTX_free>> context(
        EVP_PKEY_CTX_new_from_pkey(nullptr, key_.get(), nullptr));
    if (!context || EVP_PKEY_sign_init(context.get()) != 1) return std::nullopt;
    if (is_rsa && EVP_PKEY_CTX_set_rsa_padding(context.get(), RSA_NO_PADDING) != 1) return std::nullopt;
    Bytes answer(static_cast<std::size_t>(EVP_PKEY_get_size(key_.get())));
    std::size_t size = answer.size();
    if (EVP_PKEY_sign(context.get(), answer.data(), &size, challenge.data(), challenge.size()) != 1)
        return std::nullopt;
    answer.resize(size);
    return answer;
}

}  // namespace qoltanba::test
