#include "gost_token/gost_token.hpp"

#include "crypto/algorithms/key_information.hpp"
#include "crypto/der/reader.hpp"

#include <fstream>
#include <stdexcept>

namespace qoltanba::test {
namespace {

using namespace std::chrono_literals;

Issued issued_by(const Authority& authority) {
    return authority.issue(
        {.subject = {.common_name = "ТЕСТОВ ТЕСТ", .surname = "ТЕСТОВ", .iin = "123456789011"},
         .usage = Usage::single,
         .roles = {role::individual},
         .not_before = now() - 24h,
         .not_after = now() + 24h * 365});
}

/// The number in a key of the national CA's form: an OCTET STRING, little-endian, or for GOST 34.310-2004 an
/// INTEGER. Little-endian, as many octets as a coordinate has.
Bytes scalar_of(crypto::KeyFamily family, BytesView pkcs8) {
    namespace der = crypto::der;
    const auto inner = crypto::read_private_key_information(pkcs8).value().key;
    if (family == crypto::KeyFamily::gost_2015_512)
        return copy_of(der::read_single(inner, der::Tag::octet_string).value().content);
    const auto number = der::read_single(inner, der::Tag::integer).value().content;
    Bytes scalar(number.rbegin(), number.rend());
    scalar.resize(32);
    return scalar;
}

}  // namespace

GostToken::GostToken(const std::filesystem::path& home, const Authority& authority)
    : GostToken(home, authority.family(), issued_by(authority)) {}

GostToken::GostToken(const std::filesystem::path& home, crypto::KeyFamily family, const Issued& issued)
    : folder_(home / ".gost_token"), family_(family), certificate_(issued.certificate) {
    std::filesystem::remove_all(folder_);  // of a token that was in its place
    std::filesystem::create_directories(folder_);
    write("certificate.der", certificate_.der());
    write_key(issued.pkcs8.view());
}

void GostToken::set(std::string_view words) const {
    write("settings", bytes_of(words));
}

void GostToken::swap_key() const {
    write_key(crypto::PrivateKey::generate(family_).value().to_pkcs8().value().view());
}

void GostToken::take_out() const {
    std::filesystem::remove_all(folder_);
}

void GostToken::write_key(BytesView pkcs8) const {
    write("key", scalar_of(family_, pkcs8));
}

void GostToken::write(const char* name, BytesView content) const {
    std::ofstream file(folder_ / name, std::ios::binary);
    file << text_of(content);
    if (!file.flush()) throw std::runtime_error("cannot write " + (folder_ / name).string());
}

}  // namespace qoltanba::test
