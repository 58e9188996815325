#include "agent/flows/desk.hpp"
#include "crypto/signatures/cms.hpp"
#include "fake_devices.hpp"
#include "support/catch.hpp"
#include "world.hpp"

#include <atomic>
#include <thread>

namespace qoltanba::test {
namespace {

using agent::Desk;
using agent::KeyChoice;
using agent::PinStanding;

struct DeviceWorld : World {
    DeviceWorld() { context.devices = &devices; }
    FakeDevices devices;
};

SecretBytes secret(std::string_view text) {
    return SecretBytes::copy_of(text);
}

std::vector<std::string> names_of(const std::vector<KeyChoice>& choices) {
    std::vector<std::string> names;
    for (const auto& choice : choices)
        names.push_back(choice.device ? choice.device->name.en : choice.file_name);
    return names;
}

std::vector<std::string> names_for(DeviceWorld& world, const std::vector<std::string>& storages) {
    return names_of(Desk(world.context, {}, Desk::Use::to_sign, {}, storages).choices());
}

KeyChoice device_named(const Desk& desk, const std::string& name) {
    for (const auto& choice : desk.choices())
        if (choice.device && choice.device->name.en == name) return choice;
    FAIL("no device called " << name);
    return {};
}

PinStanding standing(const Desk& desk, const std::string& name) {
    return device_named(desk, name).device->pin;
}

protocol::SignRequest request_from(std::vector<std::string> storages) {
    auto request = cms_request("a contract");
    request.storages = std::move(storages);
    return request;
}

template <typename T>
agent::Decided<T> decided(T value) {
    return {std::move(value), "a file"};
}

const tokens::KnownCard& identity_card() {
    const auto atr = from_hex("3B771800004B4153414B4944");
    return *tokens::known_card(*atr);
}

}  // namespace

TEST_CASE("A token is a line of the list, before the files: whose it is, where, and how its PIN stands") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    const Desk desk(world.context, {});
    const auto choice = desk.choices().front();
    REQUIRE(choice.device.has_value());
    CHECK(choice.device->name.kk == "KAZTOKEN");
    CHECK(choice.device->reader == "Reader of KAZTOKEN");
    CHECK(choice.device->pin == PinStanding::ready);
    CHECK(choice.device->pin_needed);
    CHECK(choice.device->missing.empty());
    CHECK(choice.file_name.empty());
    REQUIRE(choice.known.has_value());
    CHECK(choice.known->holder.iin.size() == 12);
    CHECK_FALSE(choice.unfit.has_value());
    CHECK(device_named(desk, "KAZTOKEN").id == choice.id);
}

TEST_CASE("A token whose certificates do not fit the request says why") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    crypto::CertificateFilter filter;
    filter.iin = "000000000000";
    const Desk desk(world.context, filter);
    REQUIRE(device_named(desk, "KAZTOKEN").unfit.has_value());
    CHECK(device_named(desk, "KAZTOKEN").unfit->code == ErrorCode::certificate_holder_mismatch);
}

TEST_CASE("A request that names storages is offered what is in them, and no other key") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    world.devices.plug_in("JaCarta");
    world.devices.plug_in("Something new");
    world.devices.put_in({.reader = "Reader 0", .known = &identity_card()});
    CHECK(names_for(world, {}).size() == 6);
    CHECK(names_for(world, {"AKKaztokenStore"}) == std::vector<std::string>{"KAZTOKEN"});
    CHECK(names_for(world, {"AKKaztokenStore", "AKJaCartaStore"}) ==
          std::vector<std::string>{"KAZTOKEN", "JaCarta"});
    CHECK(names_for(world, {"PKCS11"}) == std::vector<std::string>{"Something new"});
    CHECK(names_for(world, {"AKKZIDCardStore"}).size() == 1);
    CHECK(names_for(world, {"PKCS12"}) == names_for(world, {"JKS"}));
    CHECK(names_for(world, {"PKCS12"}).size() == 2);
    CHECK(names_for(world, {"PKCS12", "AKKaztokenStore"}).size() == 3);
}

