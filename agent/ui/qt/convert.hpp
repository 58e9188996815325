// Between the program's UTF-8 and Qt's strings and paths.
#pragma once

#include "agent/ui/texts.hpp"

#include <QString>
#include <filesystem>
#include <string>
#include <string_view>

namespace qoltanba::agent {

inline QString to_qt(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

inline std::filesystem::path path_from_qt(const QString& path) {
    return path.toStdU16String();
}

inline QString words(TextId id, Language language) {
    return to_qt(text_for(id, language));
}

/// As words, without the mark of the Alt letter: for window titles and accessible names.
inline QString plain_words(TextId id, Language language) {
    return words(id, language).remove(QLatin1Char('&'));
}

/// Qt takes a tool tip for markup when it looks like markup; this one is text.
inline QString plain_tool_tip(const QString& text) {
    return QStringLiteral("<qt>") + text.toHtmlEscaped() + QStringLiteral("</qt>");
}

}  // namespace qoltanba::agent
