#include "crypto/base/error.hpp"

#include "crypto/base/catalogue_markdown.hpp"
#include "crypto/base/result.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <boost/system/result.hpp>

#include <set>
#include <stdexcept>

namespace qoltanba::test {

namespace {

Result<int> half_of(int number) {
    if (number % 2 != 0) return fail(ErrorCode::digest_mismatch, "odd");
    return number / 2;
}

Result<int> quarter_of(int number) {
    QOLTANBA_TRY(const int half, half_of(number));
    QOLTANBA_TRY(const int quarter, half_of(half));
    return quarter;
}

Result<void> must_be_even(int number) {
    QOLTANBA_CHECK(half_of(number));
    return {};
}

}  // namespace

TEST_CASE("docs/errors.md says what the catalogue says") {
    INFO("print_catalogue writes it: see CONTRIBUTING.md");
    CHECK(read_text(QOLTANBA_ERRORS_DOCUMENT) == catalogue_markdown());
}

TEST_CASE("Every error has a name of its own and a message in every language") {
    std::set<std::string_view> names;
    for (const auto code : all_error_codes()) {
        CAPTURE(name_of(code));
        CHECK(names.insert(name_of(code)).second);
        std::set<std::string_view> messages;
        for (const auto language : {Language::kk, Language::ru, Language::en}) {
            CHECK_FALSE(message_for(code, language).empty());
            messages.insert(message_for(code, language));
        }
        CHECK(messages.size() == 3);
    }
}

TEST_CASE("Advice is given in every language or in none") {
    for (const auto code : all_error_codes()) {
        CAPTURE(name_of(code));
        const bool given = !advice_for(code, Language::en).empty();
        CHECK(advice_for(code, Language::kk).empty() != given);
        CHECK(advice_for(code, Language::ru).empty() != given);
    }
}

TEST_CASE("Three faults of key files are told apart") {
    const std::set<std::string_view> messages{message_for(ErrorCode::wrong_password, Language::en),
                                              message_for(ErrorCode::malformed_key_file, Language::en),
                                              message_for(ErrorCode::unsupported_key, Language::en)};
    CHECK(messages.size() == 3);
}

TEST_CASE("A code outside the catalogue is an internal error") {
    const auto outside = static_cast<ErrorCode>(static_cast<int>(ErrorCode::internal) + 1);
    CHECK(name_of(outside) == "internal");
    CHECK(message_for(outside, Language::en) == message_for(ErrorCode::internal, Language::en));
}

TEST_CASE("An error is described with what led to it") {
    const auto inner = fail(ErrorCode::malformed_der, "cut off");
    CHECK(describe(inner) == "malformed_der: cut off");
    CHECK(describe(fail(ErrorCode::canceled)) == "canceled");
    const auto outer = because(ErrorCode::malformed_key_file, "bag 2", inner);
    CHECK(describe(outer) == "malformed_key_file: bag 2 <- malformed_der: cut off");
}

TEST_CASE("Results pass on values and errors") {
    CHECK(*quarter_of(12) == 3);
    CHECK(error_code(quarter_of(6)) == ErrorCode::digest_mismatch);
    CHECK(error_code(quarter_of(3)) == ErrorCode::digest_mismatch);
    CHECK(ok(must_be_even(2)));
    CHECK(must_be_even(3).error().detail == "odd");
}

TEST_CASE("Asking a failed result for its value is a fault of the program that names the error") {
    std::string told;
    try {
        (void)half_of(3).value();
    } catch (const std::logic_error& fault) {
        told = fault.what();
    }
    CHECK(told.ends_with("digest_mismatch: odd"));
}

}  // namespace qoltanba::test
