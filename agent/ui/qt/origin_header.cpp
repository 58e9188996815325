#include "agent/ui/qt/origin_header.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/look.hpp"

#include <QGridLayout>
#include <QPainter>
#include <QTextLayout>
#include <cmath>

namespace qoltanba::agent {

OriginLabel::OriginLabel(QWidget* parent) : QWidget(parent) {
    speak_as(this, QAccessible::StaticText);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Minimum);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
}

void OriginLabel::show_origin(const std::string& origin) {
    const auto parts = split_origin(origin);
    const auto before = to_qt(parts.before);
    const auto host = to_qt(parts.host);
    text_ = before + host + to_qt(parts.after);
    host_start_ = static_cast<int>(before.size());
    host_length_ = static_cast<int>(host.size());
    setAccessibleName(text_);
    updateGeometry();
    update();
}

void OriginLabel::show_name(const QString& name) {
    text_ = name;
    host_start_ = 0;
    host_length_ = static_cast<int>(name.size());
    setAccessibleName(text_);
    updateGeometry();
    update();
}

int OriginLabel::heightForWidth(int width) const {
    return lay_out(width, nullptr);
}

QSize OriginLabel::sizeHint() const {
    return {320, heightForWidth(std::max(width(), 320))};
}

QSize OriginLabel::minimumSizeHint() const {
    return {160, fontMetrics().height()};
}

void OriginLabel::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    lay_out(width(), &painter);
}

QFont OriginLabel::host_font() const {
    QFont big = font();
    big.setBold(true);
    big.setPointSizeF(font().pointSizeF() * 1.5);
    return big;
}

int OriginLabel::lay_out(int width, QPainter* painter) const {
    QTextLayout layout(text_, host_font());
    QTextOption option;
    option.setWrapMode(QTextOption::WrapAnywhere);
    layout.setTextOption(option);

    QTextCharFormat aside;
    aside.setForeground(muted_text(palette()));
    aside.setFontWeight(QFont::Normal);
    const int host_end = host_start_ + host_length_;
    layout.setFormats(
        {{0, host_start_, aside}, {host_end, static_cast<int>(text_.size()) - host_end, aside}});

    qreal height = 0;
    layout.beginLayout();
    for (auto line = layout.createLine(); line.isValid(); line = layout.createLine()) {
        line.setLineWidth(width);
        line.setPosition({0, height});
        height += line.height();
    }
    layout.endLayout();
    if (painter != nullptr) {
        painter->setPen(palette().color(QPalette::WindowText));
        layout.draw(painter, {0, 0});
    }
    return static_cast<int>(std::ceil(height));
}

LanguageBox::LanguageBox(std::function<void(Language)> chosen, QWidget* parent) : QComboBox(parent) {
    for (const auto language : {Language::kk, Language::ru, Language::en}) {
        addItem(to_qt(own_name_of(language)), static_cast<int>(language));
    }
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &QComboBox::activated, this, [this, chosen = std::move(chosen)](int index) {
        chosen(static_cast<Language>(itemData(index).toInt()));
    });
}

void LanguageBox::show_language(Language language) {
    setCurrentIndex(findData(static_cast<int>(language)));
    setAccessibleName(plain_words(TextId::language, language));
    // On Linux Qt names a box by what is chosen in it.
    setAccessibleDescription(accessibleName());
}

void LanguageBox::fix(Language language) {
    show_language(language);
    setEnabled(false);
    setToolTip(plain_words(TextId::set_by_administrator, language));
    setAccessibleDescription(accessibleName() + QStringLiteral(". ") + toolTip());
}

OriginHeader::OriginHeader(const Caller& caller, std::function<void(Language)> language_chosen,
                           QWidget* parent)
    : QFrame(parent),
      caller_(caller),
      origin_(new OriginLabel(this)),
      request_(plain_label(this)),
      languages_(new LanguageBox(std::move(language_chosen), this)) {
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* icon = new QLabel(this);
    icon->setPixmap(program_icon().pixmap(40, 40));

    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(16, 14, 16, 14);
    grid->setHorizontalSpacing(14);
    grid->setVerticalSpacing(2);
    grid->addWidget(icon, 0, 0, 2, 1, Qt::AlignTop);
    grid->addWidget(origin_, 0, 1);
    grid->addWidget(languages_, 0, 2, Qt::AlignTop | Qt::AlignRight);
    grid->addWidget(request_, 1, 1, 1, 2);
    grid->setColumnStretch(1, 1);
}

void OriginHeader::retranslate(Language language, const QString& request) {
    if (caller_.is_local_program()) {
        origin_->show_name(words(TextId::local_program, language));
    } else {
        origin_->show_origin(caller_.origin);
    }
    request_->setText(request);
    languages_->show_language(language);
}

}  // namespace qoltanba::agent
