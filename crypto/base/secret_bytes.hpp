// Secrets in memory: locked against swapping where the system allows it, wiped when they go, never copied.
#pragma once

#include "crypto/base/bytes.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace qoltanba {

/// Passwords, private keys and what is derived from them. Move-only; wiped on destruction.
class SecretBytes {
  public:
    SecretBytes() = default;
    /// `size` octets of zero.
    explicit SecretBytes(std::size_t size);
    /// A copy of these octets; the caller wipes the source.
    static SecretBytes copy_of(BytesView octets);
    static SecretBytes copy_of(std::string_view octets) { return copy_of(bytes_of(octets)); }

    SecretBytes(SecretBytes&& other) noexcept;
    SecretBytes& operator=(SecretBytes&& other) noexcept;
    SecretBytes(const SecretBytes&) = delete;
    SecretBytes& operator=(const SecretBytes&) = delete;
    ~SecretBytes();

    /// A second owner must be asked for by name.
    [[nodiscard]] SecretBytes duplicate() const { return copy_of(view()); }

    [[nodiscard]] BytesView view() const { return {data_.get(), size_}; }
    [[nodiscard]] std::span<std::uint8_t> writable() { return {data_.get(), size_}; }
    [[nodiscard]] std::size_t size() const { return size_; }
    [[nodiscard]] bool empty() const { return size_ == 0; }

  private:
    void wipe_and_release();

    std::unique_ptr<std::uint8_t[]> data_;
    std::size_t size_ = 0;
};

/// Overwrites memory in a way the compiler does not remove.
void wipe(std::span<std::uint8_t> memory);

}  // namespace qoltanba
