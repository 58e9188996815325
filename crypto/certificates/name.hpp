// Distinguished names (RFC 5280, 4.1.2.4) and the text of them that pages expect.
#pragma once

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace qoltanba::crypto {

struct NameAttribute {
    std::string oid;
    std::string value;    ///< UTF-8; for a value that is no text "#" and the hex of its DER (RFC 4514, 2.4)
    bool joined = false;  ///< stands in one RelativeDistinguishedName with the attribute before it
};

/// Attribute types that holders and pages care about (RFC 5280, appendix A.1; RFC 4519).
namespace attribute_type {
inline constexpr std::string_view common_name = "2.5.4.3";
inline constexpr std::string_view surname = "2.5.4.4";
inline constexpr std::string_view serial_number = "2.5.4.5";
inline constexpr std::string_view organisation = "2.5.4.10";
inline constexpr std::string_view organisational_unit = "2.5.4.11";
inline constexpr std::string_view given_name = "2.5.4.42";
}  // namespace attribute_type

class Name {
  public:
    /// From DER Name. Errors: malformed_der.
    static Result<Name> from_der(BytesView der);

    [[nodiscard]] BytesView der() const { return der_; }
    [[nodiscard]] const std::vector<NameAttribute>& attributes() const { return attributes_; }
    /// The first attribute of this type; nothing if absent.
    [[nodiscard]] std::optional<std::string> find(std::string_view oid) const;

    /// "CN=ТЕСТОВ ТЕСТ,SURNAME=ТЕСТОВ,SERIALNUMBER=IIN123456789011,C=KZ,G=ТЕСТОВИЧ": encoded order, no space
    /// after the comma, NCALayer's keys (S, G, E); special and control characters escaped as in RFC 4514, an
    /// attribute type without a key by its OID.
    [[nodiscard]] std::string text() const;

    /// The same octets. (RFC 5280's string preparation is not needed between certificates of one issuer.)
    friend bool operator==(const Name& a, const Name& b);

  private:
    Bytes der_;
    std::vector<NameAttribute> attributes_;
};

}  // namespace qoltanba::crypto
