// A list of the size of the national one, which has 20 MB.
#include "crypto/revocation/revocation_world.hpp"

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <new>

namespace {

// What this program allocates, counted while `counting` is set.
std::atomic<bool> counting{false};
std::atomic<std::size_t> allocated{0};

}  // namespace

// Every form, so that what one of them gives is never taken back by somebody else's.
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    if (counting) allocated += size;
    return std::malloc(size);
}
void* operator new(std::size_t size) {
    if (void* memory = operator new(size, std::nothrow)) return memory;
    throw std::bad_alloc();
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    return operator new(size, std::nothrow);
}
void* operator new[](std::size_t size) {
    return operator new(size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete(void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, const std::nothrow_t&) noexcept {
    std::free(memory);
}

namespace qoltanba::test {

using namespace crypto;

TEST_CASE("A list of 20 MB is judged in a moment, and its entries take no memory") {
    const auto& world = world_of(KeyFamily::gost_2015_512);
    const CrlOrder order{
        .entries = {{.serial_number = copy_of(world.person.serial_number()), .revoked_at = today}},
        .this_update = today,
        .next_update = today + std::chrono::days{1},
        .padding = 380'000};
    const auto list = make_crl(world.authority, order);
    REQUIRE(list.size() > 20'000'000);
    const auto question = world.crl_question();

    allocated = 0;
    counting = true;
    const auto statuses = judge_crl(list, std::nullopt, question, {.at = today});
    counting = false;
    REQUIRE(ok(statuses));
    CHECK(statuses->front().state == Revocation::revoked);
    INFO(allocated << " octets");
    CHECK(allocated < 64 * 1024);
}

}  // namespace qoltanba::test
