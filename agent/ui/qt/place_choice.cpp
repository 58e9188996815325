#include "agent/ui/qt/place_choice.hpp"

#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/look.hpp"

namespace qoltanba::agent {
namespace {

/// Pixels. A button's text does not wrap, and the note tells the whole folder.
constexpr int longest_line = 480;

}  // namespace

PlaceChoice::PlaceChoice(QWidget* parent)
    : QWidget(parent), heading_(plain_label(this)), lines_(new QVBoxLayout(this)) {
    lines_->setContentsMargins(0, 0, 0, 0);
    lines_->setSpacing(4);
    auto bold = font();
    bold.setBold(true);
    heading_->setFont(bold);
    lines_->addWidget(heading_);
    connect(&group_, &QButtonGroup::idClicked, this, [this](int at) {
        const auto place = static_cast<std::size_t>(at);
        if (chosen && place < ids_.size()) chosen(ids_[place]);
    });
}

void PlaceChoice::set_heading(const QString& heading) {
    heading_->setText(heading);
    setAccessibleName(heading);
}

void PlaceChoice::show_places(const std::vector<std::pair<std::string, std::string>>& places,
                              const std::string& chosen_id) {
    make_buttons(places.size());
    ids_.clear();
    for (std::size_t i = 0; i < places.size(); ++i) {
        const auto& [id, line] = places[i];
        ids_.push_back(id);
        // A device's name is no place for Alt letters.
        const auto shown = fontMetrics().elidedText(to_qt(line), Qt::ElideMiddle, longest_line);
        buttons_[i]->setText(QString(shown).replace(QLatin1Char('&'), QStringLiteral("&&")));
        buttons_[i]->setAccessibleName(to_qt(line));
        buttons_[i]->setChecked(id == chosen_id);
    }
    setVisible(places.size() > 1);
}

void PlaceChoice::make_buttons(std::size_t count) {
    while (buttons_.size() > count) {
        delete buttons_.back();
        buttons_.pop_back();
    }
    while (buttons_.size() < count) {
        auto* button = new QRadioButton(this);
        auto* before = buttons_.empty() ? static_cast<QWidget*>(heading_) : buttons_.back();
        setTabOrder(before, button);
        group_.addButton(button, static_cast<int>(buttons_.size()));
        lines_->addWidget(button);
        buttons_.push_back(button);
    }
}

}  // namespace qoltanba::agent
