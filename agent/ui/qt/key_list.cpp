#include "agent/ui/qt/key_list.hpp"

#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/look.hpp"

#include <QApplication>
#include <QPainter>
#include <QStyledItemDelegate>
#include <algorithm>

namespace qoltanba::agent {
namespace {

constexpr int details_role = Qt::UserRole;
constexpr int fault_role = Qt::UserRole + 1;
constexpr int dimmed_role = Qt::UserRole + 2;
constexpr int margin = 7;

class EntryDelegate final : public QStyledItemDelegate {
  public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& given,
               const QModelIndex& index) const override {
        QStyleOptionViewItem option = given;
        initStyleOption(&option, index);
        option.text.clear();
        const auto* style = option.widget != nullptr ? option.widget->style() : QApplication::style();
        style->drawControl(QStyle::CE_ItemViewItem, &option, painter, option.widget);

        const bool selected = (option.state & QStyle::State_Selected) != 0;
        const auto group = (option.state & QStyle::State_Active) != 0 ? QPalette::Active : QPalette::Inactive;
        const auto text = option.palette.color(group, selected ? QPalette::HighlightedText : QPalette::Text);
        auto lesser = text;
        lesser.setAlphaF(selected ? 0.9F : 0.7F);
        const bool dimmed = index.data(dimmed_role).toBool();

        auto area = option.rect.adjusted(margin + 3, margin, -margin - 3, -margin);
        auto title_font = option.font;
        title_font.setBold(!dimmed);
        painter->save();
        draw_line(*painter, area, title_font, dimmed ? lesser : text, index.data(Qt::DisplayRole).toString());
        draw_line(*painter, area, option.font, lesser, index.data(details_role).toString());
        const auto fault = index.data(fault_role).toString();
        draw_line(*painter, area, option.font, selected ? text : fault_text(option.palette), fault);
        painter->restore();
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option,
                                 const QModelIndex& index) const override {
        const int lines = index.data(fault_role).toString().isEmpty() ? 2 : 3;
        return {100, lines * (option.fontMetrics.height() + 1) + 2 * margin};
    }

  private:
    static void draw_line(QPainter& painter, QRect& area, const QFont& font, const QColor& colour,
                          const QString& text) {
        if (text.isEmpty()) return;
        const QFontMetrics metrics(font);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(area, Qt::AlignLeft | Qt::AlignTop | Qt::TextSingleLine,
                         metrics.elidedText(text, Qt::ElideRight, area.width()));
        area.setTop(area.top() + metrics.height() + 1);
    }
};

}  // namespace

KeyList::KeyList(int most_seen, QWidget* parent) : QListWidget(parent), most_seen_(most_seen) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setItemDelegate(new EntryDelegate(this));
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setTabKeyNavigation(false);
}

void KeyList::set_count(int entries) {
    while (count() < entries) addItem(QString());
    while (count() > entries) delete takeItem(count() - 1);
    updateGeometry();
}

void KeyList::set_entry(int row, const KeyEntry& entry) {
    auto* place = item(row);
    place->setText(entry.title);
    place->setData(details_role, entry.details);
    place->setData(fault_role, entry.fault);
    place->setData(dimmed_role, entry.is_dimmed);
    auto spoken = entry.title + QStringLiteral(", ") + entry.details;
    if (!entry.fault.isEmpty()) spoken += QStringLiteral(", ") + entry.fault;
    place->setData(Qt::AccessibleTextRole, spoken);
    place->setToolTip(plain_tool_tip(spoken));
    updateGeometry();
}

QString KeyList::spoken_choice() const {
    const auto* chosen = currentItem();
    return chosen == nullptr ? QString() : chosen->data(Qt::AccessibleTextRole).toString();
}

void KeyList::focusInEvent(QFocusEvent* event) {
    if (currentRow() >= 0) return QListWidget::focusInEvent(event);
    QFrame::focusInEvent(event);  // NOLINT(bugprone-parent-virtual-call): the classes between choose an entry
    viewport()->update();
}

QSize KeyList::sizeHint() const {
    int height = 2 * frameWidth();
    for (int row = 0; row < std::min(count(), most_seen_); ++row) height += sizeHintForRow(row);
    return {320, height};
}

}  // namespace qoltanba::agent