TEST_CASE("Where the site asks for keys on devices alone, no file is added") {
    DeviceWorld world;
    Desk desk(world.context, {}, Desk::Use::to_sign, {}, {"AKKaztokenStore"});
    CHECK(error_code(desk.add_file(world.keys / "GOST512_person.p12")) == ErrorCode::storage_not_asked_for);
}

TEST_CASE(
    "The person is offered files and devices only where the request and the administrator let them be used") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    const auto allowed = [&](std::vector<std::string> storages) {
        world.prompter.becomes(refuses());
        CHECK(error_code(world.run(bank, request_from(std::move(storages)))) == ErrorCode::canceled);
        const auto& prompt = world.prompter.prompts.back();
        return std::pair(prompt.files_allowed, prompt.devices_allowed);
    };
    CHECK(allowed({}) == std::pair(true, true));
    CHECK(allowed({"PKCS12"}) == std::pair(true, false));
    CHECK(allowed({"AKKaztokenStore"}) == std::pair(false, true));
    CHECK(allowed({"JKS", "AKKaztokenStore"}) == std::pair(true, true));
    world.context.administrator.storages = decided(std::vector<std::string>{"PKCS12"});
    CHECK(allowed({}) == std::pair(true, false));
    world.context.administrator.storages = decided(std::vector<std::string>{"AKKaztokenStore"});
    CHECK(allowed({}) == std::pair(false, true));
}

TEST_CASE("Devices that the administrator does not permit are not offered, nor told to pages") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    world.devices.plug_in("JaCarta");
    const auto told = [&] {
        return std::get<protocol::ActiveTokens>(*world.run(bank, protocol::ActiveTokensRequest{})).storages;
    };
    CHECK(told() == std::vector<std::string>{"AKKaztokenStore", "AKJaCartaStore"});
    world.context.administrator.storages = decided(std::vector<std::string>{"AKJaCartaStore"});
    CHECK(names_for(world, {}) == std::vector<std::string>{"JaCarta"});
    CHECK(told() == std::vector<std::string>{"AKJaCartaStore"});
    CHECK(error_code(world.run(bank, request_from({"AKKaztokenStore"}))) == ErrorCode::refused_by_policy);
}

TEST_CASE("A site that the person blocked is not told what is plugged in") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    REQUIRE(ok(world.settings.block(bank.origin)));
    CHECK(error_code(world.run(bank, protocol::ActiveTokensRequest{})) == ErrorCode::origin_refused);
    CHECK(error_code(world.run(bank, request_from({"AKJaCartaStore"}))) == ErrorCode::origin_refused);
    CHECK(ok(world.run(shop, protocol::ActiveTokensRequest{})));
}

TEST_CASE("A device that hashes itself signs CMS, XML and raw content, and no digest that a page made") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    world.devices.hash_on_device();
    world.prompter.becomes(agrees_with_device("KAZTOKEN", FakeDevices::pin));
    auto request = request_from({"AKKaztokenStore"});
    CHECK(ok(world.run(bank, request)));
    request.format = protocol::SignatureFormat::raw;
    CHECK(ok(world.run(bank, request)));
    request.format = protocol::SignatureFormat::xml;
    request.documents.front().content = copy_of(bytes_of("<contract/>"));
    CHECK(ok(world.run(bank, request)));
    request.format = protocol::SignatureFormat::raw;
    request.documents.front() = {Bytes(64, 0x11), true};
    CHECK(error_code(world.run(bank, request)) == ErrorCode::unsupported_algorithm);
}

TEST_CASE("A page signs with a token, and the login ends with its request") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    int logins_meanwhile = 0;
    world.prompter.becomes(
        agrees_with_device("KAZTOKEN", FakeDevices::pin, [&] { logins_meanwhile = world.devices.logins(); }));
    const auto outcome = world.run(bank, request_from({"AKKaztokenStore"}));
    REQUIRE(ok(outcome));
    const auto report =
        crypto::verify_cms(std::get<protocol::SignedDocuments>(*outcome).results.front(), std::nullopt);
    REQUIRE(ok(report));
    CHECK(text_of(report->signed_content) == "a contract");
    CHECK_FALSE(report->signatures.front().fault.has_value());
    CHECK(logins_meanwhile == 1);
    CHECK(world.devices.logins() == 0);
}

