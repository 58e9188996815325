#include "crypto/base/base64.hpp"
#include "protocol/turns.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::protocol;
using namespace qoltanba::test;

namespace {

/// The least a page can send, with changes laid over it (a null removes nothing; see without()).
json arguments(const json& changes = json::object()) {
    json all{{"format", "cms"},
             {"data", "MTEK"},
             {"signingParams", json::object()},
             {"signerParams", {{"extKeyUsageOids", json::array()}}}};
    all.update(changes);
    return all;
}

json without(json object, const char* name) {
    object.erase(name);
    return object;
}

SignRequest sign_request(const json& changes) {
    return request_of<SignRequest>(basics_sign(arguments(changes)));
}

json error(const std::string& code, const std::string& message, const std::string& details) {
    return {{"code", code}, {"message", message}, {"details", details}, {"status", false}};
}

json general(const std::string& details) {
    return error("GENERAL_ERROR", "General error.", "java.lang.IllegalArgumentException: " + details);
}

json invocation(const std::string& details) {
    return error("INVOCATION_ERROR", "An invoked method threw an exception.", details);
}

json failure(const std::string& details) {
    return error("SIGNING_FAILURE", "Signing has failed.", details);
}

json refused(const json& changes) {
    return reply_to(basics_sign(arguments(changes)));
}

}  // namespace

TEST_CASE("basics knows one method, one class and one version of its calls") {
    json request = json::parse(basics_sign(arguments()));
    const auto with = [&](const char* name, const json& value) {
        json changed = request;
        changed[name] = value;
        return changed.dump();
    };
    CHECK(reply_to(with("apiVersion", 1)) == general("Supported apiVersion is 2"));
    CHECK(reply_to(with("apiVersion", "3")) == general("Supported apiVersion is 2"));
    CHECK(reply_to(with("class", "Other")) == general("Other is not found"));
    CHECK(reply_to(with("method", "signXml")) == general("signXml is not defined in PKIExtras"));
    CHECK(reply_to(with("args", {1, 2})) == general("sign demands arguments"));
    CHECK(reply_to(without(request, "args").dump()) == general("sign demands arguments"));
    CHECK(reply_to(without(request, "method").dump()) ==
          error("GENERAL_ERROR", "General error.",
                R"(org.json.JSONException: JSONObject["method"] not found.)"));

    for (const auto& version : {json(2), json("2"), json(2.0), json("two"), json(nullptr)}) {
        CHECK(call_of(with("apiVersion", version)).method == "basics.sign");
    }
    CHECK(call_of(with("class", "PKIExtras")).method == "basics.sign");
    CHECK(call_of(with("class", "")).method == "basics.sign");
}

TEST_CASE("what must stand in the arguments is asked for in the original's words") {
    const auto missing = [](const char* name) { return reply_to(basics_sign(without(arguments(), name))); };
    for (const auto* name : {"format", "data", "signingParams", "signerParams"}) {
        CHECK(missing(name) ==
              invocation("org.json.JSONException: JSONObject[\"" + std::string(name) + "\"] not found."));
    }
    CHECK(refused({{"format", 1}}) ==
          invocation(R"(org.json.JSONException: JSONObject["format"] not a string.)"));
    CHECK(refused({{"data", 1}}) ==
          invocation(R"(org.json.JSONException: JSONObject["data"] not a string.)"));
    CHECK(refused({{"data", {"a", nullptr}}}) ==
          invocation("org.json.JSONException: JSONArray[1] not a string."));
    CHECK(refused({{"signerParams", nullptr}}) ==
          invocation(R"(org.json.JSONException: JSONObject["signerParams"] is not a JSONObject.)"));
    CHECK(refused({{"format", "pdf"}}) == invocation("format is none of cms, xml, raw"));
}

TEST_CASE("the defaults are: attached, not decoded, no digest, no time stamp, the national chain") {
    const auto request = sign_request(json::object());
    CHECK(request.format == SignatureFormat::cms);
    CHECK(request.storages.empty());
    REQUIRE(request.documents.size() == 1);
    CHECK(text_of(request.documents[0].content) == "MTEK");
    CHECK_FALSE(request.documents[0].is_digest);
    CHECK(request.attach);
    CHECK_FALSE(request.co_sign);
    CHECK_FALSE(request.time_stamp);
    CHECK_FALSE(request.output_certificate);
    CHECK_FALSE(request.language);
    CHECK(request.filter.purpose == crypto::Purpose::any);
    CHECK(request.filter.chain == crypto::ChainRule::national);
    CHECK_FALSE(request.filter.allow_expired);
    CHECK_FALSE(request.filter.allow_revoked);
}

