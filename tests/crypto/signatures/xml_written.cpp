#include "crypto/signatures/xml_written.hpp"

#include <algorithm>
#include <vector>

namespace qoltanba::test {
namespace {

class Writer {
  public:
    explicit Writer(std::mt19937& random) : random_(random) {}

    std::string document() {
        std::string text =
            one_of({"", "", "<?xml version='1.0'?>", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n",
                    "<?xml version='1.0' encoding='KOI8-R' standalone=\"no\" ?>\r\n", "\xEF\xBB\xBF"});
        const auto beside = [&] {
            for (auto more = pick(3); more > 0; --more) text += one_of({" ", "\r\n", "\n"}) + other_markup();
        };
        beside();
        text += element(4, {});
        beside();
        return text + one_of({"", "\n"});
    }

  private:
    using Prefixes = std::vector<std::string>;

    std::size_t pick(std::size_t count) { return random_() % count; }
    std::string one_of(std::initializer_list<const char*> choices) {
        return choices.begin()[pick(choices.size())];
    }
    std::string space() { return one_of({" ", " ", " ", "  ", "\t", "\n", "\r\n"}); }
    std::string no_space() { return one_of({"", "", "", " ", "\n"}); }
    std::string local() { return one_of({"a", "b", "c", "A1", "row", "жол", "x-y.z_", "ұ€"}); }

    std::string other_markup() {
        return one_of(
            {"<!---->", "<!-- - > & < ]]> ж -->", "<?p?>", "<?p  i  ?>", "<?жол \r\n x=\"1\" & < > ?>"});
    }

    std::string piece_of_value() {
        return one_of({"1",     "x y",   "ж",     "😀",     ">",      "\t",        "\r\n", "\r",
                       "\n",    "&amp;", "&lt;",  "&gt;",   "&quot;", "&apos;",    "&#9;", "&#x9;",
                       "&#xA;", "&#xD;", "&#13;", "&#x20;", "&#65;",  "&#x1F600;", "]]"});
    }

    std::string attribute(const std::string& name, std::string value) {
        const char quote = pick(3) == 0 ? '\'' : '"';
        if (pick(4) == 0) value += quote == '"' ? '\'' : '"';
        return space() + name + no_space() + "=" + no_space() + quote + value + quote;
    }

    /// No two prefixes share a namespace, so that no two attributes can be the same one.
    std::string declaration(const std::string& prefix) {
        const auto name = (prefix == "p"   ? "http://p/x?y=1#"
                           : prefix == "q" ? "urn:q:"
                                           : "URN:r") +
                          std::to_string(pick(2));
        const char* const quote = pick(3) == 0 ? "'" : "\"";
        return space() + "xmlns:" + prefix + no_space() + "=" + quote + name + quote;
    }

    std::string attributes(Prefixes& bound) {
        std::vector<std::string> all;
        for (const std::string prefix : {"p", "q", "Ж"}) {
            if (pick(4) != 0) continue;
            all.push_back(declaration(prefix));
            if (std::find(bound.begin(), bound.end(), prefix) == bound.end()) bound.push_back(prefix);
        }
        if (pick(4) == 0)
            all.push_back(space() + "xmlns=" + one_of({"''", "\"\"", "'urn:d'", "\"urn:d\"", "\"urn:e\""}));
        const auto value = [&] {
            std::string text;
            for (auto pieces = pick(4); pieces > 0; --pieces) text += piece_of_value();
            return text;
        };
        for (const std::string name : {"a", "b", "ж", "xml:lang", "xml:space", "xmlnsx"}) {
            if (pick(5) == 0) all.push_back(attribute(name, value()));
        }
        for (const auto& prefix : bound) {
            if (pick(3) == 0) all.push_back(attribute(prefix + ":" + one_of({"a", "z"}), value()));
        }
        std::shuffle(all.begin(), all.end(), random_);
        std::string text;
        for (const auto& one : all) text += one;
        return text;
    }

    std::string text() {
        return one_of({"",
                       "x",
                       "қазақша мәтін ",
                       "\r\n\t",
                       "\r",
                       "]]",
                       "]",
                       "&#x5D;&gt;",
                       "&amp;",
                       "&lt;&gt;",
                       ">",
                       "&quot;&apos;",
                       "&#13;",
                       "&#xD;",
                       "&#10;",
                       "😀€",
                       "<![CDATA[]]>",
                       "<![CDATA[<&>]] \r\n\r]]>",
                       "<!-- c -->",
                       "<?p?>",
                       "\x7F\xC2\x85"});
    }

    std::string element(int depth, Prefixes bound) {
        const auto written = attributes(bound);
        std::string name = local();
        if (!bound.empty() && pick(2) == 0) name = bound[pick(bound.size())] + ":" + name;
        const auto start = "<" + name + written + no_space();
        std::string inside;
        for (auto pieces = pick(5); pieces > 0; --pieces) {
            // "]]" before ">" would be the end of a CDATA section.
            auto more = depth > 0 && pick(2) == 0 ? element(depth - 1, bound) : text();
            if (inside.ends_with(']') && (more.starts_with('>') || more.starts_with(']'))) more = "x" + more;
            inside += more;
        }
        if (inside.empty() && pick(2) == 0) return start + "/>";
        return start + ">" + inside + "</" + name + no_space() + ">";
    }

    std::mt19937& random_;
};

}  // namespace

std::string written_document(std::mt19937& random) {
    return Writer(random).document();
}

}  // namespace qoltanba::test
