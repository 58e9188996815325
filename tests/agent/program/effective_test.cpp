#include "agent/program/effective.hpp"

#include "support/catch.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;

namespace {

template <typename T>
Decided<T> decided(T value) {
    return {std::move(value), "10-test.json"};
}

}  // namespace

TEST_CASE("Nothing set, the defaults hold") {
    const auto settings = effective_settings({}, {}, {});
    CHECK(settings.port.value == 13579);
    CHECK(settings.port.source == Source::built_in);
    CHECK_FALSE(settings.allowed_origins.value);
    CHECK(settings.max_frame_mebibytes.value == 256);
    CHECK_FALSE(settings.allow_local_clients.value);
    CHECK(settings.looks_in_usual_places());
}

TEST_CASE("The command line goes before the default and the person's settings") {
    Options options;
    options.port = 13579;
    options.key_folders = {"/option"};
    options.allow_local_clients = true;
    options.max_frame_mebibytes = 4;
    options.anchors = "/anchors";
    const auto settings =
        effective_settings({}, options, {.language = {}, .key_folders = {"/person"}, .blocked_origins = {}});
    CHECK(settings.port.source == Source::command_line);
    CHECK(settings.key_folders.value == std::vector<std::filesystem::path>{"/option"});
    CHECK_FALSE(settings.looks_in_usual_places());
    CHECK(settings.allow_local_clients.source == Source::command_line);
    CHECK(settings.max_frame_mebibytes.value == 4);
    CHECK(settings.anchors.value == "/anchors");
}

TEST_CASE("The person's settings hold where nobody else decided") {
    const SettingsValues person{
        .language = Language::ru, .key_folders = {"/person"}, .blocked_origins = {"https://spam.example"}};
    const auto settings = effective_settings({}, {}, person);
    CHECK(settings.language.value == Language::ru);
    CHECK(settings.language.source == Source::person);
    CHECK(settings.key_folders.source == Source::person);
    CHECK(settings.looks_in_usual_places());
    CHECK(settings.blocked_by_person == person.blocked_origins);
}

TEST_CASE("The administrator goes before everybody, and is named") {
    Policy policy;
    policy.port = decided<std::uint16_t>(14579);
    policy.key_folders = decided(std::vector<std::filesystem::path>{"/policy"});
    policy.allow_local_clients = decided(false);
    policy.max_frame_mebibytes = decided<std::size_t>(2);
    policy.anchors = decided<std::filesystem::path>("/policy-anchors");
    policy.language = decided(Language::kk);
    policy.proxy = decided<std::string>("none");
    policy.network_timeout_seconds = decided(7U);
    policy.blocked_origins = decided(std::set<std::string>{"https://blocked.example"});
    Options options;
    options.port = 0;
    options.key_folders = {"/option"};
    options.allow_local_clients = true;
    options.max_frame_mebibytes = 1024;
    options.anchors = "/anchors";
    const auto settings = effective_settings(
        policy, options,
        {.language = Language::en, .key_folders = {}, .blocked_origins = {"https://spam.example"}});
    CHECK(settings.port.value == 14579);
    CHECK(settings.port.source == Source::administrator);
    CHECK(settings.port.where == "10-test.json");
    CHECK(settings.key_folders.value == policy.key_folders->value);
    CHECK_FALSE(settings.looks_in_usual_places());
    CHECK_FALSE(settings.allow_local_clients.value);
    CHECK(settings.max_frame_mebibytes.value == 2);
    CHECK(settings.anchors.value == "/policy-anchors");
    CHECK(settings.language.value == Language::kk);
    CHECK(settings.proxy.value == "none");
    CHECK(settings.network_timeout_seconds.value == 7);
    CHECK(settings.blocked_origins.value == std::set<std::string>{"https://blocked.example"});
    CHECK(settings.blocked_by_person == std::set<std::string>{"https://spam.example"});
}
