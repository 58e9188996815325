// docs/errors.md, made from the catalogue.
#pragma once

#include "crypto/base/error.hpp"

#include <string>
#include <vector>

namespace qoltanba::test {

std::vector<ErrorCode> all_error_codes();

std::string catalogue_markdown();

}  // namespace qoltanba::test
