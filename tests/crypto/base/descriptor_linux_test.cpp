#include "crypto/base/descriptor_linux.hpp"

#include "support/catch.hpp"

#include <fcntl.h>

#include <cerrno>
#include <string>
#include <utility>

namespace qoltanba::test {
namespace {

bool is_open(int number) {
    return ::fcntl(number, F_GETFD) >= 0;
}

Descriptor opened() {
    return Descriptor(::open("/dev/null", O_RDONLY | O_CLOEXEC));
}

}  // namespace

TEST_CASE("A descriptor is closed with its last owner") {
    int number = -1;
    {
        Descriptor first = opened();
        number = first.get();
        REQUIRE(is_open(number));
        const Descriptor second = std::move(first);
        CHECK_FALSE(first);  // NOLINT(bugprone-use-after-move): what it says then is asked
        CHECK(second.get() == number);
        CHECK(is_open(number));
    }
    CHECK_FALSE(is_open(number));
}

TEST_CASE("A descriptor can be closed before its owner goes, and only once") {
    Descriptor descriptor = opened();
    const int number = descriptor.get();
    descriptor.close();
    CHECK_FALSE(descriptor);
    const Descriptor next = opened();  // the system gives the number again
    REQUIRE(next.get() == number);
    descriptor.close();
    CHECK(is_open(number));
}

TEST_CASE("A system call's error says what was done and why it failed") {
    const auto error = system_error("open the door", ENOENT);
    CHECK(error.code == ErrorCode::input_output_failure);
    CHECK(describe(error).find("open the door: No such file or directory") != std::string::npos);
}

}  // namespace qoltanba::test
