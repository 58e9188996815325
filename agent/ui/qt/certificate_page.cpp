#include "agent/ui/qt/certificate_page.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

constexpr int most_keys_seen = 2;

}  // namespace

CertificatePage::CertificatePage(QWidget* parent)
    : QWidget(parent),
      heading_(new QLabel(this)),
      several_(plain_label(this)),
      list_(new KeyList(most_keys_seen, this)),
      card_(new FactsCard(this)),
      added_anchor_(new Notice(Tone::warning, this)),
      caution_(new Notice(Tone::warning, this)),
      fault_(new Notice(Tone::fault, this)),
      taken_out_(new Notice(Tone::fault, this)) {
    auto bold = font();
    bold.setBold(true);
    heading_->setFont(bold);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addWidget(heading_);
    layout->addWidget(several_);
    layout->addWidget(list_);
    layout->addWidget(card_);
    layout->addWidget(added_anchor_);
    layout->addWidget(caution_);
    layout->addWidget(fault_);
    layout->addWidget(taken_out_);
    connect(list_, &QListWidget::currentRowChanged, this, [this] {
        show_certificate();
        if (changed) changed();
    });
}

void CertificatePage::show_keys(std::vector<OpenedKeyView> keys, std::optional<DeviceView> device) {
    keys_ = std::move(keys);
    device_ = std::move(device);
    is_taken_out_ = false;
    list_->clear();
    list_->set_count(static_cast<int>(keys_.size()));
    retranslate(language_);
    const auto fitting = std::find_if(keys_.begin(), keys_.end(), [](const auto& key) { return !key.unfit; });
    list_->setCurrentRow(fitting == keys_.end() ? 0 : static_cast<int>(fitting - keys_.begin()));
    list_->setVisible(keys_.size() > 1);
    several_->setVisible(keys_.size() > 1);
}

void CertificatePage::retranslate(Language language) {
    language_ = language;
    heading_->setText(words(TextId::certificate, language));
    several_->setText(words(device_ ? TextId::several_keys_on_device : TextId::several_keys, language));
    list_->setAccessibleName(several_->text());
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const auto& [certificate, unfit, caution] = keys_[i];
        const auto& remark = unfit ? unfit : caution;
        const auto details = std::string(use_text(certificate.use, language)) + " · " +
                             fill(TextId::valid_until, language, {format_date(certificate.not_after)});
        list_->set_entry(static_cast<int>(i),
                         {.title = to_qt(certificate_lines(certificate, language).front().second),
                          .details = to_qt(details),
                          .fault = remark ? to_qt(message_for(remark->code, language)) : QString()});
    }
    taken_out_->set_text(is_taken_out_ ? to_qt(taken_out_text(*device_, language)) : QString());
    show_certificate();
}

void CertificatePage::show_taken_out() {
    is_taken_out_ = device_.has_value();
    retranslate(language_);
}

std::optional<std::size_t> CertificatePage::chosen() const {
    const int row = list_->currentRow();
    if (row < 0 || keys_.at(static_cast<std::size_t>(row)).unfit) return {};
    return static_cast<std::size_t>(row);
}

void CertificatePage::show_certificate() {
    const int row = list_->currentRow();
    if (row < 0) return card_->show_facts({});
    const auto& key = keys_.at(static_cast<std::size_t>(row));
    card_->show_facts(certificate_lines(key.certificate, language_));
    added_anchor_->set_text(
        key.certificate.under_added_anchor ? words(TextId::trusted_through_anchors, language_) : QString());
    caution_->set_text(key.caution ? to_qt(error_text(*key.caution, language_)) : QString());
    const auto why = key.unfit ? words(TextId::does_not_fit, language_) + QLatin1Char(' ') +
                                     to_qt(error_text(*key.unfit, language_))
                               : QString();
    fault_->set_text(why);
}

}  // namespace qoltanba::agent
