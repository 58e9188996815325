#include "virtual_card/piv_card.hpp"

#include "virtual_card/piv_objects.hpp"
#include "virtual_card/tlv.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::test {
namespace {

namespace ins {
constexpr std::uint8_t verify = 0x20;
constexpr std::uint8_t change_reference_data = 0x24;
constexpr std::uint8_t reset_retry_counter = 0x2C;
constexpr std::uint8_t general_authenticate = 0x87;
constexpr std::uint8_t select = 0xA4;
constexpr std::uint8_t get_response = 0xC0;
constexpr std::uint8_t get_data = 0xCB;
}  // namespace ins

constexpr std::uint8_t pin_reference = 0x80;
constexpr std::uint8_t puk_reference = 0x81;
constexpr std::size_t reference_size = 8;
constexpr std::size_t longest_chain = 4096;

Bytes padded(std::string_view secret) {
    Bytes value = copy_of(bytes_of(secret));
    value.resize(reference_size, 0xFF);
    return value;
}

/// Six to eight digits and then FF (part 2, 2.4.3).
bool is_pin(BytesView value) {
    const auto filler = std::ranges::find(value, 0xFF);
    return filler - value.begin() >= 6 &&
           std::all_of(value.begin(), filler, [](auto octet) { return octet >= '0' && octet <= '9'; }) &&
           std::all_of(filler, value.end(), [](auto octet) { return octet == 0xFF; });
}

bool goes_on(const CommandApdu& a, const CommandApdu& b) {
    return a.ins == b.ins && a.p1 == b.p1 && a.p2 == b.p2;
}

}  // namespace

PivCard::PivCard(Personalisation personalisation)
    : card_(std::move(personalisation)),
      pin_{padded(card_.pin), card_.pin_tries, card_.pin_tries},
      puk_{padded(card_.puk), card_.puk_tries, card_.puk_tries} {}

void PivCard::reset() {
    state_ = {};
}

Bytes PivCard::answer(BytesView octets) {
    ++counters_.commands;
    auto command = CommandApdu::read(octets);
    if (!command) return ResponseApdu{.status = status::wrong_length}.octets();
    return execute(std::move(*command)).octets();
}

/// Command chaining (part 2, 2.4.2; ISO/IEC 7816-4, 5.1.1.1): all but the last have bit 5 of the class set.
ResponseApdu PivCard::execute(CommandApdu command) {
    if ((command.cla & 0xEFU) != 0) return {.status = status::unknown_class};
    if (state_.chain) {
        CommandApdu begun = std::move(*state_.chain);
        state_.chain.reset();
        if (!goes_on(begun, command)) return {.status = status::chain_broken};
        append(begun.data, command.data);
        command.data = std::move(begun.data);
        if (command.data.size() > longest_chain) return {.status = status::wrong_length};
    }
    if (command.is_chained()) {
        state_.chain = std::move(command);
        return {};
    }
    return dispatch(command);
}

ResponseApdu PivCard::dispatch(const CommandApdu& command) {
    if (command.ins == ins::select) return select(command);
    if (!state_.selected) return {.status = status::unknown_instruction};
    if (command.ins == ins::get_response) return get_response(command);
    state_.to_be_fetched.clear();
    const bool pin_was_last = std::exchange(state_.pin_was_last, false);
    switch (command.ins) {
        case ins::get_data:
            return get_data(command);
        case ins::verify:
            return verify(command);
        case ins::change_reference_data:
            return change_reference_data(command);
        case ins::reset_retry_counter:
            return reset_retry_counter(command);
        case ins::general_authenticate:
            return general_authenticate(command, pin_was_last);
        default:
            return {.status = status::unknown_instruction};
    }
}

/// Part 2, 3.1.1: by the whole identifier, or by it without its version.
ResponseApdu PivCard::select(const CommandApdu& command) {
    if (command.p1 != 0x04) return {.status = status::wrong_parameters};
    constexpr std::size_t version_size = 2;
    const BytesView name = piv_application();
    const bool ours = command.data.size() >= name.size() - version_size &&
                      command.data.size() <= name.size() &&
                      std::ranges::equal(command.data, name.first(command.data.size()));
    if (!ours) return {.status = status::not_found};
    state_ = {.selected = true};
    return deliver(application_properties(), command.expected);
}

/// Part 2, 3.1.2: the tag of the object stands in a tag list, 5C.
ResponseApdu PivCard::get_data(const CommandApdu& command) {
    if (command.p1 != 0x3F || command.p2 != 0xFF) return {.status = status::wrong_parameters};
    BytesView data = command.data;
    const auto list = take_tlv(data);
    if (!list || list->tag != 0x5C || list->value.empty() || list->value.size() > 3)
        return {.status = status::wrong_data};
    std::uint32_t tag = 0;
    for (const auto octet : list->value) tag = tag << 8U | octet;
    auto object = data_object(card_, tag);
    if (!object) return {.status = status::not_found};
    return deliver(std::move(*object), command.expected);
}

ResponseApdu PivCard::get_response(const CommandApdu& command) {
    if (state_.to_be_fetched.empty()) return {.status = status::wrong_parameters};
    return deliver(std::exchange(state_.to_be_fetched, {}), command.expected);
}

