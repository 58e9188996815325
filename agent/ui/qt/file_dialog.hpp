// The dialog that picks a file, with its own words in the window's language.
#pragma once

#include "crypto/base/language.hpp"

#include <QFileDialog>

namespace qoltanba::agent {

/// For a key file. The caller owns the dialog and opens it.
QFileDialog* key_file_dialog(QWidget* parent, Language language);

/// For a file that a page asks for. `extension` is the page's: only letters and digits count, anything else
/// means all files.
QFileDialog* page_file_dialog(const QString& title, const QString& extension, Language language);

}  // namespace qoltanba::agent
