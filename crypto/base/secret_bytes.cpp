#include "crypto/base/secret_bytes.hpp"

#include "crypto/base/memory_lock.hpp"

#include <openssl/crypto.h>

#include <algorithm>
#include <utility>

namespace qoltanba {

SecretBytes::SecretBytes(std::size_t size) : data_(std::make_unique<std::uint8_t[]>(size)), size_(size) {
    // Locking can fail (RLIMIT_MEMLOCK); the secret is still wiped, so the failure is not fatal.
    if (size_ != 0) lock_memory(data_.get(), size_);
}

SecretBytes SecretBytes::copy_of(BytesView octets) {
    SecretBytes copy(octets.size());
    std::copy(octets.begin(), octets.end(), copy.data_.get());
    return copy;
}

SecretBytes::SecretBytes(SecretBytes&& other) noexcept
    : data_(std::move(other.data_)), size_(std::exchange(other.size_, 0)) {}

SecretBytes& SecretBytes::operator=(SecretBytes&& other) noexcept {
    if (this != &other) {
        wipe_and_release();
        data_ = std::move(other.data_);
        size_ = std::exchange(other.size_, 0);
    }
    return *this;
}

SecretBytes::~SecretBytes() {
    wipe_and_release();
}

void SecretBytes::wipe_and_release() {
    if (size_ == 0) return;
    wipe(writable());
    unlock_memory(data_.get(), size_);
    data_.reset();
    size_ = 0;
}

void wipe(std::span<std::uint8_t> memory) {
    OPENSSL_cleanse(memory.data(), memory.size());
}

}  // namespace qoltanba
