#include "demo.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <iostream>

int main(int argc, char** argv) try {
    std::string folder;
    std::string ca;
    std::uint16_t port = 0;
    CLI::App app{"The demonstration behind ./quickstart"};
    app.require_subcommand(1);
    auto* serve = app.add_subcommand("serve", "Serve the demonstration page on the loopback");
    serve->add_option("folder", folder)->required();
    serve->add_option("--port", port)->required();
    auto* converse = app.add_subcommand("converse", "Ask the agent for two signatures, as a page does");
    converse->add_option("folder", folder, "Where the signatures go")->required();
    converse->add_option("--port", port, "The agent's port")->required();
    converse->add_option("--ca", ca, "The agent's localhost CA, PEM")->required();
    CLI11_PARSE(app, argc, argv);
    return serve->parsed() ? qoltanba::demo::serve(folder, port) : qoltanba::demo::converse(port, ca, folder);
} catch (const std::exception& fault) {
    std::cerr << fault.what() << '\n';
    return 1;
}
