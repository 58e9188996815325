#include "agent/ui/terminal/secret_conversation.hpp"

#include "agent/ui/presentation.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {

SecretConversation::SecretConversation(Console& console, const SecretPrompt& prompt, const SecretUse& use,
                                       Language language, std::stop_token stop)
    : console_(console),
      prompt_(prompt),
      use_(use),
      language_(language),
      stop_(std::move(stop)),
      words_(secret_words(prompt, language)) {}

SecretDecision SecretConversation::run() {
    show_request();
    const auto answer = console_.read_line(text_for(TextId::ask_to_go_on, language_), Echo::on, stop_);
    if (answer && text_of(answer->view()) == "b" && prompt_.caller) {
        say(text_for(TextId::blocked, language_));
        return Refusal{.block_site = true};
    }
    if (!answer || text_of(answer->view()) != "y") return Refusal{};
    bool last_try_confirmed = words_.is_last_try && agrees(TextId::ask_to_use_last_try);
    if (words_.is_last_try && !last_try_confirmed) return Refusal{};
    for (;;) {
        auto typed = read_secrets();
        if (!typed) return Refusal{};
        typed->last_try_confirmed = last_try_confirmed;
        const auto used = use_(*typed);
        if (used) return SecretUsed{};
        say(error_text(used.error(), language_));
        if (!may_try_again()) return Refusal{};
        if (used.error().code == ErrorCode::pin_last_try) {
            if (!agrees(TextId::ask_to_use_last_try)) return Refusal{};
            last_try_confirmed = true;
        }
    }
}

void SecretConversation::show_request() {
    say("");
    say(std::string(72, '='));
    if (prompt_.caller) say(caller_text(*prompt_.caller, language_));
    say("  " + words_.request);
    if (prompt_.caller) {
        if (const auto warning = origin_warning(*prompt_.caller, language_); !warning.empty())
            say("! " + warning);
    }
    say("");
    if (!words_.heading.empty()) say(words_.heading);
    for (const auto& [label, value] : words_.facts) say("  | " + label + ": " + value);
    for (const auto& warning : words_.warnings) say("! " + warning);
    for (const auto& line : {words_.note, words_.rule})
        if (!line.empty()) say(line);
}

std::optional<TypedSecret> SecretConversation::read_secrets() {
    TypedSecret typed;
    if (words_.current) {
        auto current = read_secret(words_.current->question);
        if (!current) return {};
        typed.current = std::move(*current);
    }
    if (words_.fresh) {
        auto fresh = read_new_one();
        if (!fresh) return {};
        typed.fresh = std::move(*fresh);
    }
    return typed;
}

std::optional<SecretBytes> SecretConversation::read_new_one() {
    for (;;) {
        auto fresh = read_secret(words_.fresh->question);
        if (!fresh) return {};
        const auto again = read_secret(words_.again->question);
        if (!again) return {};
        if (std::ranges::equal(fresh->view(), again->view())) return fresh;
        say(text_for(words_.differ, language_));
        if (!may_try_again()) return {};
    }
}

std::optional<SecretBytes> SecretConversation::read_secret(TextId question) {
    auto line = console_.read_line(text_for(question, language_), Echo::off, stop_);
    if (!line || line->empty()) return {};
    return line;
}

bool SecretConversation::agrees(TextId question) {
    const auto answer = console_.read_line(text_for(question, language_), Echo::on, stop_);
    return answer && text_of(answer->view()) == "y";
}

void SecretConversation::say(std::string_view line) {
    console_.write(std::string(line) + "\n");
}

}  // namespace qoltanba::agent
