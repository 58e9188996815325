#include "agent/policy/policy_installation.hpp"

namespace qoltanba::agent {
namespace {

Error not_here() {
    return fail(ErrorCode::input_output_failure, "copy the file into /etc/qoltanba/policy.json.d instead");
}

}  // namespace

bool can_install_policy() {
    return false;
}

Result<void> install_policy(const PolicyTree&) {
    return not_here();
}

Result<void> remove_installed_policy() {
    return not_here();
}

}  // namespace qoltanba::agent
