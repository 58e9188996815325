// The canonical form in one pass: whatever that pass accepts, our own tree walk and libxml2's accept with the
// same octets.
#include "crypto/signatures/xml_canonical.hpp"
#include "crypto/signatures/xml_scan.hpp"

#include <libxml/c14n.h>

#include <cstdint>
#include <cstdlib>
#include <memory>

namespace {

using namespace qoltanba;

bool library_agrees(xmlDoc* tree, std::string_view octets) {
    xmlChar* made = nullptr;
    const int size = xmlC14NDocDumpMemory(tree, nullptr, XML_C14N_1_0, nullptr, 0, &made);
    const std::unique_ptr<xmlChar, void (*)(void*)> freed(made, [](void* text) { xmlFree(text); });
    return size >= 0 &&
           octets == std::string_view(reinterpret_cast<char*>(made), static_cast<std::size_t>(size));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto text = crypto::without_byte_order_mark(text_of(BytesView(data, size)));
    std::string octets;
    const auto scanned = crypto::scan_canonical(text, [&](BytesView more) { octets += text_of(more); });
    if (!scanned) return 0;
    const auto document = crypto::XmlDocument::parse(text);
    if (!document) std::abort();
    const auto ours = crypto::canonical_octets(reinterpret_cast<const xmlNode*>(document->tree()), {});
    if (!ours || text_of(*ours) != octets) std::abort();
    if (!library_agrees(document->tree(), octets)) std::abort();
    const auto root = document->root();
    if (!scanned->closing.name(text).ends_with(crypto::view_of(root->name))) std::abort();
    return 0;
}
