// The questions and answers of one password or PIN on a console.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/secret_words.hpp"
#include "agent/ui/terminal/console.hpp"

namespace qoltanba::agent {

class SecretConversation {
  public:
    SecretConversation(Console& console, const SecretPrompt& prompt, const SecretUse& use, Language language,
                       std::stop_token stop);

    SecretDecision run();

  private:
    void show_request();
    /// What there is to know of the chosen place, and what will happen.
    void show_what_happens();
    /// How its PIN stands now, or what a new password must be like.
    void show_standing();
    [[nodiscard]] SecretWords words_now() const;
    /// False: the person cancelled.
    bool choose_place();
    /// Looks at the places again after a failure.
    bool is_place_there_after(ErrorCode code);
    /// What the fields ask for. Nothing: the person cancelled.
    std::optional<TypedSecret> read_secrets();
    /// The new one, the same twice; nothing: the person cancelled.
    std::optional<SecretBytes> read_new_one();
    /// A line that is not empty.
    std::optional<SecretBytes> read_secret(TextId question);
    /// Whether the person answers "y".
    bool agrees(TextId question);

    void say(std::string_view line);
    bool may_try_again() { return ++mistakes_ < mistakes_allowed; }

    static constexpr int mistakes_allowed = 10;  ///< so that no script goes on for ever

    Console& console_;
    const SecretPrompt& prompt_;
    const SecretUse& use_;
    Language language_;
    std::stop_token stop_;
    std::vector<KeyPlace> places_;
    std::string place_;  ///< the chosen one's id
    SecretWords words_;
    int mistakes_ = 0;
};

}  // namespace qoltanba::agent
