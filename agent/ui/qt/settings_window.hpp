// The few things a person sets without a request: the language, and where keys lie.
#pragma once

#include "agent/ui/qt/interface_language.hpp"
#include "agent/ui/qt/origin_header.hpp"

#include <QDialog>
#include <QPushButton>
#include <functional>

namespace qoltanba::agent {

class SettingsWindow final : public QDialog {
  public:
    SettingsWindow(InterfaceLanguage& language, const std::function<void()>& open_keys_folder);

  private:
    void retranslate();

    InterfaceLanguage& interface_language_;
    QLabel* language_label_;
    LanguageBox* languages_;
    QPushButton* open_keys_folder_;
    QPushButton* close_;
};

}  // namespace qoltanba::agent
