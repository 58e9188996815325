// The first fault of an XML text, in the words and at the place where the original's parser (the JDK's
// Xerces, namespace aware, without DTD) finds it: pages and their developers know these texts.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace qoltanba::crypto {

struct XmlFault {
    unsigned line = 1;    ///< from 1; 0 where the original knows no place
    unsigned column = 1;  ///< from 1, in UTF-16 code units: where the reader stood when it saw the fault
    std::string message{};
};

/// Reads UTF-8 text once, front to back, in time linear in its length. Nothing if the text is well-formed
/// XML 1.0 with namespaces, as far as this reader judges; octets that are not UTF-8 are none of its faults.
/// A DOCTYPE is a fault. It expands nothing and builds nothing.
std::optional<XmlFault> find_xml_fault(std::string_view text);

/// "org.xml.sax.SAXParseException; lineNumber: 1; columnNumber: 25; XML document structures must ..."
std::string sax_text(const XmlFault& fault);

}  // namespace qoltanba::crypto
