// The time stamp over a signature that was made just now.
#pragma once

#include "agent/flows/context.hpp"
#include "agent/ui/prompter.hpp"

#include <stop_token>

namespace qoltanba::agent {

/// Asked before any window. Error: time_stamp_unavailable, where there are no services.
Result<void> check_stamps_are_made(const Context& context);

struct StampedSignature {
    Bytes cms;
    bool waits = false;  ///< it has no stamp: a copy stands in the line for one
};

/// `before` is the CMS that the new signature was added to; empty: there was none. The signatures that were
/// there keep what they have. Where no service can be reached it is the rule's choice whether that is an
/// error. Errors: as with_time_stamp, and those of StampingQueue::add_signature.
Result<StampedSignature> stamp_new_signature(Context& context, const Caller& caller, Bytes cms,
                                             BytesView before, const std::stop_token& stop);

}  // namespace qoltanba::agent
