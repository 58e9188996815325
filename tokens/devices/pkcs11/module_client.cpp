#include "tokens/devices/pkcs11/module_client.hpp"

#include "tokens/devices/pkcs11/wire.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::tokens {
namespace {

std::string to_utf8(const std::filesystem::path& path) {
    const auto text = path.u8string();
    return {text.begin(), text.end()};
}

}  // namespace

Result<ModuleClient> ModuleClient::start(const std::filesystem::path& program,
                                         const std::filesystem::path& module, const ModulePatience& patience,
                                         std::stop_token stop) {
    auto process = ChildProcess::start(program, {to_utf8(module)});
    if (process.has_error())
        return because(ErrorCode::device_module_failed, to_utf8(module), std::move(process).error());
    return ModuleClient(std::move(*process), to_utf8(module), patience, std::move(stop));
}

Result<Bytes> ModuleClient::ask(const request::Any& request, std::chrono::milliseconds limit) {
    if (!greeted_) {
        QOLTANBA_TRY(const auto greeting, exchange(write_greeting(), limit));
        QOLTANBA_CHECK(check_greeting(greeting));
        greeted_ = true;
    }
    return exchange(write_request(request).view(), limit);
}

Result<Bytes> ModuleClient::exchange(BytesView message, std::chrono::milliseconds limit) {
    auto answer = process_.exchange(message, wire::largest_message, limit, stop_);
    if (answer.has_error())
        return because(ErrorCode::device_module_failed, module_, std::move(answer).error());
    return std::move(*answer);
}

Result<std::vector<TokenFacts>> ModuleClient::list_tokens() {
    QOLTANBA_TRY(const auto answer, ask(request::ListTokens{}, patience_.look));
    return read_tokens(answer);
}

Result<bool> ModuleClient::await_change(std::chrono::milliseconds longest) {
    const request::AwaitChange asked{static_cast<std::uint64_t>(longest.count())};
    QOLTANBA_TRY(const auto answer, ask(asked, longest + patience_.look));
    return read_change(answer);
}

Result<std::vector<CertificateObject>> ModuleClient::certificates(std::uint64_t slot) {
    QOLTANBA_TRY(const auto answer, ask(request::ReadCertificates{slot}, patience_.look));
    return read_certificates(answer);
}

Result<OpenedToken> ModuleClient::open(const request::Whom& whom, const SecretBytes& pin) {
    QOLTANBA_TRY(const auto answer, ask(request::Open{whom, pin.duplicate()}, patience_.person));
    return read_opened(answer);
}

Result<Bytes> ModuleClient::sign(std::uint64_t key, std::uint64_t mechanism, BytesView data) {
    QOLTANBA_TRY(const auto answer, ask(request::Sign{key, mechanism, copy_of(data)}, patience_.person));
    return read_signature(answer);
}

Result<void> ModuleClient::change_pin(const request::Whom& whom, const SecretBytes& pin,
                                      const SecretBytes& new_pin) {
    QOLTANBA_TRY(const auto answer,
                 ask(request::ChangePin{whom, pin.duplicate(), new_pin.duplicate()}, patience_.person));
    return read_success(answer);
}

Result<void> ModuleClient::unblock_pin(const request::Whom& whom, const SecretBytes& puk,
                                       const SecretBytes& new_pin) {
    QOLTANBA_TRY(const auto answer,
                 ask(request::UnblockPin{whom, puk.duplicate(), new_pin.duplicate()}, patience_.person));
    return read_success(answer);
}

Result<MadeKey> ModuleClient::generate(const SecretBytes& pin, const KeyOrder& order) {
    QOLTANBA_TRY(const auto answer, ask(request::GenerateKeyPair{pin.duplicate(), order}, patience_.person));
    return read_made_key(answer);
}

Result<void> ModuleClient::remove_made_key() {
    QOLTANBA_TRY(const auto answer, ask(request::RemoveMadeKey{}, patience_.person));
    return read_success(answer);
}

Result<std::vector<PublicKeyObject>> ModuleClient::public_keys(const request::Whom& whom) {
    QOLTANBA_TRY(const auto answer, ask(request::ReadPublicKeys{whom}, patience_.look));
    return read_public_keys(answer);
}

Result<void> ModuleClient::write_certificate(std::uint64_t key, const CertificateToWrite& certificate) {
    QOLTANBA_TRY(const auto answer, ask(request::WriteCertificate{key, certificate}, patience_.person));
    return read_success(answer);
}

Error ModuleClient::explained(Error error, const request::Whom& whom) {
    if (error.code == ErrorCode::token_removed || error.code == ErrorCode::token_not_present) return error;
    const auto tokens = list_tokens();
    if (tokens.has_error()) return error;
    const auto is_it = [&](const TokenFacts& token) {
        return token.slot == whom.slot && token.serial == whom.serial;
    };
    if (std::ranges::any_of(*tokens, is_it)) return error;
    return because(ErrorCode::token_removed, "it is in its slot no more", std::move(error));
}

}  // namespace qoltanba::tokens
