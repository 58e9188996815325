#include "agent/program/deferred_prompter.hpp"

namespace qoltanba::agent {

void DeferredPrompter::show(Prompter* face) {
    const std::lock_guard lock(mutex_);
    face_ = face;
    decided_ = true;
    changed_.notify_all();
}

Prompter* DeferredPrompter::wait_for_face(std::stop_token stop) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, stop, [this] { return decided_; });
    return face_;
}

Result<Decision> DeferredPrompter::ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) {
    auto* face = wait_for_face(stop);
    if (face == nullptr) return fail(ErrorCode::window_unavailable, "the program is starting or ending");
    return face->ask(prompt, desk, stop);
}

Result<std::optional<std::filesystem::path>> DeferredPrompter::choose_file(const FilePrompt& prompt,
                                                                           std::stop_token stop) {
    auto* face = wait_for_face(stop);
    if (face == nullptr) return fail(ErrorCode::window_unavailable, "the program is starting or ending");
    return face->choose_file(prompt, stop);
}

Result<SecretDecision> DeferredPrompter::ask_for_secret(const SecretPrompt& prompt, const SecretUse& use,
                                                        std::stop_token stop) {
    auto* face = wait_for_face(stop);
    if (face == nullptr) return fail(ErrorCode::window_unavailable, "the program is starting or ending");
    return face->ask_for_secret(prompt, use, stop);
}

void DeferredPrompter::change_language(Language language) {
    const std::lock_guard lock(mutex_);
    if (face_ != nullptr) face_->change_language(language);
}

void DeferredPrompter::show_settings() {
    const std::lock_guard lock(mutex_);
    if (face_ != nullptr) face_->show_settings();
}

}  // namespace qoltanba::agent
