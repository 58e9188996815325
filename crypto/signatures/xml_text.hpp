// A cursor over UTF-8 text that counts lines and columns as the JDK's parser does, and the classes of
// characters of XML 1.0 (W3C, fifth edition, 2.2 and 2.3) without the names outside the Basic Multilingual
// Plane, which that parser, older than the edition, does not know.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace qoltanba::crypto {

constexpr bool is_xml_space(char32_t c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}
bool is_xml_character(char32_t c);   ///< [2] Char
bool is_name_start(char32_t c);      ///< [4] NameStartChar, the colon included
bool is_name_character(char32_t c);  ///< [4a] NameChar

void append_utf8(std::string& to, char32_t character);

class XmlCursor {
  public:
    /// What peek() says past the end.
    static constexpr char32_t end = 0xFFFFFFFF;

    explicit XmlCursor(std::string_view text) : text_(text) {}

    /// The character here, a carriage return as the line feed it stands for; `end` past the last one. An
    /// octet that is not UTF-8 stands as U+FFFD.
    [[nodiscard]] char32_t peek() const;
    [[nodiscard]] std::size_t position() const { return position_; }  ///< in octets
    [[nodiscard]] std::string_view rest() const { return text_.substr(position_); }
    [[nodiscard]] unsigned line() const { return line_; }
    [[nodiscard]] unsigned column() const { return column_; }

    /// Past one character, or past CR LF. Nothing at the end.
    void advance();
    /// Past this text of one line, if it stands here.
    bool skip(std::string_view text);
    /// Past all that is left, so that nothing more is read.
    void stop() { position_ = text_.size(); }
    /// The column as if this many characters had gone by.
    void shift_column(unsigned by) { column_ += by; }

  private:
    struct Decoded {
        char32_t character;
        std::size_t octets;
    };
    [[nodiscard]] Decoded decode() const;

    std::string_view text_;
    std::size_t position_ = 0;
    unsigned line_ = 1;
    unsigned column_ = 1;
};

}  // namespace qoltanba::crypto
