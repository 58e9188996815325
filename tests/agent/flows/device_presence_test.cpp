#include "agent/flows/device_presence.hpp"

#include "fake_devices.hpp"
#include "support/catch.hpp"

#include <thread>

namespace qoltanba::test {
namespace {

using agent::DevicePresence;

struct Plugged {
    FakeDevices devices;
    std::stop_source request;
    Plugged() { devices.plug_in("KAZTOKEN"); }
    [[nodiscard]] tokens::TokenDescription token() const { return devices.tokens().front(); }
};

TEST_CASE("Whoever waits for a device that is taken out is let go, and told so") {
    Plugged plugged;
    const DevicePresence presence(plugged.devices, plugged.token(), plugged.request.get_token());
    CHECK_FALSE(presence.stop().stop_requested());
    plugged.devices.take_out("KAZTOKEN");
    CHECK(presence.stop().stop_requested());
    CHECK(presence.explained(fail(ErrorCode::device_module_failed)).code == ErrorCode::token_removed);
    // Another login's.
    plugged.devices.plug_in("KAZTOKEN");
    CHECK(presence.explained(fail(ErrorCode::device_function_failed)).code == ErrorCode::token_removed);
}

TEST_CASE("A fault waits a moment for the reader's word, a wrong PIN for nobody's") {
    Plugged plugged;
    const DevicePresence presence(plugged.devices, plugged.token(), plugged.request.get_token());
    const std::jthread hand([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds{100});
        plugged.devices.take_out("KAZTOKEN");
    });
    CHECK(presence.explained(fail(ErrorCode::wrong_pin)).code == ErrorCode::wrong_pin);
    CHECK(presence.explained(fail(ErrorCode::device_error)).code == ErrorCode::token_removed);
}

TEST_CASE("A fault of a device that stays is that fault") {
    Plugged plugged;
    const DevicePresence presence(plugged.devices, plugged.token(), plugged.request.get_token());
    CHECK(presence.explained(fail(ErrorCode::device_error)).code == ErrorCode::device_error);
}

TEST_CASE("Whoever waits for a device is let go when the page goes, and no removal is made of that") {
    Plugged plugged;
    const DevicePresence presence(plugged.devices, plugged.token(), plugged.request.get_token());
    plugged.request.request_stop();
    CHECK(presence.stop().stop_requested());
    CHECK(presence.explained(fail(ErrorCode::device_module_failed)).code == ErrorCode::device_module_failed);
}

TEST_CASE("A device that went before anybody listened is gone at once") {
    Plugged plugged;
    const auto token = plugged.token();
    plugged.devices.take_out("KAZTOKEN");
    const DevicePresence presence(plugged.devices, token, plugged.request.get_token());
    CHECK(presence.stop().stop_requested());
}

}  // namespace
}  // namespace qoltanba::test
