#include "agent/platform/private_file.hpp"
#include "agent/platform/subprocess.hpp"
#include "agent/platform/trust_store.hpp"
#include "crypto/base/descriptor_linux.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string_view>
#include <thread>
#include <utility>

namespace qoltanba::agent {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view nickname_prefix = "Qoltanba localhost ";
constexpr std::string_view tls_server_authority =
    "C,,";  ///< certutil(1), -t: trusted CA for TLS servers alone

std::string nickname_of(const TrustedCa& ca) {
    return std::string(nickname_prefix) + ca.fingerprint.substr(0, 16);
}

Error trust_error(std::string detail) {
    return fail(ErrorCode::trust_store_failure, std::move(detail));
}

/// One NSS database, worked through certutil of libnss3-tools.
class NssDatabase {
  public:
    NssDatabase(fs::path folder, fs::path home) : folder_(std::move(folder)), home_(std::move(home)) {}

    [[nodiscard]] bool exists() const {
        std::error_code ignored;
        return fs::exists(folder_ / "cert9.db", ignored);
    }

    /// Nickname and trust flags of the certificates that bear our name.
    [[nodiscard]] Result<std::map<std::string, std::string>> ours() const {
        std::map<std::string, std::string> found;
        if (!exists()) return found;
        QOLTANBA_TRY(const auto listing, certutil({"-L"}));
        std::istringstream lines(listing);
        for (std::string line; std::getline(lines, line);) {
            if (!line.starts_with(nickname_prefix)) continue;
            // "<nickname>   <flags>", padded with spaces on both sides of the flags.
            line.erase(line.find_last_not_of(' ') + 1);
            const auto gap = line.rfind(' ');
            const auto end = line.find_last_not_of(' ', gap);
            found[line.substr(0, end + 1)] = line.substr(gap + 1);
        }
        return found;
    }

