#include "crypto/base/base64.hpp"
#include "protocol/turns.hpp"

using namespace qoltanba;
using namespace qoltanba::protocol;
using namespace qoltanba::test;

namespace {

json error(const std::string& message) {
    return {{"code", "500"}, {"message", message}};
}

json signed_as(const std::string& frame, SignatureFormat format, std::vector<Bytes> results) {
    return rendered(call_of(frame), Outcome(SignedDocuments{format, std::move(results), std::nullopt}));
}

}  // namespace

TEST_CASE("a method is found by its name and its number of arguments") {
    CHECK(reply_to(common_utils("getVersion", json::array())) == error("NoSuchMethodException getVersion"));
    CHECK(reply_to(common_utils("signXml", {"PKCS12", "", "<a/>"})) ==
          error("NoSuchMethodException signXml"));
    CHECK(reply_to(common_utils("getActiveTokens", {1})) == error("NoSuchMethodException getActiveTokens"));
    CHECK(reply_to(common_utils("GETKEYINFO", {"PKCS12"})) == error("NoSuchMethodException GETKEYINFO"));
    CHECK(reply_to(common_utils("", json::array())) == error("NoSuchMethodException "));
}

TEST_CASE("arguments that are not an array count as none") {
    CHECK(reply_to(common_utils("getKeyInfo", {{"storageName", "PKCS12"}})) ==
          error("NoSuchMethodException getKeyInfo"));
    CHECK(std::holds_alternative<ActiveTokensRequest>(
        call_of(common_utils("getActiveTokens", "text")).request));
    CHECK(std::holds_alternative<ActiveTokensRequest>(
        call_of(common_utils("getActiveTokens", nullptr)).request));
}

TEST_CASE("getTokensInfo takes names of storages, any number of them, and none means all") {
    const auto asked = [](const json& arguments) {
        return request_of<TokensInformationRequest>(common_utils("getTokensInfo", arguments)).storages;
    };
    CHECK(asked({"AKKaztokenStore"}) == std::vector<std::string>{"AKKaztokenStore"});
    CHECK(asked({"PKCS11", "PKCS12"}) == std::vector<std::string>{"PKCS11", "PKCS12"});
    CHECK(asked(json::array()).empty());
    CHECK(asked(nullptr).empty());
}

TEST_CASE("getTokensInfo's arguments are checked as those of other methods: types, then names") {
    const auto check = [](const json& arguments) {
        return reply_to(common_utils("getTokensInfo", arguments));
    };
    const auto mismatch =
        error("java.lang.IllegalArgumentException: argument type mismatch. Method: getTokensInfo");
    CHECK(check({"Nowhere", 1}) == mismatch);
    CHECK(check({nullptr}) == mismatch);
    CHECK(check({{"AKKaztokenStore"}}) == mismatch);
    CHECK(check({"AKKaztokenStore", " "}) == error("storageName.param.empty"));
    CHECK(check({"Nowhere"}) == error("storage.unknown"));
}

TEST_CASE("getTokensInfo answers with one object for each device, its kind in three languages") {
    const auto call = call_of(common_utils("getTokensInfo", json::array()));
    CHECK(rendered(call, Outcome(TokensInformation{})) ==
          json{{"responseObject", json::array()}, {"code", "200"}});
    const TokenInformation::Name name{"Куәлік", "Удостоверение", "Identity card"};
    const TokensInformation two{{{"AKKZIDCardStore", name, TokenState::card_not_served},
                                 {"PKCS11", std::nullopt, TokenState::ready}}};
    CHECK(rendered(call, Outcome(two))["responseObject"] == json::parse(R"([{"storage":"AKKZIDCardStore",
                           "name":{"kk":"Куәлік","ru":"Удостоверение","en":"Identity card"},
                           "state":"card_not_served"},
                          {"storage":"PKCS11","state":"ready"}])"));
    const auto state = [&](TokenState value) {
        const TokensInformation one{{{"PKCS11", std::nullopt, value}}};
        return rendered(call, Outcome(one))["responseObject"][0]["state"].get<std::string>();
    };
    CHECK(state(TokenState::pin_last_try) == "pin_last_try");
    CHECK(state(TokenState::pin_locked) == "pin_locked");
    CHECK(state(TokenState::no_certificate) == "no_certificate");
    CHECK(state(TokenState::card_unresponsive) == "card_unresponsive");
    CHECK(state(TokenState::device_busy) == "device_busy");
}

