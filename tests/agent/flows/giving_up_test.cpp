// The person or the page goes while a device waits for its PIN.
#include "agent/flows/desk.hpp"
#include "fake_devices.hpp"
#include "support/catch.hpp"
#include "world.hpp"

#include <future>
#include <thread>

namespace qoltanba::test {
namespace {

using agent::Desk;

struct Plugged : World {
    Plugged() {
        context.devices = &devices;
        devices.plug_in("KAZTOKEN");
    }
    FakeDevices devices;
};

SecretBytes pin() {
    return SecretBytes::copy_of(std::string_view(FakeDevices::pin));
}

}  // namespace

TEST_CASE("Who gives up while a device waits for its PIN is let go at once, and nothing opens after that") {
    Plugged world;
    world.devices.leave_pad_alone();
    Desk desk(world.context, {});
    const auto id = desk.choices().front().id;
    auto opening = std::async(std::launch::async, [&] { return desk.open(id, SecretBytes()); });
    while (!world.devices.is_waiting_at_pad()) std::this_thread::yield();
    const auto began = std::chrono::steady_clock::now();
    desk.give_up();
    CHECK(error_code(opening.get()) == ErrorCode::canceled);
    CHECK(std::chrono::steady_clock::now() - began < std::chrono::milliseconds(500));
    CHECK(error_code(desk.open(id, pin())) == ErrorCode::canceled);
    CHECK(world.devices.pins_asked() == 0);
}

TEST_CASE("A page that goes while a device waits for its PIN leaves nobody waiting") {
    Plugged world;
    world.devices.leave_pad_alone();
    std::stop_source page;
    Desk desk(world.context, {}, Desk::Use::to_sign, page.get_token());
    const auto id = desk.choices().front().id;
    auto opening = std::async(std::launch::async, [&] { return desk.open(id, SecretBytes()); });
    while (!world.devices.is_waiting_at_pad()) std::this_thread::yield();
    page.request_stop();
    CHECK(error_code(opening.get()) == ErrorCode::canceled);
}

TEST_CASE("A key that was opened signs on when its desk has been given up: that is for the window alone") {
    Plugged world;
    Desk desk(world.context, {});
    REQUIRE(ok(desk.open(desk.choices().front().id, pin())));
    const auto key = desk.take(0);
    REQUIRE(ok(key));
    desk.give_up();
    const auto digest = crypto::suite_of(key->signer->family()).digest;
    CHECK(ok(key->signer->sign_content(digest, bytes_of("x"))));
}

}  // namespace qoltanba::test