TEST_CASE("A storage that was plugged in a moment ago is there, and one taken out a moment ago is empty") {
    DeviceWorld world;
    world.prompter.becomes(agrees_with_device("KAZTOKEN", FakeDevices::pin));
    CHECK(error_code(world.run(bank, request_from({"AKKaztokenStore"}))) == ErrorCode::storage_empty);
    CHECK(world.prompter.prompts.empty());
    world.devices.plug_in("KAZTOKEN");
    CHECK(ok(world.run(bank, request_from({"AKKaztokenStore"}))));
    CHECK(ok(world.run(bank, protocol::KeyInformationRequest{"AKKaztokenStore"})));
    world.devices.take_out("KAZTOKEN");
    CHECK(error_code(world.run(bank, protocol::KeyInformationRequest{"AKKaztokenStore"})) ==
          ErrorCode::storage_empty);
}

TEST_CASE("A wrong PIN is told, and the list says what is left") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    Desk desk(world.context, {});
    int told = 0;
    desk.listen([&] { ++told; });
    const auto id = device_named(desk, "KAZTOKEN").id;
    CHECK(error_code(desk.open(id, secret("000000"))) == ErrorCode::wrong_pin);
    CHECK(told > 0);
    CHECK(standing(desk, "KAZTOKEN") == PinStanding::few_tries);
    CHECK(error_code(desk.open(id, secret("000000"))) == ErrorCode::wrong_pin);
    CHECK(standing(desk, "KAZTOKEN") == PinStanding::last_try);
    CHECK_FALSE(device_named(desk, "KAZTOKEN").unfit.has_value());
}

TEST_CASE("The last try is not spent before the person confirmed it") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    world.devices.set_tries("KAZTOKEN", 1);
    Desk desk(world.context, {});
    const auto id = device_named(desk, "KAZTOKEN").id;
    CHECK(error_code(desk.open(id, secret(FakeDevices::pin))) == ErrorCode::pin_last_try);
    CHECK(world.devices.pins_asked() == 0);
    REQUIRE(ok(desk.open_with_last_try(id, secret(FakeDevices::pin))));
    CHECK(world.devices.pins_asked() == 1);
    CHECK(ok(desk.take(0)));
    CHECK(standing(desk, "KAZTOKEN") == PinStanding::ready);
}

TEST_CASE("A locked token is listed with that, and is not asked") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    world.devices.set_tries("KAZTOKEN", 0);
    Desk desk(world.context, {});
    const auto choice = device_named(desk, "KAZTOKEN");
    CHECK(choice.device->pin == PinStanding::locked);
    REQUIRE(choice.unfit.has_value());
    CHECK(choice.unfit->code == ErrorCode::pin_locked);
    CHECK(error_code(desk.open_with_last_try(choice.id, secret(FakeDevices::pin))) == ErrorCode::pin_locked);
    CHECK(world.devices.pins_asked() == 0);
}

TEST_CASE("A token that was taken out after it was listed cannot be opened") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    Desk desk(world.context, {});
    const auto id = device_named(desk, "KAZTOKEN").id;
    world.devices.take_out("KAZTOKEN");
    CHECK(error_code(desk.open(id, secret(FakeDevices::pin))) == ErrorCode::token_removed);
    world.devices.plug_in("KAZTOKEN");
    CHECK(ok(desk.open(id, secret(FakeDevices::pin))));
}

TEST_CASE("A token that is taken out before it signs is an error, and the next request is served") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    world.prompter.becomes(
        agrees_with_device("KAZTOKEN", FakeDevices::pin, [&] { world.devices.take_out("KAZTOKEN"); }));
    CHECK(error_code(world.run(bank, request_from({"AKKaztokenStore"}))) == ErrorCode::token_removed);
    CHECK(world.devices.logins() == 0);
    world.devices.plug_in("KAZTOKEN");
    world.prompter.becomes(agrees_with_device("KAZTOKEN", FakeDevices::pin));
    CHECK(ok(world.run(bank, request_from({"AKKaztokenStore"}))));
}

