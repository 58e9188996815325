// The window of one request, in two honest steps: a key file shows nothing before its password, so first the
// key and its password, then the certificate. The window decides nothing but what the person decides: every
// step goes to `tell`, and the thread that asked comes back with show_opened() or closes the window.
#pragma once

#include "agent/ui/qt/certificate_page.hpp"
#include "agent/ui/qt/documents_panel.hpp"
#include "agent/ui/qt/exchange.hpp"
#include "agent/ui/qt/interface_language.hpp"
#include "agent/ui/qt/key_page.hpp"
#include "agent/ui/qt/origin_header.hpp"

#include <QDialog>
#include <QPointer>
#include <QProgressBar>
#include <QTimer>
#include <chrono>
#include <functional>
#include <memory>

namespace qoltanba::agent {

/// How careful a window is with hands that were busy elsewhere.
struct Caution {
    /// Each time the window comes or becomes active it takes neither password nor approval for so long: what
    /// a person types just then was meant for something else.
    std::chrono::milliseconds settle{0};
    /// For a key opened before, its password signs without the second step.
    bool signs_at_once = true;
};

class SignWindow final : public QDialog {
  public:
    SignWindow(std::shared_ptr<const SignPrompt> prompt, InterfaceLanguage& language,
               std::function<void(Step)> tell, Caution caution = {});

    /// The answer to OpenKey.
    void show_opened(Result<std::vector<OpenedKeyView>> opened);
    /// The answer to AddFile.
    void show_added(Result<KeyChoice> added);
    /// The page took its request back: nothing can be typed or pressed any more but what closes the window,
    /// which closes by itself after this time.
    void show_withdrawn(std::chrono::milliseconds closes_after);
    /// How many prompts wait behind this one.
    void show_waiting(std::size_t count);

    /// In front of everything, with the keyboard.
    void present();

  protected:
    void reject() override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    enum class Stage { choosing, opening, deciding, decided, withdrawn };

    [[nodiscard]] QWidget* make_body();
    [[nodiscard]] QLayout* make_buttons();
    void retranslate();
    void enter(Stage stage);
    void unsettle();
    void settle();
    /// Who may be used at this stage, and whether the window has settled.
    void update_enabled();
    void put_focus();
    [[nodiscard]] bool signs_at_once(const KeyChoice& key) const;
    void press_primary();
    void open_chosen();
    void approve(std::size_t opened_key);
    void decide(Decision decision);
    void choose_another_file();
    void ask_to_block();
    void update_primary();
    [[nodiscard]] QString approval_words() const;

    std::shared_ptr<const SignPrompt> prompt_;
    InterfaceLanguage& interface_language_;
    Language language_ = Language::en;
    std::function<void(Step)> tell_;
    Caution caution_;
    Stage stage_ = Stage::choosing;
    QTimer settling_;  ///< runs on the monotonic clock
    QPointer<QWidget> focus_before_;
    /// What the list said of the key being opened, if that was enough to sign at once.
    std::optional<CertificateSummary> expected_;
    std::size_t waiting_behind_ = 0;

    OriginHeader* header_;
    Notice* withdrawn_;
    Notice* unprotected_;
    Notice* added_anchors_;
    DocumentsPanel* documents_ = nullptr;  ///< Purpose::sign
    Notice* certificate_note_;             ///< Purpose::key_information
    KeyPage* key_page_;
    CertificatePage* certificate_page_;
    QProgressBar* busy_;
    QLabel* waiting_;
    QPushButton* block_;
    QPushButton* another_key_;
    QPushButton* cancel_;
    QPushButton* primary_;
};

}  // namespace qoltanba::agent
