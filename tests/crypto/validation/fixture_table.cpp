#include "crypto/validation/fixture_table.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "support/show.hpp"

#include <sstream>

namespace qoltanba::test {
namespace {

using crypto::Anchors;

std::string trimmed(const std::string& text) {
    const auto first = text.find_first_not_of(' ');
    if (first == std::string::npos) return {};
    return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

void add_all(Anchors& to, const Anchors& from) {
    for (const auto& anchor : from.all()) to.add(anchor);
}

}  // namespace

std::vector<TableLine> table_of(std::string_view file) {
    std::vector<TableLine> table;
    const auto data = test_data(file);
    std::istringstream lines{std::string(text_of(data))};
    for (std::string line; std::getline(lines, line);) {
        if (line.empty() || line.front() == '#') continue;
        auto& row = table.emplace_back(TableLine{line, {}});
        std::istringstream columns{line};
        std::size_t number = 0;
        for (std::string column; std::getline(columns, column, '|'); ++number) {
            INFO(line);
            REQUIRE(number < row.columns.size());
            row.columns.at(number) = trimmed(column);
        }
        REQUIRE(number >= row.columns.size() - 1);
    }
    REQUIRE_FALSE(table.empty());
    return table;
}

Anchors anchors_named(std::string_view name) {
    auto anchors = Anchors::none();
    if (name == "test" || name == "both") add_all(anchors, Anchors::national_test());
    if (name == "national" || name == "both") add_all(anchors, Anchors::national());
    if (name == "own")
        REQUIRE(ok(anchors.add_certificate(fixture("kz/xml/ncalayerrs_test_gost512.cer.pem"))));
    REQUIRE_FALSE(anchors.all().empty());
    return anchors;
}

}  // namespace qoltanba::test
