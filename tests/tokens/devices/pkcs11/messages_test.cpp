#include "tokens/devices/pkcs11/messages.hpp"

#include "support/catch.hpp"

namespace qoltanba::test {
namespace {

using namespace tokens;

TEST_CASE("a request to open a token comes out of its message as it went in") {
    const auto message = write_request(request::Open{{7, "serial", true}, SecretBytes::copy_of("1234")});
    const auto request = read_request(message.view());
    REQUIRE(ok(request));
    const auto* open = std::get_if<request::Open>(&*request);
    REQUIRE(open != nullptr);
    CHECK(open->whom.slot == 7);
    CHECK(open->whom.serial == "serial");
    CHECK(open->whom.last_try_confirmed);
    CHECK(text_of(open->pin.view()) == "1234");
}

TEST_CASE("what a child lists comes out of its answer as it went in") {
    const std::vector<TokenFacts> tokens{{.slot = 1, .flags = 2, .label = "Қолтаңба", .serial = "3"}};
    CHECK(*read_tokens(write_answer(tokens)) == tokens);
    const OpenedToken opened{
        {{9, 3, true, {1, 2}, "key"}}, {{{1, 2}, "certificate", {0x30, 0}}}, {1, 0xD4321006}};
    const auto read = read_opened(write_answer(opened));
    REQUIRE(ok(read));
    CHECK(read->keys == opened.keys);
    CHECK(read->certificates == opened.certificates);
    CHECK(read->mechanisms == opened.mechanisms);
    CHECK(*read_signature(write_answer(BytesView(opened.keys[0].id))) == Bytes{1, 2});
    CHECK(*read_change(write_answer(true)));
    CHECK(ok(read_success(write_success())));
}

TEST_CASE("an error of the child keeps its code and its detail") {
    const auto read = read_tokens(write_failure(fail(ErrorCode::wrong_pin, "C_Login: CKR_PIN_INCORRECT")));
    CHECK(error_code(read) == ErrorCode::wrong_pin);
    CHECK(read.error().detail == "C_Login: CKR_PIN_INCORRECT");
}

TEST_CASE("every cut of an answer is an error, and so is what follows its end") {
    const auto whole = write_answer(std::vector<TokenFacts>{{.slot = 1, .label = "label"}});
    for (std::size_t size = 0; size < whole.size(); ++size)
        CHECK(error_code(read_tokens(BytesView(whole).first(size))) == ErrorCode::device_module_failed);
    auto longer = whole;
    longer.push_back(0);
    CHECK(error_code(read_tokens(longer)) == ErrorCode::device_module_failed);
}

TEST_CASE("a list that claims to be endless is not believed") {
    Bytes answer(8, 0);
    answer.insert(answer.end(), 8, 0xFF);
    CHECK(error_code(read_tokens(answer)) == ErrorCode::device_module_failed);
    CHECK(error_code(read_signature(answer)) == ErrorCode::device_module_failed);
}

}  // namespace
}  // namespace qoltanba::test
