#include "tokens/files/pkcs12_contents.hpp"

#include "tokens/files/der_take.hpp"
#include "tokens/files/password_cipher.hpp"
#include "tokens/files/pkcs12_types.hpp"

namespace qoltanba::tokens {
namespace {

namespace der = crypto::der;

constexpr std::size_t max_bags = 64;
constexpr int max_nesting = 4;

Result<KeyLabels> read_labels(der::Reader attributes) {
    KeyLabels labels;
    while (!attributes.at_end()) {
        QOLTANBA_TRY(der::Reader attribute, attributes.enter(der::Tag::sequence));
        QOLTANBA_TRY(const std::string oid, take_oid(attribute));
        QOLTANBA_TRY(der::Reader values, attribute.enter(der::Tag::set));
        QOLTANBA_CHECK(attribute.finish());
        if (oid == friendly_name_oid && values.next_is(der::Tag::bmp_string)) {
            // A name is for people; one that cannot be read must not keep a key from being used.
            QOLTANBA_TRY(const der::Element value, values.next());
            if (auto name = der::string_text(value); name.has_value())
                labels.friendly_name = std::move(*name);
        } else if (oid == local_key_id_oid && values.next_is(der::Tag::octet_string)) {
            QOLTANBA_TRY(const BytesView value, take_octets(values));
            labels.local_key_id = copy_of(value);
        }
    }
    return labels;
}

/// Whether the octets need no ber_to_der, whose own copies of a private key would not be wiped. All writers
/// known encode private keys in DER.
bool has_definite_lengths(BytesView octets, int depth) {
    constexpr unsigned constructed_bit = 0x20;
    if (depth == 64) return false;
    der::Reader reader(octets);
    while (!reader.at_end()) {
        const auto element = reader.next();
        if (element.has_error()) return false;
        const bool is_constructed = (static_cast<unsigned>(element->tag) & constructed_bit) != 0;
        if (is_constructed && !has_definite_lengths(element->content, depth + 1)) return false;
    }
    return true;
}

Result<SecretBytes> with_definite_lengths(const SecretBytes& ber) {
    auto definite = der::ber_to_der(ber.view());
    if (definite.has_error()) return fail(ErrorCode::wrong_password, "what was deciphered is no structure");
    SecretBytes copy = SecretBytes::copy_of(BytesView(*definite));
    wipe(*definite);
    return copy;
}

class ContentsReader {
  public:
    explicit ContentsReader(PasswordKeys& password) : password_(password) {}

    Result<FoundKeys> read(BytesView authenticated_safe) {
        QOLTANBA_TRY(const Bytes definite, der::ber_to_der(authenticated_safe));
        QOLTANBA_TRY(const der::Element all, der::read_single(definite, der::Tag::sequence));
        auto parts = der::Reader::inside(all);
        while (!parts.at_end()) {
            QOLTANBA_TRY(const der::Reader part, parts.enter(der::Tag::sequence));
            note(read_content_info(part));
        }
        return std::move(contents_);
    }

  private:
    void note(const Result<void>& part) {
        if (part.has_error() && !contents_.failure) contents_.failure = as_key_file_error(part.error());
    }

    Result<void> read_content_info(der::Reader info) {
        QOLTANBA_TRY(const std::string type, take_oid(info));
        QOLTANBA_TRY(der::Reader content, info.enter(der::context(0)));
        QOLTANBA_CHECK(info.finish());
        if (type == data_oid) {
            QOLTANBA_TRY(const BytesView octets, take_octets(content));
            QOLTANBA_TRY(const Bytes safe, der::ber_to_der(octets));
            return read_safe(safe);
        }
        if (type != encrypted_data_oid)
            return fail(ErrorCode::unsupported_key_file, "content of type " + type);
        QOLTANBA_TRY(const der::Reader encrypted, content.enter(der::Tag::sequence));
        return read_encrypted_data(encrypted);
    }

    /// EncryptedData ::= SEQUENCE { version, EncryptedContentInfo, ... } (RFC 5652, 8)
    Result<void> read_encrypted_data(der::Reader encrypted) {
        QOLTANBA_TRY([[maybe_unused]] const std::int64_t version, take_integer(encrypted));
        QOLTANBA_TRY(der::Reader info, encrypted.enter(der::Tag::sequence));
        QOLTANBA_TRY(const std::string type, take_oid(info));
        if (type != data_oid)
            return fail(ErrorCode::unsupported_key_file, "encrypted content of type " + type);
        QOLTANBA_TRY(const der::Reader algorithm, info.enter(der::Tag::sequence));
        QOLTANBA_TRY(const der::Element content, info.next());  // [0] IMPLICIT OCTET STRING
        if (content.tag != der::context(0) && content.tag != der::context_primitive(0))
            return fail(ErrorCode::malformed_key_file, "encrypted content is absent");
        QOLTANBA_TRY(const Bytes ciphertext, der::implicit_octets(content));
        QOLTANBA_TRY(const SecretBytes safe, open_part(algorithm, ciphertext));
        return read_safe(safe.view());
    }

