#include "agent/ui/terminal/terminal_prompter.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/terminal/secret_conversation.hpp"
#include "agent/ui/terminal/sign_conversation.hpp"
#include "agent/ui/visible_text.hpp"

#include <utility>

namespace qoltanba::agent {

TerminalPrompter::TerminalPrompter(std::unique_ptr<Console> console, std::optional<Language> own)
    : console_(std::move(console)), own_(own) {}

template <typename Answer>
Answer TerminalPrompter::in_turn(std::optional<Language> wish, const std::stop_token& stop,
                                 const std::function<Answer(Language)>& converse) {
    const auto turn = queue_.wait(stop);
    if (!turn) return Refusal{};
    const auto language = language_for(wish);
    if (!wait_for_empty_line(language, stop)) return Refusal{};
    console_->forget_typed_ahead();
    auto answer = converse(language);
    if (!stop.stop_requested()) return answer;
    withdrawn_ = true;
    console_->write("\n" + std::string(text_for(TextId::request_withdrawn, language)) + "\n");
    return Refusal{};
}

Result<Decision> TerminalPrompter::ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) {
    return in_turn<Decision>(prompt.language, stop, [&](Language language) {
        return SignConversation(*console_, prompt, desk, language, stop).run();
    });
}

Result<SecretDecision> TerminalPrompter::ask_for_secret(const SecretPrompt& prompt, const SecretUse& use,
                                                        std::stop_token stop) {
    return in_turn<SecretDecision>(prompt.language, stop, [&](Language language) {
        return SecretConversation(*console_, prompt, use, language, stop).run();
    });
}

Result<std::optional<std::filesystem::path>> TerminalPrompter::choose_file(const FilePrompt& prompt,
                                                                           std::stop_token stop) {
    using Chosen = std::optional<std::filesystem::path>;
    const auto turn = queue_.wait(stop);
    if (!turn) return Chosen();
    const auto language = language_for(prompt.language);
    if (!wait_for_empty_line(language, stop)) return Chosen();
    console_->forget_typed_ahead();
    std::string request = "\n" + caller_text(prompt.caller, language) + "\n  ";
    request.append(text_for(TextId::asks_for_file, language));
    if (prompt.extension != "ALL") request.append(" (").append(visible_line(prompt.extension)).append(")");
    console_->write(request + "\n");

    const auto line = console_->read_line(text_for(TextId::ask_for_path, language), Echo::on, stop);
    if (stop.stop_requested()) withdrawn_ = true;
    if (!line || line->empty()) return Chosen();
    const auto path = line->view();
    return Chosen(std::u8string(path.begin(), path.end()));
}

bool TerminalPrompter::wait_for_empty_line(Language language, const std::stop_token& stop) {
    while (withdrawn_ && console_->is_terminal()) {
        console_->forget_typed_ahead();
        // What comes may be the rest of a password.
        const auto line = console_->read_line(text_for(TextId::press_enter, language), Echo::off, stop);
        if (!line) return false;
        withdrawn_ = !line->empty();
    }
    withdrawn_ = false;
    return true;
}

void TerminalPrompter::change_language(Language language) {
    const std::lock_guard lock(mutex_);
    last_wish_ = language;
}

void TerminalPrompter::show_settings() {
    console_->write(std::string(text_for(TextId::terminal_settings, language_for({}))) + "\n");
}

Language TerminalPrompter::language_for(std::optional<Language> wish) const {
    const std::lock_guard lock(mutex_);
    return window_language(own_, wish ? wish : last_wish_);
}

}  // namespace qoltanba::agent
