// Chrome, Edge and every program of the system read the user's "Root" store, and Firefox does where
// security.enterprise_roots.enabled is set. Windows itself asks the person before a certificate goes into
// that store or out of it.
#include "agent/platform/root_store_windows.hpp"
#include "agent/platform/trust_store.hpp"

namespace qoltanba::agent {
namespace {

std::vector<TrustReport> report(Result<TrustState> state) {
    TrustReport report{"Windows: Chrome, Edge", {}, TrustState::absent, std::nullopt};
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
    return report(bring_roots_up_to_date(RootsOf::user, config_, ca));
}

// They share one store, and Windows asks the person at each change of it.
bool TrustStores::may_be_missing(const TrustedCa&) const {
    return false;
}

Result<std::vector<TrustReport>> TrustStores::remove() {
    return report(bring_roots_up_to_date(RootsOf::user, config_, std::nullopt));
}

Result<std::vector<TrustReport>> TrustStores::status(const TrustedCa& ca) const {
    return report(look_at_roots(RootsOf::user, config_, ca));
}

}  // namespace qoltanba::agent