    /// A wrong password can bring out good padding by chance; so what comes out must also be one whole
    /// SEQUENCE.
    Result<SecretBytes> open_part(const der::Reader& algorithm, BytesView ciphertext) {
        QOLTANBA_TRY(SecretBytes plain, decipher(algorithm, ciphertext, password_));
        if (!has_definite_lengths(plain.view(), 0)) {
            QOLTANBA_TRY(plain, with_definite_lengths(plain));
        }
        if (der::read_single(plain.view(), der::Tag::sequence).has_error())
            return fail(ErrorCode::wrong_password, "what was deciphered is no structure");
        ++contents_.deciphered;
        return plain;
    }

    /// SafeContents ::= SEQUENCE OF SafeBag
    Result<void> read_safe(BytesView safe) {
        QOLTANBA_TRY(const der::Element all, der::read_single(safe, der::Tag::sequence));
        return read_bags(der::Reader::inside(all), 0);
    }

    Result<void> read_bags(der::Reader bags, int nesting) {
        if (nesting == max_nesting) return fail(ErrorCode::unsupported_key_file, "bags nested too deeply");
        while (!bags.at_end()) {
            if (++bags_ > max_bags) return fail(ErrorCode::unsupported_key_file, "too many bags");
            QOLTANBA_TRY(const der::Reader bag, bags.enter(der::Tag::sequence));
            note(read_bag(bag, nesting));
        }
        return {};
    }

    /// SafeBag ::= SEQUENCE { bagId, bagValue [0] EXPLICIT, bagAttributes SET OF OPTIONAL }
    Result<void> read_bag(der::Reader bag, int nesting) {
        QOLTANBA_TRY(const std::string type, take_oid(bag));
        QOLTANBA_TRY(der::Reader value, bag.enter(der::context(0)));
        KeyLabels labels;
        if (!bag.at_end()) {
            QOLTANBA_TRY(const der::Reader attributes, bag.enter(der::Tag::set));
            QOLTANBA_TRY(labels, read_labels(attributes));
        }
        QOLTANBA_CHECK(bag.finish());
        if (type == shrouded_key_bag_oid) return read_shrouded_key(value, std::move(labels));
        if (type == key_bag_oid) return read_plain_key(value, std::move(labels));
        if (type == certificate_bag_oid) return read_certificate(value, std::move(labels));
        if (type == safe_contents_bag_oid) {
            QOLTANBA_TRY(const der::Reader inner, value.enter(der::Tag::sequence));
            return read_bags(inner, nesting + 1);
        }
        return {};  // CRLs and secrets are no business of ours
    }

    /// EncryptedPrivateKeyInfo ::= SEQUENCE { AlgorithmIdentifier, OCTET STRING } (RFC 5958, 3)
    Result<void> read_shrouded_key(der::Reader value, KeyLabels labels) {
        QOLTANBA_TRY(der::Reader info, value.enter(der::Tag::sequence));
        QOLTANBA_TRY(const der::Reader algorithm, info.enter(der::Tag::sequence));
        QOLTANBA_TRY(const BytesView ciphertext, take_octets(info));
        QOLTANBA_TRY(SecretBytes pkcs8, open_part(algorithm, ciphertext));
        contents_.keys.push_back({std::move(pkcs8), std::move(labels)});
        return {};
    }

    Result<void> read_plain_key(der::Reader value, KeyLabels labels) {
        QOLTANBA_TRY(const der::Element info, value.expect(der::Tag::sequence));
        contents_.keys.push_back({SecretBytes::copy_of(info.whole), std::move(labels)});
        return {};
    }

    /// CertBag ::= SEQUENCE { certId, certValue [0] EXPLICIT OCTET STRING }
    Result<void> read_certificate(der::Reader value, KeyLabels labels) {
        QOLTANBA_TRY(der::Reader bag, value.enter(der::Tag::sequence));
        QOLTANBA_TRY(const std::string type, take_oid(bag));
        if (type != x509_certificate_oid) return {};
        QOLTANBA_TRY(der::Reader wrapped, bag.enter(der::context(0)));
        QOLTANBA_TRY(const BytesView certificate, take_octets(wrapped));
        contents_.certificates.push_back({copy_of(certificate), std::move(labels)});
        return {};
    }

    PasswordKeys& password_;
    FoundKeys contents_;
    std::size_t bags_ = 0;
};

}  // namespace

Result<FoundKeys> read_pkcs12_contents(BytesView authenticated_safe, PasswordKeys& password) {
    auto contents = ContentsReader(password).read(authenticated_safe);
    if (contents.has_error()) return as_key_file_error(std::move(contents).error());
    return contents;
}

}  // namespace qoltanba::tokens
