#include "tokens/devices/pkcs11/module.hpp"

#include <array>
#include <cstring>
#include <utility>

namespace qoltanba::tokens {

using namespace cryptoki;

namespace {

constexpr std::size_t most_objects = 256;
constexpr std::size_t longest_label = 256;
constexpr std::size_t longest_id = 256;
constexpr std::size_t longest_certificate = 64 << 10;
constexpr Ulong longest_signature = 4096;

/// Cryptoki takes what it only reads as not constant.
Byte* octets_of(BytesView octets) {
    return octets.empty() ? nullptr : const_cast<Byte*>(octets.data());
}

Ulong length_of(BytesView octets) {
    return static_cast<Ulong>(octets.size());
}

template <typename T>
Attribute wanted(Ulong type, T& value) {
    return {type, &value, sizeof value};
}

}  // namespace

Result<Session> Session::open(const Module& module, Ulong slot, Access access) {
    const Ulong flags = serial_session | (access == Access::write ? rw_session : 0);
    Handle handle = 0;
    if (const auto value = module.functions().C_OpenSession(slot, flags, nullptr, nullptr, &handle);
        value != ok)
        return error_of(value, "C_OpenSession");
    return Session(module.functions(), handle);
}

Session::Session(Session&& other) noexcept
    : functions_(std::exchange(other.functions_, nullptr)),
      handle_(other.handle_),
      logged_in_(other.logged_in_) {}

Session::~Session() {
    if (functions_ == nullptr) return;
    if (logged_in_) functions_->C_Logout(handle_);
    functions_->C_CloseSession(handle_);
}

Result<void> Session::login(Ulong who, const SecretBytes& pin) {
    const auto value = functions_->C_Login(handle_, who, octets_of(pin.view()), length_of(pin.view()));
    if (value != ok && value != user_already_logged_in)
        return error_of(value, "C_Login", who == security_officer ? PinOwner::administrator : PinOwner::user);
    logged_in_ = true;
    return {};
}

Result<void> Session::change_pin(const SecretBytes& pin, const SecretBytes& new_pin, PinOwner owner) {
    const auto value = functions_->C_SetPIN(handle_, octets_of(pin.view()), length_of(pin.view()),
                                            octets_of(new_pin.view()), length_of(new_pin.view()));
    if (value != ok) return error_of(value, "C_SetPIN", owner);
    return {};
}

Result<void> Session::set_user_pin(const SecretBytes& new_pin) {
    const auto value = functions_->C_InitPIN(handle_, octets_of(new_pin.view()), length_of(new_pin.view()));
    if (value != ok) return error_of(value, "C_InitPIN");
    return {};
}

Result<std::vector<Handle>> Session::find(std::vector<Attribute> what) const {
    if (const auto value =
            functions_->C_FindObjectsInit(handle_, what.data(), static_cast<Ulong>(what.size()));
        value != ok)
        return error_of(value, "C_FindObjectsInit");
    std::vector<Handle> found;
    ReturnValue value = ok;
    while (found.size() < most_objects) {
        std::array<Handle, 16> some{};
        Ulong count = 0;
        value = functions_->C_FindObjects(handle_, some.data(), some.size(), &count);
        if (value != ok || count == 0 || count > some.size()) break;
        found.insert(found.end(), some.begin(), some.begin() + static_cast<std::ptrdiff_t>(count));
    }
    functions_->C_FindObjectsFinal(handle_);
    if (value != ok) return error_of(value, "C_FindObjects");
    return found;
}

Result<Bytes> Session::attribute(Handle object, Ulong type, std::size_t largest) const {
    Attribute asked{type, nullptr, 0};
    auto value = functions_->C_GetAttributeValue(handle_, object, &asked, 1);
    if (value == attribute_type_invalid || value == attribute_sensitive || asked.length == unavailable)
        return Bytes();
    if (value != ok) return error_of(value, "C_GetAttributeValue");
    if (asked.length > largest) return fail(ErrorCode::device_module_failed, "an attribute is too long");
    Bytes octets(asked.length);
    if (octets.empty()) return octets;
    asked.value = octets.data();
    value = functions_->C_GetAttributeValue(handle_, object, &asked, 1);
    if (value != ok) return error_of(value, "C_GetAttributeValue");
    octets.resize(std::min<std::size_t>(asked.length, octets.size()));
    return octets;
}

Result<std::optional<Ulong>> Session::number(Handle object, Ulong type) const {
    QOLTANBA_TRY(const auto octets, attribute(object, type, sizeof(Ulong)));
    if (octets.size() != sizeof(Ulong)) return std::optional<Ulong>();
    Ulong value = 0;
    std::memcpy(&value, octets.data(), sizeof value);
    return std::optional(value);
}

Result<std::optional<bool>> Session::truth(Handle object, Ulong type) const {
    QOLTANBA_TRY(const auto octets, attribute(object, type, sizeof(Byte)));
    if (octets.size() != sizeof(Byte)) return std::optional<bool>();
    return std::optional(octets[0] != 0);
}

Result<std::vector<CertificateObject>> Session::certificates() const {
    Ulong kind = class_certificate;
    Ulong form = certificate_x509;
    QOLTANBA_TRY(const auto handles,
                 find({wanted(attribute_class, kind), wanted(attribute_certificate_type, form)}));
    std::vector<CertificateObject> certificates;
    for (const auto handle : handles) {
        CertificateObject certificate;
        QOLTANBA_TRY(certificate.der, attribute(handle, attribute_value, longest_certificate));
        if (certificate.der.empty()) continue;
        QOLTANBA_TRY(certificate.id, attribute(handle, attribute_id, longest_id));
        QOLTANBA_TRY(const auto label, attribute(handle, attribute_label, longest_label));
        certificate.label = text_of(label);
        certificates.push_back(std::move(certificate));
    }
    return certificates;
}

Result<std::vector<KeyObject>> Session::keys() const {
    Ulong kind = class_private_key;
    QOLTANBA_TRY(const auto handles, find({wanted(attribute_class, kind)}));
    std::vector<KeyObject> keys;
    for (const auto handle : handles) {
        QOLTANBA_TRY(const auto may_sign, truth(handle, attribute_sign));
        if (!may_sign.value_or(true)) continue;
        QOLTANBA_TRY(const auto type, number(handle, attribute_key_type));
        if (!type) continue;
        QOLTANBA_TRY(auto one, key(handle, *type));
        keys.push_back(std::move(one));
    }
    return keys;
}

Result<KeyObject> Session::key(Handle private_key, Ulong type) const {
    KeyObject key;
    key.handle = private_key;
    key.type = type;
    QOLTANBA_TRY(const auto always, truth(private_key, attribute_always_authenticate));
    key.always_authenticate = always.value_or(false);
    QOLTANBA_TRY(key.id, attribute(private_key, attribute_id, longest_id));
    QOLTANBA_TRY(const auto label, attribute(private_key, attribute_label, longest_label));
    key.label = text_of(label);
    return key;
}

Result<void> Session::begin_signature(Ulong type, Handle key) {
    Mechanism mechanism{type, nullptr, 0};
    if (const auto value = functions_->C_SignInit(handle_, &mechanism, key); value != ok)
        return error_of(value, "C_SignInit");
    return {};
}

Result<Bytes> Session::finish_signature(BytesView data) {
    // With room enough the first call gives the signature; asking for the length would cost some cards a
    // signature.
    Bytes signature(longest_signature);
    Ulong length = longest_signature;
    if (const auto value =
            functions_->C_Sign(handle_, octets_of(data), length_of(data), signature.data(), &length);
        value != ok)
        return error_of(value, "C_Sign");
    if (length > longest_signature) return fail(ErrorCode::device_module_failed, "C_Sign: more than can be");
    signature.resize(length);
    return signature;
}

}  // namespace qoltanba::tokens
