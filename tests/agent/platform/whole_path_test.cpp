#include "agent/platform/whole_path.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
namespace fs = std::filesystem;

TEST_CASE("a folder has one whole path, in whatever form it was given") {
    const auto here = fs::current_path();
    CHECK(whole_path(".") == here);
    CHECK(whole_path("./") == here);
    CHECK(whole_path("") == here);
    for (const auto* form : {"new", "new/", "./new", "./new/", "new/.", "new//", ".//./new/./"}) {
        CAPTURE(form);
        CHECK(whole_path(form) == here / "new");
        CHECK(whole_path(here / form) == here / "new");
    }
    CHECK(whole_path(here.root_path()) == here.root_path());
}

TEST_CASE("a step up is taken as the file system takes it, past a symbolic link too", "[linux]") {
    const test::TemporaryFolder folder;
    fs::create_directories(folder.path() / "target/inner");
    fs::create_directory_symlink("target/inner", folder.path() / "link");
    const auto root = fs::canonical(folder.path());
    CHECK(whole_path(folder.path() / "link/../new/") == root / "target/new");
    CHECK(whole_path(folder.path() / "target/inner/..") == root / "target");
    // Without one the person's own name for the place stays.
    CHECK(whole_path(folder.path() / "link/./new") == folder.path() / "link/new");
    CHECK(whole_path(folder.path() / "target/../link") == root / "link");
}
