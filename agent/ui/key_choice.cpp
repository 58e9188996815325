#include "agent/ui/key_choice.hpp"

#include <algorithm>

namespace qoltanba::agent {

bool can_be_opened(const KeyChoice& key) {
    if (!key.device) return true;
    const bool is_locked = key.device->pin_needed && key.device->pin == PinStanding::locked;
    return key.device->missing.empty() && !is_locked;
}

bool is_secret_typed_here(const KeyChoice& key) {
    return can_be_opened(key) && needs_secret(key) && !is_typed_at_reader(key);
}

bool is_typed_at_reader(const KeyChoice& key) {
    return key.device && key.device->pin_needed && key.device->pin_pad;
}

bool needs_secret(const KeyChoice& key) {
    return !key.device || key.device->pin_needed;
}

bool is_last_try(const KeyChoice& key) {
    return key.device && can_be_opened(key) && needs_secret(key) && key.device->pin == PinStanding::last_try;
}

bool take_same_secret(const KeyChoice& a, const KeyChoice& b) {
    if (!a.device && !b.device) return true;
    return a.device && b.device && a.id == b.id && is_secret_typed_here(a) && is_secret_typed_here(b) &&
           is_last_try(a) == is_last_try(b);
}

const KeyChoice* find_key(const std::vector<KeyChoice>& keys, const std::string& id) {
    const auto found = std::ranges::find(keys, id, &KeyChoice::id);
    return found == keys.end() ? nullptr : &*found;
}

bool is_about_pin(ErrorCode code) {
    return code == ErrorCode::wrong_pin || code == ErrorCode::pin_last_try || code == ErrorCode::pin_locked;
}

PinStanding standing_after(ErrorCode code) {
    if (code == ErrorCode::pin_locked) return PinStanding::locked;
    if (code == ErrorCode::pin_last_try) return PinStanding::last_try;
    return code == ErrorCode::wrong_pin ? PinStanding::few_tries : PinStanding::ready;
}

std::vector<KeyChoice> keys_after(KeyDesk& desk, const std::string& opened_id, ErrorCode code) {
    auto keys = desk.keys_now();
    const auto opened = std::ranges::find(keys, opened_id, &KeyChoice::id);
    if (opened == keys.end() || !opened->device) return keys;
    opened->device->pin = std::max(opened->device->pin, standing_after(code));
    return keys;
}

}  // namespace qoltanba::agent