    /// Held while this is alive: of two processes that change a database at once, NSS gives one an error. The
    /// folder itself is what is locked, so that nothing of ours is left in it. Nothing where there is none.
    [[nodiscard]] Result<Descriptor> lock() const {
        constexpr std::chrono::milliseconds between_tries{20};
        constexpr int most_tries = 1500;
        Descriptor folder(::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
        if (!folder && errno != ENOENT) return system_error("open " + folder_.string(), errno);
        for (int tries = 0; folder && ::flock(folder.get(), LOCK_EX | LOCK_NB) != 0; ++tries) {
            if (errno != EWOULDBLOCK) return system_error("lock " + folder_.string(), errno);
            if (tries == most_tries) return trust_error(folder_.string() + ": somebody else is changing it");
            std::this_thread::sleep_for(between_tries);
        }
        return folder;
    }

    [[nodiscard]] Result<void> make_folder() const {
        std::error_code ignored;
        if (fs::exists(folder_, ignored)) return {};
        return make_private_folder(folder_);
    }

    [[nodiscard]] Result<void> create() const {
        QOLTANBA_CHECK(certutil({"-N", "--empty-password"}));
        return {};
    }

    [[nodiscard]] Result<void> add(const std::string& nickname, const std::string& pem) const {
        QOLTANBA_CHECK(certutil({"-A", "-n", nickname, "-t", std::string(tls_server_authority), "-a"}, pem));
        return {};
    }

    [[nodiscard]] Result<void> remove(const std::string& nickname) const {
        QOLTANBA_CHECK(certutil({"-D", "-n", nickname}));
        return {};
    }

  private:
    [[nodiscard]] Result<std::string> certutil(std::vector<std::string> arguments,
                                               std::string input = {}) const {
        arguments.insert(arguments.begin(), "certutil");
        // An empty password file: a store with a password of its own fails at once instead of asking for it.
        arguments.insert(arguments.end(), {"-d", "sql:" + folder_.string(), "-f", "/dev/null"});
        auto outcome = run({.arguments = std::move(arguments), .input = std::move(input), .home = home_});
        if (outcome.has_error() && outcome.error().code == ErrorCode::file_not_found)
            return trust_error("certutil is missing (package libnss3-tools)");
        if (outcome.has_error())
            return because(ErrorCode::trust_store_failure, folder_.string(), std::move(outcome).error());
        if (outcome->exit_code != 0) return trust_error(folder_.string() + ": " + outcome->output);
        return std::move(outcome->output);
    }

    fs::path folder_;
    fs::path home_;
};

struct Store {
    std::string browser;
    fs::path folder;
    bool create = false;  ///< where the browser would make it itself
};

std::vector<fs::path> folders_inside(const fs::path& parent) {
    std::vector<fs::path> folders;
    std::error_code ignored;
    for (fs::directory_iterator entry(parent, ignored), end; !ignored && entry != end;
         entry.increment(ignored))
        if (std::error_code gone; entry->is_directory(gone)) folders.push_back(entry->path());
    std::sort(folders.begin(), folders.end());
    return folders;
}

/// The profiles inside this folder, and those elsewhere that its profiles.ini names, by a whole path where
/// `IsRelative=0`.
std::set<fs::path> firefox_profiles(const fs::path& folder) {
    const auto inside = folders_inside(folder);
    std::set<fs::path> profiles(inside.begin(), inside.end());
    constexpr std::string_view key = "Path=";
    std::ifstream lines(folder / "profiles.ini");
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(key)) profiles.insert((folder / line.substr(key.size())).lexically_normal());
    return profiles;
}

void add_if_database(std::vector<Store>& stores, std::string browser, const fs::path& folder) {
    if (NssDatabase(folder, {}).exists()) stores.push_back({std::move(browser), folder});
}

/// Where Chromium and Firefox keep their NSS databases, also as snap and flatpak packages, whose home is
/// elsewhere.
std::vector<Store> find_stores(const UserFolders& user) {
    std::vector<Store> stores{{"Chromium, Chrome, Edge", user.home / ".pki" / "nssdb", true}};
    for (const auto& snap : folders_inside(user.home / "snap"))
        add_if_database(stores, snap.filename().string() + " (snap)", snap / "current" / ".pki" / "nssdb");
    for (const auto& flatpak : folders_inside(user.home / ".var" / "app"))
        add_if_database(stores, flatpak.filename().string() + " (flatpak)", flatpak / ".pki" / "nssdb");

    // A profile stays where it was made: version 147 makes new ones where other programs have their settings,
    // as a flatpak too, as a snap not.
    const auto flatpak = user.home / ".var" / "app" / "org.mozilla.firefox";
    const std::vector<std::pair<std::string, fs::path>> firefoxes{
        {"Firefox", user.home / ".mozilla" / "firefox"},
        {"Firefox", user.settings / "mozilla" / "firefox"},
        {"Firefox (snap)", user.home / "snap" / "firefox" / "common" / ".mozilla" / "firefox"},
        {"Firefox (flatpak)", flatpak / ".mozilla" / "firefox"},
        {"Firefox (flatpak)", flatpak / "config" / "mozilla" / "firefox"},
    };
    for (const auto& [browser, folder] : firefoxes)
        for (const auto& profile : firefox_profiles(folder)) add_if_database(stores, browser, profile);
    return stores;
}

/// The nicknames of what this configuration added, one a line.
class Ledger {
  public:
    explicit Ledger(const fs::path& config) : file_(config / "trusted-ca") {}

    [[nodiscard]] Result<std::set<std::string>> read() const {
        const auto content = read_private_file(file_);
        std::set<std::string> names;
        if (content.has_error() && content.error().code == ErrorCode::file_not_found) return names;
        if (content.has_error()) return content.error();
        std::istringstream lines{std::string(text_of(content->view()))};
        for (std::string line; std::getline(lines, line);)
            if (line.starts_with(nickname_prefix)) names.insert(line);
        return names;
    }

    [[nodiscard]] Result<void> write(const std::set<std::string>& names) const {
        std::string text;
        for (const auto& name : names) text += name + "\n";
        return write_private_file(file_, bytes_of(text));
    }

