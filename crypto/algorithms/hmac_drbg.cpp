#include "crypto/algorithms/hmac_drbg.hpp"

#include <nettle/hmac.h>

#include <algorithm>

namespace qoltanba::crypto {
namespace {

/// One HMAC-SHA-512 under this key; its state is wiped with it.
class Hmac {
  public:
    explicit Hmac(BytesView key) noexcept { hmac_sha512_set_key(&context_, key.size(), key.data()); }
    Hmac(const Hmac&) = delete;
    Hmac& operator=(const Hmac&) = delete;
    ~Hmac() { wipe({reinterpret_cast<std::uint8_t*>(&context_), sizeof context_}); }

    void update(BytesView data) noexcept { hmac_sha512_update(&context_, data.size(), data.data()); }
    void finish(std::span<std::uint8_t> output) noexcept {
        hmac_sha512_digest(&context_, output.size(), output.data());
    }

  private:
    hmac_sha512_ctx context_{};
};

}  // namespace

HmacDrbg::HmacDrbg(std::initializer_list<BytesView> seed)
    : key_(SHA512_DIGEST_SIZE), value_(SHA512_DIGEST_SIZE) {
    std::ranges::fill(value_.writable(), std::uint8_t{0x01});
    update(seed);
}

void HmacDrbg::generate(std::span<std::uint8_t> output) noexcept {
    while (!output.empty()) {
        step();
        const auto taken = std::min(output.size(), value_.size());
        std::ranges::copy(value_.view().first(taken), output.begin());
        output = output.subspan(taken);
    }
    update({});
}

void HmacDrbg::update(std::initializer_list<BytesView> data) noexcept {
    const bool empty = std::ranges::all_of(data, [](BytesView part) { return part.empty(); });
    for (const std::uint8_t round : {std::uint8_t{0x00}, std::uint8_t{0x01}}) {
        Hmac hmac(key_.view());
        hmac.update(value_.view());
        hmac.update({&round, 1});
        for (const auto part : data) hmac.update(part);
        hmac.finish(key_.writable());
        step();
        if (empty) return;
    }
}

void HmacDrbg::step() noexcept {
    Hmac hmac(key_.view());
    hmac.update(value_.view());
    hmac.finish(value_.writable());
}

}  // namespace qoltanba::crypto
