#include "virtual_card/personalise.hpp"

#include <openssl/rand.h>

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace qoltanba::test {

using crypto::KeyFamily;

PivKey new_key(const Authority& authority, PivSlot slot, KeyFamily family, Time now) {
    const auto key = crypto::PrivateKey::generate(family).value();
    const auto certificate =
        authority.certify({.subject = {.common_name = "ТЕСТОВ ТЕСТ",
                                       .surname = "ТЕСТОВ",
                                       .iin = "123456789011",
                                       .patronymic = "ТЕСТОВИЧ"},
                           .usage = slot == PivSlot::signature ? Usage::signature : Usage::authentication,
                           .roles = {role::individual},
                           .not_before = now - std::chrono::days{1},
                           .not_after = now + std::chrono::days{364}},
                          key.public_key().value());
    return {slot, CardKey::from_pkcs8(key.to_pkcs8().value()), copy_of(certificate.der())};
}

PivKey key_from_files(PivSlot slot, const std::filesystem::path& key,
                      const std::filesystem::path& certificate) {
    std::ifstream file(certificate, std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    const auto read = crypto::Certificate::from_file_content(bytes_of(content.view()));
    if (!file || !read) throw std::runtime_error("there is no certificate in " + certificate.string());
    return {slot, CardKey::from_file(key), copy_of(read->der())};
}

Personalisation demonstration_card(const Authority& authority, Time now) {
    Personalisation card{
        .keys = {new_key(authority, PivSlot::authentication, KeyFamily::rsa, now),
                 new_key(authority, PivSlot::signature, KeyFamily::ecdsa_p256, now),
                 new_key(authority, PivSlot::key_management, KeyFamily::rsa, now),
                 new_key(authority, PivSlot::card_authentication, KeyFamily::ecdsa_p256, now)}};
    if (RAND_bytes(card.guid.data(), static_cast<int>(card.guid.size())) != 1)
        throw std::runtime_error("no random octets");
    return card;
}

}  // namespace qoltanba::test
