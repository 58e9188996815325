#include "agent/cli/commands.hpp"
#include "agent/cli/keys_commands.hpp"
#include "agent/cli/new_password.hpp"
#include "agent/cli/subject_options.hpp"
#include "agent/platform/path_text.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <iostream>
#include <memory>

namespace qoltanba::agent {
namespace {

struct GenerateOptions {
    SubjectOptions subject;
    std::string family = "gost";
    std::size_t bits = 2048;
    std::string output = ".";
    bool json = false;
};

Result<WaitingKey> generate(const GenerateOptions& options, Console& console, Language language) {
    auto wanted = wanted_key(options.subject, new_key_family(options.family));
    wanted.rsa_bits = options.bits;
    QOLTANBA_CHECK(order_of(wanted));  // before anybody thinks of a password
    QOLTANBA_TRY(const auto password, ask_new_password(console, language));
    return make_key(wanted, password, path_from_utf8(options.output));
}

void tell(const WaitingKey& made, bool json) {
    const auto key = path_to_utf8(made.key);
    const auto request = path_to_utf8(made.request);
    if (json) {
        std::cout << nlohmann::json{{"key", key}, {"request", request}}.dump(2) << '\n';
    } else {
        std::cout << key << '\n' << request << '\n';
    }
}

}  // namespace

void add_keys_generate(CLI::App& keys, int& status) {
    auto options = std::make_shared<GenerateOptions>();
    auto* command =
        keys.add_subcommand("generate",
                            "Make a private key and the request for its certificate (PKCS#10). The "
                            "new password is asked for; a script gives it as a line of standard input");
    command->add_option("--family", options->family)
        ->check(CLI::IsMember(new_key_families()))
        ->capture_default_str();
    command->add_option("--bits", options->bits, "Of an RSA key")
        ->check(CLI::Range(2048, 16384))
        ->capture_default_str();
    add_subject_options(*command, options->subject);
    command->get_option("--common-name")->required();
    command->add_option("--out", options->output, "The folder for both files")->capture_default_str();
    command->add_flag("--json", options->json, "Write JSON");
    command->callback([options, &status] {
        const auto language = language_of_environment();
        const auto console = standard_console();
        const auto made = generate(*options, *console, language);
        if (made.has_error()) {
            status = report_failure(made.error(), language);
            return;
        }
        tell(*made, options->json);
    });
}

}  // namespace qoltanba::agent
