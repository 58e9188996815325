#include "agent/ui/qt/documents_panel.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

namespace qoltanba::agent {
namespace {

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

/// Groups of eight digits, as hashes are read aloud; a long one wraps between them.
QString in_groups(const std::string& hex) {
    std::string grouped;
    for (std::size_t at = 0; at < hex.size(); at += 8) {
        if (at != 0) grouped += ' ';
        grouped += hex.substr(at, 8);
    }
    return to_qt(grouped);
}

bool is_readable(const DocumentView& document) {
    return document.kind == DocumentView::Kind::text || document.kind == DocumentView::Kind::xml;
}

}  // namespace

DocumentsPanel::DocumentsPanel(std::vector<DocumentView> documents, QWidget* parent)
    : QWidget(parent),
      documents_(std::move(documents)),
      heading_(plain_label(this)),
      list_(new QListWidget(this)),
      summary_(plain_label(this)),
      unseen_warning_(new Notice(Tone::warning, this)),
      part_(new Notice(Tone::note, this)),
      earlier_signers_(new Notice(Tone::note, this)),
      note_(new Notice(Tone::note, this)),
      source_(plain_label(this)),
      text_(new QPlainTextEdit(this)),
      cut_(plain_label(this)),
      hash_name_(plain_label(this)),
      hash_(plain_label(this)) {
    heading_->setFont(bold(font()));
    list_->setVisible(documents_.size() > 1);
    list_->setMaximumWidth(190);
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setTabKeyNavigation(false);
    for (std::size_t i = 0; i < documents_.size(); ++i) list_->addItem(QString());
    connect(list_, &QListWidget::currentRowChanged, this, [this](int row) { show_document(row); });

    auto* beside = new QHBoxLayout;
    beside->setSpacing(10);
    beside->addWidget(list_);
    beside->addWidget(make_viewer(), 1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(heading_);
    layout->addLayout(beside, 1);
}

QWidget* DocumentsPanel::make_viewer() {
    text_->setReadOnly(true);
    text_->setTabChangesFocus(true);
    text_->setUndoRedoEnabled(false);
    // Takes whatever height the rest of the window leaves.
    text_->setMinimumHeight(90);
    text_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);
    list_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Ignored);
    for (auto* label : {source_, cut_, hash_name_}) {
        auto palette = label->palette();
        palette.setColor(QPalette::WindowText, muted_text(palette));
        label->setPalette(palette);
    }
    hash_name_->setWordWrap(false);
    hash_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    hash_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    hash_->setFocusPolicy(Qt::StrongFocus);  // Tab too leads to what can be copied

    auto* hash = new QHBoxLayout;
    hash->setSpacing(8);
    hash->addWidget(hash_name_, 0, Qt::AlignTop);
    hash->addWidget(hash_, 1);
    auto* viewer = new QWidget(this);
    auto* layout = new QVBoxLayout(viewer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(summary_);
    layout->addWidget(unseen_warning_);
    layout->addWidget(part_);
    layout->addWidget(earlier_signers_);
    layout->addWidget(note_);
    layout->addWidget(source_);
    layout->addWidget(text_, 1);
    layout->addWidget(cut_);
    layout->addLayout(hash);
    layout->addStretch(0);
    return viewer;
}

void DocumentsPanel::retranslate(Language language) {
    language_ = language;
    const auto count = documents_.size();
    if (count > 1) heading_->setText(to_qt(fill(TextId::documents, language, {std::to_string(count)})));
    list_->setAccessibleName(heading_->text());
    for (std::size_t i = 0; i < count; ++i) {
        auto* item = list_->item(static_cast<int>(i));
        item->setText(to_qt(document_title(documents_[i], i + 1, count, language)));
        item->setToolTip(plain_tool_tip(item->text()));
    }
    source_->setText(words(TextId::text_from_site, language));
    text_->setAccessibleName(source_->text());
    cut_->setText(words(TextId::text_is_cut, language));
    if (list_->currentRow() < 0 && count > 0) {
        list_->setCurrentRow(0);
    } else {
        show_document(list_->currentRow());
    }
}

bool DocumentsPanel::shows_text() const {
    return documents_.size() > 1 || std::any_of(documents_.begin(), documents_.end(), is_readable);
}

void DocumentsPanel::show_document(int index) {
    if (index < 0) return;
    const auto& document = documents_.at(static_cast<std::size_t>(index));
    const bool digest = document.kind == DocumentView::Kind::digest;
    const bool readable = is_readable(document);
    show_summary(document, static_cast<std::size_t>(index) + 1);
    unseen_warning_->set_text(to_qt(unseen_warning(document, language_)));
    part_->set_text(to_qt(part_text(document, language_)));
    earlier_signers_->set_text(to_qt(earlier_signers_text(document, language_)));
    note_->set_text(document.kind == DocumentView::Kind::binary ? words(TextId::cannot_be_shown, language_)
                                                                : QString());
    source_->setVisible(readable);
    text_->setVisible(readable);
    cut_->setVisible(readable && document.text_is_cut);
    text_->setFont(document.kind == DocumentView::Kind::xml
                       ? QFontDatabase::systemFont(QFontDatabase::FixedFont)
                       : font());
    text_->setPlainText(to_qt(document.text));
    hash_name_->setText(digest ? words(TextId::kind_digest, language_) : QStringLiteral("SHA-256"));
    hash_->setText(in_groups(document.sha256));
    hash_->setAccessibleName(hash_name_->text() + QLatin1Char(' ') + to_qt(document.sha256));
}

void DocumentsPanel::show_summary(const DocumentView& document, std::size_t number) {
    const auto count = documents_.size();
    const auto title = to_qt(document_title(document, number, count, language_));
    const auto summary = to_qt(document_summary(document, language_));
    const auto line = title + QStringLiteral(" — ") + summary;
    if (count > 1) {
        summary_->setText(line);
    } else {
        heading_->setText(line);
    }
    summary_->setVisible(count > 1);
}

}  // namespace qoltanba::agent