TEST_CASE("signing parameters may be booleans or their words, anything else is the default") {
    const auto with = [](const char* name, const json& value) {
        return sign_request({{"signingParams", {{name, value}}}});
    };
    for (const auto& yes : {json(true), json("true"), json("TRUE")}) {
        CHECK(text_of(with("decode", yes).documents[0].content) == "11\n");
        CHECK(with("digested", yes).documents[0].is_digest);
        CHECK(with("allowExpired", yes).filter.allow_expired);
        CHECK(with("allowRevoked", yes).filter.allow_revoked);
    }
    for (const auto& no : {json(false), json("false"), json("FALSE")}) {
        CHECK_FALSE(with("encapsulate", no).attach);
        CHECK(text_of(with("decode", no).documents[0].content) == "MTEK");
    }
    for (const auto& neither : {json(nullptr), json(0), json("no"), json::array()}) {
        CHECK(with("encapsulate", neither).attach);
        CHECK_FALSE(with("digested", neither).documents[0].is_digest);
    }
}

TEST_CASE("a time stamp is asked for by an object alone") {
    const auto stamped = [](const json& profile) {
        return sign_request({{"signingParams", {{"tsaProfile", profile}}}}).time_stamp;
    };
    CHECK(stamped(json::object()));
    CHECK(stamped({{"url", "x"}}));
    CHECK_FALSE(stamped(nullptr));
    CHECK_FALSE(stamped(false));
    CHECK_FALSE(stamped(true));
    CHECK_FALSE(stamped("{}"));
}

TEST_CASE("a digest is never attached and must not be empty") {
    const auto request = sign_request({{"signingParams", {{"decode", true}, {"digested", true}}}});
    CHECK(request.documents[0].is_digest);
    CHECK_FALSE(request.attach);
    CHECK(refused({{"data", ""}, {"signingParams", {{"digested", true}}}})["code"] == "SIGNING_FAILURE");
}

TEST_CASE("several data are several documents, none is an error") {
    const auto request = sign_request({{"data", {"one", "екі", ""}}});
    REQUIRE(request.documents.size() == 3);
    CHECK(text_of(request.documents[1].content) == "екі");
    CHECK(request.documents[2].content.empty());
    CHECK(refused({{"data", json::array()}}) == failure("nothing_to_sign: The site sent nothing to sign."));
}

TEST_CASE("data that cannot be decoded fail as the live original's did") {
    const json decode{{"decode", true}};
    CHECK(refused({{"data", "-----BEGIN"}, {"signingParams", decode}}) ==
          failure("java.lang.IllegalArgumentException: Illegal base64 character 2d"));
    CHECK(refused({{"data", {"MTEK", "a_b="}}, {"signingParams", decode}}) ==
          failure("java.lang.IllegalArgumentException: Illegal base64 character 5f"));
}

TEST_CASE("XML is checked before a window opens, as text or in base64") {
    CHECK(
        refused({{"format", "xml"}, {"data", "<a>"}}) ==
        failure("org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 4; XML document structures must "
                "start and end within the same entity."));
    const auto request =
        sign_request({{"format", "xml"}, {"data", "PGEvPg=="}, {"signingParams", {{"decode", "true"}}}});
    CHECK(request.format == SignatureFormat::xml);
    CHECK(text_of(request.documents[0].content) == "<a/>");
    CHECK(request.xml.signed_element_xpath.empty());
}

TEST_CASE("storages: none named means all, unknown names do not widen the choice") {
    const auto storages = [](const json& list) { return sign_request({{"allowedStorages", list}}).storages; };
    CHECK(storages(nullptr).empty());
    CHECK(storages(json::array()).empty());
    CHECK(storages({nullptr}).empty());  // a page's undefined constant
    CHECK(storages("PKCS12").empty());
    CHECK(storages({"PKCS12"}) == std::vector<std::string>{"PKCS12"});
    CHECK(storages({"AKKaztokenStore", "FutureStore", nullptr, "PKCS12"}) ==
          std::vector<std::string>{"AKKaztokenStore", "PKCS12"});
    CHECK(refused({{"allowedStorages", {"FutureStore"}}})["details"] ==
          json("storage_unknown: The site named a key storage that does not exist."));
}

