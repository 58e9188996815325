// qoltanba-responders: the services of a demonstration authority over HTTP, for clients that are to be tried
// with time stamps and revocation and without the internet.
#include "ca/demonstration.hpp"
#include "responders/responder_server.hpp"

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include <exception>
#include <iostream>
#include <limits>
#include <string>

namespace {

using namespace qoltanba::test;

nlohmann::ordered_json description_of(const ResponderServer& server, const std::string& folder) {
    return {{"url", server.base_url()},
            {"tsp", server.url(Route::tsp)},
            {"tspRsa", server.base_url() + "/tsp/rsa"},
            {"tspGost", server.base_url() + "/tsp/gost"},
            {"ocsp", server.url(Route::ocsp)},
            {"crl", server.url(Route::crl)},
            {"delta", server.url(Route::delta)},
            {"control", server.base_url() + "/control"},
            {"folder", folder}};
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "Makes a demonstration certification authority whose certificates name services of this program,\n"
        "serves time stamps, OCSP and lists of revoked certificates on a free port of 127.0.0.1, and prints "
        "one\n"
        "line of JSON that says where. POST {\"route\": \"tsp\", \"fault\": \"wrong_nonce\"} to /control to "
        "have\n"
        "it answer wrongly (tests/responders/control.hpp). Ends when standard input does.",
        "qoltanba-responders");
    std::string folder;
    std::string password = "Qwerty12";  // that of the national CA's own test keys
    app.add_option("--out", folder, "Folder to write anchors/, keys/, keys.json and README.txt into")
        ->required();
    app.add_option("--password", password, "Password of the keys")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    try {
        ResponderServer server;
        const auto demonstration = make_demonstration(password, qoltanba::now(), server.base_url());
        write_demonstration(demonstration, password, folder);
        server.serve(demonstration.gost);
        server.serve(demonstration.rsa);
        std::cout << description_of(server, folder).dump() << std::endl;
        std::cin.ignore(std::numeric_limits<std::streamsize>::max());
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "qoltanba-responders: " << fault.what() << "\n";
        return 1;
    }
}
