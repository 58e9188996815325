// The few things a person sets without a request: the language, where keys lie, which sites may ask again.
#pragma once

#include "agent/ui/qt/interface_language.hpp"
#include "agent/ui/qt/origin_header.hpp"
#include "agent/ui/qt/window_hooks.hpp"

#include <QDialog>
#include <QListWidget>
#include <QPushButton>

namespace qoltanba::agent {

class SettingsWindow final : public QDialog {
  public:
    SettingsWindow(InterfaceLanguage& language, WindowHooks hooks);

  protected:
    bool event(QEvent* event) override;

  private:
    QWidget* make_blocked_sites();
    void retranslate();
    void list_blocked_sites();
    void unblock_chosen();

    InterfaceLanguage& interface_language_;
    WindowHooks hooks_;
    QLabel* language_label_;
    LanguageBox* languages_;
    QPushButton* open_keys_folder_;
    QLabel* blocked_label_;
    QListWidget* blocked_;
    QPushButton* unblock_;
    QWidget* blocked_part_;
    QPushButton* close_;
};

}  // namespace qoltanba::agent
