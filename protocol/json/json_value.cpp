#include "protocol/json/json_value.hpp"

#include "protocol/json/json_text.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace qoltanba::protocol {
namespace {

/// Writes a value; recursion is as deep as the reader let it be.
struct Writer {
    JsonText& to;

    void operator()(JsonValue::Null) const { to.null(); }
    void operator()(bool value) const { to.boolean(value); }
    void operator()(std::int64_t value) const { to.integer(value); }
    void operator()(double value) const { to.number(value); }
    void operator()(std::string_view value) const { to.string(value); }
    void operator()(const JsonValue::Array& elements) const {
        to.begin_array();
        for (const auto& element : elements) std::visit(*this, element.value);
        to.end_array();
    }
    void operator()(const JsonValue::Object& members) const {
        to.begin_object();
        for (const auto& member : members) {
            to.key(member.name);
            std::visit(*this, member.value.value);
        }
        to.end_object();
    }
};

/// Java's Integer.parseInt without its other alphabets: [+-]digits, and nothing else.
std::optional<std::int64_t> parse_integer(std::string_view text) {
    if (text.starts_with('+')) {
        text.remove_prefix(1);
        if (text.starts_with('-')) return std::nullopt;
    }
    std::int64_t value = 0;
    const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// The double's whole part; what does not fit is cut to the nearest value that does.
std::int64_t whole_part(double value) {
    constexpr double limit = 9.0e18;
    return static_cast<std::int64_t>(std::clamp(value, -limit, limit));
}

Error fault_of(std::string_view name, std::string_view fault) {
    return fail(ErrorCode::malformed_json, "JSONObject[\"" + std::string(name) + "\"] " + std::string(fault));
}

}  // namespace

const JsonValue* JsonValue::find(std::string_view name) const {
    const auto* members = as_object();
    if (members == nullptr) return nullptr;
    const auto at =
        std::lower_bound(members->begin(), members->end(), name,
                         [](const JsonMember& member, std::string_view n) { return member.name < n; });
    return at != members->end() && at->name == name ? &at->value : nullptr;
}

std::string to_text(const JsonValue& value) {
    if (const auto* text = value.as_string()) return std::string(*text);
    JsonText json;
    std::visit(Writer{json}, value.value);
    return std::move(json).take();
}

std::string opt_string(const JsonValue& object, std::string_view name, std::string_view fallback) {
    const auto* found = object.find(name);
    return found == nullptr || found->is_null() ? std::string(fallback) : to_text(*found);
}

bool opt_boolean(const JsonValue& object, std::string_view name, bool fallback) {
    const auto* found = object.find(name);
    if (found == nullptr) return fallback;
    if (const auto* boolean = found->as_boolean()) return *boolean;
    const auto* text = found->as_string();
    if (text == nullptr) return fallback;
    if (equals_ignoring_case(*text, "true")) return true;
    if (equals_ignoring_case(*text, "false")) return false;
    return fallback;
}

std::int64_t opt_integer(const JsonValue& object, std::string_view name, std::int64_t fallback) {
    const auto* found = object.find(name);
    if (found == nullptr) return fallback;
    if (const auto* integer = std::get_if<std::int64_t>(&found->value)) return *integer;
    if (const auto* number = std::get_if<double>(&found->value)) return whole_part(*number);
    if (const auto* text = found->as_string()) return parse_integer(*text).value_or(fallback);
    return fallback;
}

const JsonValue::Array* opt_array(const JsonValue& object, std::string_view name) {
    const auto* found = object.find(name);
    return found == nullptr ? nullptr : found->as_array();
}

const JsonValue* opt_object(const JsonValue& object, std::string_view name) {
    const auto* found = object.find(name);
    return found != nullptr && found->as_object() != nullptr ? found : nullptr;
}

Result<std::string_view> get_string(const JsonValue& object, std::string_view name) {
    const auto* found = object.find(name);
    if (found == nullptr) return fault_of(name, "not found.");
    if (const auto* text = found->as_string()) return *text;
    return fault_of(name, "not a string.");
}

Result<std::string_view> get_string(const JsonValue::Array& array, std::size_t index) {
    const auto* text = index < array.size() ? array[index].as_string() : nullptr;
    if (text != nullptr) return *text;
    return fail(ErrorCode::malformed_json, "JSONArray[" + std::to_string(index) + "] " +
                                               (index < array.size() ? "not a string." : "not found."));
}

Result<std::vector<std::string_view>> get_strings(const JsonValue& object, std::string_view name) {
    std::vector<std::string_view> texts;
    if (const auto* list = opt_array(object, name)) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            QOLTANBA_TRY(texts.emplace_back(), get_string(*list, i));
        }
        return texts;
    }
    QOLTANBA_TRY(texts.emplace_back(), get_string(object, name));
    return texts;
}

Result<const JsonValue*> get_object(const JsonValue& object, std::string_view name) {
    const auto* found = object.find(name);
    if (found == nullptr) return fault_of(name, "not found.");
    if (found->as_object() != nullptr) return found;
    return fault_of(name, "is not a JSONObject.");
}

bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
    return std::equal(text.begin(), text.end(), lower_case.begin(), lower_case.end(), [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

}  // namespace qoltanba::protocol
