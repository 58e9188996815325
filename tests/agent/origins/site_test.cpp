#include "agent/origins/site.hpp"

#include "support/catch.hpp"

using qoltanba::agent::site_of;

TEST_CASE("An origin's site is the name its owner has from a registry") {
    CHECK(site_of("https://cabinet.enpf.kz") == "enpf.kz");
    CHECK(site_of("https://enpf.kz:8443") == "enpf.kz");
    CHECK(site_of("https://a.b.c.example") == "c.example");
    CHECK(site_of("https://stat.gov.kz") == "stat.gov.kz");
    CHECK(site_of("https://cabinet.stat.gov.kz") == "stat.gov.kz");
    CHECK(site_of("https://gov.kz") == "gov.kz");
}

TEST_CASE("A host with the dot of the DNS root behind it is on the site of the same host without") {
    CHECK(site_of("https://x.kz.") == "x.kz");
    CHECK(site_of("https://cabinet.enpf.kz.:8443") == "enpf.kz");
    CHECK(site_of("https://cabinet.stat.gov.kz.") == "stat.gov.kz");
    CHECK(site_of("https://10.0.0.7.") == "10.0.0.7");
    CHECK(site_of("http://localhost.:3000") == "localhost");
    CHECK(site_of("https://...").empty());
}

TEST_CASE("An address or a single name is a site of its own") {
    CHECK(site_of("http://localhost:3000") == "localhost");
    CHECK(site_of("https://10.0.0.7:444") == "10.0.0.7");
    CHECK(site_of("https://[2001:db8::1]:444") == "[2001:db8::1]");
    CHECK(site_of("").empty());
}
