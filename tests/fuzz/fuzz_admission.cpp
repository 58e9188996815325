// The header of an HTTP request as it comes from the network: read, judged, answered.
#include "agent/server/admission.hpp"
#include "agent/server/pages.hpp"

#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/parser.hpp>

#include <cstdint>
#include <cstdlib>

namespace agent = qoltanba::agent;
namespace http = boost::beast::http;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(32 * 1024);
    boost::system::error_code error;
    parser.put(boost::asio::buffer(data, size), error);
    if (!parser.is_header_done()) return 0;

    const auto visit = agent::judge(parser.get(), 13579, true);
    if (const auto* page = std::get_if<agent::PageVisit>(&visit)) {
        (void)agent::answer_to(*page, "0.0.1");
    } else if (const auto* upgrade = std::get_if<agent::Upgrade>(&visit)) {
        // An origin that was let in reads the same when it is read again.
        const auto& origin = upgrade->who.origin;
        if (!origin.empty() && agent::canonical_origin(origin) != origin) std::abort();
    } else {
        (void)agent::answer_to(std::get<agent::Refused>(visit));
    }
    return 0;
}
