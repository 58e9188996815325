// The real keys and signatures under ../shared/fixtures, and this project's own test data.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/secret_bytes.hpp"

#include <filesystem>
#include <string>
#include <string_view>

namespace qoltanba::test {

/// Whole file; the test fails, naming it, when it cannot be read.
Bytes read_file(const std::filesystem::path& path);
std::string read_text(const std::filesystem::path& path);

/// A file of the fixtures, for example fixture("kz/cms/skarm_individual_document.txt"). Where it is absent
/// the test fails and says what it could not show.
Bytes fixture(std::string_view name);
std::filesystem::path fixture_path(std::string_view name);

/// A file of tests/data.
Bytes test_data(std::string_view name);
std::filesystem::path test_data_path(std::string_view name);

/// A fresh folder that goes with this object.
class TemporaryFolder {
  public:
    TemporaryFolder();
    ~TemporaryFolder();
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace qoltanba::test
