#include "agent/ui/terminal/secret_conversation.hpp"

#include "agent/ui/key_choice.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/terminal/number.hpp"

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
      places_(prompt.places == nullptr ? std::vector<KeyPlace>() : prompt.places->places_now()),
      place_(places_.empty() ? std::string() : places_.front().id),
      words_(words_now()) {}

SecretWords SecretConversation::words_now() const {
    return secret_words(prompt_, language_, find_place(places_, place_));
}

SecretDecision SecretConversation::run() {
    show_request();
    if (words_.only_tells) {
        (void)console_.read_line(text_for(TextId::press_enter, language_), Echo::on, stop_);
        return SecretUsed{};
    }
    const auto answer = console_.read_line(text_for(TextId::ask_to_go_on, language_), Echo::on, stop_);
    if (answer && text_of(answer->view()) == "b" && prompt_.caller) {
        say(text_for(TextId::blocked, language_));
        return Refusal{.block_site = true};
    }
    if (!answer || text_of(answer->view()) != "y" || !choose_place()) return Refusal{};
    for (bool found_last_try = false; words_.obstacle.empty();) {
        const bool is_last_try = words_.is_last_try || found_last_try;
        if (is_last_try && !agrees(TextId::ask_to_use_last_try)) return Refusal{};
        auto typed = read_secrets();
        if (!typed) return Refusal{};
        typed->last_try_confirmed = is_last_try;
        typed->place = place_;
        const auto used = use_(*typed);
        if (used) return SecretUsed{};
        say(error_text(used.error(), language_));
        if (!may_try_again() || !is_place_there_after(used.error().code)) return Refusal{};
        found_last_try = used.error().code == ErrorCode::pin_last_try;
    }
    return Refusal{};
}

bool SecretConversation::choose_place() {
    if (places_.size() < 2) return true;
    for (;;) {
        const auto answer = console_.read_line(text_for(TextId::ask_for_place, language_), Echo::on, stop_);
        if (!answer || answer->empty()) return false;
        if (const auto number = number_from(text_of(answer->view()), places_.size())) {
            place_ = places_[*number].id;
            words_ = words_now();
            show_what_happens();
            return true;
        }
        say(text_for(TextId::not_understood, language_));
        if (!may_try_again()) return false;
    }
}

bool SecretConversation::is_place_there_after(ErrorCode code) {
    if (prompt_.places == nullptr) return true;
    places_ = places_after(*prompt_.places, place_, code);
    if (find_place(places_, place_) == nullptr) {
        say("! " + std::string(text_for(TextId::no_place_now, language_)));
        return false;
    }
    words_ = words_now();
    if (is_about_pin(code)) show_standing();
    return true;
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
    if (places_.size() < 2) return show_what_happens();
    say(text_for(TextId::place_of_key, language_));
    for (std::size_t i = 0; i < places_.size(); ++i)
        say("  " + std::to_string(i + 1) + ". " + place_text(prompt_, places_[i], language_));
}

void SecretConversation::show_what_happens() {
    if (!words_.note.empty()) say(words_.note);
    show_standing();
}

void SecretConversation::show_standing() {
    for (const auto& warning : words_.warnings) say("! " + warning);
    if (!words_.obstacle.empty()) say("! " + words_.obstacle);
    if (!words_.rule.empty()) say(words_.rule);
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
