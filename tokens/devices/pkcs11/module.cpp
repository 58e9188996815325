#include "tokens/devices/pkcs11/module.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::tokens {

using namespace cryptoki;

namespace {

/// A list's length is asked for first and may have changed when the list itself is: then it is asked once
/// more.
constexpr int attempts = 4;
constexpr Ulong most_slots = 256;
constexpr Ulong most_mechanisms = 512;

/// The texts of the standard are padded with blanks and have no end.
template <std::size_t size>
std::string unpadded(const Byte (&text)[size]) {
    std::string_view view(reinterpret_cast<const char*>(text), size);
    view = view.substr(0, view.find('\0'));
    const auto last = view.find_last_not_of(' ');
    return std::string(view.substr(0, last == std::string_view::npos ? 0 : last + 1));
}

/// Asks `ask(pointer, count)` for a list of numbers of at most `most`.
template <typename Ask>
Result<std::vector<Ulong>> numbers(const char* step, Ulong most, Ask ask) {
    for (int attempt = 0; attempt < attempts; ++attempt) {
        Ulong count = 0;
        if (const auto value = ask(nullptr, &count); value != ok) return error_of(value, step);
        if (count > most)
            return fail(ErrorCode::device_module_failed, std::string(step) + ": more than can be");
        std::vector<Ulong> list(count);
        if (count == 0) return list;
        const auto value = ask(list.data(), &count);
        if (value == buffer_too_small) continue;
        if (value != ok) return error_of(value, step);
        list.resize(std::min<std::size_t>(count, list.size()));
        return list;
    }
    return fail(ErrorCode::device_function_failed, std::string(step) + ": never the same length");
}

}  // namespace

Result<std::unique_ptr<Module>> Module::load(const std::filesystem::path& path) {
    QOLTANBA_TRY(auto library, Library::load(path));
    const auto entry = reinterpret_cast<GetFunctionList>(library.function("C_GetFunctionList"));
    if (entry == nullptr) return fail(ErrorCode::device_module_refused, "no C_GetFunctionList in it");
    FunctionList* functions = nullptr;
    if (const auto value = entry(&functions); value != ok) return error_of(value, "C_GetFunctionList");
    // 2.x and 3.x lists begin with the same 68 functions.
    if (functions == nullptr || functions->version.major < 2)
        return fail(ErrorCode::device_module_refused, "its Cryptoki is too old");

    std::unique_ptr<Module> module(new Module(std::move(library), functions));
    InitializeArguments arguments{};
    arguments.flags = os_locking_ok;
    auto value = functions->C_Initialize(&arguments);
    // Some old modules refuse arguments; here one thread calls them.
    if (value != ok && value != cryptoki_already_initialized) value = functions->C_Initialize(nullptr);
    if (value != ok && value != cryptoki_already_initialized) return error_of(value, "C_Initialize");
    module->initialized_ = true;
    return module;
}

Module::~Module() {
    if (initialized_) functions_->C_Finalize(nullptr);
}

Result<std::vector<Ulong>> Module::occupied_slots() const {
    return numbers("C_GetSlotList", most_slots,
                   [&](Ulong* list, Ulong* count) { return functions_->C_GetSlotList(1, list, count); });
}

std::optional<bool> Module::slot_event() const {
    Ulong slot = 0;
    const auto value = functions_->C_WaitForSlotEvent(dont_block, &slot, nullptr);
    if (value == ok) return true;
    if (value == no_event) return false;
    return std::nullopt;
}

Result<TokenFacts> Module::token(Ulong slot) const {
    SlotInfo slot_information{};
    if (const auto value = functions_->C_GetSlotInfo(slot, &slot_information); value != ok)
        return error_of(value, "C_GetSlotInfo");
    TokenInfo information{};
    if (const auto value = functions_->C_GetTokenInfo(slot, &information); value != ok)
        return error_of(value, "C_GetTokenInfo");
    TokenFacts facts;
    facts.slot = slot;
    facts.flags = information.flags;
    facts.min_pin_length = information.min_pin_length == unavailable ? 0 : information.min_pin_length;
    facts.max_pin_length = information.max_pin_length == unavailable ? 0 : information.max_pin_length;
    facts.label = unpadded(information.label);
    facts.manufacturer = unpadded(information.manufacturer);
    facts.model = unpadded(information.model);
    facts.serial = unpadded(information.serial);
    facts.reader = unpadded(slot_information.description);
    return facts;
}

Result<std::vector<std::uint64_t>> Module::mechanisms(Ulong slot) const {
    QOLTANBA_TRY(const auto list,
                 numbers("C_GetMechanismList", most_mechanisms, [&](Ulong* types, Ulong* count) {
                     return functions_->C_GetMechanismList(slot, types, count);
                 }));
    return std::vector<std::uint64_t>(list.begin(), list.end());
}

}  // namespace qoltanba::tokens
