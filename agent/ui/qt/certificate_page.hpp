// The second step: whose key it is, and whether it fits.
#pragma once

#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/facts_card.hpp"
#include "agent/ui/qt/key_list.hpp"
#include "agent/ui/qt/look.hpp"

#include <functional>
#include <vector>

namespace qoltanba::agent {

class CertificatePage final : public QWidget {
  public:
    explicit CertificatePage(QWidget* parent = nullptr);
    /// The keys of the file, or of the device; the first that fits is chosen.
    void show_keys(std::vector<OpenedKeyView> keys, std::optional<DeviceView> device);
    /// The device that they are on was taken out.
    void show_taken_out();
    [[nodiscard]] bool is_taken_out() const { return is_taken_out_; }
    void retranslate(Language language);

    /// The place of the key on the screen; nothing if it does not fit.
    [[nodiscard]] std::optional<std::size_t> chosen() const;

    /// All that the certificate shows, for screen readers: the keyboard goes past it.
    [[nodiscard]] QString spoken() const { return card_->accessibleName(); }

    std::function<void()> changed;

  private:
    void show_certificate();

    std::vector<OpenedKeyView> keys_;
    std::optional<DeviceView> device_;
    bool is_taken_out_ = false;
    Language language_ = Language::en;
    QLabel* heading_;
    QLabel* several_;
    KeyList* list_;  ///< only where there are several
    FactsCard* card_;
    Notice* added_anchor_;
    Notice* caution_;
    Notice* fault_;
    Notice* taken_out_;
};

}  // namespace qoltanba::agent
