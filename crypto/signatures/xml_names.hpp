// The names of XMLDSig (W3C, xmldsig-core1) that this project writes and follows.
#pragma once

#include <string_view>

namespace qoltanba::crypto::xml_names {

inline constexpr std::string_view dsig = "http://www.w3.org/2000/09/xmldsig#";
inline constexpr std::string_view enveloped = "http://www.w3.org/2000/09/xmldsig#enveloped-signature";
inline constexpr std::string_view c14n = "http://www.w3.org/TR/2001/REC-xml-c14n-20010315";
inline constexpr std::string_view c14n_with_comments =
    "http://www.w3.org/TR/2001/REC-xml-c14n-20010315#WithComments";
inline constexpr std::string_view c14n_1_1 = "http://www.w3.org/2006/12/xml-c14n11";
inline constexpr std::string_view c14n_1_1_with_comments =
    "http://www.w3.org/2006/12/xml-c14n11#WithComments";
inline constexpr std::string_view c14n_exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#";
inline constexpr std::string_view c14n_exclusive_with_comments =
    "http://www.w3.org/2001/10/xml-exc-c14n#WithComments";

// WS-Security 1.1 (OASIS), 6.3, 7.1 and 7.3, and its X.509 token profile, 3.1 and 3.2.
inline constexpr std::string_view wsse =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";
inline constexpr std::string_view x509_token =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-x509-token-profile-1.0#X509v3";
inline constexpr std::string_view base64_token =
    "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary";

}  // namespace qoltanba::crypto::xml_names
