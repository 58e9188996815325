// What is to be signed. Everything that came from the page stands inside one frame that says so.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/look.hpp"

#include <QLabel>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QWidget>
#include <vector>

namespace qoltanba::agent {

class DocumentsPanel final : public QWidget {
  public:
    explicit DocumentsPanel(std::vector<DocumentView> documents, QWidget* parent = nullptr);
    void retranslate(Language language);
    /// Whether any of the documents is text, which takes all the room there is.
    [[nodiscard]] bool shows_text() const;

  private:
    void show_document(int index);
    [[nodiscard]] QWidget* make_viewer();
    void show_summary(const DocumentView& document, std::size_t number);

    std::vector<DocumentView> documents_;
    Language language_ = Language::en;
    QLabel* heading_;
    QListWidget* list_;  ///< only where there are several
    QLabel* summary_;
    Notice* unseen_warning_;
    Notice* part_;
    Notice* earlier_signers_;
    Notice* note_;
    QLabel* source_;
    QPlainTextEdit* text_;
    QLabel* cut_;
    QLabel* hash_name_;
    QLabel* hash_;
};

}  // namespace qoltanba::agent
