// The window that asks for a password or PIN: for a new key, for a certificate that came, for the care of a
// PIN. As the window of a signature it decides nothing: what is typed goes to `tell`, and the thread that
// asked comes back with show_failure() or closes the window.
#pragma once

#include "agent/ui/qt/exchange.hpp"
#include "agent/ui/qt/facts_card.hpp"
#include "agent/ui/qt/keyboard_notes.hpp"
#include "agent/ui/qt/password_field.hpp"
#include "agent/ui/qt/place_choice.hpp"
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
                 std::function<void(SecretStep)> tell, std::chrono::milliseconds settle = {},
                 std::vector<KeyPlace> places = {});

    /// The places as they are now. What was typed stays while its place does.
    void show_places(std::vector<KeyPlace> places);

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

    /// A field with its name before it; hidden where it is not asked for.
    struct Line {
        QLabel* label;
        PasswordField* field;
        bool is_asked = false;
    };

    void fill_body();
    [[nodiscard]] QWidget* make_fields();
    [[nodiscard]] Line make_line(QGridLayout& grid);
    /// What the request says as things stand.
    [[nodiscard]] SecretWords said() const;
    [[nodiscard]] const KeyPlace* place() const { return find_place(places_, place_); }
    [[nodiscard]] bool has_no_place() const { return prompt_->places != nullptr && place() == nullptr; }
    void choose_place(const std::string& id);
    /// What was typed for another one is forgotten.
    void take_place(const std::string& id);
    void show_said(const SecretWords& said);
    void show_warnings(const std::vector<std::string>& warnings);
    void ask_in(Line& line, const std::optional<SecretField>& asked);
    [[nodiscard]] std::vector<const Line*> asked_lines() const;
    [[nodiscard]] QString rule_of(const SecretWords& said) const;
    void place_layout_name(const Line& beside);
    void enter(Stage stage);
    /// The keyboard stays where it is.
    void enter_quietly();
    /// The first field that is empty; nullptr: all are filled.
    [[nodiscard]] PasswordField* empty_field() const;
    [[nodiscard]] bool is_ready() const;
    void press_primary();
    void start_again(const QString& fault);

    std::shared_ptr<const SecretPrompt> prompt_;
    std::function<void(SecretStep)> tell_;
    Stage stage_ = Stage::asking;
    std::vector<KeyPlace> places_;
    std::string place_;  ///< the chosen one; it may have gone
    bool is_last_try_ = false;
    bool is_last_try_found_ = false;  ///< by a try that was not made
    bool can_be_done_ = true;

    QLabel* heading_;
    FactsCard* facts_;
    PlaceChoice* choice_;
    QVBoxLayout* warnings_part_;
    std::vector<Notice*> warnings_;
    Notice* obstacle_;
    QLabel* note_;
    QWidget* fields_part_;
    Line current_;
    Line fresh_;
    Line again_;
    QLabel* rule_;
    KeyboardNotes* keyboard_;
    QCheckBox* last_try_;
    Notice* fault_;
};

}  // namespace qoltanba::agent
