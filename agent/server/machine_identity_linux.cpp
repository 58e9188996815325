// No file that every browser of the machine reads is ours to write here: policies are the administrator's,
// and NSS databases are each user's.
#include "agent/server/machine_identity.hpp"

namespace qoltanba::agent {
namespace {

Error none() {
    return fail(ErrorCode::file_not_found, "each user of this system has a localhost identity of their own");
}

}  // namespace

bool has_machine_identity() {
    return false;
}

Result<LocalhostIdentity> load_machine_identity(Time) {
    return none();
}

Result<TrustState> install_machine_identity(Time) {
    return none();
}

Result<TrustState> machine_identity_status(Time) {
    return none();
}

Result<TrustState> remove_machine_identity() {
    return none();
}

}  // namespace qoltanba::agent
