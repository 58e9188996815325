#include "agent/flows/device_choice.hpp"

#include "agent/platform/path_text.hpp"

namespace qoltanba::agent {
namespace {

using tokens::pcsc::CardState;

/// Paths of key files are absolute: none begins so.
constexpr std::string_view token_prefix = "token:";
constexpr std::string_view card_prefix = "card:";

LocalText in_all_languages(std::string_view text) {
    return {std::string(text), std::string(text), std::string(text)};
}

template <typename In>
LocalText local_text(In in) {
    return {std::string(in(Language::kk)), std::string(in(Language::ru)), std::string(in(Language::en))};
}

/// The sentence of an error, and what can be done.
LocalText text_of(ErrorCode code) {
    return local_text([code](Language language) {
        std::string text(message_for(code, language));
        const auto advice = advice_for(code, language);
        return advice.empty() ? text : text.append(" ").append(advice);
    });
}

/// Parts that may hold anything, joined so that no two lists of parts give the same text.
std::string id_of(std::string_view prefix, std::initializer_list<std::string> parts) {
    std::string id(prefix);
    for (const auto& part : parts) id.append(std::to_string(part.size())).append(":").append(part);
    return id;
}

ErrorCode reason_of(CardState state) {
    switch (state) {
        case CardState::unresponsive:
            return ErrorCode::card_unresponsive;
        case CardState::held:
            return ErrorCode::device_busy;
        case CardState::absent:
        case CardState::present:
            break;
    }
    return ErrorCode::card_not_served;
}

const LocalText unknown_card{"Белгісіз карта", "Неизвестная карта", "Unknown card"};

LocalText missing_of(const UnservedCard& card, ErrorCode reason) {
    if (reason != ErrorCode::card_not_served || card.known == nullptr) return text_of(reason);
    return local_text([&](Language language) { return tokens::how_to_reach(*card.known, language); });
}

}  // namespace

PinStanding pin_standing_of(tokens::PinState state) {
    switch (state) {
        case tokens::PinState::ready:
            return PinStanding::ready;
        case tokens::PinState::few_tries:
            return PinStanding::few_tries;
        case tokens::PinState::last_try:
            return PinStanding::last_try;
        case tokens::PinState::locked:
            return PinStanding::locked;
    }
    return PinStanding::locked;
}

KeyChoice choice_of(const tokens::TokenDescription& token) {
    const auto& facts = token.facts;
    KeyChoice choice;
    choice.id = id_of(token_prefix,
                      {path_to_utf8(token.module), facts.serial, facts.label, std::to_string(facts.slot)});
    choice.device =
        DeviceView{.name = in_all_languages(token.name()),
                   .reader = facts.reader,
                   .pin = token.login_required() ? pin_standing_of(token.pin_state()) : PinStanding::ready,
                   .pin_needed = token.login_required(),
                   .pin_pad = token.has_pin_pad(),
                   .initial_pin = token.has_initial_pin()};
    if (choice.device->pin == PinStanding::locked)
        choice.unfit = fail(ErrorCode::pin_locked, "the token says so");
    return choice;
}

KeyChoice choice_of(const UnservedCard& card) {
    const auto reason = reason_of(card.state);
    KeyChoice choice;
    choice.id = id_of(card_prefix, {card.reader});
    choice.unfit = fail(reason, card.reader);
    choice.device =
        DeviceView{.name = card.known == nullptr ? unknown_card : local_text([&](Language language) {
                       return card.known->name.in(language);
                   }),
                   .reader = card.reader,
                   .missing = missing_of(card, reason)};
    return choice;
}

bool is_of_device(std::string_view id) {
    return id.starts_with(token_prefix) || id.starts_with(card_prefix);
}

}  // namespace qoltanba::agent
