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
    std::string obstacle{};                ///< why it cannot be done as things stand; empty: it can
    std::string note{};                    ///< what will happen; may be empty
    std::string rule{};                    ///< what the new one must be like; may be empty
    std::optional<SecretField> current{};  ///< the one that is there; nothing: it is not asked for
    std::optional<SecretField> fresh{};    ///< the new one
    std::optional<SecretField> again{};    ///< wherever there is `fresh`
    TextId differ = TextId::passwords_differ;
    TextId action = TextId::make_key;  ///< the button
    bool is_last_try = false;          ///< known before anything is typed
    bool only_tells = false;           ///< there is nothing to decide
};

/// `place`: the one that is chosen, of a prompt that has them.
SecretWords secret_words(const SecretPrompt& prompt, Language language, const KeyPlace* place = nullptr);

/// One line of the choice: a file and its folder, or a device and its reader.
std::string place_text(const SecretPrompt& prompt, const KeyPlace& place, Language language);

/// The one of this id; nullptr: it is not there.
const KeyPlace* find_place(const std::vector<KeyPlace>& places, const std::string& id);

/// The places after `use` failed so for this one, also where the flow's own list does not know of it yet.
std::vector<KeyPlace> places_after(KeyPlaces& places, const std::string& used_id, ErrorCode code);

}  // namespace qoltanba::agent
