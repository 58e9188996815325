#include "agent/devices/devices.hpp"

#include <algorithm>

namespace qoltanba::agent {

std::string UnservedCard::storage() const {
    return known == nullptr || known->storage.empty() ? "PKCS11" : std::string(known->storage);
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
