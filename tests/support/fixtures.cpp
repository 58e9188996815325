#include "support/fixtures.hpp"

#include "support/catch.hpp"

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

namespace qoltanba::test {

Bytes read_file(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    if (!in) FAIL("cannot read " << path.string());
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::string read_text(const std::filesystem::path& path) {
    return std::string(text_of(read_file(path)));
}

std::filesystem::path fixture_path(std::string_view name) {
    const auto path = std::filesystem::path(QOLTANBA_FIXTURES) / name;
    if (std::filesystem::exists(path)) return path;
    FAIL("the fixture " << path.string() << " is absent; its facts are not shown");
    return path;
}

Bytes fixture(std::string_view name) {
    return read_file(fixture_path(name));
}

std::filesystem::path test_data_path(std::string_view name) {
    return std::filesystem::path(QOLTANBA_TEST_DATA) / name;
}

Bytes test_data(std::string_view name) {
    return read_file(test_data_path(name));
}

TemporaryFolder::TemporaryFolder() {
    std::random_device random;
    std::ostringstream name;
    name << "qoltanba-test-" << std::hex << random() << random();
    path_ = std::filesystem::temp_directory_path() / name.str();
    std::filesystem::create_directories(path_);
}

TemporaryFolder::~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
}

}  // namespace qoltanba::test
