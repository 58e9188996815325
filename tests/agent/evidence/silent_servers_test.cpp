#include "agent/evidence/silent_servers.hpp"

#include "support/catch.hpp"

using qoltanba::agent::SilentServers;

TEST_CASE("An address that did not answer is left alone for a while") {
    SilentServers servers;
    const auto now = SilentServers::Clock::now();
    CHECK_FALSE(servers.has("http://a.kz/ocsp", now));
    servers.note("http://a.kz/ocsp", now);
    CHECK(servers.has("http://a.kz/ocsp", now + SilentServers::pause - std::chrono::seconds(1)));
    CHECK_FALSE(servers.has("http://a.kz/crl", now));
    CHECK_FALSE(servers.has("http://a.kz/ocsp", now + SilentServers::pause));
}
