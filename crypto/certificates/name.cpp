#include "crypto/certificates/name.hpp"

#include "crypto/der/reader.hpp"
#include "crypto/der/values.hpp"

#include <algorithm>
#include <array>

namespace qoltanba::crypto {
namespace {

struct Key {
    std::string_view oid;
    std::string_view text;
};

/// CN, SURNAME, SERIALNUMBER, C, L, S, G: as in a recorded getKeyInfo reply; E, UID, DC and the rest: the
/// names that the library behind it is known to use.
constexpr std::array keys{
    Key{attribute_type::common_name, "CN"},
    Key{attribute_type::surname, "SURNAME"},
    Key{attribute_type::serial_number, "SERIALNUMBER"},
    Key{"2.5.4.6", "C"},
    Key{"2.5.4.7", "L"},
    Key{"2.5.4.8", "S"},
    Key{"2.5.4.9", "STREET"},
    Key{attribute_type::organisation, "O"},
    Key{attribute_type::organisational_unit, "OU"},
    Key{"2.5.4.12", "T"},
    Key{"2.5.4.15", "BusinessCategory"},
    Key{attribute_type::given_name, "G"},
    Key{"1.2.840.113549.1.9.1", "E"},
    Key{"0.9.2342.19200300.100.1.1", "UID"},
    Key{"0.9.2342.19200300.100.1.25", "DC"},
};

std::string_view key_of(std::string_view oid) {
    const auto* const found = std::ranges::find(keys, oid, &Key::oid);
    return found == keys.end() ? oid : found->text;
}

/// RFC 4514, 2.4. Control characters go as hex pairs too, so that none reaches a page or a window.
std::string escaped(std::string_view value) {
    std::string text;
    for (std::size_t i = 0; i < value.size(); ++i) {
        const char c = value[i];
        const bool at_edge = i == 0 || i + 1 == value.size();
        const auto octet = static_cast<std::uint8_t>(c);
        if (octet < 0x20 || octet == 0x7F) {
            text += '\\' + to_hex({&octet, 1});
            continue;
        }
        const bool special = std::string_view("\"+,;<>\\").find(c) != std::string_view::npos;
        if (special || (c == ' ' && at_edge) || (c == '#' && i == 0)) text += '\\';
        text += c;
    }
    return text;
}

bool is_text(der::Tag tag) {
    using enum der::Tag;
    return tag == utf8_string || tag == printable_string || tag == ia5_string || tag == t61_string ||
           tag == bmp_string;
}

/// AttributeTypeAndValue ::= SEQUENCE { type, value }
Result<NameAttribute> read_attribute(der::Reader& set, bool joined) {
    QOLTANBA_TRY(auto pair, set.enter(der::Tag::sequence));
    QOLTANBA_TRY(const auto type, pair.expect(der::Tag::object_identifier));
    QOLTANBA_TRY(auto oid, der::oid_text(type));
    QOLTANBA_TRY(const auto value, pair.next());
    QOLTANBA_CHECK(pair.finish());
    if (!is_text(value.tag)) return NameAttribute{std::move(oid), '#' + to_hex(value.whole), joined};
    QOLTANBA_TRY(auto text, der::string_text(value));
    return NameAttribute{std::move(oid), std::move(text), joined};
}

}  // namespace

Result<Name> Name::from_der(BytesView der) {
    Name name;
    name.der_ = copy_of(der);
    QOLTANBA_TRY(const auto sequence, der::read_single(name.der_, der::Tag::sequence));
    auto rdns = der::Reader::inside(sequence);
    while (!rdns.at_end()) {
        QOLTANBA_TRY(auto set, rdns.enter(der::Tag::set));
        bool joined = false;
        do {  // a RelativeDistinguishedName has at least one attribute
            QOLTANBA_TRY(auto attribute, read_attribute(set, joined));
            name.attributes_.push_back(std::move(attribute));
            joined = true;
        } while (!set.at_end());
    }
    return name;
}

std::optional<std::string> Name::find(std::string_view oid) const {
    const auto found = std::ranges::find(attributes_, oid, &NameAttribute::oid);
    if (found == attributes_.end()) return std::nullopt;
    return found->value;
}

std::string Name::text() const {
    std::string text;
    for (const auto& attribute : attributes_) {
        if (!text.empty()) text += attribute.joined ? '+' : ',';
        text += key_of(attribute.oid);
        text += '=';
        text += escaped(attribute.value);
    }
    return text;
}

bool operator==(const Name& a, const Name& b) {
    return a.der_ == b.der_;
}

}  // namespace qoltanba::crypto
