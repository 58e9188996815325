#include "agent/cli/commands.hpp"
#include "agent/cli/plugged_tokens.hpp"
#include "agent/ui/visible_text.hpp"
#include "crypto/certificates/holder.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <condition_variable>
#include <iostream>
#include <mutex>

namespace qoltanba::agent {
namespace {

std::string_view name_of(tokens::PinState state) {
    switch (state) {
        case tokens::PinState::ready:
            return "ready";
        case tokens::PinState::few_tries:
            return "few-tries";
        case tokens::PinState::last_try:
            return "last-try";
        case tokens::PinState::locked:
            return "locked";
    }
    return "ready";
}

nlohmann::json describe_token(const tokens::TokenDescription& token) {
    nlohmann::json described{{"name", token.name()},
                             {"storage", token.storage()},
                             {"serial", token.facts.serial},
                             {"model", token.facts.model},
                             {"manufacturer", token.facts.manufacturer},
                             {"reader", token.facts.reader},
                             {"module", token.module.filename().string()},
                             {"pin", name_of(token.pin_state())},
                             {"puk", name_of(token.puk_state())},
                             {"pinSet", token.has_pin()},
                             {"initialPin", token.has_initial_pin()},
                             {"pinPad", token.has_pin_pad()},
                             {"certificates", nlohmann::json::array()}};
    for (const auto& certificate : token.certificates) {
        described["certificates"].push_back({{"name", crypto::holder_of(certificate).common_name},
                                             {"serialNumber", certificate.serial_number_hex()},
                                             {"notAfter", to_iso(certificate.not_after())}});
    }
    return described;
}

nlohmann::json describe(const tokens::TokenService& service) {
    auto tokens = nlohmann::json::array();
    for (const auto& token : service.tokens()) tokens.push_back(describe_token(token));
    return tokens;
}

std::string text_of(const nlohmann::json& json, int indent) {
    return json.dump(indent, ' ', false, nlohmann::json::error_handler_t::replace);
}

void print(const tokens::TokenService& service, bool as_json, int indent) {
    if (as_json) {
        std::cout << text_of(describe(service), indent) << std::endl;
        return;
    }
    for (const auto& token : service.tokens())
        std::cout << visible_line(token.name() + "  " + token.facts.serial + "  " +
                                  std::string(token.storage()) + "  " +
                                  std::string(name_of(token.pin_state())))
                  << std::endl;
    for (const auto& module : service.modules())
        if (module.failure) std::cerr << visible_line(qoltanba::describe(*module.failure)) << std::endl;
}

int list_tokens(bool as_json) {
    const auto service = watch_tokens();
    if (!service) return report_failure(service.error(), language_of_system());
    await_tokens(**service);
    print(**service, as_json, 2);
    return done;
}

/// A line for each change, until the command is ended.
int watch(bool as_json) {
    std::mutex mutex;
    std::condition_variable changed;
    bool news = true;
    const auto service = watch_tokens([&] {
        const std::scoped_lock lock(mutex);
        news = true;
        changed.notify_one();
    });
    if (!service) return report_failure(service.error(), language_of_system());
    await_tokens(**service);
    while (std::cout) {
        {
            std::unique_lock lock(mutex);
            changed.wait(lock, [&] { return news; });
            news = false;
        }
        print(**service, as_json, -1);
    }
    return failed;
}

}  // namespace

void add_tokens_command(CLI::App& app, int& status) {
    auto* tokens =
        app.add_subcommand("tokens", "Tokens and cards that are plugged in")->require_subcommand(1);
    auto json = std::make_shared<bool>(false);
    auto* list_command = tokens->add_subcommand("list", "List them, with the state of each PIN");
    auto* watch_command = tokens->add_subcommand(
        "watch", "List them again at every change, until it is ended; as JSON a line each");
    for (auto* command : {list_command, watch_command}) command->add_flag("--json", *json, "Write JSON");
    list_command->callback([json, &status] { status = list_tokens(*json); });
    watch_command->callback([json, &status] { status = watch(*json); });
}

}  // namespace qoltanba::agent
