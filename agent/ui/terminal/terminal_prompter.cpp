#include "agent/ui/terminal/terminal_prompter.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/terminal/sign_conversation.hpp"
#include "agent/ui/visible_text.hpp"

#include <utility>

namespace qoltanba::agent {

TerminalPrompter::TerminalPrompter(std::unique_ptr<Console> console, std::optional<Language> own)
    : console_(std::move(console)), own_(own) {}

Result<Decision> TerminalPrompter::ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) {
    const auto turn = queue_.wait(stop);
    if (!turn) return Decision(Refusal{});
    const auto language = language_for(prompt.language);
    console_->forget_typed_ahead();
    auto decision = SignConversation(*console_, prompt, desk, language, stop).run();
    if (!stop.stop_requested()) return decision;
    console_->write("\n" + std::string(text_for(TextId::request_withdrawn, language)) + "\n");
    return Decision(Refusal{});
}

Result<std::optional<std::filesystem::path>> TerminalPrompter::choose_file(const FilePrompt& prompt,
                                                                           std::stop_token stop) {
    using Chosen = std::optional<std::filesystem::path>;
    const auto turn = queue_.wait(stop);
    if (!turn) return Chosen();
    const auto language = language_for(prompt.language);
    console_->forget_typed_ahead();
    std::string request = "\n" + caller_text(prompt.caller, language) + "\n  ";
    request.append(text_for(TextId::asks_for_file, language));
    if (prompt.extension != "ALL") request.append(" (").append(visible_line(prompt.extension)).append(")");
    console_->write(request + "\n");

    const auto line = console_->read_line(text_for(TextId::ask_for_path, language), Echo::on, stop);
    if (!line || line->empty()) return Chosen();
    const auto path = line->view();
    return Chosen(std::u8string(path.begin(), path.end()));
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
