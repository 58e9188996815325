#include "protocol/turns.hpp"

using namespace qoltanba;
using namespace qoltanba::protocol;
using namespace qoltanba::test;

namespace {

std::string accessory(const json& members) {
    json request{{"module", "kz.gov.pki.ncalayerservices.accessory"}};
    request.update(members);
    return request.dump();
}

}  // namespace

TEST_CASE("getBundles lists bundles with their versions and none that is not served") {
    const auto bundles = reply_to(accessory({{"method", "getBundles"}}));
    CHECK(bundles.at("kz.gov.pki.osgi.layer.common") == "0.3.4");
    CHECK(bundles.at("kz.gov.pki.knca.applet.knca_applet") == "0.4.10");
    CHECK(bundles.at("kz.gov.pki.api.layer.NCALayerServices") == "0.7.3");
    for (const auto* other : {"kz.ecc.NurSignBundle", "kz.inessoft.kgd.knp.sono_knp_ncalayer_module",
                              "com.osdkz.esf.signer", "org.apache.felix.framework"}) {
        CHECK_FALSE(bundles.contains(other));
    }
    for (const auto& version : bundles) CHECK(version.is_string());
}

TEST_CASE("every service that getServices lists is there") {
    const auto services = reply_to(accessory({{"method", "getServices"}})).at("services");
    CHECK(services.size() == 3);
    for (const auto& module : services) {
        INFO(module);
        CHECK(reply_to(json{{"module", module}, {"method", "none"}}.dump()).value("errorCode", "") !=
              "MODULE_NOT_FOUND");
    }
}

TEST_CASE("a bundle cannot be installed") {
    CHECK(reply_to(accessory({{"method", "installBundle"}, {"symname", "kz.ecc.NurSignBundle"}})) ==
          json{{"success", false}, {"errorCode", "MODULE_INSTALL_NOT_SUPPORTED"}});
}

TEST_CASE("both windows of the original are the settings window") {
    for (const auto* method : {"showSettings", "showBundleManager"}) {
        const auto call = call_of(accessory({{"method", method}}));
        CHECK(std::holds_alternative<ShowSettingsRequest>(call.request));
        CHECK(rendered(call, Outcome(Done{})) == json{{"success", true}});
        CHECK(rendered(call, fail(ErrorCode::window_unavailable)) ==
              json{{"success", false}, {"errorCode", "WINDOW_UNAVAILABLE"}});
    }
}

TEST_CASE("a method that accessory does not have is named unknown") {
    const json unknown{{"success", false}, {"errorCode", "UNKNOWN_METHOD"}};
    CHECK(reply_to(accessory({{"method", "uninstallBundle"}})) == unknown);
    CHECK(reply_to(accessory(json::object())) == unknown);
}
