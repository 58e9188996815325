#include "tokens/files/encrypted_key.hpp"

#include "crypto/der/writer.hpp"
#include "tokens/files/der_take.hpp"
#include "tokens/files/found_keys.hpp"
#include "tokens/files/password_cipher.hpp"
#include "tokens/files/password_encipher.hpp"

namespace qoltanba::tokens {
namespace {

namespace der = crypto::der;

constexpr std::size_t most_octets = std::size_t{64} * 1024;

struct EncryptedKey {
    der::Reader algorithm;
    BytesView ciphertext;
};

Result<EncryptedKey> read_structure(BytesView file) {
    QOLTANBA_TRY(const der::Element all, der::read_single(file, der::Tag::sequence));
    auto info = der::Reader::inside(all);
    QOLTANBA_TRY(const der::Reader algorithm, info.enter(der::Tag::sequence));
    QOLTANBA_TRY(const BytesView ciphertext, take_octets(info));
    QOLTANBA_CHECK(info.finish());
    return EncryptedKey{algorithm, ciphertext};
}

}  // namespace

/// EncryptedPrivateKeyInfo ::= SEQUENCE { encryptionAlgorithm, encryptedData OCTET STRING }
Result<Bytes> write_encrypted_key(const SecretBytes& pkcs8, const SecretBytes& password) {
    QOLTANBA_TRY(auto forms, PasswordKeys::forms_of(password));
    QOLTANBA_TRY(const Enciphered key, encipher_pbes2(pkcs8.view(), forms.front()));
    return der::sequence({key.algorithm, der::octet_string(key.ciphertext)});
}

Result<SecretBytes> read_encrypted_key(BytesView file, const SecretBytes& password) {
    if (file.size() > most_octets) return fail(ErrorCode::unsupported_key_file, "larger than 64 KiB");
    const auto read = read_structure(file);
    if (read.has_error()) return as_key_file_error(read.error());
    QOLTANBA_TRY(auto forms, PasswordKeys::forms_of(password));
    for (auto& form : forms) {
        auto plain = decipher(read->algorithm, read->ciphertext, form);
        // A wrong password can bring out good padding by chance, but no structure.
        if (plain.has_value() && der::read_single(plain->view(), der::Tag::sequence).has_value())
            return plain;
        if (plain.has_error() && plain.error().code != ErrorCode::wrong_password)
            return as_key_file_error(std::move(plain).error());
    }
    return fail(ErrorCode::wrong_password, "no form of the password opens the key");
}

}  // namespace qoltanba::tokens
