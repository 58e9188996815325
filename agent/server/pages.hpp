// What a plain request is shown: a page for the person who opens the address, and the health endpoint for
// pages.
#pragma once

#include "agent/server/admission.hpp"

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>

#include <string>

namespace qoltanba::agent {

using Answer = boost::beast::http::response<boost::beast::http::string_body>;

Answer answer_to(const Refused& refused);

/// /health is {"name":"Qoltanba","version":...}, readable for the page that asks: a plain request is the only
/// way for a page to have the browser ask its user for the permission to reach this computer. It tells
/// nothing more.
Answer answer_to(const PageVisit& visit, const std::string& version);

}  // namespace qoltanba::agent
