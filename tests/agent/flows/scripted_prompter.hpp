// A person made of code, for tests of flows: opens a key with a password and agrees, or refuses.
#pragma once

#include "agent/ui/prompter.hpp"

#include <functional>
#include <string>
#include <vector>

namespace qoltanba::test {

class ScriptedPrompter final : public agent::Prompter {
  public:
    using Person =
        std::function<Result<agent::Decision>(const agent::SignPrompt&, agent::KeyDesk&, std::stop_token)>;

    using SecretPerson = std::function<Result<agent::SecretDecision>(
        const agent::SecretPrompt&, const agent::SecretUse&, std::stop_token)>;

    explicit ScriptedPrompter(Person person) : person_(std::move(person)) {}

    Result<agent::Decision> ask(const agent::SignPrompt& prompt, agent::KeyDesk& desk,
                                std::stop_token stop) override {
        prompts.push_back(prompt);
        return person_(prompt, desk, stop);
    }
    Result<std::optional<std::filesystem::path>> choose_file(const agent::FilePrompt& prompt,
                                                             std::stop_token) override {
        file_prompts.push_back(prompt);
        return file;
    }
    Result<agent::SecretDecision> ask_for_secret(const agent::SecretPrompt& prompt,
                                                 const agent::SecretUse& use, std::stop_token stop) override {
        secret_prompts.push_back(prompt);
        return secret_person_(prompt, use, stop);
    }
    void change_language(Language language) override { languages.push_back(language); }
    void show_settings() override { ++settings_shown; }

    void becomes(Person person) { person_ = std::move(person); }
    void becomes(SecretPerson person) { secret_person_ = std::move(person); }

    std::vector<agent::SignPrompt> prompts;
    std::vector<agent::FilePrompt> file_prompts;
    std::vector<agent::SecretPrompt> secret_prompts;
    std::optional<std::filesystem::path> file;
    std::vector<Language> languages;
    int settings_shown = 0;

  private:
    Person person_;
    SecretPerson secret_person_ = [](const auto&, const auto&, auto) -> Result<agent::SecretDecision> {
        return agent::SecretDecision(agent::Refusal{});
    };
};

/// Opens the first key whose file name begins so, and agrees to the first key in it.
ScriptedPrompter::Person agrees_with(std::string file_name_begins, std::string password);
/// Types this for the password that is there, or for a new one, and gives up when it is not accepted.
ScriptedPrompter::SecretPerson types(std::string secret);

/// Says no.
ScriptedPrompter::Person refuses(bool block_site = false);

}  // namespace qoltanba::test
