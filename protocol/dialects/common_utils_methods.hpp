// The methods of commonUtils: what arguments each takes and the request it makes of them.
#pragma once

#include "protocol/json/json_value.hpp"
#include "protocol/requests.hpp"

#include <optional>
#include <stop_token>
#include <string_view>
#include <vector>

namespace qoltanba::protocol {

enum class Parameter { text, flag, texts };

/// Positional arguments. The look-ups by type hold once check() passed.
class Arguments {
  public:
    explicit Arguments(const JsonValue::Array& values) : values_(values) {}

    /// Types are the JSON types, nothing is converted. Errors: malformed_json for an element of a list that
    /// is no string, which the original meets first; request_malformed for any other mismatch.
    [[nodiscard]] Result<void> check(std::string_view method, const std::vector<Parameter>& parameters) const;

    [[nodiscard]] std::size_t size() const { return values_.size(); }
    [[nodiscard]] std::string_view text(std::size_t index) const { return *values_[index].as_string(); }
    [[nodiscard]] bool flag(std::size_t index) const { return *values_[index].as_boolean(); }
    [[nodiscard]] std::vector<std::string_view> texts(std::size_t index) const;

  private:
    const JsonValue::Array& values_;
};

struct Method {
    std::string_view name;
    std::vector<Parameter> parameters;
    /// Checks content (base64, XML), then the storage's name. Errors: malformed_base64, nothing_to_sign (an
    /// empty digest), those of crypto::check_xml, storage_name_missing, storage_unknown.
    Result<Request> (*read)(const Arguments&, const std::stop_token&);
    bool answers_with_list = false;  ///< several signatures: an array, be it of one
    /// Any number of these may follow. The original has no such method.
    std::optional<Parameter> further{};

    /// Those that a call with so many arguments has.
    [[nodiscard]] std::vector<Parameter> parameters_of(std::size_t count) const;
};

/// The method of this name with this number of parameters, as the original finds it; nullptr if there is
/// none.
const Method* find_method(std::string_view name, std::size_t parameters);

}  // namespace qoltanba::protocol
