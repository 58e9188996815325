#include "protocol/conversation.hpp"

#include "protocol/dialects/accessory.hpp"
#include "protocol/dialects/basics.hpp"
#include "protocol/dialects/common_utils.hpp"
#include "protocol/dialects/error_text.hpp"
#include "protocol/dialects/modules.hpp"
#include "protocol/json/json_text.hpp"
#include "protocol/json/lenient_json.hpp"

namespace qoltanba::protocol {
namespace {

constexpr std::string_view heartbeat = "--heartbeat--";

/// What cannot be read names no module, so it is answered in the form most pages know.
Reply unreadable(const Error& error) {
    JsonText json;
    json.begin_object().member("code", "500").member("message", shortened(error.detail)).end_object();
    return {std::move(json).take()};
}

}  // namespace

// Digits and dots only and no space: a client compares this with a pattern, another drops it unread.
std::string_view greeting() {
    return R"({"result":{"version":"1.4"}})";
}

bool is_heartbeat(std::string_view frame) {
    return frame == heartbeat;
}

Turn read_frame(std::string_view frame, const std::stop_token& stop) {
    if (is_heartbeat(frame)) return Reply{std::string(frame)};
    const auto document = read_lenient_json(frame);
    if (document.has_error()) return unreadable(document.error());
    if (stop.stop_requested()) return Silence{};
    const auto& request = document->root;
    if (request.as_object()->empty()) return Silence{};  // pages keep a connection alive with {}

    const std::string module = opt_string(request, "module");
    if (module == common_utils_module) return read_common_utils(request, stop);
    if (module == basics_module) return read_basics(request, stop);
    if (module == accessory_module) return read_accessory(request);
    // A request without a module is the old applet's, which passes passwords through pages and is not served.
    return Reply{no_success("MODULE_NOT_FOUND")};
}

}  // namespace qoltanba::protocol
