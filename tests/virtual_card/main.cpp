// qoltanba-virtual-card: a PIV card in vpcd's virtual reader, obeying orders from its standard input.
#include "virtual_card/orders.hpp"
#include "virtual_card/personalise.hpp"

#include <CLI/CLI.hpp>

#include <fstream>
#include <iostream>
#include <map>

namespace {

using namespace qoltanba;
using namespace qoltanba::test;

struct Options {
    std::uint16_t port = VirtualCard::vpcd_port;
    std::map<std::string, std::string> keys;          ///< slot -> rsa, ec, or a file
    std::map<std::string, std::string> certificates;  ///< slot -> a file
    std::string anchors;
    std::string atr;
    std::string pin = "123456", puk = "12345678";
    unsigned pin_tries = 3, puk_tries = 3;
    bool outside = false;
};

PivSlot slot_of(const std::string& name) {
    for (const auto slot :
         {PivSlot::authentication, PivSlot::signature, PivSlot::key_management, PivSlot::card_authentication})
        if (from_hex(name) == Bytes{static_cast<std::uint8_t>(slot)}) return slot;
    throw std::runtime_error("there is no key " + name + "; a PIV card has 9a, 9c, 9d and 9e");
}

std::map<std::string, std::string> pairs(const std::vector<std::string>& words) {
    std::map<std::string, std::string> all;
    for (const auto& word : words) {
        const auto equals = word.find('=');
        if (equals == std::string::npos) throw std::runtime_error("\"" + word + "\" has no =");
        all[word.substr(0, equals)] = word.substr(equals + 1);
    }
    return all;
}

PivKey key_for(const Options& options, const Authority& authority, const std::string& slot,
               const std::string& source) {
    using crypto::KeyFamily;
    if (source == "rsa") return new_key(authority, slot_of(slot), KeyFamily::rsa, now());
    if (source == "ec") return new_key(authority, slot_of(slot), KeyFamily::ecdsa_p256, now());
    const auto certificate = options.certificates.find(slot);
    if (certificate == options.certificates.end())
        throw std::runtime_error("key " + slot + " has no certificate");
    return key_from_files(slot_of(slot), source, certificate->second);
}

void write_anchors(const Authority& authority, const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    for (const auto& [name, anchor] : {std::pair{"root.cer", &authority.root()},
                                       std::pair{"intermediate.cer", &authority.intermediate()}}) {
        std::ofstream file(folder / name, std::ios::binary);
        file << text_of(anchor->der());
        if (!file.flush()) throw std::runtime_error("cannot write " + (folder / name).string());
    }
}

Personalisation personalisation_from(const Options& options) {
    const Authority authority(crypto::KeyFamily::rsa, now());
    if (!options.anchors.empty()) write_anchors(authority, options.anchors);
    Personalisation card = options.keys.empty() ? demonstration_card(authority, now()) : Personalisation{};
    for (const auto& [slot, source] : options.keys)
        card.keys.push_back(key_for(options, authority, slot, source));
    card.pin = options.pin;
    card.puk = options.puk;
    card.pin_tries = options.pin_tries;
    card.puk_tries = options.puk_tries;
    if (!options.atr.empty()) {
        const auto atr = from_hex(options.atr);
        if (!atr) throw std::runtime_error("the ATR is not hexadecimal");
        card.atr = *atr;
    }
    return card;
}

void run(const Options& options) {
    VirtualCard card(personalisation_from(options), options.port);
    if (!options.outside) card.insert();
    std::cout << "ready" << std::endl;
    for (std::string line; std::getline(std::cin, line);) {
        const auto reply = obey(card, line);
        if (!reply) return;
        std::cout << *reply << std::endl;
    }
}

}  // namespace

int main(int argc, char** argv) {
    CLI::App app("A PIV card in vpcd's virtual reader. Reads orders from its standard input until that ends.",
                 "qoltanba-virtual-card");
    Options options;
    std::vector<std::string> keys, certificates;
    app.add_option("--port", options.port, "vpcd's port for the reader")->capture_default_str();
    app.add_option("--key", keys, "SLOT=rsa, SLOT=ec or SLOT=FILE (PEM); none: all four are made");
    app.add_option("--certificate", certificates, "SLOT=FILE (PEM or DER), for a key from a file");
    app.add_option("--anchors", options.anchors, "Folder to write the authority's certificates into");
    app.add_option("--atr", options.atr, "The card's answer to reset, hexadecimal");
    app.add_option("--pin", options.pin, "6 to 8 digits")->capture_default_str();
    app.add_option("--puk", options.puk, "8 characters")->capture_default_str();
    app.add_option("--pin-tries", options.pin_tries)->capture_default_str()->check(CLI::Range(1, 15));
    app.add_option("--puk-tries", options.puk_tries)->capture_default_str()->check(CLI::Range(1, 15));
    app.add_flag("--outside", options.outside, "Not inserted until it is ordered");
    CLI11_PARSE(app, argc, argv);
    try {
        options.keys = pairs(keys);
        options.certificates = pairs(certificates);
        run(options);
        return 0;
    } catch (const std::exception& fault) {
        std::cerr << "qoltanba-virtual-card: " << fault.what() << "\n";
        return 1;
    }
}
