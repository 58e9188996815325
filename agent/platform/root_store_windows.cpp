// The root certificates that Windows keeps, and which of them are ours.
#include "agent/platform/root_store_windows.hpp"

#include "agent/platform/private_file.hpp"
#include "crypto/base/api_windows.hpp"
#include "crypto/base/base64.hpp"

#include <openssl/sha.h>
#include <wincrypt.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>
#include <sstream>
#include <vector>

namespace qoltanba::agent {
namespace {

Error trust_error(const std::string& what) {
    return because(ErrorCode::trust_store_failure, "the root certificates",
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

DWORD place_of(RootsOf whose) {
    return whose == RootsOf::machine ? CERT_SYSTEM_STORE_LOCAL_MACHINE : CERT_SYSTEM_STORE_CURRENT_USER;
}

class RootStore {
  public:
    static Result<RootStore> open(RootsOf whose) {
        RootStore opened;
        opened.store_.reset(::CertOpenStore(CERT_STORE_PROV_SYSTEM_W, 0, 0, place_of(whose), L"Root"));
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
        // First found, then removed: a store that loses certificates meanwhile is not enumerated to its end.
        std::vector<PCCERT_CONTEXT> found;
        for (PCCERT_CONTEXT at = nullptr; (at = ::CertEnumCertificatesInStore(store_.get(), at)) != nullptr;)
            if (unwanted.contains(fingerprint_of(*at)))
                found.push_back(::CertDuplicateCertificateContext(at));
        Result<void> outcome;
        for (const auto* certificate : found)  // removing frees it, also where it fails
            if (::CertDeleteCertificateFromStore(certificate) == 0)
                outcome = trust_error("remove a certificate");
        // Now, not when the store is closed, so that a failure is seen.
        if (outcome && ::CertControlStore(store_.get(), 0, CERT_STORE_CTRL_COMMIT, nullptr) == 0)
            outcome = trust_error("write the store");
        return outcome;
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

}  // namespace

// The ledger is written first, so that nothing is added that would not be found again, and forgets what is
// gone only when all of it went.
Result<TrustState> bring_roots_up_to_date(RootsOf whose, const std::filesystem::path& folder,
                                          const std::optional<TrustedCa>& ca) {
    const Ledger ledger(folder);
    const auto current = ca ? ca->fingerprint : std::string();
    QOLTANBA_TRY(const auto before, ledger.read());
    auto earlier = before;
    earlier.erase(current);
    QOLTANBA_TRY(const auto store, RootStore::open(whose));
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

Result<TrustState> look_at_roots(RootsOf whose, const std::filesystem::path& folder, const TrustedCa& ca) {
    QOLTANBA_TRY(auto earlier, Ledger(folder).read());
    earlier.erase(ca.fingerprint);
    QOLTANBA_TRY(const auto store, RootStore::open(whose));
    return judge(store.fingerprints(), ca.fingerprint, earlier);
}

}  // namespace qoltanba::agent
