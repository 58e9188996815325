#include "agent/platform/trust_store.hpp"

#include "agent/platform/private_file.hpp"
#include "agent/platform/subprocess.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <algorithm>
#include <fstream>

namespace qoltanba::test {
namespace {

namespace fs = std::filesystem;
using agent::TrustedCa;
using agent::TrustReport;
using agent::TrustState;
using agent::TrustStores;

/// A user with a home of its own, and that user's browsers as certutil sees them.
class Home {
  public:
    Home() { REQUIRE(ok(agent::make_private_folder(config()))); }

    [[nodiscard]] fs::path path() const { return folder_.path(); }
    [[nodiscard]] fs::path config(const std::string& name = "qoltanba") const {
        return path() / ".config" / name;
    }
    [[nodiscard]] fs::path shared() const { return path() / ".pki" / "nssdb"; }
    [[nodiscard]] TrustStores stores(const std::string& name = "qoltanba") const {
        return {{path(), path() / ".config", config(name), path() / ".local" / "state"}, config(name)};
    }

    [[nodiscard]] std::string run(std::vector<std::string> arguments, std::string input = {}) const {
        const auto outcome =
            agent::run({.arguments = std::move(arguments), .input = std::move(input), .home = path()});
        REQUIRE(ok(outcome));
        INFO(outcome->output);
        REQUIRE(outcome->exit_code == 0);
        return outcome->output;
    }

    [[nodiscard]] std::string certutil(const fs::path& database, std::vector<std::string> arguments,
                                       std::string input = {}) const {
        arguments.insert(arguments.begin(), {"certutil", "-d", "sql:" + database.string()});
        return run(std::move(arguments), std::move(input));
    }

    /// A browser's database with a certificate that is not ours.
    fs::path make_database(const fs::path& where) const {
        const auto database = path() / where;
        fs::create_directories(database);
        (void)certutil(database, {"-N", "--empty-password"});
        (void)certutil(database, {"-A", "-n", "Company root", "-t", "CT,C,", "-a"},
                       make_ca("Company root").pem);
        return database;
    }

