// Writes crypto/certificates/anchors_data.cpp from the authority's certificates:
//
//   describe_anchors ../shared/fixtures > crypto/certificates/anchors_data.cpp
//   clang-format-16 -i crypto/certificates/anchors_data.cpp
#include "anchor_files.hpp"
#include "crypto/base/base64.hpp"
#include "crypto/certificates/anchors.hpp"

#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <span>
#include <sstream>

namespace {

using namespace qoltanba;

/// The common name, and the year of issue where the name lacks it: generations share their names.
std::string label_of(const crypto::Anchor& anchor) {
    const auto year = to_iso(anchor.not_before).substr(0, 4);
    return anchor.label.ends_with(year) ? anchor.label : anchor.label + ' ' + year;
}

std::string literal_lines(const Bytes& octets) {
    std::istringstream lines(to_base64_lines(octets, 92));
    std::string literal;
    for (std::string line; std::getline(lines, line);) literal += "\n            \"" + line + '"';
    return literal;
}

void describe(const crypto::Anchor& anchor) {
    const bool root = anchor.kind == crypto::AnchorKind::root;
    const auto path = anchor.path_length ? std::to_string(*anchor.path_length) : "unlimited_path";
    std::cout << "    AnchorFact{\n"
              << "        .label = \"" << label_of(anchor) << "\",\n"
              << "        .kind = AnchorKind::" << (root ? "root" : "intermediate") << ",\n"
              << "        .not_before = \"" << to_iso(anchor.not_before) << "\",\n"
              << "        .not_after = \"" << to_iso(anchor.not_after) << "\",\n"
              << "        .sha256 = \"" << to_hex(anchor.sha256) << "\",\n"
              << "        .key_identifier = \"" << to_hex(anchor.key_identifier) << "\",\n"
              << "        .path_length = " << path << ",\n"
              << "        .name =" << literal_lines(anchor.name) << ",\n"
              << "        .spki =" << literal_lines(anchor.spki) << ",\n"
              << "    },\n";
}

void describe_all(const std::filesystem::path& fixtures, std::string_view array,
                  std::span<const std::string_view> files) {
    crypto::Anchors anchors;
    for (const auto file : files) {
        std::ifstream in(fixtures / file, std::ios::binary);
        const Bytes content{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        if (const auto added = anchors.add_certificate(content); added.has_error()) {
            std::cerr << file << ": " << describe(added.error()) << '\n';
            std::exit(1);
        }
    }
    std::cout << "constexpr std::array " << array << "{\n";
    for (const auto& anchor : anchors.all()) describe(anchor);
    std::cout << "};\n\n";
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: describe_anchors FIXTURES\n";
        return 2;
    }
    std::cout
        << "// Written by tests/crypto/certificates/describe_anchors; a test compares it with the "
           "authority's\n"
           "// certificates. Sources: pki.gov.kz/cert, root.gov.kz/cert; kz-crypto facts, section 3.5.\n"
           "#include \"crypto/certificates/anchors_data.hpp\"\n\n#include <array>\n\n"
           "namespace qoltanba::crypto {\nnamespace {\n\n";
    describe_all(argv[1], "national", qoltanba::test::national_anchor_files);
    describe_all(argv[1], "national_test", qoltanba::test::national_test_anchor_files);
    std::cout << "}  // namespace\n\n"
                 "std::span<const AnchorFact> national_anchor_facts() { return national; }\n\n"
                 "std::span<const AnchorFact> national_test_anchor_facts() { return national_test; }\n\n"
                 "}  // namespace qoltanba::crypto\n";
    return 0;
}
