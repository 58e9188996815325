// A JSON value as the lenient reader found it, and the forgiving look-ups that the original's handlers use
// (`opt...` of org.json 20160810): a member that is absent or of the wrong kind gives the fallback.
#pragma once

#include "crypto/base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace qoltanba::protocol {

struct JsonMember;

/// Strings are views into the text that was read or into its JsonDocument, which must outlive the value.
struct JsonValue {
    struct Null {};
    using Array = std::vector<JsonValue>;
    using Object = std::vector<JsonMember>;  ///< sorted by name, each name once

    std::variant<Null, bool, std::int64_t, double, std::string_view, Array, Object> value;

    [[nodiscard]] bool is_null() const { return std::holds_alternative<Null>(value); }
    [[nodiscard]] const bool* as_boolean() const { return std::get_if<bool>(&value); }
    [[nodiscard]] const std::string_view* as_string() const { return std::get_if<std::string_view>(&value); }
    [[nodiscard]] const Array* as_array() const { return std::get_if<Array>(&value); }
    [[nodiscard]] const Object* as_object() const { return std::get_if<Object>(&value); }

    /// The member of this name; nullptr if there is none or this is not an object.
    [[nodiscard]] const JsonValue* find(std::string_view name) const;
};

struct JsonMember {
    std::string_view name;
    JsonValue value;
};

/// A string as it stands, anything else as compact JSON: what the original's toString gives.
std::string to_text(const JsonValue& value);

/// to_text of the member; the fallback if it is absent or null.
std::string opt_string(const JsonValue& object, std::string_view name, std::string_view fallback = {});
/// true, false, and the strings "true" and "false" in any case.
bool opt_boolean(const JsonValue& object, std::string_view name, bool fallback);
/// A number without its fraction, or a string of decimal digits with an optional sign.
std::int64_t opt_integer(const JsonValue& object, std::string_view name, std::int64_t fallback);
/// nullptr if the member is absent or not an array.
const JsonValue::Array* opt_array(const JsonValue& object, std::string_view name);
/// nullptr if the member is absent or not an object.
const JsonValue* opt_object(const JsonValue& object, std::string_view name);

// The demanding look-ups: malformed_json whose detail is the original's text, `JSONObject["data"] not found.`

Result<std::string_view> get_string(const JsonValue& object, std::string_view name);
Result<std::string_view> get_string(const JsonValue::Array& array, std::size_t index);
/// One string, or each of an array of them.
Result<std::vector<std::string_view>> get_strings(const JsonValue& object, std::string_view name);
Result<const JsonValue*> get_object(const JsonValue& object, std::string_view name);

/// ASCII letters only, as words of JSON are.
bool equals_ignoring_case(std::string_view text, std::string_view lower_case);

}  // namespace qoltanba::protocol
