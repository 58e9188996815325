// What choosing a key asks of the person, for the window and the terminal alike.
#pragma once

#include "agent/ui/prompter.hpp"

#include <string>
#include <vector>

namespace qoltanba::agent {

/// False of a card that this computer cannot use and of a device whose PIN is locked.
bool can_be_opened(const KeyChoice& key);

/// Whether a password or PIN is typed here; a PIN may be typed at the reader, or not be needed.
bool is_secret_typed_here(const KeyChoice& key);

/// Whether whoever opens it has to type something, here or at the reader.
bool needs_secret(const KeyChoice& key);

/// Whether it is opened with a PIN that is typed at the reader.
bool is_typed_at_reader(const KeyChoice& key);

/// Whether one more wrong PIN locks it, so that it is opened only after the person said to know that.
bool is_last_try(const KeyChoice& key);

/// Whether what was typed for one of them may be used for the other: a person moves through the files with
/// one password, but the PIN of a device goes nowhere else.
bool take_same_secret(const KeyChoice& a, const KeyChoice& b);

const KeyChoice* find_key(const std::vector<KeyChoice>& keys, const std::string& id);

/// Whether an error of KeyDesk::open tells how the device's PIN stands now.
bool is_about_pin(ErrorCode code);

/// How the PIN stands at best after an error of such a code; `ready` for all others.
PinStanding standing_after(ErrorCode code);

/// The list after such an error, also where the desk's own does not know of it yet.
std::vector<KeyChoice> keys_after(KeyDesk& desk, const std::string& opened_id, ErrorCode code);

}  // namespace qoltanba::agent
