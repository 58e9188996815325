#include "agent/cli/commands.hpp"
#include "agent/platform/command_line.hpp"
#include "agent/platform/process.hpp"
#include "agent/program/version.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

int main(int argc, char** argv) try {
    using namespace qoltanba::agent;
    CommandLine line(argc, argv);
    (void)keep_memory_private();  // a shell's user may still want the signature where the system cannot
    int status = done;
    CLI::App app{"Signs and verifies with the keys of the Kazakh national CA."};
    app.set_version_flag("--version", std::string(version));
    app.allow_windows_style_options(false);  // "/tmp/file" is a file
    app.require_subcommand(1);
    add_sign_command(app, status);
    add_stamp_command(app, status);
    add_verify_command(app, status);
    add_keys_command(app, status);
    add_tokens_command(app, status);
    add_pin_command(app, status);
    add_trust_command(app, status);
    add_policy_command(app, status);
    CLI11_PARSE(app, line.count(), line.values());
    // A script that reads what was lost on a full disk must not take the rest for all of it.
    if (std::cout.flush()) return status;
    std::cerr << "the output cannot be written\n";
    return status == done ? failed : status;
} catch (const std::exception& fault) {
    std::cerr << fault.what() << '\n';
    return qoltanba::agent::failed;
}
