#include "crypto/signatures/xml_oracles.hpp"

#include "support/catch.hpp"

#include <libxml/c14n.h>

namespace qoltanba::test {
namespace {

struct Selection {
    const xmlNode* apex;
    const xmlNode* left_out;
};

int is_selected(void* data, xmlNode* node, xmlNode* parent) {
    const auto& [apex, left_out] = *static_cast<const Selection*>(data);
    // libxml2 asks about attributes and namespaces with types of their own; their place is the parent's.
    const xmlNode* place =
        node->type == XML_NAMESPACE_DECL || node->type == XML_ATTRIBUTE_NODE ? parent : node;
    if (left_out != nullptr && crypto::is_inside(place, left_out)) return 0;
    return apex->type == XML_DOCUMENT_NODE || crypto::is_inside(place, apex) ? 1 : 0;
}

}  // namespace

std::string library_canonical(const crypto::XmlDocument& document, const xmlNode* apex,
                              const crypto::CanonicalForm& form, const xmlNode* left_out) {
    xmlBuffer* buffer = xmlBufferCreate();
    xmlOutputBuffer* output = xmlOutputBufferCreateBuffer(buffer, nullptr);
    Selection selection{apex, left_out};
    std::vector<xmlChar*> prefixes;
    auto names = form.inclusive_prefixes;
    prefixes.reserve(names.size() + 1);
    for (auto& name : names) prefixes.push_back(reinterpret_cast<xmlChar*>(name.data()));
    prefixes.push_back(nullptr);
    const int mode = form.exclusive ? XML_C14N_EXCLUSIVE_1_0 : XML_C14N_1_0;
    const int status = xmlC14NExecute(document.tree(), is_selected, &selection, mode, prefixes.data(),
                                      form.comments ? 1 : 0, output);
    xmlOutputBufferClose(output);
    std::string text(crypto::view_of(xmlBufferContent(buffer)));
    xmlBufferFree(buffer);
    REQUIRE(status >= 0);
    return text;
}

ToolRun xmlsec_verify(std::string_view xml, const crypto::Certificate& trusted, const std::string& id_of) {
    const TemporaryFolder folder;
    write_file(folder.path() / "signed.xml", bytes_of(xml));
    write_file(folder.path() / "signer.der", trusted.der());
    const auto ids = id_of.empty() ? "" : " --id-attr:Id " + id_of;
    return run_in(folder, "xmlsec1 --verify --trusted-der signer.der" + ids + " signed.xml");
}

xmlNode* element_named(const crypto::XmlDocument& document, std::string_view local_name) {
    xmlNode* at = document.root();
    while (at != nullptr && crypto::view_of(at->name) != local_name)
        at = crypto::next_element(at, document.root());
    REQUIRE(at != nullptr);
    return at;
}

Parsed::Parsed(std::string_view xml) : text(xml), result(crypto::XmlDocument::parse(text)) {
    REQUIRE(ok(result));
}

}  // namespace qoltanba::test
