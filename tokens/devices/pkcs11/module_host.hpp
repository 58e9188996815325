// The child's side: answers requests with one module. A child lives for one login; what it was told and what
// it unlocked ends with it.
#pragma once

#include "tokens/devices/pkcs11/module.hpp"

#include <chrono>
#include <map>
#include <optional>

namespace qoltanba::tokens {

class ModuleHost {
  public:
    /// The module is loaded at the first request, so that its fault is an answer.
    explicit ModuleHost(std::filesystem::path module) : path_(std::move(module)) {}
    /// The answer to any octets at all: our greeting until the agent's came, which is the same.
    Bytes answer(BytesView message);

  private:
    Result<Bytes> answer_or_error(BytesView message);
    Result<Bytes> handle(const request::ListTokens&);
    Result<Bytes> handle(const request::AwaitChange& asked);
    Result<Bytes> handle(const request::ReadCertificates& asked);
    Result<Bytes> handle(request::Open& asked);
    Result<Bytes> handle(const request::Sign& asked);
    Result<Bytes> handle(const request::ChangePin& asked);
    Result<Bytes> handle(const request::UnblockPin& asked);
    Result<Bytes> handle(request::GenerateKeyPair& asked);
    Result<Bytes> handle(const request::WriteCertificate& asked);
    Result<Bytes> handle(const request::RemoveMadeKey&);
    Result<Bytes> handle(const request::ReadPublicKeys& asked);
    /// What is in this slot. A token that another program resets, or writes to, does not answer for a moment:
    /// until it has failed to for longer it is what it was.
    std::optional<TokenFacts> look_at(cryptoki::Ulong slot);
    /// Whether something changed since the last look. Errors pass: a look that fails shows nothing.
    bool looks_changed();
    /// The token that the person chose, if it is still there. Errors: token_not_present, token_removed.
    Result<TokenFacts> chosen_token(const request::Whom& whom) const;

    std::filesystem::path path_;
    bool greeted_ = false;
    std::unique_ptr<Module> module_;
    std::optional<Session> session_;  ///< after module_: it goes first
    cryptoki::Ulong slot_ = 0;        ///< of session_
    SecretBytes pin_;                 ///< for keys that want it before every signature
    std::vector<KeyObject> keys_;
    std::optional<Session::KeyPair> made_;  ///< by GenerateKeyPair
    std::vector<cryptoki::Ulong> slots_seen_;
    struct Answer {
        TokenFacts facts;
        std::optional<std::chrono::steady_clock::time_point> silent_since{};
    };
    std::map<cryptoki::Ulong, Answer> answered_;  ///< by slot: each token's last answer
    std::optional<std::chrono::steady_clock::time_point> look_anyway_at_;
};

}  // namespace qoltanba::tokens
