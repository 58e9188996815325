#include "tokens/devices/pkcs11/device_token.hpp"

#include "tokens/devices/pkcs11/cryptoki.hpp"
#include "tokens/devices/pkcs11/device_signer.hpp"
#include "tokens/devices/pkcs11/key_making.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace qoltanba::tokens {
namespace {

using crypto::Certificate;

struct StorageName {
    std::string_view word;  ///< in lower case, in the model, maker, label or reader
    std::string_view storage;
};

constexpr std::array storage_names{
    StorageName{"kaztoken", "AKKaztokenStore"},   StorageName{"jacarta", "AKJaCartaStore"},
    StorageName{"5110", "AKEToken5110Store"},     StorageName{"etoken", "AKEToken72KStore"},
    StorageName{"akey", "AKAKEYStore"},           StorageName{"kazidcard", "AKKZIDCardStore"},
    StorageName{"kz id card", "AKKZIDCardStore"},
};

constexpr std::string_view unknown_storage = "PKCS11";

std::string lower(std::string text) {
    for (auto& letter : text)
        if (letter >= 'A' && letter <= 'Z') letter = static_cast<char>(letter - 'A' + 'a');
    return text;
}

PinState state_of(std::uint64_t flags, std::uint64_t locked, std::uint64_t final_try,
                  std::uint64_t count_low) {
    if ((flags & locked) != 0) return PinState::locked;
    if ((flags & final_try) != 0) return PinState::last_try;
    return (flags & count_low) != 0 ? PinState::few_tries : PinState::ready;
}

/// A certificate belongs to a key of the same CKA_ID; where one has none, to a key of the same label.
bool belong_together(const KeyObject& key, const CertificateObject& certificate) {
    if (!key.id.empty() && !certificate.id.empty()) return key.id == certificate.id;
    return !key.label.empty() && key.label == certificate.label;
}

struct ReadCertificate {
    const CertificateObject* object;
    Certificate certificate;
    bool has_key = false;
};

std::vector<ReadCertificate> read_all(const std::vector<CertificateObject>& objects) {
    std::vector<ReadCertificate> read;
    for (const auto& object : objects)
        if (auto certificate = Certificate::from_der(object.der); certificate.has_value())
            read.push_back({&object, std::move(*certificate)});
    return read;
}

std::string name_of_key(const KeyObject& key) {
    return key.label.empty() ? to_hex(key.id) : key.label;
}

/// One OpenedKey for each certificate of the key.
bool open_key(const KeyObject& key, std::vector<ReadCertificate>& certificates,
              const std::shared_ptr<DeviceLogin>& login, const crypto::SigningPolicy& policy,
              TokenContents& contents, std::optional<Error>& failure) {
    bool has_certificate = false;
    for (auto& candidate : certificates) {
        const auto public_key = candidate.certificate.public_key();
        if (!belong_together(key, *candidate.object) || public_key.has_error() ||
            !is_key_of(key.type, public_key->family()))
            continue;
        candidate.has_key = has_certificate = true;
        auto signer = DeviceSigner::create(login, key.handle, candidate.certificate, policy);
        if (signer.has_error()) {
            failure = std::move(signer).error();
            continue;
        }
        auto alias = candidate.object->label.empty() ? name_of_key(key) : candidate.object->label;
        contents.keys.push_back({std::move(alias), std::move(*signer)});
    }
    return has_certificate;
}

Result<std::vector<OpenedKey>> usable(TokenContents contents) {
    if (!contents.keys.empty()) return std::move(contents.keys);
    if (!contents.keys_without_certificate.empty())
        return fail(ErrorCode::key_without_certificate, contents.keys_without_certificate.front());
    if (!contents.certificates_without_key.empty()) return fail(ErrorCode::certificate_without_key);
    return fail(ErrorCode::storage_empty, "no key on the token");
}

}  // namespace

std::string_view storage_of(const TokenFacts& facts) {
    const auto words =
        lower(facts.model + '\n' + facts.manufacturer + '\n' + facts.label + '\n' + facts.reader);
    for (const auto& name : storage_names)
        if (words.find(name.word) != std::string::npos) return name.storage;
    return unknown_storage;
}

