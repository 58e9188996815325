#include "crypto/base/base64.hpp"
#include "crypto/signatures/xml.hpp"
#include "crypto/signatures/xml_canonical.hpp"
#include "crypto/signatures/xml_document.hpp"
#include "crypto/signatures/xml_names.hpp"
#include "crypto/signatures/xml_part.hpp"
#include "crypto/signatures/xml_scan.hpp"
#include "crypto/signatures/xml_signature_value.hpp"
#include "crypto/signatures/xml_tags.hpp"
#include "crypto/signatures/xml_text.hpp"

namespace qoltanba::crypto {
namespace {

constexpr std::string_view declaration = R"(<?xml version="1.0" encoding="UTF-8" standalone="no"?>)";

/// What is signed, where the Signature goes, and how the two are tied together.
struct Plan {
    const xmlNode* target;  ///< the document or an element of it
    xmlNode* parent;        ///< the Signature becomes its last child
    std::string uri;        ///< of the Reference
    bool enveloped;         ///< the Signature will stand inside the target
    bool exclusive;         ///< the form of SignedInfo
};

/// The two layouts of the original: the whole document enveloped, or one element by its Id.
Result<Plan> make_plan(const XmlDocument& document, const XmlOptions& options) {
    xmlNode* parent = document.root();
    if (!options.signature_parent_xpath.empty()) {
        QOLTANBA_TRY(parent, document.select(options.signature_parent_xpath));
    }
    if (options.signed_element_xpath.empty()) {
        return Plan{reinterpret_cast<const xmlNode*>(document.tree()), parent, "", true, false};
    }
    QOLTANBA_TRY(const auto part, referred_element(document, options.signed_element_xpath));
    return Plan{part.element, parent, "#" + part.id, is_inside(parent, part.element), true};
}

Result<Bytes> digest_of_canonical(const xmlNode* apex, const CanonicalForm& form, DigestAlgorithm algorithm) {
    Hasher hasher(algorithm);
    QOLTANBA_CHECK(canonicalise(apex, form, {}, [&hasher](BytesView more) { hasher.update(more); }));
    return hasher.finish();
}

/// Builds elements of the ds: namespace.
class SignatureBuilder {
  public:
    explicit SignatureBuilder(xmlNode* parent)
        : signature_(xmlNewChild(parent, nullptr, xml_chars("Signature"), nullptr)),
          ds_(xmlNewNs(signature_, xml_chars(std::string(xml_names::dsig).c_str()), xml_chars("ds"))) {
        xmlSetNs(signature_, ds_);
    }

    [[nodiscard]] xmlNode* signature() const { return signature_; }

    xmlNode* add(xmlNode* parent, const char* name, std::string_view text = {}) const {
        const std::string terminated(text);
        return xmlNewTextChild(parent, ds_, xml_chars(name),
                               text.empty() ? nullptr : xml_chars(terminated.c_str()));
    }

    xmlNode* add_algorithm(xmlNode* parent, const char* name, std::string_view uri) const {
        xmlNode* element = add(parent, name);
        set(element, "Algorithm", uri);
        return element;
    }

    static void set(xmlNode* element, const char* name, std::string_view value) {
        xmlNewProp(element, xml_chars(name), xml_chars(std::string(value).c_str()));
    }

