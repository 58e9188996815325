// A PKCS #11 module loaded into this process: Cryptoki with types. Only the child does this
// (module_host.hpp).
#pragma once

#include "tokens/devices/pkcs11/cryptoki.hpp"
#include "tokens/devices/pkcs11/library.hpp"
#include "tokens/devices/pkcs11/messages.hpp"
#include "tokens/devices/pkcs11/return_values.hpp"

#include <memory>

namespace qoltanba::tokens {

/// Errors of all functions: those of return_values.cpp, and device_module_failed for answers that are no
/// answers.
class Module {
  public:
    /// C_Initialize and, in the end, C_Finalize. Error also: device_module_refused.
    static Result<std::unique_ptr<Module>> load(const std::filesystem::path& path);
    ~Module();
    Module(const Module&) = delete;
    Module& operator=(const Module&) = delete;

    /// The slots that have a token now.
    [[nodiscard]] Result<std::vector<cryptoki::Ulong>> occupied_slots() const;
    /// Whether C_WaitForSlotEvent knows of one since the last call; nothing where the module has no such
    /// function.
    [[nodiscard]] std::optional<bool> slot_event() const;
    [[nodiscard]] Result<TokenFacts> token(cryptoki::Ulong slot) const;
    [[nodiscard]] Result<std::vector<std::uint64_t>> mechanisms(cryptoki::Ulong slot) const;

    [[nodiscard]] const cryptoki::FunctionList& functions() const { return *functions_; }

  private:
    Module(Library library, cryptoki::FunctionList* functions)
        : library_(std::move(library)), functions_(functions) {}

    Library library_;
    cryptoki::FunctionList* functions_;
    bool initialized_ = false;
};

/// A session with a token; it is logged out and closed in the end.
class Session {
  public:
    enum class Access { read, write };
    static Result<Session> open(const Module& module, cryptoki::Ulong slot, Access access = Access::read);
    Session(Session&& other) noexcept;
    Session& operator=(Session&&) = delete;
    Session(const Session&) = delete;
    ~Session();

    /// `user`: CKU_*. An empty PIN is given as none at all: the token has a pad of its own.
    [[nodiscard]] Result<void> login(cryptoki::Ulong user, const SecretBytes& pin);
    /// `owner`: whose the first one is.
    [[nodiscard]] Result<void> change_pin(const SecretBytes& pin, const SecretBytes& new_pin,
                                          PinOwner owner = PinOwner::user);
    /// Of the user, by a session in which the administrator is logged in.
    [[nodiscard]] Result<void> set_user_pin(const SecretBytes& new_pin);

    [[nodiscard]] Result<std::vector<CertificateObject>> certificates() const;
    /// Private keys that do not refuse to sign.
    [[nodiscard]] Result<std::vector<KeyObject>> keys() const;
    /// Those that the token shows to whoever is, or is not, logged in.
    [[nodiscard]] Result<std::vector<PublicKeyObject>> public_keys() const;
    /// The objects of a pair.
    struct KeyPair {
        cryptoki::Handle public_key = 0;
        cryptoki::Handle private_key = 0;
    };
    /// In a session for writing, in which or beside which the user is logged in. The private key never leaves
    /// the token, and wants the login.
    [[nodiscard]] Result<KeyPair> generate(const KeyOrder& order);
    /// What was made for this order.
    [[nodiscard]] Result<MadeKey> describe(const KeyPair& pair, const KeyOrder& order) const;
    /// As generate(). The private half goes first: without it nobody signs, whatever befalls the other.
    [[nodiscard]] Result<void> remove(const KeyPair& pair);
    /// In a session for writing, in which or beside which the user is logged in.
    [[nodiscard]] Result<void> write_certificate(const CertificateToWrite& certificate, const Bytes& id);
    [[nodiscard]] Result<void> begin_signature(cryptoki::Ulong mechanism, cryptoki::Handle key);
    [[nodiscard]] Result<Bytes> finish_signature(BytesView data);

  private:
    Session(const cryptoki::FunctionList& functions, cryptoki::Handle handle)
        : functions_(&functions), handle_(handle) {}
    [[nodiscard]] Result<std::vector<cryptoki::Handle>> find(std::vector<cryptoki::Attribute> what) const;
    /// Empty where the object has no such attribute or does not show it.
    [[nodiscard]] Result<Bytes> attribute(cryptoki::Handle object, cryptoki::Ulong type,
                                          std::size_t largest) const;
    [[nodiscard]] Result<std::optional<cryptoki::Ulong>> number(cryptoki::Handle object,
                                                                cryptoki::Ulong type) const;
    [[nodiscard]] Result<std::optional<bool>> truth(cryptoki::Handle object, cryptoki::Ulong type) const;
    [[nodiscard]] Result<KeyObject> key(cryptoki::Handle private_key, cryptoki::Ulong type) const;
    [[nodiscard]] Result<std::vector<Bytes>> public_parts(cryptoki::Handle public_key,
                                                          cryptoki::Ulong type) const;

    const cryptoki::FunctionList* functions_;
    cryptoki::Handle handle_;
    bool logged_in_ = false;
};

}  // namespace qoltanba::tokens
