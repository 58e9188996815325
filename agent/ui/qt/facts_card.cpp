#include "agent/ui/qt/facts_card.hpp"

#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/look.hpp"

#include <algorithm>

namespace qoltanba::agent {
namespace {

constexpr int most_height = 240;

}  // namespace

FactsCard::FactsCard(QWidget* parent)
    : QScrollArea(parent), page_(new QWidget), lines_(new QFormLayout(page_)) {
    speak_as(this, QAccessible::StaticText);
    setFrameShape(QFrame::StyledPanel);
    setBackgroundRole(QPalette::Base);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    auto policy = sizePolicy();
    policy.setHeightForWidth(true);
    policy.setVerticalPolicy(QSizePolicy::Fixed);
    setSizePolicy(policy);
    page_->setBackgroundRole(QPalette::Base);
    page_->setAutoFillBackground(true);
    lines_->setContentsMargins(12, 10, 12, 10);
    lines_->setVerticalSpacing(4);
    lines_->setHorizontalSpacing(16);
    lines_->setLabelAlignment(Qt::AlignLeft | Qt::AlignTop);
    setWidget(page_);
}

void FactsCard::show_facts(const std::vector<std::pair<std::string, std::string>>& facts) {
    while (lines_->rowCount() > 0) lines_->removeRow(0);
    QString spoken;
    auto weight = font();
    weight.setBold(true);
    for (const auto& [label, value] : facts) {
        auto* name = new QLabel(to_qt(label), page_);
        auto palette = name->palette();
        palette.setColor(QPalette::WindowText, muted_text(palette));
        name->setPalette(palette);
        auto* text = plain_label(page_);
        text->setText(to_qt(value));
        text->setFont(weight);
        weight.setBold(false);
        lines_->addRow(name, text);
        // Widgets that wait to be shown have no height yet.
        name->show();
        text->show();
        spoken += to_qt(label) + QStringLiteral(": ") + to_qt(value) + QStringLiteral(". ");
    }
    setAccessibleName(spoken);
    updateGeometry();
}

int FactsCard::heightForWidth(int width) const {
    const int frame = 2 * frameWidth();
    return std::min(most_height, lines_->totalHeightForWidth(width - frame) + frame);
}

QSize FactsCard::sizeHint() const {
    const int natural = QScrollArea::sizeHint().width();
    return {natural, heightForWidth(std::max(natural, width()))};
}

}  // namespace qoltanba::agent
