// Writes compact JSON, piece by piece, so that a large signature is copied once and no tree is built.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace qoltanba::protocol {

/// The caller keeps objects and arrays balanced and gives each member of an object its key.
///
/// Strings are escaped as the original does (org.json 20160810): `</` as `<\/`, and U+0080-U+009F and
/// U+2000-U+20FF as \uXXXX, because a page may put a reply into a script. Octets that are not UTF-8 become
/// U+FFFD: a text frame must be UTF-8 whatever a certificate holds.
class JsonText {
  public:
    JsonText& begin_object() { return open('{'); }
    JsonText& end_object() { return close('}'); }
    JsonText& begin_array() { return open('['); }
    JsonText& end_array() { return close(']'); }
    JsonText& key(std::string_view name);
    JsonText& string(std::string_view value);
    JsonText& boolean(bool value) { return bare(value ? "true" : "false"); }
    JsonText& integer(std::int64_t value) { return bare(std::to_string(value)); }
    JsonText& number(double value);  ///< must be finite
    JsonText& null() { return bare("null"); }

    /// `"name":"value"`
    JsonText& member(std::string_view name, std::string_view value) { return key(name).string(value); }

    [[nodiscard]] std::string take() && { return std::move(text_); }

  private:
    JsonText& open(char bracket);
    JsonText& close(char bracket);
    JsonText& bare(std::string_view text);
    void separate();

    std::string text_;
    bool first_ = true;  ///< nothing stands yet in the open object or array, or a key just did
};

}  // namespace qoltanba::protocol
