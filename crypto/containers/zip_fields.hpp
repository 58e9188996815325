// The records of a ZIP archive (APPNOTE 4.3), between its reader and its writer. Of this folder alone.
#pragma once

#include "crypto/base/bytes.hpp"

#include <cstdint>

namespace qoltanba::crypto::zip {

inline constexpr std::uint32_t local_signature = 0x04034B50;
inline constexpr std::uint32_t descriptor_signature = 0x08074B50;
inline constexpr std::uint32_t central_signature = 0x02014B50;
inline constexpr std::uint32_t end_signature = 0x06054B50;

// Octets of a record without its name, extra fields and comment.
inline constexpr std::size_t local_size = 30;
inline constexpr std::size_t central_size = 46;
inline constexpr std::size_t end_size = 22;

inline constexpr unsigned flag_descriptor = 1U << 3U;  ///< sizes and checksum stand after the data
inline constexpr unsigned flag_utf_8 = 1U << 11U;
/// The flags that say how hard a deflated member was packed, and the two above: none changes what is read.
inline constexpr unsigned known_flags = 0x6U | flag_descriptor | flag_utf_8;

/// Little-endian numbers, one after another; the caller has made sure that they are there.
class Fields {
  public:
    explicit Fields(BytesView octets) : rest_(octets) {}
    std::uint16_t two() { return static_cast<std::uint16_t>(take(2)); }
    std::uint32_t four() { return static_cast<std::uint32_t>(take(4)); }
    std::uint64_t eight() { return take(8); }
    void skip(std::size_t octets) { rest_ = rest_.subspan(octets); }

  private:
    std::uint64_t take(std::size_t octets) {
        std::uint64_t number = 0;
        for (std::size_t at = octets; at-- > 0;) number = number << 8U | rest_[at];
        rest_ = rest_.subspan(octets);
        return number;
    }
    BytesView rest_;
};

class FieldWriter {
  public:
    FieldWriter& two(std::uint64_t number) { return put(number, 2); }
    FieldWriter& four(std::uint64_t number) { return put(number, 4); }
    FieldWriter& octets(BytesView more) {
        append(written_, more);
        return *this;
    }
    [[nodiscard]] std::size_t size() const { return written_.size(); }
    [[nodiscard]] Bytes take() { return std::move(written_); }
    void reserve(std::size_t octets) { written_.reserve(octets); }

  private:
    FieldWriter& put(std::uint64_t number, unsigned octets) {
        for (unsigned at = 0; at < octets; ++at, number >>= 8U) {
            written_.push_back(static_cast<std::uint8_t>(number));
        }
        return *this;
    }
    Bytes written_;
};

}  // namespace qoltanba::crypto::zip
