// Chrome, Edge and every program of the system read the user's "Root" store, and Firefox does where
// security.enterprise_roots.enabled is set. Windows itself asks the person before a certificate goes into
// that store or out of it.
#include "agent/platform/api_windows.hpp"
#include "agent/platform/private_file.hpp"
#include "agent/platform/trust_store.hpp"
#include "crypto/base/base64.hpp"

#include <openssl/sha.h>
#include <wincrypt.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <sstream>

namespace qoltanba::agent {
namespace {

constexpr const char* store_name = "Windows: Chrome, Edge";

Error trust_error(const std::string& what) {
    return because(ErrorCode::trust_store_failure, "the user's root certificates",
                   system_error(what, ::GetLastError()));
}

struct StoreCloser {
    void operator()(void* store) const { ::CertCloseStore(store, 0); }
};

std::string fingerprint_of(const CERT_CONTEXT& certificate) {
    std::array<std::uint8_t, SHA256_DIGEST_LENGTH> digest{};
    ::SHA256(certificate.pbCertEncoded, certificate.cbCertEncoded, digest.data());
    return to_hex(digest);
}

/// The user's own root certificates. The view of the system joins them with the machine's, which count as
/// known but are not this user's to remove.
class RootStore {
  public:
    static Result<RootStore> open() {
        RootStore opened;
        opened.store_.reset(
            ::CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, CERT_SYSTEM_STORE_CURRENT_USER, L"Root"));
        if (!opened.store_) return trust_error("open the store");
        return opened;
    }

    [[nodiscard]] std::set<std::string> fingerprints() const {
        std::set<std::string> found;
        for (PCCERT_CONTEXT at = nullptr; (at = ::CertEnumCertificatesInStore(store_.get(), at)) != nullptr;)
            found.insert(fingerprint_of(*at));
        return found;
    }

    [[nodiscard]] Result<void> add(const std::string& pem) const {
        QOLTANBA_TRY(const auto der, from_pem(pem));
        if (::CertAddEncodedCertificateToStore(store_.get(), X509_ASN_ENCODING, der.data(),
                                               static_cast<DWORD>(der.size()), CERT_STORE_ADD_USE_EXISTING,
                                               nullptr) == 0)
            return trust_error("add the certificate");
        return {};
    }

    [[nodiscard]] Result<void> remove(const std::set<std::string>& unwanted) const {
        for (PCCERT_CONTEXT at = nullptr;
             (at = ::CertEnumCertificatesInStore(store_.get(), at)) != nullptr;) {
            if (!unwanted.contains(fingerprint_of(*at))) continue;
            // Removing frees the one it is given, so it gets a second hold of it.
            if (::CertDeleteCertificateFromStore(::CertDuplicateCertificateContext(at)) != 0) continue;
            const auto error = trust_error("remove a certificate");
            ::CertFreeCertificateContext(at);
            return error;
        }
        return {};
    }

  private:
    std::unique_ptr<void, StoreCloser> store_;
};

/// The fingerprints of what this configuration added, one a line.
class Ledger {
  public:
    explicit Ledger(const std::filesystem::path& config) : file_(config / "trusted-ca") {}

    [[nodiscard]] Result<std::set<std::string>> read() const {
        const auto content = read_private_file(file_);
        std::set<std::string> added;
        if (content.has_error() && content.error().code == ErrorCode::file_not_found) return added;
        if (content.has_error()) return content.error();
        std::istringstream lines{std::string(text_of(content->view()))};
        for (std::string line; std::getline(lines, line);) added.insert(line);
        return added;
    }

    [[nodiscard]] Result<void> write(const std::set<std::string>& added) const {
        std::string text;
        for (const auto& one : added) text += one + "\n";
        return write_private_file(file_, bytes_of(text));
    }

  private:
    std::filesystem::path file_;
};

/// `earlier`: what this configuration added and no longer stands for.
TrustState judge(const std::set<std::string>& found, const std::string& current,
                 const std::set<std::string>& earlier) {
    const bool stale =
        std::any_of(earlier.begin(), earlier.end(), [&](const auto& one) { return found.contains(one); });
    if (stale) return TrustState::outdated;
    return found.contains(current) ? TrustState::present : TrustState::absent;
}

/// Makes the store hold `ca` (nothing: none of ours). The ledger is written first, so that nothing is added
/// that would not be found again, and forgets what is gone only when all of it went.
Result<TrustState> bring_up_to_date(const Ledger& ledger, const std::optional<TrustedCa>& ca) {
    const auto current = ca ? ca->fingerprint : std::string();
    QOLTANBA_TRY(const auto before, ledger.read());
    auto earlier = before;
    earlier.erase(current);
    QOLTANBA_TRY(const auto store, RootStore::open());
    // One that the machine's installer put there is not ours to remove.
    if (ca && !store.fingerprints().contains(current)) {
        auto added = before;
        added.insert(current);
        QOLTANBA_CHECK(ledger.write(added));
        QOLTANBA_CHECK(store.add(ca->pem));
    }
    QOLTANBA_CHECK(store.remove(earlier));
    if (!earlier.empty()) {
        QOLTANBA_TRY(auto added, ledger.read());
        for (const auto& gone : earlier) added.erase(gone);
        QOLTANBA_CHECK(ledger.write(added));
    }
    return judge(store.fingerprints(), current, earlier);
}

std::vector<TrustReport> report(Result<TrustState> state) {
    TrustReport report{store_name, {}, TrustState::absent, std::nullopt};
    if (state.has_error()) {
        report.error = std::move(state).error();
    } else {
        report.state = *state;
    }
    return {std::move(report)};
}

}  // namespace

TrustStores::TrustStores(UserFolders user, std::filesystem::path config)
    : user_(std::move(user)), config_(std::move(config)) {}

Result<std::vector<TrustReport>> TrustStores::install(const TrustedCa& ca) {
    return report(bring_up_to_date(Ledger(config_), ca));
}

Result<std::vector<TrustReport>> TrustStores::remove() {
    return report(bring_up_to_date(Ledger(config_), std::nullopt));
}

Result<std::vector<TrustReport>> TrustStores::status(const TrustedCa& ca) const {
    QOLTANBA_TRY(auto earlier, Ledger(config_).read());
    earlier.erase(ca.fingerprint);
    QOLTANBA_TRY(const auto store, RootStore::open());
    return report(judge(store.fingerprints(), ca.fingerprint, earlier));
}

}  // namespace qoltanba::agent
