#include "agent/ui/qt/file_dialog.hpp"

#include "agent/ui/qt/convert.hpp"

#include <QRegularExpression>

namespace qoltanba::agent {
namespace {

constexpr int longest_extension = 16;

QFileDialog* file_dialog(QWidget* parent, const QString& title, QStringList filters, Language language) {
    auto* dialog = new QFileDialog(parent, title);
    dialog->setFileMode(QFileDialog::ExistingFile);
    filters.append(words(TextId::all_files, language) + QStringLiteral(" (*)"));
    dialog->setNameFilters(filters);
    dialog->setLabelText(QFileDialog::Accept, words(TextId::choose, language));
    dialog->setLabelText(QFileDialog::Reject, words(TextId::cancel, language));
    dialog->setLabelText(QFileDialog::LookIn, words(TextId::folder, language));
    dialog->setLabelText(QFileDialog::FileName, words(TextId::file_name, language));
    dialog->setLabelText(QFileDialog::FileType, words(TextId::file_type, language));
    return dialog;
}

}  // namespace

QFileDialog* key_file_dialog(QWidget* parent, Language language) {
    const auto filter = words(TextId::key_files, language) + QStringLiteral(" (*.p12 *.pfx *.P12 *.PFX)");
    return file_dialog(parent, words(TextId::choose_key_file, language), {filter}, language);
}

QFileDialog* page_file_dialog(const QString& title, const QString& extension, Language language) {
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9]{1,%1}$").arg(longest_extension));
    QStringList filters;
    if (extension != QLatin1String("ALL") && plain.match(extension).hasMatch()) {
        filters.append(QStringLiteral("%1 (*.%2 *.%1)").arg(extension.toUpper(), extension.toLower()));
    }
    return file_dialog(nullptr, title, filters, language);
}

}  // namespace qoltanba::agent
