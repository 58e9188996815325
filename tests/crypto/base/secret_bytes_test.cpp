#include "crypto/base/secret_bytes.hpp"

#include "support/catch.hpp"

#include <type_traits>
#include <utility>

namespace qoltanba::test {

static_assert(!std::is_copy_constructible_v<SecretBytes> && !std::is_copy_assignable_v<SecretBytes>,
              "a second owner of a secret must be asked for by name");
static_assert(std::is_nothrow_move_constructible_v<SecretBytes> &&
              std::is_nothrow_move_assignable_v<SecretBytes>);

TEST_CASE("A secret holds a copy of what it was given") {
    Bytes source{1, 2, 3};
    const auto secret = SecretBytes::copy_of(source);
    source[0] = 9;
    CHECK(to_hex(secret.view()) == "010203");
    CHECK(text_of(SecretBytes::copy_of("Qwerty12").view()) == "Qwerty12");
}

TEST_CASE("A secret of a size begins as zeros, and an empty one is empty") {
    SecretBytes secret(4);
    CHECK(to_hex(secret.view()) == "00000000");
    secret.writable()[3] = 7;
    CHECK(to_hex(secret.view()) == "00000007");
    CHECK(SecretBytes().empty());
    CHECK(SecretBytes(0).empty());
    CHECK(SecretBytes::copy_of(BytesView{}).view().empty());
}

TEST_CASE("A moved secret leaves nothing behind") {
    auto first = SecretBytes::copy_of("one");
    auto second = std::move(first);
    CHECK(first.empty());  // NOLINT(bugprone-use-after-move): what is left is what is tested
    CHECK(first.view().empty());
    CHECK(text_of(second.view()) == "one");
    auto third = SecretBytes::copy_of("three");
    third = std::move(second);
    CHECK(text_of(third.view()) == "one");
    CHECK(second.empty());  // NOLINT(bugprone-use-after-move)
    auto& itself = third;
    third = std::move(itself);
    CHECK(text_of(third.view()) == "one");
}

TEST_CASE("A duplicate is a secret of its own") {
    auto first = SecretBytes::copy_of("one");
    const auto second = first.duplicate();
    first.writable()[0] = 'O';
    CHECK(text_of(second.view()) == "one");
}

TEST_CASE("Wiped memory is zeros") {
    Bytes memory{1, 2, 3, 4};
    wipe(std::span(memory).first(3));
    CHECK(to_hex(memory) == "00000004");
    wipe({});
}

}  // namespace qoltanba::test
