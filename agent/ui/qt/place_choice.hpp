// Where a new key is to be made: one line for each place, of which one is chosen.
#pragma once

#include "agent/ui/prompter.hpp"

#include <QButtonGroup>
#include <QLabel>
#include <QRadioButton>
#include <QVBoxLayout>
#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace qoltanba::agent {

class PlaceChoice final : public QWidget {
  public:
    explicit PlaceChoice(QWidget* parent = nullptr);

    /// Ids and their lines, in order. Hidden where there is nothing to choose between.
    void show_places(const std::vector<std::pair<std::string, std::string>>& places,
                     const std::string& chosen_id);
    void set_heading(const QString& heading);

    std::function<void(const std::string& id)> chosen;  ///< by the person

  private:
    void make_buttons(std::size_t count);

    QLabel* heading_;
    QVBoxLayout* lines_;
    QButtonGroup group_;
    std::vector<QRadioButton*> buttons_;
    std::vector<std::string> ids_;
};

}  // namespace qoltanba::agent