  private:
    xmlNode* signature_;
    xmlNs* ds_;
};

xmlNode* add_signed_info(const SignatureBuilder& build, const Plan& plan, const Suite& suite,
                         BytesView digest) {
    xmlNode* info = build.add(build.signature(), "SignedInfo");
    build.add_algorithm(info, "CanonicalizationMethod",
                        plan.exclusive ? xml_names::c14n_exclusive : xml_names::c14n);
    build.add_algorithm(info, "SignatureMethod", suite.xml_signature);
    xmlNode* reference = build.add(info, "Reference");
    SignatureBuilder::set(reference, "URI", plan.uri);
    xmlNode* transforms = build.add(reference, "Transforms");
    if (plan.enveloped) build.add_algorithm(transforms, "Transform", xml_names::enveloped);
    build.add_algorithm(transforms, "Transform", xml_names::c14n_with_comments);
    build.add_algorithm(reference, "DigestMethod", identity_of(suite.digest).xml);
    build.add(reference, "DigestValue", to_base64(digest));
    return info;
}

void add_certificate(const SignatureBuilder& build, const Certificate& certificate) {
    xmlNode* data = build.add(build.add(build.signature(), "KeyInfo"), "X509Data");
    build.add(data, "X509Certificate", to_base64(certificate.der()));
}

std::string text_of_element(const XmlDocument& document, xmlNode* element) {
    const std::unique_ptr<xmlBuffer, FreedBy<xmlBufferFree>> buffer(xmlBufferCreate());
    xmlNodeDump(buffer.get(), document.tree(), element, 0, 0);
    return std::string(view_of(xmlBufferContent(buffer.get())));
}

/// The number of elements that begin before this one.
std::size_t ordinal_of(const XmlDocument& document, const xmlNode* wanted) {
    std::size_t ordinal = 0;
    for (xmlNode* at = document.root(); at != wanted; at = next_element(at, document.root())) ++ordinal;
    return ordinal;
}

/// The tag that ends the element with this number: its end tag, or the tag itself if it is an empty one.
XmlTag closing_tag(std::string_view text, std::size_t ordinal) {
    XmlTagReader tags(text);
    std::size_t begun = 0;
    std::size_t open = 0;  // elements open since the one that is looked for began
    for (XmlTag tag; tags.next(tag);) {
        const bool looking_inside = open > 0;
        if (tag.kind == XmlTag::Kind::end) {
            if (looking_inside && --open == 0) return tag;
            continue;
        }
        const bool is_wanted = begun++ == ordinal;
        if (is_wanted && tag.kind == XmlTag::Kind::empty) return tag;
        if (tag.kind == XmlTag::Kind::start && (is_wanted || looking_inside)) ++open;
    }
    return {};  // not reached: the text is well-formed and has that many elements
}

/// The text as it came, with this piece before the end of the element that ends with this tag; the
/// declaration is ours, and white space before and after all markup goes. What stands between, down to quotes
/// and CDATA sections, stays.
std::string with_inserted(std::string_view text, const XmlTag& tag, std::string_view piece) {
    std::size_t first = text.starts_with("<?xml") && is_xml_space(static_cast<unsigned char>(text[5]))
                            ? text.find("?>") + 2
                            : 0;
    first = text.find('<', first);
    const std::size_t last = text.find_last_of('>') + 1;
    std::string out;
    out.reserve(declaration.size() + text.size() + piece.size() + 16);
    out += declaration;
    if (tag.kind == XmlTag::Kind::empty) {
        out += text.substr(first, tag.end - 2 - first);
        out += '>';
        out += piece;
        out.append("</").append(tag.name(text)).append(">");
        out += text.substr(tag.end, last - tag.end);
    } else {
        out += text.substr(first, tag.begin - first);
        out += piece;
        out += text.substr(tag.begin, last - tag.begin);
    }
    return out;
}

/// The Signature over this digest, added to its parent, as text.
Result<std::string> add_signature(Signer& signer, const XmlDocument& document, const Plan& plan,
                                  BytesView digest) {
    const Suite& suite = suite_of(signer.family());
    const SignatureBuilder build(plan.parent);
    const xmlNode* info = add_signed_info(build, plan, suite, digest);
    const CanonicalForm form{.exclusive = plan.exclusive};
    QOLTANBA_TRY(const Bytes info_octets, canonical_octets(info, form));
    QOLTANBA_TRY(Bytes signature, signer.sign_content(suite.digest, info_octets));
    QOLTANBA_TRY(const Bytes value, to_xml_signature(suite.family, std::move(signature)));
    build.add(build.signature(), "SignatureValue", to_base64(value));
    add_certificate(build, signer.certificate());
    return text_of_element(document, build.signature());
}

/// The whole document, of which no tree is built: all that a Signature at the end of the root takes from
/// around it are the root's namespaces and xml: attributes, so that a tree of the root alone will do.
Result<std::string> sign_scanned(Signer& signer, std::string_view text, const ScannedXml& scanned,
                                 BytesView digest) {
    const auto& tag = scanned.opening;
    std::string root_alone(text.substr(tag.begin, tag.end - tag.begin));
    if (tag.kind == XmlTag::Kind::start) root_alone.append("</").append(tag.name(text)).append(">");
    QOLTANBA_TRY(const auto around, XmlDocument::parse(root_alone));
    QOLTANBA_TRY(const Plan plan, make_plan(around, {}));
    QOLTANBA_TRY(const auto signature, add_signature(signer, around, plan, digest));
    return with_inserted(text, scanned.closing, signature);
}

}  // namespace

Result<void> check_xml(std::string_view xml, const std::stop_token& stop) {
    return XmlDocument::check(xml, stop);
}

Result<std::string> sign_xml(Signer& signer, std::string_view xml, const XmlOptions& options) {
    const auto algorithm = suite_of(signer.family()).digest;
    if (options.signed_element_xpath.empty() && options.signature_parent_xpath.empty()) {
        const auto text = without_byte_order_mark(xml);
        Hasher hasher(algorithm);
        const auto scanned = scan_canonical(text, [&hasher](BytesView more) { hasher.update(more); });
        if (scanned) return sign_scanned(signer, text, *scanned, hasher.finish());
    }
    QOLTANBA_TRY(const auto document, XmlDocument::parse(xml));
    QOLTANBA_TRY(const Plan plan, make_plan(document, options));
    // A same-document reference leaves comments out (xmldsig-core1, 4.4.3.3), whatever form follows it.
    QOLTANBA_TRY(const Bytes digest, digest_of_canonical(plan.target, {}, algorithm));
    const auto ordinal = ordinal_of(document, plan.parent);
    QOLTANBA_TRY(const auto signature, add_signature(signer, document, plan, digest));
    return with_inserted(document.text(), closing_tag(document.text(), ordinal), signature);
}

}  // namespace qoltanba::crypto
