// qoltanba-demo-ca: makes the anchors and keys with which the programs can be tried without a real key.
#include "ca/demonstration.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <filesystem>
#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
    CLI::App app("Makes a demonstration certification authority and keys of its people.", "qoltanba-demo-ca");
    std::string folder;
    std::string password = "Qwerty12";  // that of the national CA's own test keys
    app.add_option("--out", folder, "Folder to write anchors/, keys/, keys.json and README.txt into")
        ->required();
    app.add_option("--password", password, "Password of the keys")->capture_default_str();
    std::vector<std::string> requests;
    app.add_option("--request", requests, "A PKCS#10 file to be certified into issued/; may be repeated");
    CLI11_PARSE(app, argc, argv);
    try {
        const auto now = qoltanba::now();
        const auto demonstration = qoltanba::test::make_demonstration(password, now);
        qoltanba::test::write_demonstration(demonstration, password, folder);
        std::cout << demonstration.keys.size() << " keys and 4 anchors in " << folder << "\n";
        for (const auto& request : requests)
            std::cout << qoltanba::test::write_issued(demonstration, request, now, folder).string() << "\n";
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "qoltanba-demo-ca: " << fault.what() << "\n";
        return 1;
    }
}
