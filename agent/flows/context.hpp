// What every flow stands on. The program makes one and it lives as long as the server.
#pragma once

#include "agent/consent/chosen_paths.hpp"
#include "agent/consent/gate.hpp"
#include "agent/consent/journal.hpp"
#include "agent/devices/devices.hpp"
#include "agent/evidence/evidence.hpp"
#include "agent/flows/large_work.hpp"
#include "agent/key_memory/key_memory.hpp"
#include "agent/policy/policy.hpp"
#include "agent/settings/settings.hpp"
#include "agent/ui/prompter.hpp"
#include "crypto/certificates/anchors.hpp"

#include <chrono>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

namespace qoltanba::agent {

struct Context {
    Prompter& prompter;
    Settings& settings;
    Gate& gate;
    ChosenPaths& chosen_paths;
    Journal& journal;
    KeyMemory& key_memory;
    crypto::Anchors anchors;
    crypto::SigningPolicy policy;
    /// Folders to look for key files in, besides those where keys were opened before.
    std::function<std::vector<std::filesystem::path>()> key_folders;
    std::function<Time()> clock = now;
    /// Where a fault goes that costs the person nothing (a journal that cannot be written, say).
    std::function<void(const Error&)> warn;

    /// For documents while they are read and while they are signed, never while a person decides.
    LargeWork large_work{};
    /// What is set here goes before the person's settings and every page's wish.
    Policy administrator{};

    /// Time stamps and the status of certificates; nullptr: neither is asked for.
    Evidence* evidence = nullptr;
    /// Tokens and cards; nullptr: there are key files alone.
    Devices* devices = nullptr;
    RevocationRule revocation = RevocationRule::warn;
    OfflineStamp time_stamp_offline = OfflineStamp::refuse;
    /// How long a person who opened a key waits for its status at most.
    std::chrono::milliseconds revocation_patience{5000};
    /// Requested when the program ends: what a person is told after their page has gone goes with it.
    std::stop_token ending{};

    /// The language that is not for a page to choose; nothing where it is.
    [[nodiscard]] std::optional<Language> own_language() const {
        if (administrator.language) return administrator.language->value;
        return settings.values().language;
    }

    void report(const Result<void>& result) const {
        if (result.has_error() && warn) warn(result.error());
    }
};

}  // namespace qoltanba::agent