TEST_CASE("the module of KAZTOKEN desktop has no getTokensInfo: who gets an answer there takes us for it") {
    for (const auto* method : {"getTokensInfo", "probe"}) {
        const json frame{
            {"module", "kz.digiflow.mobile.extensions"}, {"method", method}, {"args", {"AKKaztokenStore"}}};
        CHECK(reply_to(frame.dump()) == json{{"success", false}, {"errorCode", "MODULE_NOT_FOUND"}});
    }
}

TEST_CASE("a request needs a method, and its name must be a string") {
    const std::string head = R"({"module":"kz.gov.pki.knca.commonUtils","uuid":"u")";
    CHECK(reply_to(head + "}") == error(R"(JSONObject["method"] not found.)"));
    CHECK(reply_to(head + R"(,"method":7})") == error(R"(JSONObject["method"] not a string.)"));
    CHECK(reply_to(head + R"(,"method":null})") == error(R"(JSONObject["method"] not a string.)"));
}

TEST_CASE("uuid comes back with every answer of a method, not with a request that met none") {
    const std::string head = R"({"module":"kz.gov.pki.knca.commonUtils","uuid":)";
    const auto tokens = [&](const std::string& uuid) {
        return rendered(call_of(head + uuid + R"(,"method":"getActiveTokens"})"), Outcome(ActiveTokens{}));
    };
    CHECK(tokens(R"("5f2e")")["uuid"] == "5f2e");
    CHECK(tokens("17")["uuid"] == "17");
    CHECK_FALSE(tokens(R"("")").contains("uuid"));
    CHECK_FALSE(tokens("null").contains("uuid"));

    CHECK(reply_to(head + R"("x","method":"getKeyInfo","args":[""]})")["uuid"] == "x");
    CHECK_FALSE(reply_to(head + R"("x","method":"getKeyInfo","args":[1]})").contains("uuid"));
    CHECK_FALSE(reply_to(head + R"("x","method":"none"})").contains("uuid"));
}

TEST_CASE("an element of the documents that is no string is found before any other mismatch") {
    CHECK(reply_to(common_utils("signXmls", {"PKCS12", "", {"<a/>", 5}, "", ""})) ==
          error("JSONArray[1] not a string."));
    CHECK(reply_to(common_utils("signXmls", {7, "", {nullptr}, "", ""})) ==
          error("JSONArray[0] not a string."));
}

TEST_CASE("checks come in the order types, content, storage") {
    const auto check = [](const json& arguments) {
        return reply_to(common_utils("createCAdESFromBase64", arguments));
    };
    CHECK(check({"Nowhere", "", "-", 1}) ==
          error("java.lang.IllegalArgumentException: argument type mismatch. Method: createCAdESFromBase64"));
    CHECK(check({"Nowhere", "", "TW-u", false}) == error("Illegal base64 character 2d"));
    CHECK(check({"Nowhere", "", "TWFu", false}) == error("storage.unknown"));
    CHECK(reply_to(common_utils("signXml", {"", "", "not XML", "", ""}))["message"] !=
          json("storageName.param.empty"));
}

TEST_CASE("a storage's name must stand and be known") {
    for (const auto* blank : {"", " ", "\t\n "}) {
        CHECK(reply_to(common_utils("getKeyInfo", {blank})) == error("storageName.param.empty"));
    }
    for (const auto* unknown : {"pkcs12", "PKCS12 ", "Kaztoken", "ПКЦС12"}) {
        CHECK(reply_to(common_utils("getKeyInfo", {unknown})) == error("storage.unknown"));
    }
    for (const auto* known : {"PKCS12", "JKS", "AKKaztokenStore", "AKKZIDCardStore", "AKEToken72KStore",
                              "AKEToken5110Store", "AKJaCartaStore", "AKAKEYStore", "PKCS11"}) {
        CHECK(request_of<KeyInformationRequest>(common_utils("getKeyInfo", {known})).storage == known);
    }
}

