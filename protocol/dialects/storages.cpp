#include "protocol/dialects/storages.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace qoltanba::protocol {
namespace {

constexpr std::array<std::string_view, 9> known{
    "PKCS12",            // .p12 and .pfx files
    "JKS",               // Java key stores
    "AKKaztokenStore",   // KAZTOKEN
    "AKKZIDCardStore",   // the national identity card
    "AKEToken72KStore",  // eToken PRO (Java) 72K
    "AKEToken5110Store",
    "AKJaCartaStore",
    "AKAKEYStore",
    "PKCS11",  // ours: a device that NCALayer has no name for, so that a page can name what it was told
};

}  // namespace

bool is_known_storage(std::string_view name) {
    return std::find(known.begin(), known.end(), name) != known.end();
}

Result<std::vector<std::string>> read_allowed_storages(const JsonValue& arguments) {
    std::vector<std::string> storages;
    const auto* list = opt_array(arguments, "allowedStorages");
    if (list == nullptr) return storages;
    bool named = false;
    for (const auto& element : *list) {
        if (element.is_null()) continue;
        named = true;
        if (auto name = to_text(element); is_known_storage(name)) storages.push_back(std::move(name));
    }
    if (named && storages.empty()) return fail(ErrorCode::storage_unknown);
    return storages;
}

Result<void> check_storage(std::string_view name) {
    // Blank is what Java's String.trim empties: characters up to the space.
    const bool blank = std::all_of(name.begin(), name.end(), [](char c) { return c >= '\0' && c <= ' '; });
    if (blank) return fail(ErrorCode::storage_name_missing);
    if (!is_known_storage(name)) return fail(ErrorCode::storage_unknown);
    return {};
}

}  // namespace qoltanba::protocol
