#include "agent/cli/commands.hpp"
#include "agent/cli/keys_commands.hpp"
#include "agent/cli/keys_on_token.hpp"
#include "agent/cli/new_password.hpp"
#include "agent/cli/subject_options.hpp"
#include "agent/platform/path_text.hpp"
#include "agent/ui/visible_text.hpp"

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
    TokenChoice token;
    bool json = false;
};

NewKey wanted_by(const GenerateOptions& options) {
    auto wanted = wanted_key(options.subject, new_key_family(options.family));
    wanted.rsa_bits = options.bits;
    return wanted;
}

Result<WaitingKey> generate(const GenerateOptions& options, Console& console, Language language) {
    const auto wanted = wanted_by(options);
    QOLTANBA_CHECK(order_of(wanted));  // before anybody thinks of a password
    QOLTANBA_TRY(const auto password, ask_new_password(console, language));
    return make_key(wanted, password, path_from_utf8(options.output));
}

/// `key` is empty where it is on a token.
void tell(const std::filesystem::path& key, const std::filesystem::path& request, bool json) {
    nlohmann::json told{{"request", path_to_utf8(request)}};
    if (!key.empty()) told["key"] = path_to_utf8(key);
    if (json) {
        std::cout << told.dump(2, ' ', false, nlohmann::json::error_handler_t::replace) << '\n';
        return;
    }
    if (!key.empty()) std::cout << visible_line(path_to_utf8(key)) << '\n';
    std::cout << visible_line(path_to_utf8(request)) << '\n';
}

/// The exit status.
int run_generate(const GenerateOptions& options) {
    const auto language = language_of_system();
    const auto console = standard_console();
    if (options.token.is_wanted()) {
        const auto request = make_key_on_token(wanted_by(options), options.token,
                                               path_from_utf8(options.output), *console, language);
        if (request.has_error()) return report_failure(request.error(), language);
        tell({}, *request, options.json);
        return done;
    }
    const auto made = generate(options, *console, language);
    if (made.has_error()) return report_failure(made.error(), language);
    tell(made->key, made->request, options.json);
    return done;
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
    add_token_options(*command, options->token, "Make the key on the token, which asks for its PIN,");
    command->add_flag("--json", options->json, "Write JSON");
    command->callback([options, &status] { status = run_generate(*options); });
}

}  // namespace qoltanba::agent
