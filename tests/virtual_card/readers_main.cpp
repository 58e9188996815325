// qoltanba-virtual-readers: a pcscd of the caller's own with vpcd's virtual readers, obeying orders from its
// standard input.
#include "virtual_card/reader_service.hpp"

#include <CLI/CLI.hpp>

#include <cstdlib>
#include <iostream>

namespace {

using qoltanba::test::ReaderService;

std::string obey(ReaderService& service, const std::string& order) {
    if (order == "start") {
        service.start();
    } else if (order == "stop") {
        service.stop();
    } else {
        return "error: there is no order \"" + order + "\"";
    }
    return "ok";
}

void run() {
    ReaderService service;
    // As a shell takes it.
    std::cout << "PCSCLITE_CSOCK_NAME=" << std::getenv("PCSCLITE_CSOCK_NAME")
              << " VPCD_PORT=" << service.port() << std::endl;
    for (std::string line; std::getline(std::cin, line) && line != "quit";)
        std::cout << obey(service, line) << std::endl;
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app(
        "A pcscd of its own with virtual readers. Writes the environment of programs that are to use it, "
        "then "
        "reads orders (start, stop, quit) from its standard input until that ends.",
        "qoltanba-virtual-readers");
    CLI11_PARSE(app, argc, argv);
    try {
        run();
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "qoltanba-virtual-readers: " << fault.what() << "\n";
        return 1;
    }
}