std::string TokenDescription::name() const {
    if (!facts.label.empty()) return facts.label;
    if (!facts.model.empty()) return facts.serial.empty() ? facts.model : facts.model + " " + facts.serial;
    return facts.reader;
}

std::string_view TokenDescription::storage() const {
    const auto told = storage_of(facts);
    return told == unknown_storage && card != nullptr && !card->storage.empty() ? card->storage : told;
}

const KnownCard* TokenDescription::kind() const {
    const auto told = storage_of(facts);
    return told == unknown_storage ? card : known_card_of(told);
}

PinState TokenDescription::pin_state() const {
    return state_of(facts.flags, cryptoki::user_pin_locked, cryptoki::user_pin_final_try,
                    cryptoki::user_pin_count_low);
}

PinState TokenDescription::puk_state() const {
    return state_of(facts.flags, cryptoki::so_pin_locked, cryptoki::so_pin_final_try,
                    cryptoki::so_pin_count_low);
}

bool TokenDescription::login_required() const {
    return (facts.flags & cryptoki::login_required) != 0;
}
bool TokenDescription::has_pin() const {
    return (facts.flags & cryptoki::user_pin_initialized) != 0;
}
bool TokenDescription::has_initial_pin() const {
    return (facts.flags & cryptoki::user_pin_to_be_changed) != 0;
}
bool TokenDescription::has_pin_pad() const {
    return (facts.flags & cryptoki::protected_authentication_path) != 0;
}

bool TokenDescription::makes_keys_of(crypto::KeyFamily family) const {
    return (facts.flags & cryptoki::write_protected) == 0 && can_make_key(family, facts.mechanisms);
}

request::Whom DeviceToken::whom(bool last_try_confirmed) const {
    return {description_.facts.slot, description_.facts.serial, last_try_confirmed};
}

Result<ModuleClient> DeviceToken::start() const {
    return ModuleClient::start(setting_.program, description_.module, setting_.patience, stop_);
}

Result<TokenContents> DeviceToken::open(const SecretBytes& pin, bool last_try_confirmed) {
    QOLTANBA_TRY(auto client, start());
    const auto chosen = whom(last_try_confirmed);
    auto opened = client.open(chosen, pin);
    touched_();
    if (opened.has_error()) return client.explained(std::move(opened).error(), chosen);

    auto login = std::make_shared<DeviceLogin>(std::move(client), std::move(opened->mechanisms), chosen);
    auto certificates = read_all(opened->certificates);
    TokenContents contents;
    std::optional<Error> failure;
    for (const auto& key : opened->keys)
        if (!open_key(key, certificates, login, policy_, contents, failure))
            contents.keys_without_certificate.push_back(name_of_key(key));
    for (auto& candidate : certificates)
        if (!candidate.has_key && !candidate.certificate.may_issue())
            contents.certificates_without_key.push_back(std::move(candidate.certificate));
    if (contents.keys.empty() && failure) return std::move(*failure);
    return contents;
}

Result<std::vector<OpenedKey>> DeviceToken::unlock(const SecretBytes& pin) {
    QOLTANBA_TRY(auto contents, open(pin, false));
    return usable(std::move(contents));
}

Result<std::vector<OpenedKey>> DeviceToken::unlock_with_last_try(const SecretBytes& pin) {
    QOLTANBA_TRY(auto contents, open(pin, true));
    return usable(std::move(contents));
}

Result<void> DeviceToken::change_pin(const SecretBytes& pin, const SecretBytes& new_pin,
                                     bool last_try_confirmed) {
    QOLTANBA_TRY(auto client, start());
    auto changed = client.change_pin(whom(last_try_confirmed), pin, new_pin);
    touched_();
    return changed;
}

Result<void> DeviceToken::unblock_pin(const SecretBytes& puk, const SecretBytes& new_pin,
                                      bool last_try_confirmed) {
    QOLTANBA_TRY(auto client, start());
    auto unblocked = client.unblock_pin(whom(last_try_confirmed), puk, new_pin);
    touched_();
    return unblocked;
}

}  // namespace qoltanba::tokens
