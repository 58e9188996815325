// qoltanba-gost-token: makes a token for gost_module, for tests that are no C++.
#include "gost_token/gost_token.hpp"

#include <CLI/CLI.hpp>

#include <exception>
#include <fstream>
#include <iostream>

int main(int argc, char** argv) {
    using namespace qoltanba;
    CLI::App app("Makes a token with a GOST key for programs whose HOME is the folder.",
                 "qoltanba-gost-token");
    std::filesystem::path home;
    std::filesystem::path anchors;
    std::string words;
    app.add_option("home", home, "The folder")->required();
    app.add_option("--anchors", anchors, "Folder to write the authority's certificates into")->required();
    app.add_option("--settings", words, "How it signs: gost_token.hpp has the words");
    CLI11_PARSE(app, argc, argv);
    try {
        const test::Authority authority(crypto::KeyFamily::gost_2015_512, now());
        const test::GostToken token(home, authority);
        token.set(words);
        std::filesystem::create_directories(anchors);
        std::ofstream(anchors / "root.cer", std::ios::binary) << text_of(authority.root().der());
        std::ofstream(anchors / "nca.cer", std::ios::binary) << text_of(authority.intermediate().der());
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "qoltanba-gost-token: " << fault.what() << "\n";
        return 1;
    }
}
