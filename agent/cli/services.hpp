// The services that a command asks: time stamps, and whether certificates were revoked.
#pragma once

#include "agent/evidence/evidence.hpp"
#include "agent/evidence/level_raising.hpp"
#include "agent/policy/policy.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace qoltanba::agent {

struct ServiceOptions {
    std::vector<std::string> time_stamp_services;
    std::string proxy;
    bool offline = false;
};

/// --tsa, --proxy, --offline.
void add_service_options(CLI::App& command, ServiceOptions& options);

struct Services {
    std::unique_ptr<Evidence> evidence;
    RevocationRule revocation = RevocationRule::warn;
};

/// The administrator's policy goes before the options. Errors: those of the policy and of user_folders.
Result<Services> open_services(const ServiceOptions& options);

/// "b", "t", "lt", "lta".
std::optional<crypto::Level> level_from(const std::string& name);

/// The CMS with every signer at this level. Errors: as LevelRaising::raise.
Result<Bytes> raise_to(crypto::Level level, BytesView cms, crypto::cms::ContentDigests* content,
                       Evidence& evidence, const crypto::Anchors& anchors);

}  // namespace qoltanba::agent
