#include "tokens/devices/pkcs11/module_files.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <algorithm>
#include <fstream>

namespace qoltanba::test {
namespace {

using tokens::read_configuration;

// p11-kit is Linux's, and so are its paths.
TEST_CASE("a configuration of p11-kit names a module by its path or by its name", "[linux]") {
    const TemporaryFolder folder;
    std::ofstream(folder.path() / "module.so") << "";
    const auto path = folder.path() / "module.so";
    CHECK(read_configuration("# comment\n module:  " + path.string() + " \r\npriority: 3\n", {}) == path);
    CHECK(read_configuration("module: module.so", {"/nowhere", folder.path()}) == path);
    CHECK_FALSE(read_configuration("module: other.so", {folder.path()}));
    // A relative path is a name.
    CHECK(read_configuration("module: ../../module.so", {folder.path()}) == path);
}

TEST_CASE("modules that are not for this program, hold anchors alone or bring others again are left out",
          "[linux]") {
    const auto text = [](const char* more) { return "module: /m.so\n" + std::string(more); };
    CHECK(read_configuration(text(""), {}));
    CHECK_FALSE(read_configuration("", {}));
    CHECK_FALSE(read_configuration("module:\n", {}));
    CHECK_FALSE(read_configuration("remote: |command\n", {}));
    CHECK_FALSE(read_configuration(text("trust-policy: yes"), {}));
    CHECK_FALSE(read_configuration(text("enable-in: firefox, p11-kit-proxy"), {}));
    CHECK(read_configuration(text("enable-in: firefox qoltanba"), {}));
    CHECK_FALSE(read_configuration(text("disable-in: qoltanba"), {}));
    CHECK(read_configuration(text("disable-in: firefox"), {}));
    CHECK_FALSE(read_configuration("module: p11-kit-client.so\n", {"/usr/lib/x86_64-linux-gnu/pkcs11"}));
}

TEST_CASE("a module that somebody else could have written is refused, and the reason names where") {
    const TemporaryFolder folder;  // below a folder that everybody may write to
    const auto module = folder.path() / "module.so";
    std::ofstream(module) << "";
    const auto checked = tokens::check_module(module);
    CHECK(error_code(checked) == ErrorCode::device_module_refused);
    CHECK_FALSE(checked.error().detail.empty());
    CHECK(error_code(tokens::check_module("module.so")) == ErrorCode::device_module_refused);
    CHECK(error_code(tokens::check_module(folder.path() / "missing.so")) == ErrorCode::device_module_refused);
    CHECK(error_code(tokens::check_module(folder.path())) == ErrorCode::device_module_refused);
    const auto found = tokens::find_modules({module});
    CHECK(std::ranges::find(found.modules, module) == found.modules.end());
    REQUIRE_FALSE(found.refused.empty());
    CHECK(found.refused.front().code == ErrorCode::device_module_refused);
}

TEST_CASE("OpenSC's module is found where Debian has it, once, though two lists name it", "[linux]") {
    const auto found = tokens::find_modules();
    CHECK(std::ranges::count_if(found.modules,
                                [](const auto& path) { return path.filename() == "opensc-pkcs11.so"; }) == 1);
    CHECK(std::ranges::none_of(found.modules,
                               [](const auto& path) { return path.filename() == "p11-kit-trust.so"; }));
}

}  // namespace
}  // namespace qoltanba::test
