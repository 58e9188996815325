// Which of NCALayer's storages can hold a key here, and which of them the administrator lets be used.
#pragma once

#include "agent/flows/context.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::agent {

/// Nothing if one of these storages (all, if none is named) can be used now, or holds a card of which the
/// window can say what it lacks. Errors: refused_by_policy where the administrator permits none of them,
/// storage_empty where none that is permitted is present.
Result<void> check_storages(const Context& context, const std::vector<std::string>& allowed);

/// Those of the names that the administrator permits.
std::vector<std::string> permitted(const Policy& administrator, std::vector<std::string> names);

/// Storages that are devices whose keys can be opened, as far as the administrator permits them. Key files
/// are always there and never among them.
std::vector<std::string> devices_present(const Context& context);

/// Right after the start modules are given a moment to tell what is plugged in; later this returns at once.
void await_devices(const Context& context);

/// Whether a request that names these storages means this one. Key files go by both of their names.
bool is_asked_for(const std::vector<std::string>& allowed, std::string_view storage);

/// Whether this storage is of key files.
bool is_of_files(std::string_view storage);

}  // namespace qoltanba::agent
