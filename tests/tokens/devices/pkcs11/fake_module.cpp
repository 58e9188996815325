// A PKCS #11 module that does what no module should. Which fault it has is said by the slot
// and by the PIN; compiled with FAKE_FAULT_AT_START it has one before it is asked anything.
#include "tokens/devices/pkcs11/cryptoki.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <string_view>
#include <thread>

namespace {

using namespace qoltanba::tokens::cryptoki;
using Clock = std::chrono::steady_clock;

#ifndef FAKE_FAULT_AT_START
#define FAKE_FAULT_AT_START Fault::none
#endif
enum class Fault { none, crash, hang };

void do_wrong(Fault fault) {
    if (fault == Fault::crash) std::_Exit(3);
    while (fault == Fault::hang) std::this_thread::sleep_for(std::chrono::seconds(1));
}

// Slots by number: the label says what each is for.
enum : Ulong {
    usual,
    last_try,
    locked,
    pad,
    failing,
    unplugged,
    greedy,
    without_pin,
    passing,
    interrupted,
    silenced,
    slot_count
};

constexpr std::array<const char*, slot_count> labels{"Usual",   "Last try",    "Locked",  "Pad",
                                                     "Failing", "Unplugged",   "Greedy",  "Without PIN",
                                                     "Passing", "Interrupted", "Silenced"};
constexpr Ulong key = 7;

const Clock::time_point start = Clock::now();
Handle next_session = 1;
std::array<Ulong, 64> slot_of_session{};
bool found = true;

/// One slot has its token from the first second of the module's life to the third.
bool is_present(Ulong slot) {
    const auto age = Clock::now() - start;
    return slot != passing || (age > std::chrono::seconds(1) && age < std::chrono::seconds(3));
}

/// Another program resets one token for a moment, and one for good.
bool is_silent(Ulong slot) {
    const auto age = Clock::now() - start;
    if (slot == interrupted) return age > std::chrono::seconds(1) && age < std::chrono::milliseconds(1400);
    return slot == silenced && age > std::chrono::seconds(1);
}

template <std::size_t size>
void pad_with_blanks(Byte (&field)[size], std::string_view text) {
    std::fill(std::begin(field), std::end(field), Byte{' '});
    std::copy(text.begin(), text.end(), std::begin(field));
}

ReturnValue initialize(void*) {
    do_wrong(FAKE_FAULT_AT_START);
    return ok;
}

ReturnValue finalize(void*) {
    return ok;
}

ReturnValue get_slot_list(Byte, Ulong* slots, Ulong* count) {
    Ulong present = 0;
    for (Ulong slot = 0; slot < slot_count; ++slot) {
        if (!is_present(slot)) continue;
        if (slots != nullptr) slots[present] = slot;
        ++present;
    }
    *count = present;
    return ok;
}

ReturnValue get_slot_info(Ulong, SlotInfo* information) {
    pad_with_blanks(information->description, "A reader");
    pad_with_blanks(information->manufacturer, "");
    return ok;
}

ReturnValue get_token_info(Ulong slot, TokenInfo* information) {
    if (is_silent(slot)) return 0x30;  // CKR_DEVICE_ERROR
    *information = {};
    pad_with_blanks(information->label, labels[slot]);
    pad_with_blanks(information->manufacturer, "\xFF\x1BNobody");  // neither UTF-8 nor printable
    pad_with_blanks(information->model, "KAZTOKEN");
    pad_with_blanks(information->serial, "0001");
    information->flags = token_initialized;
    if (slot != without_pin) information->flags |= login_required | user_pin_initialized;
    if (slot == last_try) information->flags |= user_pin_final_try | so_pin_final_try;
    if (slot == locked) information->flags |= user_pin_locked | so_pin_locked;
    if (slot == pad) information->flags |= protected_authentication_path;
    information->min_pin_length = 4;
    information->max_pin_length = 8;
    return ok;
}

ReturnValue get_mechanism_list(Ulong, Ulong* mechanisms, Ulong* count) {
    if (mechanisms != nullptr) mechanisms[0] = 1;
    *count = 1;
    return ok;
}

ReturnValue open_session(Ulong slot, Ulong, void*, void*, Handle* session) {
    *session = next_session++ % slot_of_session.size();
    slot_of_session[*session] = slot;
    return ok;
}

ReturnValue close_session(Handle) {
    return ok;
}

ReturnValue login(Handle session, Ulong who, Byte* pin, Ulong length) {
    const std::string_view typed(reinterpret_cast<const char*>(pin), pin == nullptr ? 0 : length);
    switch (slot_of_session[session]) {
        case last_try:
        case locked:
            do_wrong(Fault::crash);  // whoever asks the card for it is found out
            break;
        case pad:
            return pin == nullptr ? ok : arguments_bad;
        case failing:
            return 0x06;  // CKR_FUNCTION_FAILED
        case unplugged:
            return 0x32;  // CKR_DEVICE_REMOVED
        default:
            break;
    }
    if (typed == "crash") do_wrong(Fault::crash);
    if (typed == "hang") do_wrong(Fault::hang);
    if (typed == "odd") return 0x80001234;  // a vendor's own
    return typed == (who == security_officer ? "admin" : "right") ? ok : pin_incorrect;
}

ReturnValue logout(Handle) {
    return ok;
}

ReturnValue find_objects_init(Handle, Attribute* wanted, Ulong) {
    Ulong kind = 0;
    std::memcpy(&kind, wanted[0].value, sizeof kind);
    found = kind != class_private_key;
    return ok;
}

ReturnValue find_objects(Handle, Handle* objects, Ulong, Ulong* count) {
    *count = found ? 0 : 1;
    objects[0] = key;
    found = true;
    return ok;
}

ReturnValue find_objects_final(Handle) {
    return ok;
}

ReturnValue get_attribute_value(Handle session, Handle, Attribute* attributes, Ulong) {
    auto& attribute = attributes[0];
    if (attribute.type == attribute_id && slot_of_session[session] == greedy) {
        attribute.length = 1'000'000'000;
        return ok;
    }
    if (attribute.type != attribute_key_type) {
        attribute.length = unavailable;
        return attribute_type_invalid;
    }
    const Ulong type = key_rsa;
    if (attribute.value != nullptr) std::memcpy(attribute.value, &type, sizeof type);
    attribute.length = sizeof type;
    return ok;
}

ReturnValue sign_init(Handle, Mechanism*, Handle) {
    return ok;
}

/// The first octet of what is to be signed says what happens.
ReturnValue sign(Handle, Byte* data, Ulong, Byte* signature, Ulong* length) {
    if (data[0] == 'c') do_wrong(Fault::crash);
    if (data[0] == 'h') do_wrong(Fault::hang);
    signature[0] = 0x5A;
    *length = data[0] == 'l' ? 1'000'000'000 : 1;
    return ok;
}

ReturnValue set_pin(Handle, Byte* pin, Ulong length, Byte*, Ulong) {
    return std::string_view(reinterpret_cast<const char*>(pin), length) == "right" ? ok : pin_incorrect;
}

ReturnValue init_pin(Handle, Byte*, Ulong) {
    return ok;
}

ReturnValue wait_for_slot_event(Ulong, Ulong*, void*) {
    return function_not_supported;
}

FunctionList make_list() {
    FunctionList list{};
    list.version = {2, 40};
    list.C_Initialize = initialize;
    list.C_Finalize = finalize;
    list.C_GetSlotList = get_slot_list;
    list.C_GetSlotInfo = get_slot_info;
    list.C_GetTokenInfo = get_token_info;
    list.C_GetMechanismList = get_mechanism_list;
    list.C_InitPIN = init_pin;
    list.C_SetPIN = set_pin;
    list.C_OpenSession = open_session;
    list.C_CloseSession = close_session;
    list.C_Login = login;
    list.C_Logout = logout;
    list.C_GetAttributeValue = get_attribute_value;
    list.C_FindObjectsInit = find_objects_init;
    list.C_FindObjects = find_objects;
    list.C_FindObjectsFinal = find_objects_final;
    list.C_SignInit = sign_init;
    list.C_Sign = sign;
    list.C_WaitForSlotEvent = wait_for_slot_event;
    return list;
}

}  // namespace

extern "C" ReturnValue C_GetFunctionList(FunctionList** list) {
    static FunctionList functions = make_list();
    *list = &functions;
    return ok;
}
