// The localhost identity, judged by OpenSSL's own tools and by NSS, which the browsers use.
#include "agent/server/identity.hpp"

#include "agent/platform/private_file.hpp"
#include "agent/platform/subprocess.hpp"
#include "agent/server/local_authority.hpp"
#include "client.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <openssl/pem.h>

#include <barrier>
#include <filesystem>
#include <fstream>
#include <set>
#include <thread>
#include <vector>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using agent::check_localhost_identity;
using agent::LocalhostIdentity;
using agent::make_localhost_identity;
using agent::open_localhost_identity;

agent::CommandOutcome run(std::vector<std::string> arguments, std::string input = {}) {
    auto outcome = agent::run({.arguments = std::move(arguments), .input = std::move(input), .home = {}});
    REQUIRE(ok(outcome));
    std::erase(outcome->output, '\r');  // Windows programs end their lines so
    return *outcome;
}

fs::path write(const fs::path& file, const std::string& text) {
    std::ofstream(file, std::ios::binary) << text;
    return file;
}

std::string pem_of(X509* certificate) {
    const agent::BioPtr memory(BIO_new(BIO_s_mem()));
    REQUIRE(PEM_write_bio_X509(memory.get(), certificate) == 1);
    char* data = nullptr;
    const auto size = BIO_get_mem_data(memory.get(), &data);
    return {data, static_cast<std::size_t>(size)};
}

std::string printed(const std::string& pem) {
    return run({"openssl", "x509", "-noout", "-text"}, pem).output;
}

LocalhostIdentity identity_at(Time at) {
    auto made = make_localhost_identity(at);
    REQUIRE(ok(made));
    return std::move(*made);
}