TEST_CASE("signXml asks for one XML signature, signXmls for several") {
    const auto one = request_of<SignRequest>(
        common_utils("signXml", {"PKCS12", "AUTHENTICATION", "<құжат>1</құжат>", "//a[@Id]", "//b"}));
    CHECK(one.format == SignatureFormat::xml);
    CHECK(one.storages == std::vector<std::string>{"PKCS12"});
    CHECK(one.filter.purpose == crypto::Purpose::authentication);
    CHECK(one.filter.chain == crypto::ChainRule::not_asked);
    REQUIRE(one.documents.size() == 1);
    CHECK(text_of(one.documents[0].content) == "<құжат>1</құжат>");
    CHECK(one.xml.signed_element_xpath == "//a[@Id]");
    CHECK(one.xml.signature_parent_xpath == "//b");

    const auto frame = common_utils("signXmls", {"PKCS12", "SIGNATURE", {"<a/>", "<b/>"}, "", ""});
    const auto several = request_of<SignRequest>(frame);
    REQUIRE(several.documents.size() == 2);
    CHECK(text_of(several.documents[1].content) == "<b/>");
    CHECK(several.filter.purpose == crypto::Purpose::signature);
}

TEST_CASE("signed documents come as text, one alone or a list, as the method has it") {
    const auto xml = SignatureFormat::xml;
    CHECK(signed_as(common_utils("signXml", {"PKCS12", "", "<a/>", "", ""}), xml, {octets("<a>é</a>")}) ==
          json{{"responseObject", "<a>é</a>"}, {"code", "200"}});
    const auto several = common_utils("signXmls", {"PKCS12", "", {"<a/>"}, "", ""});
    CHECK(signed_as(several, xml, {octets("<a>1</a>")}) ==
          json{{"responseObject", {"<a>1</a>"}}, {"code", "200"}});
    CHECK(signed_as(several, xml, {octets("<a/>"), octets("<b/>")}) ==
          json{{"responseObject", {"<a/>", "<b/>"}}, {"code", "200"}});
}

TEST_CASE("a key type that is not known is no filter") {
    for (const auto* type : {"", "123", "ANY", "AUTH", "signature"}) {
        const auto frame = common_utils("createCAdESFromBase64", {"PKCS12", type, "TWFu", false});
        CHECK(request_of<SignRequest>(frame).filter.purpose == crypto::Purpose::any);
    }
}

TEST_CASE("CMS methods differ in where the data are and whether a time is stamped") {
    const auto from_data = [](std::string_view method, bool attach) {
        return request_of<SignRequest>(common_utils(method, {"PKCS12", "SIGNATURE", "TWFu", attach}));
    };
    for (const bool attach : {false, true}) {
        const auto bes = from_data("createCAdESFromBase64", attach);
        CHECK(bes.format == SignatureFormat::cms);
        CHECK(bes.attach == attach);
        CHECK(bes.co_sign);
        CHECK_FALSE(bes.time_stamp);
        CHECK_FALSE(bes.path);
        REQUIRE(bes.documents.size() == 1);
        CHECK(text_of(bes.documents[0].content) == "Man");
        CHECK_FALSE(bes.documents[0].is_digest);
        CHECK(from_data("createCMSSignatureFromBase64", attach).time_stamp);
        CHECK(from_data("createCMSSignatureFromBase64", attach).attach == attach);
    }

    const auto from_file = [](std::string_view method) {
        return request_of<SignRequest>(common_utils(method, {"PKCS12", "", "/home/тест/құжат.pdf", true}));
    };
    CHECK(from_file("createCAdESFromFile").path == "/home/тест/құжат.pdf");
    CHECK(from_file("createCAdESFromFile").documents.empty());
    CHECK_FALSE(from_file("createCAdESFromFile").time_stamp);
    CHECK(from_file("createCMSSignatureFromFile").path == "/home/тест/құжат.pdf");
    CHECK(from_file("createCMSSignatureFromFile").time_stamp);
}

