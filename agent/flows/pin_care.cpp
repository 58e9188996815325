#include "agent/flows/pin_care.hpp"

#include "agent/flows/device_choice.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {

std::vector<KeyChoice> PinCare::tokens() const {
    std::vector<KeyChoice> choices;
    for (const auto& token : devices_.tokens()) choices.push_back(choice_of(token));
    for (const auto& card : devices_.unserved_cards()) choices.push_back(choice_of(card));
    return choices;
}

void PinCare::begin(const std::string& id, Wish wish) {
    if (busy_) return;
    const auto plugged = devices_.tokens();
    const auto found =
        std::ranges::find_if(plugged, [&](const auto& token) { return choice_of(token).id == id; });
    if (found == plugged.end()) return;
    busy_ = true;
    asking_ = std::jthread([this, description = *found, wish](const std::stop_token& stop) {
        ask(description, wish, stop);
        busy_ = false;
    });
}

void PinCare::ask(const tokens::TokenDescription& description, Wish wish, const std::stop_token& stop) {
    const auto token = devices_.token_of(description, {}, stop);
    const auto device = *choice_of(description).device;
    SecretPrompt prompt;
    SecretUse use;
    if (wish == Wish::change) {
        prompt.what = PinChangeView{device};
        use = [&](const TypedSecret& typed) {
            return token->change_pin(typed.current, typed.fresh, typed.last_try_confirmed);
        };
    } else {
        prompt.what = PinUnblockingView{device, pin_standing_of(description.puk_state())};
        use = [&](const TypedSecret& typed) {
            return token->unblock_pin(typed.current, typed.fresh, typed.last_try_confirmed);
        };
    }
    // The person saw in the window what came of it; where no window can be shown there was nobody to tell.
    (void)prompter_.ask_for_secret(prompt, use, stop);
}

}  // namespace qoltanba::agent
