#include "agent/ui/qt/key_page.hpp"

#include "agent/ui/key_choice.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

/// Keys seen at once, the others by scrolling: a request without documents has more room for them.
int most_seen(Purpose purpose) {
    return purpose == Purpose::sign ? 3 : 5;
}

int row_of(const std::vector<KeyChoice>& keys, const std::string& id) {
    const auto* key = find_key(keys, id);
    return key == nullptr ? -1 : static_cast<int>(key - keys.data());
}

/// Whether it is a device that this request can be answered with.
bool is_fitting_device(const KeyChoice& key) {
    return key.device && !key.unfit && can_be_opened(key);
}

}  // namespace

KeyPage::KeyPage(const SignPrompt& prompt, QWidget* parent)
    : QWidget(parent),
      files_allowed_(prompt.files_allowed),
      devices_allowed_(prompt.devices_allowed),
      heading_(new QLabel(this)),
      list_(new KeyList(most_seen(prompt.purpose), this)),
      no_keys_(new Notice(Tone::note, this)),
      secret_(new KeySecret(this)),
      fault_(new Notice(Tone::fault, this)),
      another_file_(new QPushButton(this)) {
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(make_heading());
    layout->addWidget(no_keys_);
    layout->addWidget(list_);
    layout->addSpacing(4);
    layout->addWidget(secret_);
    layout->addWidget(fault_);
    // Tab leads on from there to what was made last.
    setTabOrder(secret_->last_in_line(), list_);

    secret_->send_arrows_to(list_);
    secret_->changed = [this] {
        if (!secret_->is_untouched()) say({});
        if (changed) changed();
    };
    connect(list_, &QListWidget::currentRowChanged, this, [this] {
        say({});
        follow_choice();
    });
    connect(another_file_, &QPushButton::clicked, this, [this] { another_file_asked(); });
    set_keys(prompt.keys, true);
}

QLayout* KeyPage::make_heading() {
    auto bold = font();
    bold.setBold(true);
    heading_->setFont(bold);
    another_file_->setAutoDefault(false);
    another_file_->setVisible(files_allowed_);
    auto* row = new QHBoxLayout;
    row->addWidget(heading_, 1);
    row->addWidget(another_file_);
    return row;
}

void KeyPage::retranslate(Language language) {
    language_ = language;
    heading_->setText(words(TextId::your_key, language));
    list_->setAccessibleName(heading_->text());
    another_file_->setText(words(TextId::another_file, language));
    show_entries();
    follow_choice();
    say(said_);
}

void KeyPage::show_entries() {
    list_->set_count(static_cast<int>(keys_.size()));
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        const auto lines = key_lines(keys_[i], language_);
        list_->set_entry(static_cast<int>(i), {.title = to_qt(lines.title),
                                               .details = to_qt(lines.details),
                                               .fault = to_qt(lines.fault),
                                               .is_dimmed = !can_be_opened(keys_[i])});
    }
    list_->setVisible(!keys_.empty());
    auto nothing = no_keys_text(files_allowed_, devices_allowed_, language_);
    if (devices_allowed_) nothing.append(" ").append(text_for(TextId::plug_in, language_));
    if (files_allowed_) nothing.append(" ").append(text_for(TextId::choose_file_yourself, language_));
    no_keys_->set_text(keys_.empty() ? to_qt(nothing) : QString());
}

const KeyChoice* KeyPage::chosen() const {
    const int row = list_->currentRow();
    return row < 0 ? nullptr : &keys_.at(static_cast<std::size_t>(row));
}

void KeyPage::follow_choice() {
    const auto* key = chosen();
    if (key == nullptr || !shown_ || !take_same_secret(*shown_, *key)) secret_->forget();
    shown_ = key == nullptr ? std::nullopt : std::optional(*key);
    secret_->show_key(key, language_, reader_waits_);
    secret_->describe_key(list_->spoken_choice());
    if (changed) changed();
}

bool KeyPage::set_keys(std::vector<KeyChoice> keys, bool may_choose) {
    keep_added(keys);
    const auto before = shown_;
    const int row = row_in(keys, may_choose);
    keys_ = std::move(keys);
    {
        const QSignalBlocker unheard(list_);
        show_entries();
        list_->setCurrentRow(row);
    }
    const auto* now = chosen();
    const bool is_another = (before ? before->id : "") != (now != nullptr ? now->id : "");
    if (is_another) say({});
    if (before && before->device && find_key(keys_, before->id) == nullptr) {
        say([device = *before->device](Language language) { return taken_out_text(device, language); });
    }
    follow_choice();
    return is_another;
}

void KeyPage::keep_added(std::vector<KeyChoice>& keys) const {
    for (const auto& id : added_) {
        if (find_key(keys, id) == nullptr) keys.push_back(*find_key(keys_, id));
    }
}

int KeyPage::row_in(const std::vector<KeyChoice>& keys, bool may_choose) const {
    const int same = shown_ ? row_of(keys, shown_->id) : -1;
    if (!may_choose || !secret_->is_untouched()) return same;
    if (keys_.empty()) return keys.empty() ? -1 : 0;
    const auto came = std::ranges::find_if(keys, [this](const KeyChoice& key) {
        const auto* before = find_key(keys_, key.id);
        return is_fitting_device(key) && (before == nullptr || !is_fitting_device(*before));
    });
    if (came != keys.end()) return static_cast<int>(came - keys.begin());
    // Where nothing was chosen, a device went under the person's hands: the next choice is theirs.
    return same < 0 && shown_ && !keys.empty() ? 0 : same;
}

void KeyPage::add_key(KeyChoice key) {
    auto keys = keys_;
    const auto id = key.id;
    added_.insert(id);
    // A file picked twice, or one that was in the list already, is chosen there.
    if (find_key(keys, id) == nullptr) keys.push_back(std::move(key));
    set_keys(std::move(keys), false);
    list_->setCurrentRow(row_of(keys_, id));
}

void KeyPage::show_reader_waits(bool waits) {
    reader_waits_ = waits;
    secret_->show_key(chosen(), language_, waits);
}

void KeyPage::show_fault(const Error& error) {
    const auto* key = chosen();
    const bool is_told = error.code == ErrorCode::pin_locked && key != nullptr && !can_be_opened(*key);
    // What is known of the last try stands beside its tick.
    const bool is_last = error.code == ErrorCode::pin_last_try;
    if (is_told) return say({});
    say([error, is_last](Language language) {
        return is_last ? std::string(message_for(error.code, language)) : error_text(error, language);
    });
}

void KeyPage::say(Sentence sentence) {
    said_ = std::move(sentence);
    fault_->set_text(said_ ? to_qt(said_(language_)) : QString());
}

void KeyPage::take_focus() {
    if (secret_->take_focus()) return;
    if (!keys_.empty()) {
        list_->setFocus(Qt::OtherFocusReason);
    } else if (files_allowed_) {
        another_file_->setFocus(Qt::OtherFocusReason);
    } else {
        window()->setFocus(Qt::OtherFocusReason);
    }
}

}  // namespace qoltanba::agent
