#include "tokens/files/new_key_file.hpp"

#include "crypto/certificates/write.hpp"
#include "tokens/files/password_keys.hpp"

#include <algorithm>

namespace qoltanba::tokens {
namespace {

using crypto::KeyFamily;
using crypto::KeyUse;

std::string_view prefix_of(KeyFamily family, KeyUse use) {
    switch (family) {
        case KeyFamily::rsa:
            return use == KeyUse::authentication ? "AUTH_RSA256_" : "RSA256_";
        case KeyFamily::ecdsa_p256:
            return "ECDSA256_";
        case KeyFamily::ecdsa_p384:
            return "ECDSA384_";
        case KeyFamily::gost_2015_512:
            return "GOST512_";
        case KeyFamily::gost_2015_256:
            return "GOST256_";
        case KeyFamily::gost_2004:
            break;
    }
    return "GOSTKNCA_";
}

Error too_simple(const char* what) {
    return fail(ErrorCode::password_too_simple, what);
}

}  // namespace

Result<void> check_new_password(const SecretBytes& utf8) {
    const auto octets = utf8.view();
    const auto any = [&](char from, char to) {
        return std::ranges::any_of(octets, [=](std::uint8_t octet) { return octet >= from && octet <= to; });
    };
    const auto characters =
        std::ranges::count_if(octets, [](std::uint8_t octet) { return (octet & 0xC0U) != 0x80U; });
    if (characters < 6 || characters > 32) return too_simple("6 to 32 characters");
    if (!any('A', 'Z')) return too_simple("no capital Latin letter");
    if (!any('a', 'z')) return too_simple("no small Latin letter");
    if (!any('0', '9')) return too_simple("no digit");
    if (PasswordKeys::forms_of(utf8).has_error()) return too_simple("not UTF-8");
    if (std::ranges::any_of(octets, [](std::uint8_t octet) { return octet < 0x20 || octet == 0x7F; }))
        return too_simple("a control character");
    return {};
}

std::string key_file_stem(KeyFamily family, KeyUse use, BytesView key_identifier) {
    return std::string(prefix_of(family, use)) + to_hex(key_identifier);
}

Result<std::string> key_file_name(const crypto::Certificate& certificate) {
    QOLTANBA_TRY(const auto key, certificate.public_key());
    Bytes identifier = copy_of(certificate.subject_key_identifier());
    if (identifier.empty()) {
        QOLTANBA_TRY(identifier, crypto::key_identifier_of(certificate.spki()));
    }
    return key_file_stem(key.family(), crypto::key_use_of(certificate), identifier) + ".p12";
}

}  // namespace qoltanba::tokens