  private:
    fs::path file_;
};

/// What is to stand in a store (nothing: none of ours) and what this configuration has ever put there.
struct Wanted {
    std::string nickname;
    std::string pem;
    std::set<std::string> added;
};

TrustState judge(const std::map<std::string, std::string>& found, const Wanted& wanted) {
    const auto current = found.find(wanted.nickname);
    const bool stale = std::any_of(found.begin(), found.end(), [&](const auto& entry) {
        return entry.first != wanted.nickname && wanted.added.contains(entry.first);
    });
    if (stale || (current != found.end() && current->second != tls_server_authority))
        return TrustState::outdated;
    return current != found.end() ? TrustState::present : TrustState::absent;
}

Result<TrustState> state_of(const NssDatabase& database, const Wanted& wanted) {
    QOLTANBA_TRY(const auto found, database.ours());
    return judge(found, wanted);
}

/// Makes the store as wanted: adds what is missing, removes what this configuration no longer stands for.
Result<TrustState> bring_up_to_date(const NssDatabase& database, const Store& store, const Wanted& wanted) {
    const bool adding = !wanted.nickname.empty();
    if (adding && store.create) QOLTANBA_CHECK(database.make_folder());
    QOLTANBA_TRY(const auto lock, database.lock());
    if (adding && store.create && !database.exists()) QOLTANBA_CHECK(database.create());
    QOLTANBA_TRY(const auto found, database.ours());
    const auto current = found.find(wanted.nickname);
    if (adding && (current == found.end() || current->second != tls_server_authority))
        QOLTANBA_CHECK(database.add(wanted.nickname, wanted.pem));
    for (const auto& [nickname, flags] : found)
        if (nickname != wanted.nickname && wanted.added.contains(nickname))
            QOLTANBA_CHECK(database.remove(nickname));
    return state_of(database, wanted);
}

template <typename Work>
std::vector<TrustReport> for_each_store(const UserFolders& user, Work work) {
    std::vector<TrustReport> reports;
    for (const auto& store : find_stores(user)) {
        auto state = work(NssDatabase(store.folder, user.home), store);
        TrustReport report{store.browser, store.folder, TrustState::absent, std::nullopt};
        if (state.has_error()) {
            report.error = std::move(state).error();
        } else {
            report.state = *state;
        }
        reports.push_back(std::move(report));
    }
    return reports;
}

/// Brings all stores up to date. The ledger is written first, so that nothing is added that would not be
/// found again, and forgets what is gone only when no store failed.
Result<std::vector<TrustReport>> change_all(const UserFolders& user, const Ledger& ledger, Wanted wanted) {
    QOLTANBA_TRY(wanted.added, ledger.read());
    std::set<std::string> standing;
    if (!wanted.nickname.empty()) standing.insert(wanted.nickname);
    const auto before = wanted.added;
    wanted.added.insert(standing.begin(), standing.end());
    if (wanted.added != before) QOLTANBA_CHECK(ledger.write(wanted.added));

    auto reports = for_each_store(user, [&](const NssDatabase& database, const Store& store) {
        return bring_up_to_date(database, store, wanted);
    });
    const bool all_done = std::none_of(reports.begin(), reports.end(), [](const auto& r) { return r.error; });
    if (all_done && wanted.added != standing) QOLTANBA_CHECK(ledger.write(standing));
    return reports;
}

}  // namespace

TrustStores::TrustStores(UserFolders user, fs::path config)
    : user_(std::move(user)), config_(std::move(config)) {}

Result<std::vector<TrustReport>> TrustStores::install(const TrustedCa& ca) {
    return change_all(user_, Ledger(config_), {nickname_of(ca), ca.pem, {}});
}

bool TrustStores::may_be_missing(const TrustedCa& ca) const {
    const auto added = Ledger(config_).read();
    return added && added->contains(nickname_of(ca));
}

Result<std::vector<TrustReport>> TrustStores::remove() {
    return change_all(user_, Ledger(config_), {});
}

Result<std::vector<TrustReport>> TrustStores::status(const TrustedCa& ca) const {
    QOLTANBA_TRY(const auto added, Ledger(config_).read());
    const Wanted wanted{nickname_of(ca), ca.pem, added};
    return for_each_store(
        user_, [&](const NssDatabase& database, const Store&) { return state_of(database, wanted); });
}

}  // namespace qoltanba::agent
