#include "crypto/algorithms/openssl_handles.hpp"

#include <algorithm>
#include <bit>

namespace qoltanba::crypto {

void KeyParameters::number(const char* name, BytesView big_endian) {
    auto& value = values_.emplace_back(SecretBytes::copy_of(big_endian));
    // OSSL_PARAM integers stand in the machine's own order (OSSL_PARAM(3)).
    if constexpr (std::endian::native == std::endian::little) std::ranges::reverse(value.writable());
    parameters_.push_back(OSSL_PARAM_construct_BN(name, value.writable().data(), value.size()));
}

void KeyParameters::octets(const char* name, BytesView value) {
    auto& copy = values_.emplace_back(SecretBytes::copy_of(value));
    parameters_.push_back(OSSL_PARAM_construct_octet_string(name, copy.writable().data(), copy.size()));
}

void KeyParameters::text(const char* name, std::string_view value) {
    // OpenSSL reads the name of a group to its terminating zero, whatever the size says.
    auto& copy = values_.emplace_back(value.size() + 1);
    std::ranges::copy(bytes_of(value), copy.writable().begin());
    auto* characters = reinterpret_cast<char*>(copy.writable().data());
    parameters_.push_back(OSSL_PARAM_construct_utf8_string(name, characters, value.size()));
}

Key KeyParameters::make(const char* type, int selection) {
    parameters_.push_back(OSSL_PARAM_construct_end());
    const KeyContext context(EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr));
    EVP_PKEY* key = nullptr;
    if (!context || EVP_PKEY_fromdata_init(context.get()) != 1) return nullptr;
    if (EVP_PKEY_fromdata(context.get(), &key, selection, parameters_.data()) != 1) return nullptr;
    return Key(key);
}

}  // namespace qoltanba::crypto