std::size_t occurrences(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (auto at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

TEST_CASE("the CA may sign for this computer's loopback names and nothing else") {
    const auto text = printed(identity_at(now()).ca_certificate);
    CHECK(text.find("X509v3 Basic Constraints: critical\n                CA:TRUE, pathlen:0") !=
          std::string::npos);
    CHECK(text.find("X509v3 Key Usage: critical\n                Certificate Sign\n") != std::string::npos);
    const auto constraints = text.find("X509v3 Name Constraints: critical\n                Permitted:\n");
    REQUIRE(constraints != std::string::npos);
    for (const auto* name : {"DNS:localhost\n", "IP:127.0.0.1/255.255.255.255\n",
                             "IP:0:0:0:0:0:0:0:1/FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF:FFFF\n"}) {
        CAPTURE(name);
        CHECK(text.find(name, constraints) != std::string::npos);
    }
    CHECK(text.find("NIST CURVE: P-256") != std::string::npos);
}

TEST_CASE("the certificate names this computer and serves TLS alone") {
    const auto text = printed(identity_at(now()).certificate);
    CHECK(text.find("DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1\n") !=
          std::string::npos);
    CHECK(text.find("X509v3 Extended Key Usage: \n                TLS Web Server Authentication\n") !=
          std::string::npos);
    CHECK(text.find("CA:FALSE") != std::string::npos);
    CHECK(text.find("NIST CURVE: P-256") != std::string::npos);
}

TEST_CASE("it lives for 397 days at most, from a little before it was made") {
    const auto made = now();
    const auto identity = identity_at(made);
    CHECK(identity.not_after - made < std::chrono::days(397));
    CHECK(identity.not_after - made > std::chrono::days(396));
    CHECK(ok(check_localhost_identity(identity, made)));
}

TEST_CASE("openssl verifies it for each of its names, and a client of the running server does too") {
    const TemporaryFolder folder;
    const auto& identity = test_identity();
    const auto ca = write(folder.path() / "ca.pem", identity.ca_certificate).string();
    const auto leaf = write(folder.path() / "leaf.pem", identity.certificate).string();
    for (const auto& name : {std::vector<std::string>{"-verify_hostname", "localhost"},
                             std::vector<std::string>{"-verify_ip", "127.0.0.1"},
                             std::vector<std::string>{"-verify_ip", "::1"}}) {
        std::vector<std::string> command{"openssl", "verify", "-x509_strict", "-purpose", "sslserver",
                                         "-CAfile", ca};
        command.insert(command.end(), name.begin(), name.end());
        command.push_back(leaf);
        CHECK(run(command).output == leaf + ": OK\n");
    }
    const RunningServer running;
    const auto client = run({"openssl", "s_client", "-connect", running.host(), "-CAfile", ca,
                             "-verify_return_error", "-verify_ip", "127.0.0.1", "-brief"});
    CHECK(client.exit_code == 0);
    CHECK(client.output.find("Verification: OK") != std::string::npos);
}

TEST_CASE("what the CA signs for another name is worth nothing") {
    const TemporaryFolder folder;
    for (const auto* names :
         {"DNS:example.com", "IP:10.0.0.1", "DNS:localhost,DNS:egov.kz", "IP:127.0.0.2"}) {
        auto authority = agent::LocalAuthority::make(now());
        REQUIRE(ok(authority));
        const auto issued = std::move(*authority).issue(names);
        REQUIRE(ok(issued));
        const auto ca = write(folder.path() / "ca.pem", pem_of(issued->authority.get())).string();
        const auto leaf = write(folder.path() / "leaf.pem", pem_of(issued->certificate.get())).string();
        const auto verdict = run({"openssl", "verify", "-CAfile", ca, leaf});
        CAPTURE(names);
        CHECK(verdict.exit_code != 0);
        CHECK(verdict.output.find("permitted subtree violation") != std::string::npos);
    }
}

TEST_CASE("a CA signs once") {
    auto authority = agent::LocalAuthority::make(now());
    REQUIRE(ok(authority));
    REQUIRE(ok(std::move(*authority).issue("DNS:localhost")));
    CHECK(std::move(*authority).issue("DNS:localhost").has_error());  // NOLINT(bugprone-use-after-move)
}

TEST_CASE("NSS accepts the certificate under the CA, as Chromium and Firefox will", "[linux]") {
    const TemporaryFolder folder;
    const auto database = "sql:" + folder.path().string();
    const auto& identity = test_identity();
    REQUIRE(run({"certutil", "-N", "--empty-password", "-d", database}).exit_code == 0);
    REQUIRE(run({"certutil", "-A", "-n", "ca", "-t", "C,,", "-a", "-d", database}, identity.ca_certificate)
                .exit_code == 0);
    REQUIRE(run({"certutil", "-A", "-n", "leaf", "-t", ",,", "-a", "-d", database}, identity.certificate)
                .exit_code == 0);
    const auto verdict = run({"certutil", "-V", "-n", "leaf", "-u", "V", "-e", "-d", database});
    CHECK(verdict.output == "certutil: certificate is valid\n");
}

TEST_CASE("no two are alike") {
    const auto one = identity_at(now());
    const auto other = identity_at(now());
    CHECK(one.ca_fingerprint != other.ca_fingerprint);
    const auto subject_of = [](const LocalhostIdentity& identity) {
        return run({"openssl", "x509", "-noout", "-subject"}, identity.ca_certificate).output;
    };
    CHECK(subject_of(one) != subject_of(other));
}

TEST_CASE("an identity is kept, and one key is all that is ever written", "[linux]") {
    const TemporaryFolder folder;
    const auto first = open_localhost_identity(folder.path(), now());
    REQUIRE(ok(first));
    const auto again = open_localhost_identity(folder.path(), now());
    REQUIRE(ok(again));
    CHECK(again->ca_fingerprint == first->ca_fingerprint);
    CHECK(again->certificate == first->certificate);
    CHECK(again->not_after == first->not_after);

    std::string all;
    for (const auto& entry : fs::directory_iterator(folder.path())) {
        CHECK(entry.status().permissions() == (fs::perms::owner_read | fs::perms::owner_write));
        all += read_text(entry.path());
    }
    CHECK(occurrences(all, "PRIVATE KEY-----") == 2);  // begin and end of the server's own
    CHECK(read_text(folder.path() / "localhost-ca.pem") == first->ca_certificate);
}

TEST_CASE("of many that find no identity at once, one makes it") {
    const TemporaryFolder folder;
    std::vector<std::string> seen(8);
    std::barrier start(static_cast<std::ptrdiff_t>(seen.size()));
    {
        std::vector<std::jthread> starting;
        for (auto& fingerprint : seen) {
            starting.emplace_back([&] {
                start.arrive_and_wait();
                const auto identity = open_localhost_identity(folder.path(), now());
                if (identity) fingerprint = identity->ca_fingerprint;
            });
        }
    }
    CHECK_FALSE(seen.front().empty());
    CHECK(std::set(seen.begin(), seen.end()).size() == 1);
    const auto kept = open_localhost_identity(folder.path(), now());
    REQUIRE(ok(kept));
    CHECK(kept->ca_fingerprint == seen.front());
}

TEST_CASE("the fingerprint is the CA's") {
    const auto& identity = test_identity();
    auto text = run({"openssl", "x509", "-noout", "-fingerprint", "-sha256"}, identity.ca_certificate).output;
    std::string hex;
    for (const char c : text.substr(text.find('=') + 1))
        if (std::isxdigit(static_cast<unsigned char>(c)) != 0) hex += static_cast<char>(std::tolower(c));
    CHECK(identity.ca_fingerprint == hex);
}

TEST_CASE("it is renewed in its last month, and when the clock was set back before it") {
    const auto made = now();
    const TemporaryFolder folder;
    const auto first = open_localhost_identity(folder.path(), made);
    REQUIRE(ok(first));
    const auto late = first->not_after - std::chrono::days(30);
    const auto still = open_localhost_identity(folder.path(), late);
    REQUIRE(ok(still));
    CHECK(still->ca_fingerprint == first->ca_fingerprint);

    const auto renewed = open_localhost_identity(folder.path(), late + std::chrono::seconds(1));
    REQUIRE(ok(renewed));
    CHECK(renewed->ca_fingerprint != first->ca_fingerprint);
    CHECK(renewed->not_after > first->not_after);
    CHECK(read_text(folder.path() / "localhost-ca.pem") == renewed->ca_certificate);

    const auto set_back = open_localhost_identity(folder.path(), made - std::chrono::days(400));
    REQUIRE(ok(set_back));
    CHECK(set_back->ca_fingerprint != renewed->ca_fingerprint);
}

TEST_CASE("what was damaged, mixed up or laid open is replaced", "[linux]") {
    const TemporaryFolder folder;
    const auto first = open_localhost_identity(folder.path(), now());
    REQUIRE(ok(first));
    const auto file = folder.path() / "localhost-identity.pem";
    auto content = read_text(file);

    SECTION("cut off") {
        REQUIRE(ok(agent::write_private_file(file, bytes_of(content.substr(0, 900)))));
    }
    SECTION("emptied") {
        REQUIRE(ok(agent::write_private_file(file, {})));
    }
    SECTION("a key that is another's") {
        const auto other = identity_at(now());
        content = std::string(text_of(other.private_key.view())) + first->certificate + first->ca_certificate;
        REQUIRE(ok(agent::write_private_file(file, bytes_of(content))));
    }
    SECTION("a CA that is another's") {
        const auto other = identity_at(now());
        content = std::string(text_of(first->private_key.view())) + first->certificate + other.ca_certificate;
        REQUIRE(ok(agent::write_private_file(file, bytes_of(content))));
    }
    SECTION("readable by others") {
        fs::permissions(file, fs::perms::others_read, fs::perm_options::add);
    }
    SECTION("an encrypted key in place of it") {
        const auto encrypted = run({"openssl", "pkcs8", "-topk8", "-passout", "pass:x"},
                                   std::string(text_of(first->private_key.view())));
        REQUIRE(ok(agent::write_private_file(file, bytes_of(encrypted.output + first->certificate))));
    }

    const auto second = open_localhost_identity(folder.path(), now());
    REQUIRE(ok(second));
    CHECK(second->ca_fingerprint != first->ca_fingerprint);
    CHECK(ok(check_localhost_identity(*second, now())));
    const auto third = open_localhost_identity(folder.path(), now());
    REQUIRE(ok(third));
    CHECK(third->ca_fingerprint == second->ca_fingerprint);
}

TEST_CASE("an identity that cannot be kept is an error") {
    const TemporaryFolder folder;
    CHECK(error_code(open_localhost_identity(folder.path() / "absent", now())) ==
          ErrorCode::input_output_failure);
}

}  // namespace
}  // namespace qoltanba::test