    [[nodiscard]] TrustedCa make_ca(const std::string& name) const {
        const auto file = (path() / "new.pem").string();
        (void)run({"openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                   "-nodes", "-keyout", "/dev/null", "-out", file, "-subj", "/CN=" + name, "-days", "30"});
        const auto printed = run({"openssl", "x509", "-in", file, "-noout", "-fingerprint", "-sha256"});
        std::string fingerprint;
        for (const char c : printed.substr(printed.find('=') + 1))
            if (std::isxdigit(static_cast<unsigned char>(c)) != 0)
                fingerprint += static_cast<char>(std::tolower(c));
        return {read_text(file), fingerprint};
    }

    /// "nickname|flags" of all certificates, sorted.
    [[nodiscard]] std::vector<std::string> listing(const fs::path& database) const {
        std::istringstream lines(certutil(database, {"-L"}));
        std::vector<std::string> entries;
        for (std::string line; std::getline(lines, line);) {
            line.erase(line.find_last_not_of(' ') + 1);
            const auto gap = line.find("  ");
            if (line.empty() || gap == std::string::npos || gap == 0 ||
                line.starts_with("Certificate Nickname"))
                continue;
            entries.push_back(line.substr(0, gap) + "|" + line.substr(line.rfind(' ') + 1));
        }
        std::sort(entries.begin(), entries.end());
        return entries;
    }

  private:
    TemporaryFolder folder_;
};

std::string line_of(const TrustedCa& ca) {
    return "Qoltanba localhost " + ca.fingerprint.substr(0, 16) + "|C,,";
}

const TrustReport& report_of(const std::vector<TrustReport>& reports, const fs::path& folder) {
    const auto found = std::find_if(reports.begin(), reports.end(),
                                    [&](const auto& report) { return report.folder == folder; });
    REQUIRE(found != reports.end());
    return *found;
}

TEST_CASE("in a fresh home the browsers' shared database is made and trusts the CA") {
    const Home home;
    const auto ca = home.make_ca("Qoltanba localhost CA");
    auto stores = home.stores();

    const auto before = stores.status(ca);
    REQUIRE(ok(before));
    CHECK(report_of(*before, home.shared()).state == TrustState::absent);
    CHECK_FALSE(fs::exists(home.shared()));

    const auto installed = stores.install(ca);
    REQUIRE(ok(installed));
    CHECK(report_of(*installed, home.shared()).state == TrustState::present);
    CHECK(home.listing(home.shared()) == std::vector{line_of(ca)});
    CHECK(
        home.certutil(home.shared(), {"-L", "-n", "Qoltanba localhost " + ca.fingerprint.substr(0, 16), "-a"})
            .find("BEGIN CERTIFICATE") != std::string::npos);

    const auto after = stores.status(ca);
    REQUIRE(ok(after));
    CHECK(report_of(*after, home.shared()).state == TrustState::present);
}

TEST_CASE("every browser's store is found, and nothing else in it is touched") {
    const Home home;
    const std::vector<std::pair<fs::path, std::string>> places{
        {".pki/nssdb", "Chromium, Chrome, Edge"},
        {"snap/chromium/current/.pki/nssdb", "chromium (snap)"},
        {".var/app/com.google.Chrome/.pki/nssdb", "com.google.Chrome (flatpak)"},
        {".mozilla/firefox/abcd.default-release", "Firefox"},
        {".config/mozilla/firefox/efgh.default", "Firefox"},
        {"snap/firefox/common/.mozilla/firefox/ijkl.default", "Firefox (snap)"},
        {".var/app/org.mozilla.firefox/.mozilla/firefox/mnop.default", "Firefox (flatpak)"},
        {".var/app/org.mozilla.firefox/config/mozilla/firefox/qrst.default", "Firefox (flatpak)"},
        {"elsewhere/work", "Firefox"},
    };
    for (const auto& [place, browser] : places) home.make_database(place);
    fs::create_directories(home.path() / ".mozilla/firefox/Crash Reports");
    // One made elsewhere, beside one that has its usual place.
    std::ofstream(home.path() / ".mozilla/firefox/profiles.ini")
        << "[Profile0]\nName=work\nIsRelative=0\nPath=" << (home.path() / "elsewhere/work").string()
        << "\n\n[Profile1]\nName=default\nIsRelative=1\nPath=abcd.default-release\n";
    const auto ca = home.make_ca("Qoltanba localhost CA");
    auto stores = home.stores();

    const auto installed = stores.install(ca);
    REQUIRE(ok(installed));
    CHECK(installed->size() == places.size());
    for (const auto& [place, browser] : places) {
        CAPTURE(place);
        const auto report = report_of(*installed, home.path() / place);
        CHECK(report.browser == browser);
        CHECK(report.state == TrustState::present);
        CHECK(home.listing(home.path() / place) ==
              std::vector<std::string>{"Company root|CT,C,", line_of(ca)});
    }

    const auto removed = stores.remove();
    REQUIRE(ok(removed));
    for (const auto& [place, browser] : places) {
        CHECK(report_of(*removed, home.path() / place).state == TrustState::absent);
        CHECK(home.listing(home.path() / place) == std::vector<std::string>{"Company root|CT,C,"});
    }
}

TEST_CASE("renewal replaces this configuration's CA and leaves that of another one") {
    const Home home;
    REQUIRE(ok(agent::make_private_folder(home.config("laboratory"))));
    const auto theirs = home.make_ca("CA of the laboratory");
    const auto old_one = home.make_ca("old CA");
    const auto new_one = home.make_ca("new CA");
    auto stores = home.stores();
    auto others = home.stores("laboratory");
    REQUIRE(ok(others.install(theirs)));
    REQUIRE(ok(stores.install(old_one)));

    const auto outdated = stores.status(new_one);
    REQUIRE(ok(outdated));
    CHECK(report_of(*outdated, home.shared()).state == TrustState::outdated);

    REQUIRE(ok(stores.install(new_one)));
    auto expected = std::vector{line_of(theirs), line_of(new_one)};
    std::sort(expected.begin(), expected.end());
    CHECK(home.listing(home.shared()) == expected);

    REQUIRE(ok(stores.remove()));
    CHECK(home.listing(home.shared()) == std::vector{line_of(theirs)});
    const auto untouched = others.status(theirs);
    REQUIRE(ok(untouched));
    CHECK(report_of(*untouched, home.shared()).state == TrustState::present);
}

TEST_CASE("a browser that came since may lack the CA as long as nobody took it back") {
    const Home home;
    const auto ca = home.make_ca("Qoltanba localhost CA");
    auto stores = home.stores();
    CHECK_FALSE(stores.may_be_missing(ca));
    REQUIRE(ok(stores.install(ca)));
    CHECK(stores.may_be_missing(ca));
    CHECK_FALSE(stores.may_be_missing(home.make_ca("another")));
    REQUIRE(ok(stores.remove()));
    CHECK_FALSE(stores.may_be_missing(ca));
}

TEST_CASE("installing twice changes nothing, and a CA that lost its trust gets it back") {
    const Home home;
    const auto ca = home.make_ca("Qoltanba localhost CA");
    auto stores = home.stores();
    REQUIRE(ok(stores.install(ca)));
    REQUIRE(ok(stores.install(ca)));
    CHECK(home.listing(home.shared()).size() == 1);

    const auto nickname = "Qoltanba localhost " + ca.fingerprint.substr(0, 16);
    (void)home.certutil(home.shared(), {"-M", "-n", nickname, "-t", ",,"});
    const auto distrusted = stores.status(ca);
    REQUIRE(ok(distrusted));
    CHECK(report_of(*distrusted, home.shared()).state == TrustState::outdated);
    REQUIRE(ok(stores.install(ca)));
    CHECK(home.listing(home.shared()) == std::vector{line_of(ca)});
}

TEST_CASE("a store that cannot be changed is named, and the others are still served") {
    const Home home;
    const auto broken = home.make_database(".mozilla/firefox/broken.default");
    const auto good = home.make_database(".mozilla/firefox/good.default");
    fs::resize_file(broken / "cert9.db", 1000);
    auto stores = home.stores();
    const auto ca = home.make_ca("Qoltanba localhost CA");

    const auto installed = stores.install(ca);
    REQUIRE(ok(installed));
    REQUIRE(report_of(*installed, broken).error);
    CHECK(report_of(*installed, broken).error->code == ErrorCode::trust_store_failure);
    CHECK(report_of(*installed, good).state == TrustState::present);
    CHECK(report_of(*installed, home.shared()).state == TrustState::present);
}

TEST_CASE("a store with a password of its own does not hold us up") {
    const Home home;
    const auto locked = home.path() / ".mozilla/firefox/locked.default";
    fs::create_directories(locked);
    (void)home.certutil(locked, {"-N", "-f", "/dev/stdin"}, "primary password\n");
    auto stores = home.stores();
    const auto installed = stores.install(home.make_ca("Qoltanba localhost CA"));
    REQUIRE(ok(installed));
    REQUIRE(report_of(*installed, locked).error);
    CHECK(report_of(*installed, locked).error->code == ErrorCode::trust_store_failure);
}

}  // namespace
}  // namespace qoltanba::test
