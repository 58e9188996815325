#include "agent/platform/machine_file_windows.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/platform/root_store_windows.hpp"
#include "agent/server/machine_identity.hpp"

namespace qoltanba::agent {
namespace {

/// It is not sealed: no key that every user's agent can use is hidden from any of them.
constexpr const char* identity_file = "localhost-identity.pem";

TrustedCa ca_of(const LocalhostIdentity& identity) {
    return {identity.ca_certificate, identity.ca_fingerprint};
}

Result<LocalhostIdentity> make_machine_identity(const std::filesystem::path& folder, Time at) {
    QOLTANBA_TRY(auto made, make_localhost_identity(at));
    QOLTANBA_CHECK(write_machine_file(folder / identity_file, localhost_identity_pem(made).view()));
    return made;
}

}  // namespace

bool has_machine_identity() {
    return true;
}

Result<LocalhostIdentity> load_machine_identity(Time at) {
    QOLTANBA_TRY(const auto folder, machine_folder());
    QOLTANBA_TRY(const auto content, read_machine_file(folder / identity_file));
    return localhost_identity_from(content.view(), at);
}

Result<TrustState> install_machine_identity(Time at) {
    QOLTANBA_CHECK(make_machine_folder());
    QOLTANBA_TRY(const auto folder, machine_folder());
    auto identity = load_machine_identity(at);
    if (identity.has_error()) identity = make_machine_identity(folder, at);
    if (identity.has_error()) return identity.error();
    return bring_roots_up_to_date(RootsOf::machine, folder, ca_of(*identity));
}

Result<TrustState> machine_identity_status(Time at) {
    QOLTANBA_TRY(const auto folder, machine_folder());
    QOLTANBA_TRY(const auto identity, load_machine_identity(at));
    return look_at_roots(RootsOf::machine, folder, ca_of(identity));
}

Result<TrustState> remove_machine_identity() {
    QOLTANBA_TRY(const auto folder, machine_folder());
    std::error_code failed;
    if (!std::filesystem::exists(folder, failed)) return TrustState::absent;
    QOLTANBA_TRY(const auto state, bring_roots_up_to_date(RootsOf::machine, folder, std::nullopt));
    // Only what is ours goes; a folder that holds more stays.
    for (const auto* file : {identity_file, "trusted-ca"}) {
        std::filesystem::remove(folder / file, failed);
        if (failed)
            return fail(ErrorCode::input_output_failure,
                        "remove " + path_to_utf8(folder / file) + ": " + failed.message());
    }
    std::filesystem::remove(folder, failed);
    return state;
}

}  // namespace qoltanba::agent
