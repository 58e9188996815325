// The site an origin belongs to: what one owner can have many origins of. Limits count sites, so that a page
// gains nothing by naming itself anew; grants and blocks are for exact origins.
#pragma once

#include <string>
#include <string_view>

namespace qoltanba::agent {

/// "https://a.cabinet.example.kz:8443" -> "example.kz"; "https://stat.gov.kz" -> "stat.gov.kz" (a short label
/// under a country is a registry's, not an owner's). With a dot at its end a host is the same. An address, a
/// single label or anything else is its own site.
std::string site_of(std::string_view origin);

}  // namespace qoltanba::agent
