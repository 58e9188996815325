// The agent's side of a module: the same questions as module_host.hpp answers, put to a child process. A
// module that crashes or hangs costs its child.
#pragma once

#include "tokens/devices/pkcs11/child_process.hpp"
#include "tokens/devices/pkcs11/messages.hpp"

#include <chrono>
#include <filesystem>
#include <stop_token>

namespace qoltanba::tokens {

/// How long a module may take before its process is killed.
struct ModulePatience {
    std::chrono::milliseconds look{15'000};     ///< the first one starts drivers and reads whole cards
    std::chrono::milliseconds person{180'000};  ///< where the person types at a PIN pad or presses a button
};

/// One child with one module. Not for two threads at once. Errors of all functions: what the module said
/// (return_values.cpp), device_module_failed when it crashed, hung or spoke nonsense, program_updated where
/// the program that loads modules is no longer the one that came with us.
class ModuleClient {
  public:
    static Result<ModuleClient> start(const std::filesystem::path& program,
                                      const std::filesystem::path& module,
                                      const ModulePatience& patience = {}, std::stop_token stop = {});

    Result<std::vector<TokenFacts>> list_tokens();
    Result<bool> await_change(std::chrono::milliseconds longest);
    Result<std::vector<CertificateObject>> certificates(std::uint64_t slot);
    Result<OpenedToken> open(const request::Whom& whom, const SecretBytes& pin);
    Result<Bytes> sign(std::uint64_t key, std::uint64_t mechanism, BytesView data);
    Result<void> change_pin(const request::Whom& whom, const SecretBytes& pin, const SecretBytes& new_pin);
    Result<void> unblock_pin(const request::Whom& whom, const SecretBytes& puk, const SecretBytes& new_pin);

    /// The error as it is; token_removed with that cause where the token is in its slot no more. Makers'
    /// modules have all sorts of names for a card that was pulled out while it worked.
    Error explained(Error error, const request::Whom& whom);

    /// By the login that open() began.
    Result<MadeKey> generate(const SecretBytes& pin, const KeyOrder& order);
    /// What generate() made.
    Result<void> remove_made_key();
    Result<void> write_certificate(std::uint64_t key, const CertificateToWrite& certificate);
    Result<std::vector<PublicKeyObject>> public_keys(const request::Whom& whom);

    /// From now on this takes the place of the stop token that it was started with.
    void stop_by(std::stop_token stop) { stop_ = std::move(stop); }

    [[nodiscard]] std::int64_t process_id() const { return process_.process_id(); }

  private:
    ModuleClient(ChildProcess process, std::string module, ModulePatience patience, std::stop_token stop)
        : process_(std::move(process)),
          module_(std::move(module)),
          patience_(patience),
          stop_(std::move(stop)) {}
    Result<Bytes> ask(const request::Any& request, std::chrono::milliseconds limit);
    Result<Bytes> exchange(BytesView message, std::chrono::milliseconds limit);

    ChildProcess process_;
    std::string module_;
    ModulePatience patience_;
    std::stop_token stop_;  ///< then every question fails at once
    bool greeted_ = false;
};

}  // namespace qoltanba::tokens
