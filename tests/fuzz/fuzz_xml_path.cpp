// A page's XPath: what is walked here leads where libxml2 finds it, and all of it ends soon.
#include "crypto/base/bytes.hpp"
#include "crypto/signatures/xml_path.hpp"

#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <cstdint>
#include <cstdlib>
#include <optional>
#include <string>

namespace {

using namespace qoltanba;

const crypto::XmlDocument& document() {
    static const auto read = crypto::XmlDocument::parse(
        "<o:r xmlns:o='urn:o' Id='i'><a n='1'>t<a/></a><o:a n='2' o:k='v'><b Id='x'/><b/></o:a><a><b "
        "n=''/></a></o:r>");
    return *read;
}

void ignore_text(void*, const char*, ...) {}  // NOLINT(cert-dcl50-cpp): the type that libxml2 calls

/// Nothing for what libxml2 takes for no XPath: it knows which characters outside ASCII names have.
std::optional<const xmlNode*> by_library(const std::string& xpath) {
    auto* context = xmlXPathNewContext(document().tree());
    context->error = [](void*, auto) {};
    context->node = reinterpret_cast<xmlNode*>(document().tree());
    context->opLimit = 1'000'000;
    xmlXPathRegisterNs(context, crypto::xml_chars("o"), crypto::xml_chars("urn:o"));
    auto* found = xmlXPathEvalExpression(crypto::xml_chars(xpath.c_str()), context);
    const bool any = found != nullptr && found->nodesetval != nullptr && found->nodesetval->nodeNr > 0;
    if (any) xmlXPathNodeSetSort(found->nodesetval);
    const bool is_xpath = found != nullptr;
    const auto* first = any ? found->nodesetval->nodeTab[0] : nullptr;
    xmlXPathFreeObject(found);
    xmlXPathFreeContext(context);
    return is_xpath ? std::optional(first) : std::nullopt;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace qoltanba;
    xmlSetGenericErrorFunc(nullptr, ignore_text);
    const std::string xpath(text_of(BytesView(data, size)));
    if (size > 200 || xpath.find('\0') != std::string::npos) return 0;
    static_cast<void>(document().select(xpath));
    const auto path = crypto::XmlPath::read(xpath);
    const auto expected = path ? by_library(xpath) : std::nullopt;
    if (expected && path->first_in(document()) != *expected) std::abort();
    return 0;
}
