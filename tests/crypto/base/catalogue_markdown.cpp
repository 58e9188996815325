#include "crypto/base/catalogue_markdown.hpp"

namespace qoltanba::test {
namespace {

constexpr std::string_view introduction =
    "# Errors\n"
    "\n"
    "Every error of Qoltanba has one code. Logs and `--json` name the code; a person is told what happened "
    "and, where\n"
    "there is something to do, what. This page is made from `crypto/base/error_catalogue.cpp` by "
    "`print_catalogue`, and a\n"
    "test holds the two together.\n";

void append_row(std::string& to, Language language, ErrorCode code) {
    to += "| " + std::string(name_of(language)) + " | " + std::string(message_for(code, language)) + " | " +
          std::string(advice_for(code, language)) + " |\n";
}

}  // namespace

std::vector<ErrorCode> all_error_codes() {
    std::vector<ErrorCode> codes;
    for (int code = 0; code <= static_cast<int>(ErrorCode::internal); ++code) {
        codes.push_back(static_cast<ErrorCode>(code));
    }
    return codes;
}

std::string catalogue_markdown() {
    std::string page(introduction);
    for (const auto code : all_error_codes()) {
        page +=
            "\n## " + std::string(name_of(code)) + "\n\n| | What happened | What to do |\n|---|---|---|\n";
        for (const auto language : {Language::en, Language::ru, Language::kk})
            append_row(page, language, code);
    }
    return page;
}

}  // namespace qoltanba::test
