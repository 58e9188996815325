#include "agent/cli/commands.hpp"
#include "agent/cli/plugged_tokens.hpp"

#include <CLI/CLI.hpp>

#include <algorithm>
#include <memory>

namespace qoltanba::agent {
namespace {

struct PinOptions {
    std::string token;
    bool last_try = false;
};

/// A person types it twice.
Result<SecretBytes> ask_new(Console& console, Language language) {
    while (true) {
        QOLTANBA_TRY(auto pin, ask_pin(console, TextId::ask_for_new_pin, language));
        if (!console.is_terminal()) return pin;
        QOLTANBA_TRY(const auto again, ask_pin(console, TextId::ask_for_new_pin_again, language));
        if (std::ranges::equal(pin.view(), again.view())) return pin;
        console.write(std::string(text_for(TextId::pins_differ, language)) + "\n");
    }
}

Result<void> change(const PinOptions& options, Language language) {
    QOLTANBA_TRY(const auto service, watch_tokens());
    await_tokens(*service);
    QOLTANBA_TRY(const auto description, choose_token(*service, options.token));
    QOLTANBA_CHECK(may_be_asked(description.pin_state(), options.last_try, ErrorCode::pin_locked));
    const auto token = service->token_of(description, {});
    if (description.has_pin_pad()) return token->change_pin({}, {}, options.last_try);
    const auto console = standard_console();
    QOLTANBA_TRY(const auto pin, ask_pin(*console, TextId::ask_for_pin, language));
    QOLTANBA_TRY(const auto new_pin, ask_new(*console, language));
    return token->change_pin(pin, new_pin, options.last_try);
}

Result<void> unblock(const PinOptions& options, Language language) {
    QOLTANBA_TRY(const auto service, watch_tokens());
    await_tokens(*service);
    QOLTANBA_TRY(const auto description, choose_token(*service, options.token));
    QOLTANBA_CHECK(may_be_asked(description.puk_state(), options.last_try, ErrorCode::puk_locked));
    const auto token = service->token_of(description, {});
    if (description.has_pin_pad()) return token->unblock_pin({}, {}, options.last_try);
    const auto console = standard_console();
    QOLTANBA_TRY(const auto puk, ask_pin(*console, TextId::ask_for_puk, language));
    QOLTANBA_TRY(const auto new_pin, ask_new(*console, language));
    return token->unblock_pin(puk, new_pin, options.last_try);
}

int run(Result<void> (*act)(const PinOptions&, Language), const PinOptions& options) {
    const auto language = language_of_system();
    const auto outcome = act(options, language);
    return outcome.has_error() ? report_failure(outcome.error(), language) : done;
}

}  // namespace

void add_pin_command(CLI::App& app, int& status) {
    auto* pin =
        app.add_subcommand("pin", "The PIN of a token or card; it is typed, or read from standard input")
            ->require_subcommand(1);
    auto options = std::make_shared<PinOptions>();
    auto* change_command = pin->add_subcommand("change", "Change the PIN: the old one, the new one");
    auto* unblock_command = pin->add_subcommand(
        "unblock", "Set a new PIN with the PUK (the administrator's code): the PUK, the new PIN");
    for (auto* command : {change_command, unblock_command}) {
        command->add_option("--token", options->token,
                            "Its name or serial number, where several are plugged in");
        command->add_flag("--last-try", options->last_try, "Ask the card though one try is left");
    }
    change_command->callback([options, &status] { status = run(change, *options); });
    unblock_command->callback([options, &status] { status = run(unblock, *options); });
}

}  // namespace qoltanba::agent