TEST_CASE("a digest made by the page is signed as it is, detached, whatever its length") {
    const auto request =
        request_of<SignRequest>(common_utils("createCAdESFromBase64Hash", {"PKCS12", "", "AAEC"}));
    REQUIRE(request.documents.size() == 1);
    CHECK(request.documents[0].is_digest);
    CHECK(request.documents[0].content == Bytes{0, 1, 2});
    CHECK_FALSE(request.attach);
    CHECK_FALSE(request.co_sign);
}

TEST_CASE("applyCAdEST asks for a time stamp on a signature and for nothing else") {
    const auto request =
        request_of<SignRequest>(common_utils("applyCAdEST", {"PKCS12", "SIGNATURE", "MAA="}));
    CHECK(request.time_stamp);
    CHECK(request.only_time_stamp);
    REQUIRE(request.documents.size() == 1);
    CHECK(request.documents[0].content == Bytes{0x30, 0});
}

TEST_CASE("a CMS comes as one line of base64, without armour") {
    const Bytes cms(100, 0x5A);
    CHECK(signed_as(common_utils("createCAdESFromBase64", {"PKCS12", "", "TWFu", true}), SignatureFormat::cms,
                    {cms}) == json{{"responseObject", to_base64(cms)}, {"code", "200"}});
}

TEST_CASE("a file chooser is asked for and its path told") {
    const auto call = call_of(common_utils("showFileChooser", {"P12", "/home"}));
    CHECK(std::get<ChooseFileRequest>(call.request).extension == "P12");
    CHECK(std::get<ChooseFileRequest>(call.request).current_directory == "/home");
    CHECK(rendered(call, Outcome(ChosenFile{"C:\\құжат.pdf"})) ==
          json{{"responseObject", "C:\\құжат.pdf"}, {"code", "200"}});
}

TEST_CASE("a language that is not known is accepted and changes nothing") {
    CHECK(request_of<ChangeLanguageRequest>(common_utils("changeLocale", {"kz"})).language == Language::kk);
    CHECK(request_of<ChangeLanguageRequest>(common_utils("changeLocale", {"en"})).language == Language::en);
    CHECK(request_of<ChangeLanguageRequest>(common_utils("changeLocale", {"fr"})).language == std::nullopt);
}

TEST_CASE("errors of a flow have the words that pages know, or a name and a sentence") {
    const auto call = call_of(common_utils("createCAdESFromFile", {"PKCS12", "", "/etc/passwd", true}));
    const auto message = [&](ErrorCode code, const std::string& detail = "a detail") {
        return rendered(call, fail(code, detail));
    };
    CHECK(message(ErrorCode::canceled) == error("action.canceled"));
    CHECK(message(ErrorCode::storage_empty) == error("storage.empty"));
    CHECK(message(ErrorCode::token_removed) == error("storage.empty"));
    CHECK(message(ErrorCode::token_not_present) == error("storage.empty"));
    CHECK(message(ErrorCode::nothing_to_sign) == json{{"code", "500"}});
    CHECK(message(ErrorCode::certificate_expired)["message"] ==
          json("certificate_expired: " +
               std::string(message_for(ErrorCode::certificate_expired, Language::en))));
    CHECK(message(ErrorCode::time_stamp_unavailable)["message"] ==
          json("time_stamp_unavailable: A time stamp is not available."));
    for (const auto code : {ErrorCode::internal, ErrorCode::input_output_failure}) {
        CHECK(message(code).dump().find("a detail") == std::string::npos);
    }
}

TEST_CASE("a page cannot tell a file that is absent from one it may not have") {
    const auto call = call_of(common_utils("createCAdESFromFile", {"PKCS12", "", "/etc/passwd", true}));
    CHECK(rendered(call, fail(ErrorCode::file_not_found)) == error("file.not_found"));
    CHECK(rendered(call, fail(ErrorCode::path_not_permitted, "detail")) == error("file.not_found"));
}
