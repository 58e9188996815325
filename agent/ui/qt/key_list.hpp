// A list whose entries have a title, a line of details and, where a key does not fit, the reason.
#pragma once

#include <QListWidget>

namespace qoltanba::agent {

class KeyList final : public QListWidget {
  public:
    explicit KeyList(QWidget* parent = nullptr);
    void add_entry();
    void set_entry(int row, const QString& title, const QString& details, const QString& fault);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;
};

}  // namespace qoltanba::agent
