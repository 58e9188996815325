// What is to be signed. Everything that came from the page stands inside one frame that says so.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/look.hpp"

#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QWidget>
#include <vector>

namespace qoltanba::agent {

class DocumentsPanel final : public QWidget {
  public:
    explicit DocumentsPanel(std::vector<DocumentView> documents, QWidget* parent = nullptr);
    void retranslate(Language language);

  private:
    void show_document(int index);
    [[nodiscard]] QWidget* make_viewer();

    std::vector<DocumentView> documents_;
    Language language_ = Language::en;
    QLabel* heading_;
    QListWidget* list_;  ///< only where there are several
    QLabel* summary_;
    Notice* digest_warning_;
    Notice* note_;
    QLabel* source_;
    QPlainTextEdit* text_;
    QLabel* cut_;
    QLabel* hash_name_;
    QLineEdit* hash_;
};

}  // namespace qoltanba::agent
