// A prompter that is there before the windows are: the server listens first, and a page that asks in the
// meantime waits for the moment until Qt is up.
#pragma once

#include "agent/ui/prompter.hpp"

#include <condition_variable>
#include <mutex>

namespace qoltanba::agent {

class DeferredPrompter final : public Prompter {
  public:
    /// From now on `face` answers; nullptr: nobody answers any more (window_unavailable). Calls under way
    /// keep the face they began with, so it is closed, not destroyed, before it is taken away.
    void show(Prompter* face);

    Result<Decision> ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) override;
    Result<std::optional<std::filesystem::path>> choose_file(const FilePrompt& prompt,
                                                             std::stop_token stop) override;
    Result<SecretDecision> ask_for_secret(const SecretPrompt& prompt, const SecretUse& use,
                                          std::stop_token stop) override;
    void change_language(Language language) override;
    void show_settings() override;

  private:
    Prompter* wait_for_face(std::stop_token stop);

    std::mutex mutex_;
    std::condition_variable_any changed_;
    bool decided_ = false;
    Prompter* face_ = nullptr;
};

}  // namespace qoltanba::agent
