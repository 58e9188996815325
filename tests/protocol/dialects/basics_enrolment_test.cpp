#include "crypto/base/base64.hpp"
#include "protocol/turns.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::protocol;
using namespace qoltanba::test;

namespace {

std::string basics(const char* method, const json& arguments) {
    return json{{"module", "kz.gov.pki.knca.basics"}, {"method", method}, {"args", arguments}}.dump();
}

/// What a page must send for a key at least, with changes laid over it.
std::string generate(const json& changes = json::object(), const json& subject = json::object()) {
    json all{{"subject", {{"commonName", "ТЕСТОВ ТЕСТ"}}}};
    all["subject"].update(subject);
    all.update(changes);
    return basics("generateCsr", all);
}

std::string import(const json& certificate) {
    return basics("importCertificate", {{"certificate", certificate}});
}

json invocation(const std::string& details) {
    return {{"code", "INVOCATION_ERROR"},
            {"message", "An invoked method threw an exception."},
            {"details", details},
            {"status", false}};
}

const Bytes& certificate_der() {
    static const Bytes der = fixture("kz/ca/test/nca_gost2022_test.cer");
    return der;
}

}  // namespace

TEST_CASE("a page that names a person alone asks for the national CA's single key") {
    const auto request = request_of<GenerateKeyRequest>(generate());
    CHECK(request.subject.common_name == "ТЕСТОВ ТЕСТ");
    CHECK(request.subject.iin.empty());
    CHECK(request.email.empty());
    CHECK(request.family == crypto::KeyFamily::gost_2015_512);
    CHECK(request.use == crypto::KeyUse::both);
    CHECK_FALSE(request.language);
}

TEST_CASE("everything a page says of the holder arrives as it was said") {
    const auto request =
        request_of<GenerateKeyRequest>(generate({{"locale", "kk"}}, {{"surname", "ТЕСТОВ"},
                                                                     {"patronymic", "ТЕСТОВИЧ"},
                                                                     {"iin", "123456789011"},
                                                                     {"organisation", "АО «ТЕСТ»"},
                                                                     {"bin", 123456789021},
                                                                     {"email", "t@example.kz"}}));
    CHECK(request.subject.surname == "ТЕСТОВ");
    CHECK(request.subject.patronymic == "ТЕСТОВИЧ");
    CHECK(request.subject.iin == "123456789011");
    CHECK(request.subject.organisation == "АО «ТЕСТ»");
    CHECK(request.subject.bin == "123456789021");
    CHECK(request.email == "t@example.kz");
    CHECK(request.language == Language::kk);
}

TEST_CASE("families, sizes and uses have names, and no others do") {
    CHECK(request_of<GenerateKeyRequest>(generate({{"family", "rsa"}})).family == crypto::KeyFamily::rsa);
    CHECK(request_of<GenerateKeyRequest>(generate({{"family", "rsa"}})).use == crypto::KeyUse::signature);
    CHECK(request_of<GenerateKeyRequest>(generate({{"family", "ecdsa-p384"}})).family ==
          crypto::KeyFamily::ecdsa_p384);
    CHECK(request_of<GenerateKeyRequest>(generate({{"family", "rsa"}, {"bits", "3072"}})).rsa_bits == 3072);
    CHECK(request_of<GenerateKeyRequest>(generate({{"use", "authentication"}})).use ==
          crypto::KeyUse::authentication);

    CHECK(reply_to(generate({{"family", "RSA"}})) ==
          invocation("family is none of gost, rsa, ecdsa-p256, ecdsa-p384"));
    CHECK(reply_to(generate({{"use", "everything"}})) ==
          invocation("use is none of authentication, signature, both"));
    for (const auto& bits : {json(1024), json(2049), json(16384), json(-1), json("9999999999999")})
        CHECK(reply_to(generate({{"bits", bits}})) == invocation("bits is none of 2048, 3072, 4096"));
}

TEST_CASE("a key for nobody is not asked for") {
    CHECK(reply_to(basics("generateCsr", json::object())) ==
          invocation(R"(org.json.JSONException: JSONObject["subject"] not found.)"));
    CHECK(reply_to(basics("generateCsr", {{"subject", "ТЕСТОВ ТЕСТ"}})) ==
          invocation(R"(org.json.JSONException: JSONObject["subject"] is not a JSONObject.)"));
    CHECK(reply_to(basics("generateCsr", {{"subject", json::object()}})) ==
          invocation(R"(org.json.JSONException: JSONObject["commonName"] not found.)"));
    CHECK(reply_to(generate(json::object(), {{"commonName", 7}})) ==
          invocation(R"(org.json.JSONException: JSONObject["commonName"] not a string.)"));
    CHECK(reply_to(basics("generateCsr", nullptr))["details"] ==
          "java.lang.IllegalArgumentException: generateCsr demands arguments");
}

TEST_CASE("a request goes back in PEM, a refusal without a result, a failure under its own code") {
    const auto call = call_of(generate());
    CHECK(call.method == "basics.generateCsr");
    const auto made = rendered(call, Outcome(CertificateRequestMade{octets("request")}));
    CHECK(made["status"] == true);
    CHECK(made["body"]["result"] == json{to_pem("CERTIFICATE REQUEST", octets("request"))});
    CHECK(rendered(call, fail(ErrorCode::canceled)) == json{{"body", json::object()}, {"status", true}});
    const auto failed = rendered(call, fail(ErrorCode::certificate_subject_wrong, "the IIN has 12 digits"));
    CHECK(failed["code"] == "CSR_GENERATING_FAILURE");
    CHECK(failed["details"] == "certificate_subject_wrong: The data of the certificate's holder is wrong.");
    CHECK(rendered(call, Outcome(Done{}))["status"] == false);
}

TEST_CASE("a certificate comes in PEM or base64, alone or with its chain") {
    const auto pem = to_pem("CERTIFICATE", certificate_der());
    for (const auto& given : {json(pem), json(to_base64(certificate_der())), json{pem, pem}}) {
        const auto request = request_of<ImportCertificateRequest>(import(given));
        CHECK(request.certificates.size() == (given.is_array() ? given.size() : 1));
        CHECK(request.certificates.front().der().size() == certificate_der().size());
    }
}

TEST_CASE("what is no certificate is told before anything is looked for") {
    CHECK(reply_to(import("MIIB")) == invocation("certificate[0] is not a certificate"));
    CHECK(reply_to(import({to_base64(certificate_der()), ""})) ==
          invocation("certificate[1] is not a certificate"));
    CHECK(reply_to(import(json::array())) == invocation("certificate has no element, or more than 16"));
    CHECK(reply_to(import(json(std::vector<std::string>(17, "MIIB")))) ==
          invocation("certificate has no element, or more than 16"));
    CHECK(reply_to(import({7})) == invocation("org.json.JSONException: JSONArray[0] not a string."));
    CHECK(reply_to(import(nullptr)) ==
          invocation(R"(org.json.JSONException: JSONObject["certificate"] not a string.)"));
}

TEST_CASE("an imported key is told by its file's name alone") {
    const auto call = call_of(import(to_base64(certificate_der())));
    CHECK(call.method == "basics.importCertificate");
    CHECK(rendered(call, Outcome(CertificateImported{"GOST512_01.p12"}))["body"]["result"] ==
          json{"GOST512_01.p12"});
    CHECK(rendered(call, fail(ErrorCode::canceled)) == json{{"body", json::object()}, {"status", true}});
    CHECK(rendered(call, fail(ErrorCode::waiting_key_not_found))["code"] == "CERTIFICATE_IMPORTING_FAILURE");
}
