// A token behind a PKCS #11 module, as the rest of the program sees it.
#pragma once

#include "tokens/devices/known_cards.hpp"
#include "tokens/devices/pkcs11/module_client.hpp"
#include "tokens/token.hpp"

#include <functional>
#include <stop_token>

namespace qoltanba::tokens {

/// What is known of a token before its PIN.
struct TokenDescription {
    std::filesystem::path module;
    TokenFacts facts;
    std::vector<crypto::Certificate> certificates;  ///< those that it shows without a PIN
    const KnownCard* card = nullptr;                ///< by its answer to reset, where its reader was asked

    /// The label, or what else names it: the model and the serial number, the reader.
    [[nodiscard]] std::string name() const;
    /// NCALayer's name ("AKKaztokenStore", ...), by what the token says of itself, or else by its card's
    /// answer to reset; "PKCS11" for what NCALayer does not know.
    [[nodiscard]] std::string_view storage() const;
    /// What is known of its kind, by the same; null: nothing.
    [[nodiscard]] const KnownCard* kind() const;
    [[nodiscard]] PinState pin_state() const;
    [[nodiscard]] PinState puk_state() const;
    [[nodiscard]] bool login_required() const;
    [[nodiscard]] bool has_pin() const;  ///< one was set
    [[nodiscard]] bool has_initial_pin() const;
    [[nodiscard]] bool has_pin_pad() const;
    /// As far as it tells; whether there is room for one shows when it is made.
    [[nodiscard]] bool makes_keys_of(crypto::KeyFamily family) const;

    friend bool operator==(const TokenDescription&, const TokenDescription&) = default;
};

/// All that lies on a token.
struct TokenContents {
    std::vector<OpenedKey> keys;
    std::vector<std::string> keys_without_certificate;          ///< their labels, or identifiers in hex
    std::vector<crypto::Certificate> certificates_without_key;  ///< those of authorities left out
};

/// A key that a token is to make.
struct KeyWish {
    crypto::KeyFamily family = crypto::KeyFamily::rsa;
    std::size_t rsa_bits = 2048;
    std::string label{};
};

/// A key that a token made, and the login in which it was made: it lasts as long as `sign`.
struct NewDeviceKey {
    crypto::PublicKey public_key;
    /// As crypto::DigestSigner. Errors: those of DeviceSigner::sign.
    std::function<Result<Bytes>(crypto::DigestAlgorithm, BytesView digest)> sign;
    /// Takes it from the token again, by the same login. Errors: those of devices; token_write_protected.
    std::function<Result<void>()> remove;
};

/// How modules are run.
struct ModuleSetting {
    std::filesystem::path program;  ///< qoltanba-token-module
    ModulePatience patience;
};

/// A login of Cryptoki is the whole process's (PKCS #11 v2.40, 5.6.8). So each unlock has a child of its own,
/// and two requests at once share no login; it lasts until the last Signer of that unlock goes.
class DeviceToken : public Token {
  public:
    /// `touched` is called after the PIN was asked for: tries may be fewer now. When `stop` is requested
    /// every question to the device fails, its signers' too.
    DeviceToken(
        TokenDescription description, ModuleSetting setting, crypto::SigningPolicy policy,
        std::function<void()> touched = [] {}, std::stop_token stop = {})
        : description_(std::move(description)),
          setting_(std::move(setting)),
          policy_(policy),
          touched_(std::move(touched)),
          stop_(std::move(stop)) {}

    [[nodiscard]] std::string storage() const override { return std::string(description_.storage()); }
    [[nodiscard]] std::string name() const override { return description_.name(); }
    [[nodiscard]] PinState pin_state() const override { return description_.pin_state(); }
    [[nodiscard]] bool has_pin_pad() const override { return description_.has_pin_pad(); }
    [[nodiscard]] bool has_initial_pin() const override { return description_.has_initial_pin(); }
    [[nodiscard]] const TokenDescription& description() const { return description_; }

    /// Errors: those of devices; key_without_certificate, certificate_without_key and storage_empty where no
    /// key of the token can be used.
    [[nodiscard]] Result<std::vector<OpenedKey>> unlock(const SecretBytes& pin) override;
    [[nodiscard]] Result<std::vector<OpenedKey>> unlock_with_last_try(const SecretBytes& pin) override;
    /// The same with what is only half there. No error for a token without a usable key.
    [[nodiscard]] virtual Result<TokenContents> open(const SecretBytes& pin, bool last_try_confirmed);

    /// The last try is refused as in unlock unless it is confirmed.
    [[nodiscard]] virtual Result<void> change_pin(const SecretBytes& pin, const SecretBytes& new_pin,
                                                  bool last_try_confirmed);
    /// With the administrator's code (PUK, security officer's PIN). Errors: wrong_puk, puk_locked, ...
    [[nodiscard]] virtual Result<void> unblock_pin(const SecretBytes& puk, const SecretBytes& new_pin,
                                                   bool last_try_confirmed);

    // What is written to the token is not left in the middle because nobody wants it any more: the token's
    // own `stop` counts until the PIN was taken, `while_writing` alone from then on.

    /// A key pair whose private part never leaves the token. Errors: those of devices; unsupported_key,
    /// unsupported_algorithm (the device makes none of this family), token_full, token_write_protected;
    /// canceled (`stop` was requested before anything was made).
    [[nodiscard]] virtual Result<NewDeviceKey> generate(const SecretBytes& pin, const KeyWish& wish,
                                                        bool last_try_confirmed,
                                                        std::stop_token while_writing = {});
    /// Beside the key that it is for, which proves that it is by a signature. Errors: those of devices;
    /// key_does_not_match_certificate where no key on the token is the certificate's; canceled, as above.
    [[nodiscard]] virtual Result<void> write_certificate(const SecretBytes& pin,
                                                         const crypto::Certificate& certificate,
                                                         const std::string& label, bool last_try_confirmed,
                                                         std::stop_token while_writing = {});
    /// The first of these whose public key the token shows without its PIN, and beside it no certificate: the
    /// key waits for it. Nothing where there is none. Errors: those of devices.
    [[nodiscard]] virtual Result<std::optional<crypto::Certificate>> awaited(
        const std::vector<crypto::Certificate>& certificates);

  private:
    [[nodiscard]] request::Whom whom(bool last_try_confirmed) const;
    Result<ModuleClient> start() const;
    /// A login for writing: from here on `while_writing` stops it.
    struct Writing;
    Result<Writing> begin_writing(const SecretBytes& pin, bool last_try_confirmed,
                                  std::stop_token while_writing);

    TokenDescription description_;
    ModuleSetting setting_;
    crypto::SigningPolicy policy_;
    std::function<void()> touched_;
    std::stop_token stop_;
};

/// NCALayer's storage name for what a token says of itself. Sources: NCALayer's own names (sites' code,
/// ncalayer-js-client); what tokens call themselves: their makers' documents.
std::string_view storage_of(const TokenFacts& facts);

}  // namespace qoltanba::tokens
