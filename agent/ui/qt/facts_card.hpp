// Labels and values on a card of their own, as a person reads them. What does not fit is reached by
// scrolling: however long a page's words are, the buttons stay on the screen.
#pragma once

#include <QFormLayout>
#include <QScrollArea>
#include <string>
#include <utility>
#include <vector>

namespace qoltanba::agent {

class FactsCard final : public QScrollArea {
  public:
    explicit FactsCard(QWidget* parent = nullptr);
    /// The first value stands out. The texts have no invisible characters.
    void show_facts(const std::vector<std::pair<std::string, std::string>>& facts);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override { return sizeHint(); }

  private:
    QWidget* page_;
    QFormLayout* lines_;
};

}  // namespace qoltanba::agent