/// Part 2, 3.2.1. Without data it is the question whether the PIN is wanted; P1 = FF takes a verified PIN
/// back.
ResponseApdu PivCard::verify(const CommandApdu& command) {
    if (command.p2 != pin_reference) return {.status = status::reference_not_found};
    if (command.p1 == 0xFF && command.data.empty()) {
        state_.pin_verified = false;
        return {};
    }
    if (command.p1 != 0) return {.status = status::wrong_parameters};
    if (command.data.empty()) {
        if (state_.pin_verified) return {};
        if (pin_.left == 0) return {.status = status::blocked};
        return {.status = static_cast<std::uint16_t>(status::tries_left | pin_.left)};
    }
    if (command.data.size() != reference_size) return {.status = status::wrong_data};
    const auto verdict = present(pin_, command.data);
    state_.pin_verified = state_.pin_was_last = verdict == status::ok;
    return {.status = verdict};
}

/// Part 2, 3.2.2: the old one and the new one, eight octets each.
ResponseApdu PivCard::change_reference_data(const CommandApdu& command) {
    const bool of_pin = command.p2 == pin_reference;
    if (!of_pin && command.p2 != puk_reference) return {.status = status::reference_not_found};
    if (command.p1 != 0) return {.status = status::wrong_parameters};
    if (command.data.size() != 2 * reference_size) return {.status = status::wrong_data};
    const BytesView data = command.data;
    const auto fresh = data.subspan(reference_size);
    if (of_pin && !is_pin(fresh)) return {.status = status::wrong_data};
    Reference& reference = of_pin ? pin_ : puk_;
    const auto verdict = present(reference, data.first(reference_size));
    if (of_pin) state_.pin_verified = verdict == status::ok;
    if (verdict == status::ok) reference.value = copy_of(fresh);
    return {.status = verdict};
}

/// Part 2, 3.2.3: the PUK and a new PIN.
ResponseApdu PivCard::reset_retry_counter(const CommandApdu& command) {
    if (command.p2 != pin_reference) return {.status = status::reference_not_found};
    if (command.p1 != 0) return {.status = status::wrong_parameters};
    if (command.data.size() != 2 * reference_size) return {.status = status::wrong_data};
    const BytesView data = command.data;
    const auto fresh = data.subspan(reference_size);
    if (!is_pin(fresh)) return {.status = status::wrong_data};
    const auto verdict = present(puk_, data.first(reference_size));
    if (verdict == status::ok) pin_ = {copy_of(fresh), pin_.tries, pin_.tries};
    return {.status = verdict};
}

/// Part 2, 3.2.4, in its one use for signatures (appendix A.4): 7C { 82: to be given, 81: what to work on }.
ResponseApdu PivCard::general_authenticate(const CommandApdu& command, bool pin_was_last) {
    const PivKey* key = key_in(command.p2);
    if (key == nullptr) return {.status = status::reference_not_found};
    if (command.p1 != key->key.algorithm()) return {.status = status::wrong_parameters};
    if (!may_use(key->slot, pin_was_last)) return {.status = status::not_authorised};

    BytesView data = command.data;
    const auto dynamic = take_tlv(data);
    if (!dynamic || dynamic->tag != 0x7C) return {.status = status::wrong_data};
    std::optional<BytesView> challenge;
    for (BytesView inside = dynamic->value; !inside.empty();) {
        const auto object = take_tlv(inside);
        if (!object) return {.status = status::wrong_data};
        if (object->tag == 0x81) challenge = object->value;
    }
    const auto response = challenge ? key->key.transform(*challenge) : std::nullopt;
    if (!response) return {.status = status::wrong_data};
    ++counters_.signatures;
    return deliver(tlv(0x7C, tlv(0x82, *response)), command.expected);
}

std::uint16_t PivCard::present(Reference& reference, BytesView value) {
    ++counters_.pins_presented;
    if (reference.left == 0) return status::blocked;
    if (std::ranges::equal(reference.value, value)) {
        reference.left = reference.tries;
        return status::ok;
    }
    --reference.left;
    return static_cast<std::uint16_t>(status::tries_left | reference.left);
}

bool PivCard::may_use(PivSlot slot, bool pin_was_last) const {
    switch (slot) {
        case PivSlot::card_authentication:
            return true;
        case PivSlot::signature:
            return state_.pin_verified && pin_was_last;
        case PivSlot::authentication:
        case PivSlot::key_management:
            break;
    }
    return state_.pin_verified;
}

ResponseApdu PivCard::deliver(Bytes data, std::size_t expected) {
    if (data.size() <= expected) return {.data = std::move(data)};
    const auto rest = data.begin() + static_cast<std::ptrdiff_t>(expected);
    state_.to_be_fetched.assign(rest, data.end());
    data.erase(rest, data.end());
    const auto left = state_.to_be_fetched.size();
    return {.data = std::move(data),
            .status = static_cast<std::uint16_t>(status::more_follows | (left > 0xFF ? 0 : left))};
}

const PivKey* PivCard::key_in(std::uint8_t reference) const {
    const auto found = std::ranges::find(
        card_.keys, reference, [](const PivKey& key) { return static_cast<std::uint8_t>(key.slot); });
    return found == card_.keys.end() ? nullptr : &*found;
}

}  // namespace qoltanba::test
