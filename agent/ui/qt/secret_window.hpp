// The window that asks for a password or PIN: for a new key, for a certificate that came, for the care of a
// PIN. As the window of a signature it decides nothing: what is typed goes to `tell`, and the thread that
// asked comes back with show_failure() or closes the window.
#pragma once

#include "agent/ui/qt/exchange.hpp"
#include "agent/ui/qt/facts_card.hpp"
#include "agent/ui/qt/keyboard_notes.hpp"
#include "agent/ui/qt/password_field.hpp"
#include "agent/ui/qt/request_window.hpp"
#include "agent/ui/secret_words.hpp"

#include <QCheckBox>
#include <QGridLayout>
#include <functional>
#include <memory>
#include <vector>

namespace qoltanba::agent {

class SecretWindow final : public RequestWindow {
  public:
    SecretWindow(std::shared_ptr<const SecretPrompt> prompt, InterfaceLanguage& language,
                 std::function<void(SecretStep)> tell, std::chrono::milliseconds settle = {});

    /// What was typed did not do; the person may try again.
    void show_failure(const Error& error);

  protected:
    [[nodiscard]] QString request_words() const override;
    void translate() override;
    [[nodiscard]] bool takes_answers() const override { return stage_ == Stage::asking; }
    void update_enabled() override;
    void focus_next() override;
    void refuse(Refusal refusal) override;
    void forget() override;
    void reject() override;

  private:
    enum class Stage { asking, working, decided };

    /// A field with its name before it.
    struct Line {
        TextId name;
        QLabel* label;
        PasswordField* field;
    };

    void fill_body();
    [[nodiscard]] QWidget* make_fields(const SecretWords& words);
    PasswordField* add_field(QGridLayout& grid, const std::optional<SecretField>& asked);
    void enter(Stage stage);
    /// The first field that is empty; nullptr: all are filled.
    [[nodiscard]] PasswordField* empty_field() const;
    [[nodiscard]] bool is_ready() const;
    void press_primary();
    void start_again(const QString& fault);

    std::shared_ptr<const SecretPrompt> prompt_;
    std::function<void(SecretStep)> tell_;
    Stage stage_ = Stage::asking;
    bool is_last_try_ = false;

    QLabel* heading_;
    FactsCard* facts_;
    std::vector<Notice*> warnings_;
    QLabel* note_;
    std::vector<Line> lines_;
    PasswordField* current_ = nullptr;
    PasswordField* fresh_ = nullptr;
    PasswordField* again_ = nullptr;
    QLabel* rule_;
    KeyboardNotes* keyboard_;
    QCheckBox* last_try_;
    Notice* fault_;
};

}  // namespace qoltanba::agent
