// What is plugged in, for a page that asks before the person is. It gets this without their consent: so
// nothing that would tell one device from another of its kind, nor whose it is.
#include "agent/flows/device_choice.hpp"
#include "agent/flows/flows.hpp"
#include "agent/flows/storages.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

using protocol::TokenInformation;
using protocol::TokenState;

std::optional<TokenInformation::Name> name_of(const tokens::KnownCard* kind) {
    if (kind == nullptr) return std::nullopt;
    return TokenInformation::Name{std::string(kind->name.kk), std::string(kind->name.ru),
                                  std::string(kind->name.en)};
}

bool shows_certificate(const tokens::TokenDescription& token) {
    return std::ranges::any_of(token.certificates, [](const auto& one) { return !one.may_issue(); });
}

TokenState state_of(const tokens::TokenDescription& token) {
    const auto pin = choice_of(token).device->pin;
    if (pin == PinStanding::locked) return TokenState::pin_locked;
    if (!shows_certificate(token)) return TokenState::no_certificate;
    return pin == PinStanding::last_try ? TokenState::pin_last_try : TokenState::ready;
}

TokenState state_of(const UnservedCard& card) {
    using tokens::pcsc::CardState;
    if (card.state == CardState::unresponsive) return TokenState::card_unresponsive;
    return card.state == CardState::held ? TokenState::device_busy : TokenState::card_not_served;
}

}  // namespace

Result<protocol::Outcome> tell_tokens_information(const Context& context,
                                                  const protocol::TokensInformationRequest& request) {
    protocol::TokensInformation told;
    if (context.devices == nullptr) return protocol::Outcome(std::move(told));
    await_devices(context);
    for (const auto& token : context.devices->tokens())
        told.tokens.push_back({std::string(token.storage()), name_of(token.kind()), state_of(token)});
    for (const auto& card : context.devices->unserved_cards())
        told.tokens.push_back({card.storage(), name_of(card.known), state_of(card)});
    std::erase_if(told.tokens, [&](const TokenInformation& token) {
        return !context.administrator.permits_storage(token.storage) ||
               !is_asked_for(request.storages, token.storage);
    });
    return protocol::Outcome(std::move(told));
}

}  // namespace qoltanba::agent
