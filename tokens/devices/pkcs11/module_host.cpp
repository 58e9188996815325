#include "tokens/devices/pkcs11/module_host.hpp"

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

namespace qoltanba::tokens {
namespace {

using cryptoki::Ulong;
using Clock = std::chrono::steady_clock;

/// How often a module is asked what has changed: within a second the person sees what they plugged in.
constexpr std::chrono::milliseconds between_looks{400};
constexpr std::chrono::milliseconds after_failed_look{800};
/// A token that is to be used and does not answer is asked this often again.
constexpr int further_questions = 5;
constexpr std::chrono::milliseconds between_questions{100};

Result<Ulong> as_ulong(std::uint64_t number) {
    const auto narrow = static_cast<Ulong>(number);
    if (narrow != number)
        return fail(ErrorCode::device_module_failed, "a number that the module cannot take");
    return narrow;
}

/// Whether this token may be asked for the user's PIN. Errors: pin_locked, pin_last_try, pin_length_wrong.
Result<void> fit_for_pin(const TokenFacts& token, const request::Whom& whom, const SecretBytes& pin) {
    if ((token.flags & cryptoki::user_pin_locked) != 0)
        return fail(ErrorCode::pin_locked, "the token says so");
    if ((token.flags & cryptoki::user_pin_final_try) != 0 && !whom.last_try_confirmed)
        return fail(ErrorCode::pin_last_try, "the card was not asked");
    const bool has_pad = (token.flags & cryptoki::protected_authentication_path) != 0;
    // A token without a pad would take no PIN at all for a wrong one, or for a question of its own.
    if (pin.empty() && !has_pad) return fail(ErrorCode::pin_length_wrong, "no PIN was given");
    const auto size = pin.size();
    if (!pin.empty() &&
        (size < token.min_pin_length || (token.max_pin_length >= token.min_pin_length &&
                                         token.max_pin_length != 0 && size > token.max_pin_length)))
        return fail(ErrorCode::pin_length_wrong, "the card was not asked");
    return {};
}

}  // namespace

Bytes ModuleHost::answer(BytesView message) {
    if (!greeted_) {
        // What an agent of another version says is not interpreted; the greeting tells it why.
        greeted_ = check_greeting(message).has_value();
        return write_greeting();
    }
    auto answer = answer_or_error(message);
    return answer.has_value() ? std::move(*answer) : write_failure(answer.error());
}

Result<Bytes> ModuleHost::answer_or_error(BytesView message) {
    QOLTANBA_TRY(auto request, read_request(message));
    if (!module_) {
        QOLTANBA_TRY(module_, Module::load(path_));
    }
    return std::visit([this](auto& asked) { return handle(asked); }, request);
}

Result<Bytes> ModuleHost::handle(const request::ListTokens&) {
    QOLTANBA_TRY(slots_seen_, module_->occupied_slots());
    look_anyway_at_.reset();
    std::erase_if(answered_, [&](const auto& one) { return !std::ranges::count(slots_seen_, one.first); });
    std::vector<TokenFacts> tokens;
    for (const auto slot : slots_seen_)
        if (auto token = look_at(slot)) tokens.push_back(std::move(*token));
    return write_answer(tokens);
}

std::optional<TokenFacts> ModuleHost::look_at(Ulong slot) {
    const auto now = Clock::now();
    auto token = module_->token(slot);
    if (token.has_value() && (token->flags & cryptoki::token_initialized) != 0) {
        // One that does not tell them makes no keys as far as anybody knows.
        if (auto mechanisms = module_->mechanisms(slot)) token->mechanisms = std::move(*mechanisms);
        answered_[slot] = {*token, std::nullopt};
        return std::move(*token);
    }
    const auto before = answered_.find(slot);
    if (token.has_error() || before != answered_.end()) look_anyway_at_ = now + after_failed_look;
    // One that its driver does not know, or that nobody has prepared, hides no other.
    if (before == answered_.end()) return std::nullopt;
    auto& silent_since = before->second.silent_since;
    if (!silent_since) silent_since = now;
    if (now - *silent_since < after_failed_look) return before->second.facts;
    answered_.erase(before);
    return std::nullopt;
}

bool ModuleHost::looks_changed() {
    if (module_->slot_event().value_or(false)) return true;
    if (look_anyway_at_ && Clock::now() >= *look_anyway_at_) return true;
    const auto slots = module_->occupied_slots();
    return slots.has_value() && *slots != slots_seen_;
}

Result<Bytes> ModuleHost::handle(const request::AwaitChange& asked) {
    const auto end = Clock::now() + std::chrono::milliseconds(asked.milliseconds);
    while (!looks_changed()) {
        const auto left = end - Clock::now();
        if (left <= Clock::duration::zero()) return write_answer(false);
        std::this_thread::sleep_for(std::min<Clock::duration>(left, between_looks));
    }
    return write_answer(true);
}

Result<Bytes> ModuleHost::handle(const request::ReadCertificates& asked) {
    QOLTANBA_TRY(const auto slot, as_ulong(asked.slot));
    QOLTANBA_TRY(const auto session, Session::open(*module_, slot));
    QOLTANBA_TRY(const auto certificates, session.certificates());
    return write_answer(certificates);
}

Result<TokenFacts> ModuleHost::chosen_token(const request::Whom& whom) const {
    QOLTANBA_TRY(const auto slot, as_ulong(whom.slot));
    // OpenSC knows slots only after it has been asked for them.
    QOLTANBA_TRY(const auto slots, module_->occupied_slots());
    if (!std::ranges::count(slots, slot)) return fail(ErrorCode::token_not_present, "its slot is empty");
    auto answer = module_->token(slot);
    for (int asked = 0; answer.has_error() && asked < further_questions; ++asked) {
        std::this_thread::sleep_for(between_questions);
        answer = module_->token(slot);
    }
    QOLTANBA_TRY(auto token, std::move(answer));
    if (token.serial != whom.serial) return fail(ErrorCode::token_removed, "another token is in its slot");
    return token;
}

Result<Bytes> ModuleHost::handle(request::Open& asked) {
    session_.reset();
    made_.reset();
    QOLTANBA_TRY(const auto token, chosen_token(asked.whom));
    const bool wants_login = (token.flags & cryptoki::login_required) != 0;
    if (wants_login) QOLTANBA_CHECK(fit_for_pin(token, asked.whom, asked.pin));
    QOLTANBA_TRY(const auto slot, as_ulong(token.slot));
    QOLTANBA_TRY(auto session, Session::open(*module_, slot));
    if (wants_login) QOLTANBA_CHECK(session.login(cryptoki::user, asked.pin));
    OpenedToken opened;
    QOLTANBA_TRY(opened.keys, session.keys());
    QOLTANBA_TRY(opened.certificates, session.certificates());
    QOLTANBA_TRY(opened.mechanisms, module_->mechanisms(slot));
    keys_ = opened.keys;
    // Kept only where the card will ask for it again.
    if (std::ranges::any_of(keys_, &KeyObject::always_authenticate)) pin_ = std::move(asked.pin);
    session_.emplace(std::move(session));
    slot_ = slot;
    return write_answer(opened);
}

Result<Bytes> ModuleHost::handle(request::GenerateKeyPair& asked) {
    if (!session_ || made_) return fail(ErrorCode::internal, "a key before a login, or a second one");
    // The login is the whole process's (2.40, 5.6.8): this session is the user's too.
    QOLTANBA_TRY(auto session, Session::open(*module_, slot_, Session::Access::write));
    QOLTANBA_TRY(auto mechanisms, module_->mechanisms(slot_));
    QOLTANBA_TRY(made_, session.generate(asked.order));
    auto made = session.describe(*made_, asked.order);
    if (made.has_error()) {
        // A key that nobody can name serves nobody.
        (void)session.remove(*std::exchange(made_, std::nullopt));
        return std::move(made).error();
    }
    made->mechanisms = std::move(mechanisms);
    keys_ = {made->key};
    if (made->key.always_authenticate) pin_ = std::move(asked.pin);
    return write_answer(*made);
}

Result<Bytes> ModuleHost::handle(const request::RemoveMadeKey&) {
    if (!session_ || !made_) return fail(ErrorCode::internal, "no key was made by this login");
    QOLTANBA_TRY(auto session, Session::open(*module_, slot_, Session::Access::write));
    QOLTANBA_CHECK(session.remove(*made_));
    made_.reset();
    keys_.clear();
    return write_success();
}

Result<Bytes> ModuleHost::handle(const request::ReadPublicKeys& asked) {
    QOLTANBA_TRY(const auto token, chosen_token(asked.whom));
    QOLTANBA_TRY(const auto slot, as_ulong(token.slot));
    QOLTANBA_TRY(const auto session, Session::open(*module_, slot));
    QOLTANBA_TRY(const auto keys, session.public_keys());
    return write_answer(keys);
}

Result<Bytes> ModuleHost::handle(const request::WriteCertificate& asked) {
    const auto key = std::ranges::find(keys_, asked.key, &KeyObject::handle);
    if (!session_ || key == keys_.end()) return fail(ErrorCode::internal, "a certificate before a login");
    // The login is the whole process's (2.40, 5.6.8): this session is the user's too.
    QOLTANBA_TRY(auto session, Session::open(*module_, slot_, Session::Access::write));
    QOLTANBA_CHECK(session.write_certificate(asked.certificate, key->id));
    return write_success();
}

Result<Bytes> ModuleHost::handle(const request::Sign& asked) {
    const auto key = std::ranges::find(keys_, asked.key, &KeyObject::handle);
    if (!session_ || key == keys_.end()) return fail(ErrorCode::internal, "a signature before a login");
    QOLTANBA_TRY(const auto mechanism, as_ulong(asked.mechanism));
    QOLTANBA_TRY(const auto handle, as_ulong(asked.key));
    QOLTANBA_CHECK(session_->begin_signature(mechanism, handle));
    if (key->always_authenticate) {
        // 2.40, 4.9: after C_SignInit and before C_Sign.
        auto login = session_->login(cryptoki::context_specific, pin_);
        if (login.has_error()) {
            // Whoever signs a thousand documents must not burn all tries with a PIN that was changed
            // meanwhile.
            session_.reset();
            return std::move(login).error();
        }
    }
    QOLTANBA_TRY(const auto signature, session_->finish_signature(asked.data));
    return write_answer(BytesView(signature));
}

Result<Bytes> ModuleHost::handle(const request::ChangePin& asked) {
    session_.reset();
    QOLTANBA_TRY(const auto token, chosen_token(asked.whom));
    QOLTANBA_CHECK(fit_for_pin(token, asked.whom, asked.pin));
    QOLTANBA_TRY(const auto slot, as_ulong(token.slot));
    QOLTANBA_TRY(auto session, Session::open(*module_, slot, Session::Access::write));
    // Without a login the standard means the user's PIN too, but OpenSC can be told to take it for the PUK.
    if (!asked.pin.empty()) QOLTANBA_CHECK(session.login(cryptoki::user, asked.pin));
    QOLTANBA_CHECK(session.change_pin(asked.pin, asked.new_pin));
    return write_success();
}

Result<Bytes> ModuleHost::handle(const request::UnblockPin& asked) {
    session_.reset();
    QOLTANBA_TRY(const auto token, chosen_token(asked.whom));
    if ((token.flags & cryptoki::so_pin_locked) != 0) return fail(ErrorCode::puk_locked, "the token says so");
    if ((token.flags & cryptoki::so_pin_final_try) != 0 && !asked.whom.last_try_confirmed)
        return fail(ErrorCode::pin_last_try, "the card was not asked");
    QOLTANBA_TRY(const auto slot, as_ulong(token.slot));
    QOLTANBA_TRY(auto session, Session::open(*module_, slot, Session::Access::write));
    auto login = session.login(cryptoki::security_officer, asked.puk);
    if (login.has_value()) {
        QOLTANBA_CHECK(session.set_user_pin(asked.new_pin));
        return write_success();
    }
    // A PIV card's PUK cannot be logged in with. OpenSC takes it in place of the old PIN where its
    // configuration says so; a module that took it for a PIN indeed finds that locked already, so no try is
    // lost.
    if (login.error().code != ErrorCode::device_function_failed ||
        (token.flags & cryptoki::user_pin_locked) == 0)
        return std::move(login).error();
    QOLTANBA_CHECK(session.change_pin(asked.puk, asked.new_pin, PinOwner::administrator));
    return write_success();
}

}  // namespace qoltanba::tokens