TEST_CASE("signer parameters become the filter of certificates") {
    const auto filter = [](const json& signer) { return sign_request({{"signerParams", signer}}).filter; };
    const auto full = filter({{"extKeyUsageOids", {"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2.1"}},
                              {"iin", "123456789011"},
                              {"bin", "123456789021"},
                              {"serialNumber", "6C42"}});
    CHECK(full.extended_key_usage == std::vector<std::string>{"1.3.6.1.5.5.7.3.4", "1.2.398.3.3.4.1.2.1"});
    CHECK(full.iin == "123456789011");
    CHECK(full.bin == "123456789021");
    CHECK(full.serial_number == "6C42");

    const auto none = filter({{"iin", ""}, {"bin", nullptr}});
    CHECK(none.extended_key_usage.empty());
    CHECK(none.iin.empty());
    CHECK(none.bin.empty());
    CHECK(filter({{"iin", 123456789011}}).iin == "123456789011");
}

TEST_CASE("chain: absent, null or text is the national one, an empty list none, certificates themselves") {
    const auto filter = [](const json& chain) {
        return sign_request({{"signerParams", {{"chain", chain}}}}).filter;
    };
    CHECK(filter(nullptr).chain == crypto::ChainRule::national);
    CHECK(filter("").chain == crypto::ChainRule::national);
    CHECK(filter("a text").chain == crypto::ChainRule::national);
    CHECK(filter(json::array()).chain == crypto::ChainRule::none);

    const auto ca = crypto::Certificate::from_file_content(fixture("kz/ca/test/nca_gost2022_test.cer"));
    REQUIRE(ok(ca));
    const auto given = filter({to_pem("CERTIFICATE", ca->der()), to_base64(ca->der())});
    CHECK(given.chain == crypto::ChainRule::given);
    CHECK(given.chain_certificates == std::vector{*ca, *ca});

    CHECK(refused({{"signerParams", {{"chain", {to_base64(ca->der()), "MTEK"}}}}}) ==
          invocation("chain[1] is not a certificate"));
    CHECK(refused({{"signerParams", {{"chain", std::vector<std::string>(65, to_base64(ca->der()))}}}}) ==
          invocation("chain has more than 64 elements"));
    CHECK(refused({{"signerParams", {{"chain", {1}}}}}) ==
          invocation("org.json.JSONException: JSONArray[0] not a string."));
}

TEST_CASE("the page may wish for a language, and its logo is not shown") {
    CHECK(sign_request({{"locale", "kk"}}).language == Language::kk);
    CHECK(sign_request({{"locale", "ru"}, {"logo", std::string(60'000, 'A')}}).language == Language::ru);
    CHECK(sign_request({{"locale", "de"}}).language == std::nullopt);
}

TEST_CASE("signatures always come as an array, CMS in its armour") {
    const auto rendered_as = [](const char* format, std::vector<Bytes> results) {
        const auto call = call_of(basics_sign(arguments({{"format", format}, {"data", "<a/>"}})));
        const auto kind = std::get<SignRequest>(call.request).format;
        return rendered(call, Outcome(SignedDocuments{kind, std::move(results), std::nullopt}));
    };
    const Bytes cms(49, 0);
    CHECK(rendered_as("cms", {cms})["body"]["result"] ==
          json{"-----BEGIN CMS-----\n" + std::string(64, 'A') + "\nAA==\n-----END CMS-----\n"});
    CHECK(rendered_as("xml", {octets("<a>1</a>"), octets("<b/>")}) ==
          json{{"body", {{"result", {"<a>1</a>", "<b/>"}}}}, {"status", true}});
    CHECK(rendered_as("raw", {Bytes{1, 2, 3}}) == json{{"body", {{"result", {"AQID"}}}}, {"status", true}});
}

TEST_CASE("a raw signature may come with its certificate, and for other formats the wish has no meaning") {
    const json output{{"outputCert", "true"}};
    const auto call = call_of(basics_sign(arguments({{"format", "raw"}, {"signingParams", output}})));
    CHECK(std::get<SignRequest>(call.request).output_certificate);
    const auto certificate =
        crypto::Certificate::from_file_content(fixture("kz/ca/test/ee_individual_gost2015.cer"));
    REQUIRE(ok(certificate));
    CHECK(rendered(call, Outcome(SignedDocuments{SignatureFormat::raw, {Bytes{1, 2, 3}}, *certificate})) ==
          json{{"body",
                {{"result",
                  {{"signatures", {"AQID"}}, {"certificate", to_pem("CERTIFICATE", certificate->der())}}}}},
               {"status", true}});
    CHECK_FALSE(sign_request({{"signingParams", output}}).output_certificate);
}

TEST_CASE("a failed signature says so without a detail of ours") {
    const auto call = call_of(basics_sign(arguments()));
    CHECK(rendered(call, fail(ErrorCode::time_stamp_unavailable, "secret detail")) ==
          failure("time_stamp_unavailable: A time stamp is not available."));
    CHECK(rendered(call, Outcome(Done{}))["code"] == "SIGNING_FAILURE");
}
