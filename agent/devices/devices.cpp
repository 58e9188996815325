#include "agent/devices/devices.hpp"

#include <algorithm>

namespace qoltanba::agent {

std::string UnservedCard::storage() const {
    return known == nullptr || known->storage.empty() ? "PKCS11" : std::string(known->storage);
}

bool Devices::is_taken_out(const tokens::TokenDescription& token) const {
    return std::ranges::none_of(tokens(), [&](const auto& one) {
        return one.module == token.module && one.facts.slot == token.facts.slot &&
               one.facts.serial == token.facts.serial;
    });
}

std::vector<std::string> Devices::storages() const {
    std::vector<std::string> names;
    for (const auto& token : tokens()) {
        std::string name(token.storage());
        if (std::ranges::find(names, name) == names.end()) names.push_back(std::move(name));
    }
    return names;
}

}  // namespace qoltanba::agent
