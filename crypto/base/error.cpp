#include "crypto/base/error.hpp"

#include <boost/assert/source_location.hpp>

#include <stdexcept>
#include <utility>

namespace qoltanba {

Error because(ErrorCode code, std::string detail, Error cause) {
    return {code, std::move(detail), std::make_shared<const Error>(std::move(cause))};
}

std::string describe(const Error& error) {
    std::string text(name_of(error.code));
    if (!error.detail.empty()) text += ": " + error.detail;
    if (error.cause) text += " <- " + describe(*error.cause);
    return text;
}

void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw std::logic_error("the value of a failed result was asked for: " + describe(error));
}

}  // namespace qoltanba
