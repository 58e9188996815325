#include "crypto/signatures/xml_namespaces.hpp"

#include <algorithm>

namespace qoltanba::crypto {

void XmlNamespaces::leave() {
    bindings_.erase(bindings_.begin() + static_cast<std::ptrdiff_t>(elements_.back()), bindings_.end());
    elements_.pop_back();
}

bool XmlNamespaces::declare(std::string_view prefix, std::string_view name) {
    const auto first = bindings_.begin() + static_cast<std::ptrdiff_t>(elements_.back());
    const bool bound =
        std::any_of(first, bindings_.end(), [&](const Binding& b) { return b.prefix == prefix; });
    if (!bound) bindings_.push_back({std::string(prefix), std::string(name)});
    return !bound;
}

std::optional<std::string_view> XmlNamespaces::find(std::string_view prefix) const {
    if (prefix == "xml") return xml_namespace;
    if (prefix == "xmlns") return xmlns_namespace;
    const auto found = std::find_if(bindings_.rbegin(), bindings_.rend(),
                                    [prefix](const Binding& binding) { return binding.prefix == prefix; });
    if (found == bindings_.rend() || found->name.empty()) return {};
    return found->name;
}

}  // namespace qoltanba::crypto
