// What follows from a fault that a reader or a verification found. Of this folder alone.
#pragma once

#include "crypto/validation/report.hpp"

namespace qoltanba::crypto::validation {

/// Never passed.
Conclusion conclusion_of(const Error& fault);

/// The one that decides of two: failed goes before indeterminate before passed, of two alike the first. The
/// reasons of both, those of the one that decides first.
Conclusion together(Conclusion first, Conclusion second);

}  // namespace qoltanba::crypto::validation
