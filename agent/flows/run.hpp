// One way in for every request of a page. One file per use case stands behind it.
#pragma once

#include "agent/flows/context.hpp"
#include "protocol/requests.hpp"

#include <stop_token>

namespace qoltanba::agent {

/// Blocks until the request is done or refused. When `stop` is asked for, an open window closes and nothing
/// is signed. Errors: whatever the person, the key or the request gave; canceled when the person refused.
Result<protocol::Outcome> run(Context& context, const Caller& caller, const protocol::Request& request,
                              std::stop_token stop);

}  // namespace qoltanba::agent
