#include "crypto/containers/nca_manifest.hpp"

#include "crypto/base/base64.hpp"
#include "crypto/containers/zip.hpp"
#include "crypto/signatures/xml_document.hpp"

#include <set>
#include <utility>

namespace qoltanba::crypto {
namespace {

Error malformed(std::string detail) {
    return fail(ErrorCode::malformed_container, std::move(detail));
}

bool is_called(const xmlNode* element, std::string_view name) {
    return element->ns == nullptr && view_of(element->name) == name;
}

/// The value of the only attribute, which must have this name.
Result<std::string> only_attribute(const xmlNode* element, const char* name) {
    const auto* attribute = element->properties;
    const bool is_it = attribute != nullptr && attribute->next == nullptr && attribute->ns == nullptr &&
                       view_of(attribute->name) == name;
    if (!is_it) return malformed("the manifest's " + std::string(view_of(element->name)));
    return attribute_of(element, name);
}

/// <DataObjectReference URI><DigestMethod Algorithm/><DigestValue/></DataObjectReference>
Result<NcaReference> read_reference(const xmlNode* element) {
    NcaReference reference;
    QOLTANBA_TRY(reference.name, only_attribute(element, "URI"));
    const auto children = child_elements(element);
    if (children.size() != 2 || !is_called(children[0], "DigestMethod") ||
        !is_called(children[1], "DigestValue")) {
        return malformed("the manifest's entry for " + reference.name);
    }
    QOLTANBA_TRY(const auto method, only_attribute(children[0], "Algorithm"));
    const auto algorithm = digest_by_xml(method);
    if (!algorithm) return fail(ErrorCode::unsupported_algorithm, method);
    reference.algorithm = *algorithm;
    QOLTANBA_TRY(const auto value, text_inside(children[1]));
    QOLTANBA_TRY(reference.digest, from_base64(value));
    if (reference.digest.size() != identity_of(*algorithm).size) {
        return malformed("the digest of " + reference.name);
    }
    return reference;
}

Result<NcaManifest> read_inside(const xmlNode* root) {
    NcaManifest manifest;
    std::set<std::string> names{std::string(nca_manifest_name)};
    for (const auto* element : child_elements(root)) {
        if (is_called(element, "SigReference") && manifest.signature.empty()) {
            QOLTANBA_TRY(manifest.signature, only_attribute(element, "URI"));
            if (!names.insert(manifest.signature).second) return malformed("a member named twice");
        } else if (is_called(element, "DataObjectReference")) {
            QOLTANBA_TRY(const auto& added, read_reference(element));
            if (!names.insert(added.name).second) return malformed("a member named twice");
            manifest.references.push_back(added);
        } else {
            return malformed("the manifest's " + std::string(view_of(element->name)));
        }
    }
    if (manifest.signature.empty()) return malformed("the manifest names no signature");
    if (manifest.references.empty()) return malformed("the manifest names no member");
    return manifest;
}

std::string escaped(std::string_view text) {
    std::string written;
    for (const char octet : text) {
        switch (octet) {
            case '&':
                written += "&amp;";
                break;
            case '<':
                written += "&lt;";
                break;
            case '"':
                written += "&quot;";
                break;
            default:
                written += octet;
        }
    }
    return written;
}

}  // namespace

Result<NcaManifest> read_nca_manifest(BytesView xml) {
    auto document = XmlDocument::parse(text_of(xml));
    if (document.has_error()) {
        return because(ErrorCode::malformed_container, "the manifest", document.error());
    }
    const auto* root = document->root();
    if (!is_called(root, "NCAManifest") || root->properties != nullptr) {
        return malformed("the manifest's root");
    }
    auto manifest = read_inside(root);
    if (manifest.has_error() && manifest.error().code != ErrorCode::unsupported_algorithm) {
        return because(ErrorCode::malformed_container, "the manifest", manifest.error());
    }
    return manifest;
}

std::string write_nca_manifest(const NcaManifest& manifest) {
    std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<NCAManifest>\r\n";
    text += "\t<SigReference URI=\"" + escaped(manifest.signature) + "\"/>\r\n";
    for (const auto& reference : manifest.references) {
        text += "\t<DataObjectReference URI=\"" + escaped(reference.name) + "\">\r\n";
        text +=
            "\t\t<DigestMethod Algorithm=\"" + std::string(identity_of(reference.algorithm).xml) + "\"/>\r\n";
        text += "\t\t<DigestValue>" + to_base64(reference.digest) + "</DigestValue>\r\n";
        text += "\t</DataObjectReference>\r\n";
    }
    return text + "</NCAManifest>\r\n";
}

}  // namespace qoltanba::crypto
