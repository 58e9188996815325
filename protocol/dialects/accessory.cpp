#include "protocol/dialects/accessory.hpp"

#include "protocol/dialects/modules.hpp"
#include "protocol/json/json_text.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::protocol {
namespace {

struct Bundle {
    std::string_view name;
    std::string_view version;
};

/// The original's bundles whose function is served here, each with the newest version seen: a portal refuses
/// to work where its bundle is missing or older, and would rightly find a bundle missing that is not served.
constexpr std::array<Bundle, 6> bundles{{
    {"kz.gov.pki.api.layer.NCALayerServices", "0.7.3"},   // accessory
    {"kz.gov.pki.kalkan.xmldsig", "0.4.0"},               // XML signatures with the national algorithms
    {"kz.gov.pki.knca.applet.knca_applet", "0.4.10"},     // basics
    {"kz.gov.pki.osgi.layer.common", "0.3.4"},            // commonUtils
    {"kz.gov.pki.osgi.layer.websocket", "0.4.1"},         // the connection itself
    {"kz.gov.pki.provider.knca_provider_util", "0.8.8"},  // key files, CMS
}};

std::string list_bundles() {
    JsonText json;
    json.begin_object();
    for (const auto& bundle : bundles) json.member(bundle.name, bundle.version);
    json.end_object();
    return std::move(json).take();
}

std::string list_services() {
    JsonText json;
    json.begin_object().key("services").begin_array();
    for (const auto module : {common_utils_module, basics_module, accessory_module}) json.string(module);
    json.end_array().end_object();
    return std::move(json).take();
}

std::string upper_case(std::string_view name) {
    std::string upper(name);
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    return upper;
}

std::string render(const Result<Outcome>& outcome) {
    return outcome.has_value() ? R"({"success":true})"
                               : no_success(upper_case(name_of(outcome.error().code)));
}

}  // namespace

Turn read_accessory(const JsonValue& request) {
    const std::string method = opt_string(request, "method");
    if (method == "getBundles") return Reply{list_bundles()};
    if (method == "getServices") return Reply{list_services()};
    if (method == "installBundle") return Reply{no_success("MODULE_INSTALL_NOT_SUPPORTED")};
    // There are no bundles to manage, so their window is the settings too.
    if (method == "showSettings" || method == "showBundleManager") {
        return Call{ShowSettingsRequest{}, render, "accessory." + method};
    }
    return Reply{no_success("UNKNOWN_METHOD")};
}

}  // namespace qoltanba::protocol
