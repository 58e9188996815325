#include "agent/ui/qt/secret_window.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

constexpr int usual_width = 560;

}  // namespace

SecretWindow::SecretWindow(std::shared_ptr<const SecretPrompt> prompt, InterfaceLanguage& language,
                           std::function<void(SecretStep)> tell, std::chrono::milliseconds settle)
    : RequestWindow(prompt->caller, prompt->language, language, settle),
      prompt_(std::move(prompt)),
      tell_(std::move(tell)),
      heading_(new QLabel(this)),
      facts_(new FactsCard(this)),
      note_(plain_label(this)),
      rule_(plain_label(this)),
      keyboard_(new KeyboardNotes(this)),
      last_try_(tick_box(this)),
      fault_(new Notice(Tone::fault, this)) {
    fill_body();
    connect(last_try_, &QCheckBox::toggled, this, [this] { update_enabled(); });
    connect(&primary(), &QPushButton::clicked, this, [this] { press_primary(); });
    complete();
    enter(Stage::asking);
    resize(usual_width, layout()->totalHeightForWidth(usual_width));
}

void SecretWindow::fill_body() {
    const auto asked = secret_words(*prompt_, Language::en);
    is_last_try_ = asked.is_last_try;
    auto bold = font();
    bold.setBold(true);
    heading_->setFont(bold);
    auto palette = rule_->palette();
    palette.setColor(QPalette::WindowText, muted_text(palette));
    rule_->setPalette(palette);
    body().addWidget(heading_);
    body().addWidget(facts_);
    for (std::size_t i = 0; i < asked.warnings.size(); ++i) {
        warnings_.push_back(new Notice(Tone::warning, this));
        body().addWidget(warnings_.back());
    }
    body().addWidget(note_);
    body().addWidget(make_fields(asked));
    body().addWidget(rule_);
    body().addWidget(keyboard_->caps_lock_warning());
    body().addWidget(last_try_);
    body().addWidget(fault_);
    body().addStretch(1);
}

QWidget* SecretWindow::make_fields(const SecretWords& words) {
    auto* place = new QWidget(this);
    auto* grid = new QGridLayout(place);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setColumnStretch(1, 1);
    current_ = add_field(*grid, words.current);
    fresh_ = add_field(*grid, words.fresh);
    again_ = add_field(*grid, words.again);
    place->setVisible(!lines_.empty());
    grid->addWidget(keyboard_->layout_name(), 0, 2);
    return place;
}

PasswordField* SecretWindow::add_field(QGridLayout& grid, const std::optional<SecretField>& asked) {
    if (!asked) return nullptr;
    auto* label = new QLabel(this);
    auto* field = new PasswordField(this);
    label->setBuddy(field);
    const int row = grid.rowCount();
    grid.addWidget(label, lines_.empty() ? 0 : row, 0);
    grid.addWidget(field, lines_.empty() ? 0 : row, 1);
    keyboard_->listen_to(*field);
    connect(field, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!text.isEmpty()) fault_->set_text({});
        update_enabled();
    });
    // Enter leads from field to field; in the last one the button takes it.
    connect(field, &QLineEdit::returnPressed, this, [this] {
        if (auto* next = empty_field()) next->setFocus(Qt::TabFocusReason);
    });
    lines_.push_back({asked->name, label, field});
    return field;
}

QString SecretWindow::request_words() const {
    return to_qt(secret_words(*prompt_, language()).request);
}

void SecretWindow::translate() {
    const auto said = secret_words(*prompt_, language());
    heading_->setText(to_qt(said.heading));
    heading_->setVisible(!said.heading.empty());
    facts_->show_facts(said.facts);
    for (std::size_t i = 0; i < warnings_.size(); ++i) warnings_[i]->set_text(to_qt(said.warnings[i]));
    note_->setText(to_qt(said.note));
    note_->setVisible(!said.note.empty());
    for (const auto& line : lines_) {
        line.label->setText(words(line.name, language()) + QLatin1Char(':'));
        line.field->setAccessibleName(words(line.name, language()));
    }
    rule_->setText(to_qt(said.rule));
    rule_->setVisible(!said.rule.empty());
    keyboard_->retranslate(language());
    last_try_->setText(words(TextId::use_last_try, language()));
    busy().setAccessibleName(words(TextId::working, language()));
    primary().setText(words(said.action, language()));
    fault_->set_text({});
}

void SecretWindow::enter(Stage stage) {
    stage_ = stage;
    busy().setVisible(stage == Stage::working);
    last_try_->setVisible(is_last_try_);
    update_enabled();
    if (stage == Stage::asking) put_focus();
}

void SecretWindow::update_enabled() {
    const bool answers = is_settled() && !is_withdrawn() && stage_ == Stage::asking;
    for (const auto& line : lines_) line.field->setEnabled(answers);
    last_try_->setEnabled(answers);
    block().setEnabled(!is_withdrawn() && stage_ == Stage::asking);
    cancel().setEnabled(is_withdrawn() || stage_ == Stage::asking || prompt_->caller);
    primary().setEnabled(answers && is_ready());
}

PasswordField* SecretWindow::empty_field() const {
    const auto found =
        std::ranges::find_if(lines_, [](const Line& line) { return line.field->text().isEmpty(); });
    return found == lines_.end() ? nullptr : found->field;
}

bool SecretWindow::is_ready() const {
    return empty_field() == nullptr && (!is_last_try_ || last_try_->isChecked());
}

void SecretWindow::focus_next() {
    if (auto* field = empty_field()) {
        field->setFocus(Qt::OtherFocusReason);
    } else {
        primary().setFocus();
    }
}

void SecretWindow::press_primary() {
    if (stage_ != Stage::asking || !is_ready()) return;
    TypedSecret typed{.current = {}, .fresh = {}, .last_try_confirmed = last_try_->isChecked()};
    if (fresh_ != nullptr) {
        typed.fresh = fresh_->take();
        const auto again = again_->take();
        if (!std::ranges::equal(typed.fresh.view(), again.view()))
            return start_again(words(secret_words(*prompt_, language()).differ, language()));
    }
    if (current_ != nullptr) typed.current = current_->take();
    enter(Stage::working);
    tell_(std::move(typed));
}

void SecretWindow::show_failure(const Error& error) {
    if (stage_ != Stage::working || is_withdrawn()) return;
    is_last_try_ = is_last_try_ || error.code == ErrorCode::pin_last_try;
    // What the new one must be like stands in the window already.
    const bool is_explained = fresh_ != nullptr && error.code == ErrorCode::password_too_simple;
    start_again(to_qt(is_explained ? std::string(message_for(error.code, language()))
                                   : error_text(error, language())));
}

void SecretWindow::start_again(const QString& fault) {
    last_try_->setChecked(false);
    enter(Stage::asking);
    fault_->set_text(fault);
}

void SecretWindow::refuse(Refusal refusal) {
    enter(Stage::decided);
    tell_(refusal);
}

void SecretWindow::forget() {
    for (const auto& line : lines_) line.field->forget();
}

void SecretWindow::reject() {
    // What a device is doing for the person cannot be taken back.
    if (stage_ == Stage::working && !prompt_->caller) return;
    RequestWindow::reject();
}

}  // namespace qoltanba::agent
