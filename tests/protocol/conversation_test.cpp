#include "protocol/conversation.hpp"

#include "protocol/turns.hpp"

using namespace qoltanba;
using namespace qoltanba::protocol;
using namespace qoltanba::test;

TEST_CASE("the greeting is the exact text that clients compare") {
    CHECK(greeting() == R"({"result":{"version":"1.4"}})");
}

TEST_CASE("a heartbeat is answered by itself") {
    CHECK(is_heartbeat("--heartbeat--"));
    CHECK_FALSE(is_heartbeat("--heartbeat-- "));
    CHECK_FALSE(is_heartbeat(""));
    const auto turn = read_frame("--heartbeat--");
    REQUIRE(std::holds_alternative<Reply>(turn));
    CHECK(std::get<Reply>(turn).text == "--heartbeat--");
}

TEST_CASE("an empty object keeps the connection alive and is not answered") {
    CHECK(std::holds_alternative<Silence>(read_frame("{}")));
    CHECK(std::holds_alternative<Silence>(read_frame(" { } ")));
}

TEST_CASE("a module that is not served is not found") {
    const auto not_found = json::parse(R"({"success":false,"errorCode":"MODULE_NOT_FOUND"})");
    CHECK(reply_to(R"({"module":"kz.digiflow.mobile.extensions","method":"getVersion"})") == not_found);
    CHECK(reply_to(R"({"module":"NURSign","type":"version"})") == not_found);
    CHECK(reply_to(R"({"module":"KZ.GOV.PKI.KNCA.BASICS","method":"sign"})") == not_found);
    CHECK(reply_to(R"({"module":5})") == not_found);
    CHECK(reply_to(R"({"module":null,"method":"getActiveTokens"})") == not_found);
}

TEST_CASE("the old applet's requests, which carry passwords, are not served") {
    const auto not_found = json::parse(R"({"success":false,"errorCode":"MODULE_NOT_FOUND"})");
    CHECK(reply_to(R"({"method":"getKeys","args":["PKCS12","/k.p12","secret","SIGN"]})") == not_found);
    CHECK(reply_to(R"({"module":"kz.gov.pki.knca.applet.Applet","method":"browseKeyStore"})") == not_found);
}

TEST_CASE("a frame that is not an object of JSON gets an error with its place") {
    const auto error = [](const std::string& message) { return json{{"code", "500"}, {"message", message}}; };
    CHECK(reply_to("") == error("A JSONObject text must begin with '{' at 1 [character 2 line 1]"));
    CHECK(reply_to("[]") == error("A JSONObject text must begin with '{' at 1 [character 2 line 1]"));
    CHECK(reply_to(R"({"module")") == error("Expected a ':' after a key at 10 [character 11 line 1]"));
    CHECK(reply_to("{a:1,a:2}") == error("Duplicate key \"a\""));
    CHECK(reply_to("{a:\"\xFF\"}") == error("The text is not UTF-8"));
}

TEST_CASE("a reply gives a page's own text back only as far as it helps") {
    // Each of these is six octets in a reply.
    const std::string name(100'000, '\x01');
    const auto quoted = "\"" + name + "\"";
    const std::string common = "{module:kz.gov.pki.knca.commonUtils,method:";
    const std::string basics = "{module:kz.gov.pki.knca.basics,method:";
    for (const auto& frame :
         {"{" + quoted + ":1," + quoted + ":2}", common + quoted + "}", basics + quoted + "}",
          basics + "sign,class:" + quoted + "}",
          common + "createCAdESFromBase64,args:[PKCS12,'','%',true],uuid:" + quoted + "}",
          common + "signXml,args:[PKCS12,'','<" + std::string(100'000, 'a') + ">','','']}"}) {
        const auto turn = read_frame(frame);
        REQUIRE(std::holds_alternative<Reply>(turn));
        CHECK(std::get<Reply>(turn).text.size() < 30'000);
    }
    const auto text = std::string(2999, 'a') + "\u04D9" + name;
    CHECK(reply_to(common + "'" + text + "'}")["message"] ==
          "NoSuchMethodException " + std::string(3000 - 22, 'a') + "\u2026");
    CHECK(reply_to(common + "createCAdESFromBase64,args:[PKCS12,'','%',true],uuid:u1}")["uuid"] == "u1");
}

TEST_CASE("a page may send its request as loosely as the original lets it") {
    const auto call = call_of("{module:'kz.gov.pki.knca.commonUtils';method:changeLocale,args:[ru,],}");
    CHECK(std::get<ChangeLanguageRequest>(call.request).language == Language::ru);
}

TEST_CASE("a call says for the log what was asked, by a name of ours") {
    CHECK(call_of(common_utils("getActiveTokens", json::array())).method == "commonUtils.getActiveTokens");
    CHECK(call_of(R"({"module":"kz.gov.pki.ncalayerservices.accessory","method":"showSettings"})").method ==
          "accessory.showSettings");
}

TEST_CASE("a large frame becomes a request without a hitch") {
    const std::string data(std::size_t{16} << 20U, 'A');
    const auto call = call_of(common_utils("createCAdESFromBase64", {"PKCS12", "SIGNATURE", data, true}));
    const auto& request = std::get<SignRequest>(call.request);
    REQUIRE(request.documents.size() == 1);
    CHECK(request.documents[0].content.size() == (std::size_t{12} << 20U));
}
