// One signature's questions and answers on a console.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/terminal/console.hpp"
#include "agent/ui/texts.hpp"

#include <string>
#include <vector>

namespace qoltanba::agent {

class SignConversation {
  public:
    SignConversation(Console& console, const SignPrompt& prompt, KeyDesk& desk, Language language,
                     std::stop_token stop);

    Decision run();

  private:
    void show_request();
    void show_document(std::size_t index, bool whole);
    void show_keys();
    void show_certificate(const OpenedKeyView& key);

    /// "v 2"; false if the answer is something else.
    bool show_whole_document(const std::string& answer);
    /// The id of the key that an answer names, by its number in the list as it was shown or by its path;
    /// nothing if it names none.
    std::optional<std::string> key_named_by(const std::string& answer);
    /// The decision about this key; nothing if it cannot be used and another one may be named.
    std::optional<Decision> decide_on(const std::string& key_id);
    /// Asks for the password or PIN until the key opens. Errors: canceled, token_not_present, and those of
    /// KeyDesk::open.
    Result<std::vector<OpenedKeyView>> open(const std::string& key_id);
    Result<std::vector<OpenedKeyView>> open_with(const KeyChoice& key, const SecretBytes& secret);
    /// While the reader waits for the PIN an empty line gives up. Errors: canceled, those of KeyDesk::open.
    Result<std::vector<OpenedKeyView>> open_at_reader(const KeyChoice& key);
    /// What the person types to open it; empty where that happens at the reader, or nothing is needed. Error:
    /// canceled.
    Result<SecretBytes> read_secret(const KeyChoice& key);
    /// Files named by their path stay in every list.
    void take_list(std::vector<KeyChoice> keys);
    /// The place of the key to use. Errors: canceled; what keeps the keys from fitting.
    Result<std::size_t> choose_opened(const std::vector<OpenedKeyView>& keys);

    /// A line that is not empty; nothing if the person cancelled.
    std::optional<std::string> ask(TextId question);
    void say(std::string_view line);
    void say(TextId id) { say(text_for(id, language_)); }
    /// Counts a wrong answer; false when there were too many, so that no script goes on for ever.
    bool may_try_again() { return ++mistakes_ < mistakes_allowed; }

    static constexpr int mistakes_allowed = 10;

    Console& console_;
    const SignPrompt& prompt_;
    KeyDesk& desk_;
    Language language_;
    std::stop_token stop_;
    std::vector<KeyChoice> keys_;   ///< as they were last shown, or asked about since
    std::vector<KeyChoice> added_;  ///< named by their path
    bool opens_device_ = false;     ///< and not a file
    int mistakes_ = 0;
};

}  // namespace qoltanba::agent
