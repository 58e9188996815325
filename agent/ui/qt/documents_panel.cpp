#include "agent/ui/qt/documents_panel.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QFontDatabase>
#include <QHBoxLayout>
#include <QVBoxLayout>

namespace qoltanba::agent {
namespace {

QFont bold(QFont font) {
    font.setBold(true);
    return font;
}

QLineEdit* hash_line(QWidget* parent) {
    auto* line = new QLineEdit(parent);
    line->setReadOnly(true);
    line->setFrame(false);
    line->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    line->setStyleSheet(QStringLiteral("QLineEdit { background: transparent; }"));
    line->setTextMargins(0, 0, 0, 0);
    return line;
}

}  // namespace

DocumentsPanel::DocumentsPanel(std::vector<DocumentView> documents, QWidget* parent)
    : QWidget(parent),
      documents_(std::move(documents)),
      heading_(plain_label(this)),
      list_(new QListWidget(this)),
      summary_(plain_label(this)),
      digest_warning_(new Notice(Tone::warning, this)),
      note_(new Notice(Tone::note, this)),
      source_(plain_label(this)),
      text_(new QPlainTextEdit(this)),
      cut_(plain_label(this)),
      hash_name_(plain_label(this)),
      hash_(hash_line(this)) {
    heading_->setFont(bold(font()));
    list_->setVisible(documents_.size() > 1);
    list_->setMaximumWidth(190);
    list_->setTextElideMode(Qt::ElideMiddle);
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
    text_->setMinimumHeight(90);
    for (auto* label : {source_, cut_, hash_name_}) {
        auto palette = label->palette();
        palette.setColor(QPalette::WindowText, muted_text(palette));
        label->setPalette(palette);
    }
    hash_name_->setWordWrap(false);

    auto* hash = new QHBoxLayout;
    hash->setSpacing(8);
    hash->addWidget(hash_name_);
    hash->addWidget(hash_, 1);
    auto* viewer = new QWidget(this);
    auto* layout = new QVBoxLayout(viewer);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(summary_);
    layout->addWidget(digest_warning_);
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
    heading_->setText(count > 1 ? to_qt(fill(TextId::documents, language, {std::to_string(count)}))
                                : words(TextId::document, language));
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

void DocumentsPanel::show_document(int index) {
    if (index < 0) return;
    const auto& document = documents_.at(static_cast<std::size_t>(index));
    const bool digest = document.kind == DocumentView::Kind::digest;
    const bool readable =
        document.kind == DocumentView::Kind::text || document.kind == DocumentView::Kind::xml;
    const auto title =
        document_title(document, static_cast<std::size_t>(index) + 1, documents_.size(), language_);
    const auto summary = document_summary(document, language_);
    // One document without a name of its own is told by the heading already.
    const bool named = documents_.size() > 1 || !document.name.empty();
    summary_->setText(to_qt(named ? title + " — " + summary : summary));

    digest_warning_->set_text(digest ? words(TextId::digest_warning, language_) : QString());
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
    hash_->setText(to_qt(document.sha256));
    hash_->setCursorPosition(0);
    hash_->setAccessibleName(hash_name_->text());
}

}  // namespace qoltanba::agent
