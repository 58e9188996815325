// The window of one request, in two honest steps: a key file shows nothing before its password, so first the
// key and its password or PIN, then the certificate. The window decides nothing but what the person decides:
// every step goes to `tell`, and the thread that asked comes back with show_opened() or closes the window.
#pragma once

#include "agent/ui/qt/certificate_page.hpp"
#include "agent/ui/qt/documents_panel.hpp"
#include "agent/ui/qt/exchange.hpp"
#include "agent/ui/qt/key_page.hpp"
#include "agent/ui/qt/request_window.hpp"

#include <chrono>
#include <functional>
#include <memory>

namespace qoltanba::agent {

/// How careful a window is with hands that were busy elsewhere.
struct Caution {
    /// Each time the window comes or becomes active it takes neither password nor approval for so long: what
    /// a person types just then was meant for something else.
    std::chrono::milliseconds settle{0};
    /// For a key whose certificate the list shows, its password or PIN signs without the second step.
    bool signs_at_once = true;
};

class SignWindow final : public RequestWindow {
  public:
    SignWindow(std::shared_ptr<const SignPrompt> prompt, InterfaceLanguage& language,
               std::function<void(Step)> tell, Caution caution = {});

    /// The answer to OpenKey.
    void show_opened(Result<std::vector<OpenedKeyView>> opened);
    /// The answer to AddFile.
    void show_added(Result<KeyChoice> added);
    /// The list as it is now: the answer to KeysChanged, and what a wrong PIN leads to.
    void show_keys(std::vector<KeyChoice> keys);

  protected:
    [[nodiscard]] QString request_words() const override;
    void translate() override;
    [[nodiscard]] bool takes_answers() const override;
    void update_enabled() override;
    void focus_next() override;
    void refuse(Refusal refusal) override { decide(refusal); }
    void forget() override;

  private:
    enum class Stage { choosing, opening, deciding, decided, withdrawn };

    void fill_body();
    void enter(Stage stage);
    [[nodiscard]] bool signs_at_once(const KeyChoice& key) const;
    /// The certificate on the screen cannot be approved: Enter leads to the keys.
    [[nodiscard]] bool leads_back() const;
    void press_primary();
    void open_chosen();
    void approve(std::size_t opened_key);
    void decide(Decision decision);
    void choose_another_file();
    void update_primary();
    void describe_buttons();
    [[nodiscard]] QString approval_words() const;

    std::shared_ptr<const SignPrompt> prompt_;
    std::function<void(Step)> tell_;
    Caution caution_;
    Stage stage_ = Stage::choosing;
    std::optional<KeyChoice> opened_;  ///< the key last opened, as the list had it

    Notice* added_anchors_;
    DocumentsPanel* documents_ = nullptr;  ///< Purpose::sign
    Notice* certificate_note_;             ///< Purpose::key_information
    KeyPage* key_page_;
    CertificatePage* certificate_page_;
    QPushButton* another_key_;
};

}  // namespace qoltanba::agent
