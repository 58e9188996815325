// What a request for a password or PIN says, for the window and the terminal alike.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/texts.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace qoltanba::agent {

/// A secret to be typed: its name in a window, and the question of a terminal.
struct SecretField {
    TextId name;
    TextId question;
};

struct SecretWords {
    std::string request;    ///< follows the caller's name
    std::string heading{};  ///< over the facts
    std::vector<std::pair<std::string, std::string>>
        facts{};  ///< label and value; invisible characters shown
    std::vector<std::string> warnings{};
    std::string note{};                    ///< what will happen; may be empty
    std::string rule{};                    ///< what the new one must be like; may be empty
    std::optional<SecretField> current{};  ///< the one that is there; nothing: it is not asked for
    std::optional<SecretField> fresh{};    ///< the new one
    std::optional<SecretField> again{};    ///< wherever there is `fresh`
    TextId differ = TextId::passwords_differ;
    TextId action = TextId::make_key;  ///< the button
    bool is_last_try = false;          ///< known before anything is typed
};

SecretWords secret_words(const SecretPrompt& prompt, Language language);

}  // namespace qoltanba::agent
