#include "tokens/files/pkcs12.hpp"

#include "tokens/files/der_take.hpp"
#include "tokens/files/pkcs12_contents.hpp"
#include "tokens/files/pkcs12_mac.hpp"
#include "tokens/files/pkcs12_types.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <type_traits>

namespace qoltanba::tokens {
namespace {

namespace der = crypto::der;

constexpr std::size_t max_file_octets = std::size_t{1} << 20U;

/// PFX ::= SEQUENCE { version INTEGER {v3(3)}, authSafe ContentInfo, macData MacData OPTIONAL }; the views
/// point into the bytes that were read.
struct Pfx {
    BytesView authenticated_safe;
    std::optional<der::Reader> mac_data;
};

Result<Pfx> read_pfx(BytesView definite) {
    QOLTANBA_TRY(const der::Element all, der::read_single(definite, der::Tag::sequence));
    auto pfx = der::Reader::inside(all);
    QOLTANBA_TRY(const std::int64_t version, take_integer(pfx));
    if (version != 3) return fail(ErrorCode::unsupported_key_file, "a PFX of another version than 3");
    QOLTANBA_TRY(der::Reader safe, pfx.enter(der::Tag::sequence));
    QOLTANBA_TRY(const std::string type, take_oid(safe));
    if (type != data_oid) return fail(ErrorCode::unsupported_key_file, "a PFX with content of type " + type);
    QOLTANBA_TRY(der::Reader content, safe.enter(der::context(0)));
    Pfx read;
    QOLTANBA_TRY(read.authenticated_safe, take_octets(content));
    if (!pfx.at_end()) {
        QOLTANBA_TRY(const der::Reader mac_data, pfx.enter(der::Tag::sequence));
        read.mac_data = mac_data;
    }
    QOLTANBA_CHECK(pfx.finish());
    return read;
}

/// Without a MAC, what deciphers tells whether the password is right. Where the MAC fails, a part that
/// deciphers all the same, or a structure broken in the clear, tells that the file is damaged, not the
/// password wrong.
Result<FoundKeys> find_with(const Pfx& pfx, PasswordKeys& password) {
    auto mac = pfx.mac_data ? verify_mac(*pfx.mac_data, pfx.authenticated_safe, password) : Result<void>();
    if (mac.has_error() && mac.error().code != ErrorCode::wrong_password) return std::move(mac).error();
    QOLTANBA_TRY(FoundKeys contents, read_pkcs12_contents(pfx.authenticated_safe, password));
    if (mac.has_error()) {
        if (contents.failure && contents.failure->code == ErrorCode::malformed_key_file)
            return *contents.failure;
        if (contents.deciphered == 0) return std::move(mac).error();
        return because(ErrorCode::malformed_key_file, "the password opens a part, but the MAC is another one",
                       std::move(mac).error());
    }
    const bool password_is_right = pfx.mac_data.has_value() || contents.deciphered != 0;
    if (password_is_right && contents.failure && contents.failure->code == ErrorCode::wrong_password)
        contents.failure =
            because(ErrorCode::malformed_key_file, "a part does not decipher", std::move(*contents.failure));
    return contents;
}

/// What `use` makes of the contents under the form of the password that opens the file.
template <typename Use>
std::invoke_result_t<Use, FoundKeys> read_file(BytesView file, const SecretBytes& password, const Use& use) {
    if (!is_pkcs12(file)) return fail(ErrorCode::unsupported_key_file, "not the start of a PFX");
    if (file.size() > max_file_octets) return fail(ErrorCode::unsupported_key_file, "larger than 1 MiB");
    const auto definite = der::ber_to_der(file);
    if (definite.has_error()) return as_key_file_error(definite.error());
    const auto pfx = read_pfx(*definite);
    if (pfx.has_error()) return as_key_file_error(pfx.error());
    QOLTANBA_TRY(auto forms, PasswordKeys::forms_of(password));
    for (auto& form : forms) {
        auto found = find_with(*pfx, form);
        auto used = found.has_value() ? use(std::move(*found)) : std::move(found).error();
        if (used.has_value()) return used;
        if (used.error().code != ErrorCode::wrong_password) return as_key_file_error(std::move(used).error());
    }
    return fail(ErrorCode::wrong_password, "no form of the password opens the file");
}

/// Whether an identifier octet and a length stand here; they are passed over. Indefinite lengths count.
bool pass_header(BytesView& bytes, std::uint8_t identifier) {
    if (bytes.size() < 2 || bytes[0] != identifier) return false;
    const std::size_t more = bytes[1] > 0x80U ? bytes[1] & 0x7FU : 0;
    if (more > 4 || bytes.size() < 2 + more) return false;
    bytes = bytes.subspan(2 + more);
    return true;
}

bool pass_octets(BytesView& bytes, BytesView expected) {
    if (bytes.size() < expected.size() || !std::ranges::equal(bytes.first(expected.size()), expected))
        return false;
    bytes = bytes.subspan(expected.size());
    return true;
}

}  // namespace

Result<std::vector<OpenedKey>> open_pkcs12(BytesView file, const SecretBytes& password,
                                           const crypto::SigningPolicy& policy) {
    return read_file(file, password, [&](const FoundKeys& found) { return open_found_keys(found, policy); });
}

Result<FoundKeys> find_in_pkcs12(BytesView file, const SecretBytes& password) {
    return read_file(file, password, [](FoundKeys found) -> Result<FoundKeys> {
        if (found.keys.empty() && found.failure) return *found.failure;
        return found;
    });
}

bool is_pkcs12(BytesView file) {
    // PFX { version 3, authSafe { contentType ...
    constexpr std::array<std::uint8_t, 3> version{0x02, 0x01, 0x03};
    constexpr std::array<std::uint8_t, 10> pkcs7{0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07};
    return pass_header(file, 0x30) && pass_octets(file, version) && pass_header(file, 0x30) &&
           pass_octets(file, pkcs7);
}

}  // namespace qoltanba::tokens
