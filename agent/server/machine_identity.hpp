// One localhost identity for every user of a computer, made by its installer. Windows has that, because its
// browsers read one store for the machine; elsewhere each user's agent makes its user's own.
#pragma once

#include "agent/platform/trust_store.hpp"
#include "agent/server/identity.hpp"

namespace qoltanba::agent {

/// Whether this system has such a thing at all.
bool has_machine_identity();

/// What the installer made. Its key can be read by all who log in here. Errors: file_not_found where there is
/// none; input_output_failure for one that others could have put there; identity_failure for one that
/// check_localhost_identity does not accept at that moment.
Result<LocalhostIdentity> load_machine_identity(Time at);

/// Makes one where none will do and puts its CA into the machine's store of root certificates, in place of an
/// earlier one. For the installer and administrators. Errors: identity_failure; input_output_failure;
/// trust_store_failure.
Result<TrustState> install_machine_identity(Time at);

/// How the machine's store stands to what the installer made. Errors: those of load_machine_identity;
/// trust_store_failure.
Result<TrustState> machine_identity_status(Time at);

/// Takes its CA out of the machine's store and destroys its key. Errors: input_output_failure;
/// trust_store_failure.
Result<TrustState> remove_machine_identity();

}  // namespace qoltanba::agent
