#include "protocol/turns.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::protocol;
using namespace qoltanba::test;

namespace {

/// The reply to a request that needs no window: a call is answered as done.
json answer(const json& request) {
    const auto turn = read_frame(request.dump());
    if (const auto* reply = std::get_if<Reply>(&turn)) return json::parse(reply->text);
    REQUIRE(std::holds_alternative<Call>(turn));
    const auto& call = std::get<Call>(turn);
    REQUIRE(std::holds_alternative<ChangeLanguageRequest>(call.request));
    return rendered(call, Outcome(Done{}));
}

}  // namespace

TEST_CASE("recorded exchanges without a window, and further ones with the same texts, have equal replies") {
    const auto table = json::parse(text_of(test_data("recorded_exchanges.json")));
    for (const auto& group : table["groups"]) {
        CHECK(group["further"].size() >= 3);
        for (const auto* part : {"recorded", "further"}) {
            for (const auto& exchange : group[part]) {
                INFO(group["about"] << ", " << part << ": " << exchange["request"]);
                CHECK(answer(exchange["request"]) == exchange["reply"]);
            }
        }
    }
}

TEST_CASE("a refusal in the window has the recorded replies") {
    const auto canceled = json::parse(R"({"code":"500","message":"action.canceled"})");
    const auto frames = {
        common_utils("getKeyInfo", {"PKCS12"}),
        common_utils("createCAdESFromBase64", {"PKCS12", "SIGNATURE", "MTEK", false}),
        common_utils("signXmls", {"PKCS12", "SIGNATURE", {"<a/>"}, "", ""}),
        common_utils("showFileChooser", {"ALL", ""}),
    };
    for (const auto& frame : frames) {
        INFO(frame);
        CHECK(rendered(call_of(frame), fail(ErrorCode::canceled)) == canceled);
    }
    const auto sign = basics_sign({{"format", "cms"},
                                   {"data", "MTEK"},
                                   {"signingParams", json::object()},
                                   {"signerParams", {{"extKeyUsageOids", json::array()}}}});
    CHECK(rendered(call_of(sign), fail(ErrorCode::canceled)) == json::parse(R"({"body":{},"status":true})"));
}

TEST_CASE("with no device plugged in there are no active tokens") {
    const auto call = call_of(R"({"module":"kz.gov.pki.knca.commonUtils","method":"getActiveTokens"})");
    CHECK(rendered(call, Outcome(ActiveTokens{})) == json::parse(R"({"responseObject":[],"code":"200"})"));
    CHECK(rendered(call, Outcome(ActiveTokens{{"AKKaztokenStore"}})) ==
          json::parse(R"({"responseObject":["AKKaztokenStore"],"code":"200"})"));
}
