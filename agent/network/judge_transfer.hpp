// What a transfer means: an answer, a redirect, or an error of the catalogue.
#pragma once

#include "agent/network/curl_transfer.hpp"

namespace qoltanba::agent {

struct Failure {
    Error error;
    bool worth_repeating = false;
};

/// Nothing for an answer or a redirect. `proxy` is that of the transfer.
std::optional<Failure> failure_of(const Transfer& transfer, const HttpRequest& request,
                                  const std::string& proxy);

bool is_redirect(const Transfer& transfer);

}  // namespace qoltanba::agent
