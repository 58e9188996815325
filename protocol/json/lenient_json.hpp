// The one reader of a page's JSON. Pages lean on the laxness of the original's library, org.json 20160810:
//
//   - keys and strings without quotes or in single quotes; a bare word runs to one of , : ] } / \ " [ { ; = #
//     or a control character and loses the spaces at its end;
//   - `;` as well as `,` between the members of an object, and one of them after the last member;
//   - a hole in an array, `[1,,2]`, is null; one comma after the last element is skipped;
//   - true, false and null in any case; a bare word is a number where it is one, else a string;
//   - what follows the outermost `}` is not read;
//   - a raw tab may stand in a string, a line break or NUL may not; a key that stands twice is a fault.
//
// The texts of faults are that library's, with the place: "Expected a ':' after a key at 3 [character 4 line
// 1]".
#pragma once

#include "crypto/base/result.hpp"
#include "protocol/json/json_value.hpp"

#include <deque>
#include <string>
#include <string_view>

namespace qoltanba::protocol {

/// What was read. It holds the strings that had escapes; all others are views into the text itself.
struct JsonDocument {
    JsonDocument() = default;
    JsonDocument(JsonDocument&&) = default;
    JsonDocument& operator=(JsonDocument&&) = default;
    JsonDocument(const JsonDocument&) = delete;
    JsonDocument& operator=(const JsonDocument&) = delete;
    ~JsonDocument() = default;

    std::deque<std::string> unescaped;
    JsonValue root;  ///< an object
};

/// Bounds of one text, far above what any page sends.
struct JsonLimits {
    unsigned depth = 512;            ///< of objects and arrays in one another
    std::size_t values = 1'000'000;  ///< in all; holds the memory a hostile text can take near its own size
};

/// `text` must outlive the document. A single surrogate escape becomes U+FFFD. Errors: malformed_json whose
/// detail is the text for the page; also for a text that is not UTF-8 or beyond a limit.
Result<JsonDocument> read_lenient_json(std::string_view text, JsonLimits limits = {});

}  // namespace qoltanba::protocol
