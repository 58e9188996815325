// The Prompter for a terminal or a script: the same content as the window, one line an answer.
//
// For a signature it prints who asks, what is to be signed and the numbered keys, and reads
//   1. a key's number, or the path of another key file ("v 2" shows the second document in full, "b" blocks
//   the site),
//   2. the password,
//   3. the number of a certificate, only where the file holds several that fit,
//   4. "y", after the certificate was shown.
// For a password or PIN it prints who asks and what for, and reads "y" ("b" blocks the site), the secrets,
// the new one twice, and "y" again before the last try. An empty line or the end of the input refuses; so
// does a prompt in which too many answers were wrong.
#pragma once

#include "agent/ui/prompt_queue.hpp"
#include "agent/ui/prompter.hpp"
#include "agent/ui/terminal/console.hpp"

#include <functional>
#include <memory>
#include <mutex>
#include <optional>

namespace qoltanba::agent {

class TerminalPrompter final : public Prompter {
  public:
    /// `own` is the language the person set; without it a page's wish is followed.
    explicit TerminalPrompter(std::unique_ptr<Console> console, std::optional<Language> own = {});

    // From any thread; one prompt at a time, the others stand in line.
    Result<Decision> ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) override;
    Result<std::optional<std::filesystem::path>> choose_file(const FilePrompt& prompt,
                                                             std::stop_token stop) override;
    Result<SecretDecision> ask_for_secret(const SecretPrompt& prompt, const SecretUse& use,
                                          std::stop_token stop) override;
    void change_language(Language language) override;
    void show_settings() override;

  private:
    /// Asks when it is this request's turn; a Refusal where `stop` came first or in the middle.
    template <typename Answer>
    Answer in_turn(std::optional<Language> wish, const std::stop_token& stop,
                   const std::function<Answer(Language)>& converse);
    /// Comes back once the person at a terminal has nothing in the line that was meant for a withdrawn
    /// request; false if `stop` or the end of the input came first. A script's lines are all meant as they
    /// stand.
    bool wait_for_empty_line(Language language, const std::stop_token& stop);
    [[nodiscard]] Language language_for(std::optional<Language> wish) const;

    std::unique_ptr<Console> console_;
    PromptQueue queue_;
    bool withdrawn_ = false;  ///< the request before this one, in mid-answer; belongs to whoever has the turn
    mutable std::mutex mutex_;
    std::optional<Language> own_;
    std::optional<Language> last_wish_;
};

}  // namespace qoltanba::agent
