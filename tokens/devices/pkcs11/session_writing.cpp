// What a session writes to a token: new keys, and the certificates that come for them.
#include "tokens/devices/pkcs11/module.hpp"

#include <array>
#include <memory>
#include <vector>

namespace qoltanba::tokens {

using namespace cryptoki;

namespace {

constexpr std::size_t longest_public_part = 4096;

/// A template, with the numbers that its attributes point at.
class Template {
  public:
    Template& octets(Ulong type, BytesView value) {
        // Cryptoki takes what it only reads as not constant.
        attributes_.push_back(
            {type, const_cast<std::uint8_t*>(value.data()), static_cast<Ulong>(value.size())});
        return *this;
    }
    Template& number(Ulong type, Ulong value) {
        auto& kept = *numbers_.emplace_back(std::make_unique<Ulong>(value));
        attributes_.push_back({type, &kept, sizeof kept});
        return *this;
    }
    Template& truth(Ulong type, bool value) {
        static Byte yes = 1;
        static Byte no = 0;
        attributes_.push_back({type, value ? &yes : &no, sizeof(Byte)});
        return *this;
    }

    [[nodiscard]] Attribute* data() { return attributes_.data(); }
    [[nodiscard]] Ulong size() const { return static_cast<Ulong>(attributes_.size()); }

  private:
    std::vector<Attribute> attributes_;
    std::vector<std::unique_ptr<Ulong>> numbers_;
};

Template public_template(const KeyOrder& order) {
    static constexpr std::array<std::uint8_t, 3> exponent{0x01, 0x00, 0x01};
    Template wanted;
    wanted.truth(attribute_token, true).truth(attribute_private, false).truth(attribute_verify, true);
    wanted.number(attribute_key_type, static_cast<Ulong>(order.type));
    wanted.octets(attribute_id, order.id).octets(attribute_label, bytes_of(order.label));
    if (order.bits != 0) {
        wanted.number(attribute_modulus_bits, static_cast<Ulong>(order.bits));
        wanted.octets(attribute_public_exponent, exponent);
    }
    for (const auto& parameter : order.parameters)
        wanted.octets(static_cast<Ulong>(parameter.attribute), parameter.value);
    return wanted;
}

Template private_template(const KeyOrder& order) {
    Template wanted;
    wanted.truth(attribute_token, true).truth(attribute_private, true).truth(attribute_is_sensitive, true);
    wanted.truth(attribute_extractable, false).truth(attribute_sign, true);
    wanted.number(attribute_key_type, static_cast<Ulong>(order.type));
    wanted.octets(attribute_id, order.id).octets(attribute_label, bytes_of(order.label));
    return wanted;
}

}  // namespace

Result<Session::KeyPair> Session::generate(const KeyOrder& order) {
    if (functions_->C_GenerateKeyPair == nullptr)
        return fail(ErrorCode::unsupported_algorithm, "the module makes no keys");
    auto of_public = public_template(order);
    auto of_private = private_template(order);
    Mechanism mechanism{static_cast<Ulong>(order.mechanism), nullptr, 0};
    KeyPair pair;
    if (const auto value = functions_->C_GenerateKeyPair(
            handle_, &mechanism, of_public.data(), of_public.size(), of_private.data(), of_private.size(),
            &pair.public_key, &pair.private_key);
        value != ok)
        return error_of(value, "C_GenerateKeyPair");
    return pair;
}

Result<MadeKey> Session::describe(const KeyPair& pair, const KeyOrder& order) const {
    const auto type = static_cast<Ulong>(order.type);
    MadeKey made;
    QOLTANBA_TRY(made.key, key(pair.private_key, type));
    QOLTANBA_TRY(made.public_parts, public_parts(pair.public_key, type));
    return made;
}

Result<void> Session::remove(const KeyPair& pair) {
    if (functions_->C_DestroyObject == nullptr)
        return fail(ErrorCode::token_write_protected, "the module takes nothing away");
    const auto of_private = functions_->C_DestroyObject(handle_, pair.private_key);
    const auto of_public = functions_->C_DestroyObject(handle_, pair.public_key);
    if (of_private != ok) return error_of(of_private, "C_DestroyObject");
    if (of_public != ok) return error_of(of_public, "C_DestroyObject");
    return {};
}

Result<std::vector<PublicKeyObject>> Session::public_keys() const {
    Ulong kind = class_public_key;
    QOLTANBA_TRY(const auto handles, find({{attribute_class, &kind, sizeof kind}}));
    std::vector<PublicKeyObject> keys;
    for (const auto handle : handles) {
        QOLTANBA_TRY(const auto type, number(handle, attribute_key_type));
        if (!type) continue;
        QOLTANBA_TRY(auto parts, public_parts(handle, *type));
        keys.push_back({*type, std::move(parts)});
    }
    return keys;
}

Result<std::vector<Bytes>> Session::public_parts(Handle public_key, Ulong type) const {
    std::vector<Ulong> wanted{attribute_value};
    if (type == key_rsa) wanted = {attribute_modulus, attribute_public_exponent};
    if (type == key_ec) wanted = {attribute_ec_point};
    std::vector<Bytes> parts;
    for (const auto one : wanted) {
        QOLTANBA_TRY(auto part, attribute(public_key, one, longest_public_part));
        parts.push_back(std::move(part));
    }
    return parts;
}

Result<void> Session::write_certificate(const CertificateToWrite& certificate, const Bytes& id) {
    if (functions_->C_CreateObject == nullptr)
        return fail(ErrorCode::token_write_protected, "the module writes nothing");
    Template wanted;
    wanted.number(attribute_class, class_certificate).number(attribute_certificate_type, certificate_x509);
    wanted.truth(attribute_token, true).truth(attribute_private, false);
    wanted.octets(attribute_id, id).octets(attribute_label, bytes_of(certificate.label));
    wanted.octets(attribute_subject, certificate.subject).octets(attribute_issuer, certificate.issuer);
    wanted.octets(attribute_serial_number, certificate.serial_number)
        .octets(attribute_value, certificate.der);
    Handle written = 0;
    if (const auto value = functions_->C_CreateObject(handle_, wanted.data(), wanted.size(), &written);
        value != ok)
        return error_of(value, "C_CreateObject");
    return {};
}

}  // namespace qoltanba::tokens
