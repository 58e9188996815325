// The first step: which key, and what it asks for before it opens.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/key_list.hpp"
#include "agent/ui/qt/key_secret.hpp"
#include "agent/ui/qt/look.hpp"

#include <QPushButton>
#include <functional>
#include <set>
#include <string>
#include <vector>

namespace qoltanba::agent {

class KeyPage final : public QWidget {
  public:
    explicit KeyPage(const SignPrompt& prompt, QWidget* parent = nullptr);
    void retranslate(Language language);

    /// The key chosen in the list; nothing if there is none.
    [[nodiscard]] const KeyChoice* chosen() const;
    [[nodiscard]] bool is_ready() const { return secret_->is_ready(); }
    SecretBytes take_secret() { return secret_->take(); }
    void forget_secret() { secret_->forget(); }

    /// The list as it is now. The choice stays, and what was typed if the chosen key still asks for the same.
    /// Where the person `may_choose` and typed nothing, a device that came and fits is chosen. True if
    /// another key than before is chosen now.
    bool set_keys(std::vector<KeyChoice> keys, bool may_choose);
    /// A file that the person picked by hand; it stays in every later list.
    void add_key(KeyChoice key);

    /// The chosen key is being opened, and its PIN is typed at the reader.
    void show_reader_waits(bool waits);
    void show_fault(const Error& error);
    void take_focus();

    std::function<void()> changed;  ///< the choice, or what is typed
    std::function<void()> another_file_asked;

  private:
    using Sentence = std::function<std::string(Language)>;

    [[nodiscard]] QLayout* make_heading();
    void show_entries();
    void follow_choice();
    void say(Sentence sentence);
    void keep_added(std::vector<KeyChoice>& keys) const;
    [[nodiscard]] int row_in(const std::vector<KeyChoice>& keys, bool may_choose) const;

    bool files_allowed_;
    bool devices_allowed_;
    std::vector<KeyChoice> keys_;
    std::set<std::string> added_;     ///< ids
    std::optional<KeyChoice> shown_;  ///< the chosen one, as what it asks for is shown
    Sentence said_;                   ///< of what happened last; may be empty
    bool reader_waits_ = false;
    Language language_ = Language::en;
    QLabel* heading_;
    KeyList* list_;
    Notice* no_keys_;
    KeySecret* secret_;
    Notice* fault_;
    QPushButton* another_file_;
};

}  // namespace qoltanba::agent
