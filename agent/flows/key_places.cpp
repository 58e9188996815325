#include "agent/flows/key_places.hpp"

#include "agent/flows/device_choice.hpp"
#include "agent/flows/device_presence.hpp"
#include "agent/ui/key_choice.hpp"

#include <utility>

namespace qoltanba::agent {
namespace {

constexpr const char* file_place = "file";  // no device's id begins so

}  // namespace

PlacesOfKey::PlacesOfKey(Context& context, bool offers_file,
                         std::function<bool(const tokens::TokenDescription&)> fits, std::stop_token stop)
    : context_(context), offers_file_(offers_file), fits_(std::move(fits)), stop_(std::move(stop)) {}

bool PlacesOfKey::is_token(const std::string& place) {
    return is_of_device(place);
}

std::vector<tokens::TokenDescription> PlacesOfKey::tokens() const {
    if (context_.devices == nullptr) return {};
    auto tokens = context_.devices->tokens();
    std::erase_if(tokens, [this](const auto& token) {
        return !context_.administrator.permits_storage(token.storage()) || !fits_(token);
    });
    return tokens;
}

std::vector<KeyPlace> PlacesOfKey::places_now() {
    std::vector<KeyPlace> places;
    if (offers_file_) places.push_back({.id = file_place});
    for (const auto& token : tokens()) {
        auto choice = choice_of(token);
        places.push_back({std::move(choice.id), std::move(choice.device)});
    }
    return places;
}

void PlacesOfKey::listen(std::function<void()> changed) {
    listening_ = {};
    if (changed && context_.devices != nullptr) listening_ = context_.devices->listen(std::move(changed));
}

DeviceView PlacesOfKey::view_of(const std::string& place) const {
    for (const auto& token : tokens())
        if (auto choice = choice_of(token); choice.id == place) return *std::move(choice.device);
    return {};
}

Result<void> PlacesOfKey::with_token(const std::string& place, const Work& work) {
    for (const auto& token : tokens()) {
        if (choice_of(token).id != place) continue;
        auto& devices = *context_.devices;
        DevicePresence until_given_up(devices, token, stop_);
        const std::stop_callback let_go(given_up_.get_token(), [&] { until_given_up.let_go(); });
        const DevicePresence until_taken_out(devices, token, {});
        const auto device = devices.token_of(token, context_.policy, until_given_up.stop());
        auto done = work(*device, until_taken_out.stop());
        if (done) return {};
        if (given_up_.stop_requested()) return fail(ErrorCode::canceled, "the person gave up");
        // How many tries are left now is for the person to know before the next one.
        if (is_about_pin(done.error().code)) devices.look_now(longest_look_after_pin, given_up_.get_token());
        return until_given_up.explained(std::move(done).error());
    }
    return fail(ErrorCode::token_removed, "it is in the list no more");
}

}  // namespace qoltanba::agent
