// What every window of a request has around its own part: who asks and what for, hands that are kept from
// answering too early, a request that its page takes back, the way out and the way to block a site.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/interface_language.hpp"
#include "agent/ui/qt/look.hpp"
#include "agent/ui/qt/origin_header.hpp"

#include <QBoxLayout>
#include <QDialog>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QTimer>
#include <chrono>
#include <initializer_list>
#include <optional>

namespace qoltanba::agent {

class RequestWindow : public QDialog {
  public:
    /// The page took its request back: nothing can be typed or pressed any more but what closes the window,
    /// which closes by itself after this time.
    void show_withdrawn(std::chrono::milliseconds closes_after);
    /// How many prompts wait behind this one.
    void show_waiting(std::size_t count);

    /// In front of everything, with the keyboard.
    void present();

  protected:
    /// `caller`: nothing where the person asks themselves. `settle`: each time the window comes or becomes
    /// active it takes no answer for so long: what a person types just then was meant for something else.
    RequestWindow(std::optional<Caller> caller, std::optional<Language> wish, InterfaceLanguage& language,
                  std::chrono::milliseconds settle);

    /// For the derived constructor, in this order: its own widgets go into body(), then all is put together,
    /// with `further` buttons before the primary one.
    [[nodiscard]] QVBoxLayout& body() { return *body_; }
    void complete(std::initializer_list<QPushButton*> further = {});

    /// A button that Enter does not press just because it has the focus.
    QPushButton* push_button();
    /// Enter held down for the step before must not press these.
    void ignore_held_enter(QPushButton* button) { button->installEventFilter(this); }

    // The derived window's part.
    /// What is asked for, in words that follow the caller's name.
    [[nodiscard]] virtual QString request_words() const = 0;
    virtual void translate() = 0;
    /// Whether the person can answer at this step, once the window has settled.
    [[nodiscard]] virtual bool takes_answers() const = 0;
    /// Who may be used at this step, and whether the window has settled.
    virtual void update_enabled() = 0;
    /// Gives the keyboard to what is used next.
    virtual void focus_next() = 0;
    virtual void refuse(Refusal refusal) = 0;
    /// The request was withdrawn: secrets are forgotten.
    virtual void forget() = 0;

    void retranslate();
    void put_focus();
    /// Takes no answer for the time of `settle`, as when the window became active: under the person's hands
    /// something else is asked for now.
    void unsettle();
    [[nodiscard]] bool is_settled() const { return !settling_.isActive(); }
    [[nodiscard]] bool is_withdrawn() const { return is_withdrawn_; }
    [[nodiscard]] Language language() const { return language_; }
    [[nodiscard]] QProgressBar& busy() { return *busy_; }
    [[nodiscard]] QPushButton& block() { return *block_; }
    [[nodiscard]] QPushButton& cancel() { return *cancel_; }
    [[nodiscard]] QPushButton& primary() { return *primary_; }

    void reject() override;
    bool event(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void settle();
    void ask_to_block();

    std::optional<Caller> caller_;
    std::optional<Language> wish_;
    InterfaceLanguage& interface_language_;
    Language language_ = Language::en;
    std::chrono::milliseconds settle_;
    QTimer settling_;  ///< runs on the monotonic clock
    QPointer<QWidget> focus_before_;
    bool is_withdrawn_ = false;
    std::size_t waiting_behind_ = 0;

    OriginHeader* header_ = nullptr;  ///< where there is a caller
    QWidget* body_part_;
    QVBoxLayout* body_;
    Notice* withdrawn_;
    Notice* unprotected_;
    QProgressBar* busy_;
    QLabel* waiting_;
    QPushButton* block_;
    QPushButton* cancel_;
    QPushButton* primary_;
};

}  // namespace qoltanba::agent
