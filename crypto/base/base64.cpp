#include "crypto/base/base64.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>

namespace qoltanba {
namespace {

constexpr std::uint8_t not_in_alphabet = 0xFF;

constexpr std::array<std::uint8_t, 256> make_values() {
    constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::array<std::uint8_t, 256> values{};
    values.fill(not_in_alphabet);
    for (std::size_t i = 0; i < alphabet.size(); ++i) {
        values[static_cast<std::uint8_t>(alphabet[i])] = static_cast<std::uint8_t>(i);
    }
    return values;
}

constexpr auto values = make_values();

bool is_space(std::uint8_t c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

Error illegal_character(std::uint8_t c) {
    constexpr std::string_view digits = "0123456789abcdef";
    std::string hex;
    if (c >= 0x10) hex += digits[c >> 4U];
    hex += digits[c & 0x0FU];
    return fail(ErrorCode::malformed_base64, "Illegal base64 character " + hex);
}

}  // namespace

std::string to_base64(BytesView bytes) {
    std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
    // EVP_EncodeBlock takes an int; whole groups of three octets join without padding between them.
    constexpr std::size_t step = std::size_t{3} << 20U;
    std::size_t written = 0;
    for (std::size_t from = 0; from < bytes.size(); from += step) {
        const auto piece = bytes.subspan(from, std::min(step, bytes.size() - from));
        written +=
            static_cast<std::size_t>(EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data() + written),
                                                     piece.data(), static_cast<int>(piece.size())));
    }
    text.resize(written);
    return text;
}

std::string to_base64_lines(BytesView bytes, std::size_t width) {
    const std::string line = to_base64(bytes);
    std::string text;
    text.reserve(line.size() + line.size() / width + 1);
    for (std::size_t at = 0; at < line.size(); at += width) text.append(line, at, width).push_back('\n');
    return text;
}

Result<Bytes> from_base64(std::string_view text) {
    Bytes bytes;
    bytes.reserve(text.size() / 4 * 3 + 3);
    std::uint32_t group = 0;
    unsigned digits = 0;   // digits of the open group
    unsigned padding = 0;  // '=' seen
    for (const auto c : bytes_of(text)) {
        if (is_space(c)) continue;
        if (c == '=') {
            if (++padding > 2) return fail(ErrorCode::malformed_base64, "too much padding");
            continue;
        }
        const auto value = values[c];
        if (value == not_in_alphabet) return illegal_character(c);
        if (padding != 0)
            return fail(ErrorCode::malformed_base64, "Input byte array has incorrect ending byte");
        group = group << 6U | value;
        if (++digits == 4) {
            bytes.push_back(static_cast<std::uint8_t>(group >> 16U));
            bytes.push_back(static_cast<std::uint8_t>(group >> 8U));
            bytes.push_back(static_cast<std::uint8_t>(group));
            group = 0;
            digits = 0;
        }
    }
    if (digits == 1) return fail(ErrorCode::malformed_base64, "Last unit does not have enough valid bits");
    if (padding != 0 && digits + padding != 4) {
        return fail(ErrorCode::malformed_base64, "Input byte array has wrong 4-byte ending unit");
    }
    if (digits == 2) bytes.push_back(static_cast<std::uint8_t>(group >> 4U));
    if (digits == 3) {
        bytes.push_back(static_cast<std::uint8_t>(group >> 10U));
        bytes.push_back(static_cast<std::uint8_t>(group >> 2U));
    }
    return bytes;
}

std::string to_pem(std::string_view label, BytesView bytes) {
    const std::string name(label);
    return "-----BEGIN " + name + "-----\n" + to_base64_lines(bytes) + "-----END " + name + "-----\n";
}

Result<Bytes> from_pem(std::string_view text) {
    constexpr std::string_view begin = "-----BEGIN ";
    const auto start = text.find(begin);
    if (start == std::string_view::npos) return from_base64(text);
    const auto label_end = text.find("-----", start + begin.size());
    const auto finish = text.find("-----END ", start + begin.size());
    if (label_end == std::string_view::npos || finish == std::string_view::npos || finish < label_end + 5) {
        return fail(ErrorCode::malformed_base64, "the armour is not closed");
    }
    return from_base64(text.substr(label_end + 5, finish - label_end - 5));
}

}  // namespace qoltanba
