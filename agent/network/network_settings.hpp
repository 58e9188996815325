// How services outside of this computer are reached.
#pragma once

#include "agent/policy/policy.hpp"

#include <chrono>
#include <filesystem>
#include <string>

namespace qoltanba::agent {

struct Proxy {
    enum class Mode {
        system,  ///< as the system says: agent/network/system_proxy.hpp
        none,
        given,
    } mode = Mode::system;
    /// Of `given`: "http://proxy.company.kz:3128", or https. Where it asks who we are, it is answered with
    /// the login of the person (Negotiate, NTLM); a user and password in the URL, which only the system's
    /// proxy may have, are used instead and are never told.
    std::string url{};
};

struct NetworkSettings {
    Proxy proxy{};
    /// Name, connection, proxy and TLS together.
    std::chrono::milliseconds connect_time{5'000};
    /// A service that gives less than a few KiB a second for so long has not answered in time: a long list
    /// may take its time, a short answer may not.
    std::chrono::seconds silence{30};
    /// Nor may one that keeps to that speed go on for ever. 20 MB, the national authority's largest list,
    /// come in time over all but the slowest of lines.
    std::chrono::milliseconds longest{600'000};
    /// What failed before a service had the request, and what it itself calls passing (502, 503, 504), is
    /// tried so often again.
    int retries = 1;
    std::chrono::milliseconds first_pause{250};  ///< before the first retry; each next is twice as long
    /// PEM file of the authorities that TLS trusts in place of the system's; empty: the system's.
    std::filesystem::path authorities{};
};

/// What the administrator decided; for the rest the values above.
NetworkSettings network_settings_of(const Policy& administrator);

}  // namespace qoltanba::agent
