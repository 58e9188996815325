// Distinguished names (RFC 5280, 4.1.2.4) and the text of them that pages expect.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crypto/base/bytes.hpp"
#include "crypto/base/result.hpp"

namespace qoltanba::crypto {

struct NameAttribute {
    std::string oid;
    std::string value;  ///< UTF-8
};

class Name {
  public:
    /// From DER Name. Errors: malformed_der.
    static Result<Name> from_der(BytesView der);

    [[nodiscard]] BytesView der() const { return der_; }
    [[nodiscard]] const std::vector<NameAttribute>& attributes() const { return attributes_; }
    /// The first attribute of this type; nothing if absent.
    [[nodiscard]] std::optional<std::string> find(std::string_view oid) const;

    /// "CN=ТЕСТОВ ТЕСТ,SURNAME=ТЕСТОВ,SERIALNUMBER=IIN123456789011,C=KZ,G=ТЕСТОВИЧ": encoded order, no space
    /// after the comma, NCALayer's keys (S, G, E); special characters escaped as in RFC 4514.
    [[nodiscard]] std::string text() const;

    /// The same octets. (RFC 5280's string preparation is not needed between certificates of one issuer.)
    friend bool operator==(const Name& a, const Name& b);

  private:
    Bytes der_;
    std::vector<NameAttribute> attributes_;
};

}  // namespace qoltanba::crypto