TEST_CASE("Whoever listens is told that the list has changed, until they end it") {
    DeviceWorld world;
    Desk desk(world.context, {});
    Desk another(world.context, {});
    std::vector<std::string> names;
    int told = 0;
    int told_another = 0;
    desk.listen([&] { ++told; });
    another.listen([&] { ++told_another; });
    world.devices.plug_in("KAZTOKEN");
    CHECK(told == 1);
    CHECK(names_of(desk.keys_now()).front() == "KAZTOKEN");
    desk.listen({});
    world.devices.take_out("KAZTOKEN");
    CHECK(told == 1);
    CHECK(told_another == 2);
    CHECK(desk.keys_now().size() == 2);
}

TEST_CASE("No call goes on when the listening has ended") {
    DeviceWorld world;
    Desk desk(world.context, {});
    std::jthread restless([&](const std::stop_token& stop) {
        while (!stop.stop_requested()) world.devices.look_again();
    });
    for (int i = 0; i < 200; ++i) {
        auto listener = std::make_unique<std::atomic<int>>(0);
        desk.listen([it = listener.get()] { ++*it; });
        while (*listener == 0) std::this_thread::yield();
        desk.listen({});
        listener.reset();  // a call after this would be seen by the sanitizers
    }
    SUCCEED();
}

TEST_CASE("Two pages at once have logins of their own") {
    DeviceWorld world;
    world.devices.plug_in("KAZTOKEN");
    Desk first(world.context, {});
    Desk second(world.context, {});
    const auto id = device_named(first, "KAZTOKEN").id;
    REQUIRE(ok(first.open(id, secret(FakeDevices::pin))));
    CHECK(error_code(second.take(0)) == ErrorCode::internal);
    CHECK(error_code(second.open(id, secret("000000"))) == ErrorCode::wrong_pin);
    REQUIRE(ok(second.open(id, secret(FakeDevices::pin))));
    CHECK(world.devices.logins() == 2);
    { const auto key = first.take(0); }
    CHECK(world.devices.logins() == 1);
    const auto key = second.take(0);
    REQUIRE(ok(key));
    const auto digest = crypto::suite_of(key->signer->family()).digest;
    CHECK(ok(key->signer->sign_content(digest, bytes_of("x"))));
}

TEST_CASE("A card that no module serves is named with what it lacks, and opening it says the same") {
    DeviceWorld world;
    using tokens::pcsc::CardState;
    world.devices.put_in({.reader = "Reader 0", .known = &identity_card()});
    world.devices.put_in({.reader = "Reader 1"});
    world.devices.put_in({.reader = "Reader 2", .state = CardState::unresponsive});
    world.devices.put_in({.reader = "Reader 3", .state = CardState::held});
    Desk desk(world.context, {});
    std::vector<ErrorCode> reasons;
    for (const auto& choice : desk.choices()) {
        if (!choice.device) continue;
        CAPTURE(choice.device->reader);
        CHECK_FALSE(choice.device->missing.kk.empty());
        CHECK_FALSE(choice.device->name.ru.empty());
        REQUIRE(choice.unfit.has_value());
        reasons.push_back(choice.unfit->code);
        CHECK(error_code(desk.open(choice.id, secret("123456"))) == choice.unfit->code);
    }
    CHECK(reasons == std::vector{ErrorCode::card_not_served, ErrorCode::card_not_served,
                                 ErrorCode::card_unresponsive, ErrorCode::device_busy});
    const auto card = device_named(desk, "Identity card of the Republic of Kazakhstan");
    CHECK(card.device->missing.en == tokens::how_to_reach(identity_card(), Language::en));
}

TEST_CASE(
    "A page that asks for a card without a driver gets the window that says so, but is not told of it") {
    DeviceWorld world;
    world.devices.put_in({.reader = "Reader 0", .known = &identity_card()});
    world.prompter.becomes(refuses());
    CHECK(error_code(world.run(bank, request_from({"AKKZIDCardStore"}))) == ErrorCode::canceled);
    CHECK(names_of(world.prompter.prompts.back().keys).size() == 1);
    const auto told = world.run(bank, protocol::ActiveTokensRequest{});
    CHECK(std::get<protocol::ActiveTokens>(*told).storages.empty());
}

}  // namespace qoltanba::test
