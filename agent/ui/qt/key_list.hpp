// A list whose entries have a title, a line of details and, where a key does not fit, the reason.
#pragma once

#include <QListWidget>

namespace qoltanba::agent {

struct KeyEntry {
    QString title, details, fault;
    bool is_dimmed = false;  ///< it cannot be used
};

class KeyList final : public QListWidget {
  public:
    /// As high as its entries, up to `most_seen` of them at once.
    explicit KeyList(int most_seen, QWidget* parent = nullptr);
    /// Entries are added and taken away at the end.
    void set_count(int entries);
    void set_entry(int row, const KeyEntry& entry);
    /// The chosen entry as screen readers are told of it.
    [[nodiscard]] QString spoken_choice() const;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return {200, sizeHint().height()}; }

  protected:
    /// A list in which nothing is chosen stays so: Qt's own would choose the first entry.
    void focusInEvent(QFocusEvent* event) override;

  private:
    int most_seen_;
};

}  // namespace qoltanba::agent
