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
                           std::function<void(SecretStep)> tell, std::chrono::milliseconds settle,
                           std::vector<KeyPlace> places)
    : RequestWindow(prompt->caller, prompt->language, language, settle),
      prompt_(std::move(prompt)),
      tell_(std::move(tell)),
      places_(std::move(places)),
      place_(places_.empty() ? std::string() : places_.front().id),
      heading_(new QLabel(this)),
      facts_(new FactsCard(this)),
      choice_(new PlaceChoice(this)),
      warnings_part_(new QVBoxLayout),
      obstacle_(new Notice(Tone::fault, this)),
      note_(plain_label(this)),
      keyboard_(new KeyboardNotes(this)),
      last_try_(tick_box(this)),
      fault_(new Notice(Tone::fault, this)) {
    fill_body();
    choice_->chosen = [this](const std::string& id) { choose_place(id); };
    connect(last_try_, &QCheckBox::toggled, this, [this] { update_enabled(); });
    connect(&primary(), &QPushButton::clicked, this, [this] { press_primary(); });
    complete();
    enter(Stage::asking);
    resize(usual_width, layout()->totalHeightForWidth(usual_width));
}

void SecretWindow::fill_body() {
    auto bold = font();
    bold.setBold(true);
    heading_->setFont(bold);
    fields_part_ = make_fields();
    rule_ = plain_label(this);
    auto palette = rule_->palette();
    palette.setColor(QPalette::WindowText, muted_text(palette));
    rule_->setPalette(palette);
    warnings_part_->setSpacing(body().spacing());
    body().addWidget(heading_);
    body().addWidget(facts_);
    body().addWidget(choice_);
    body().addLayout(warnings_part_);
    body().addWidget(obstacle_);
    body().addWidget(note_);
    body().addWidget(fields_part_);
    body().addWidget(rule_);
    body().addWidget(keyboard_->caps_lock_warning());
    body().addWidget(last_try_);
    body().addWidget(fault_);
    body().addStretch(1);
}

QWidget* SecretWindow::make_fields() {
    auto* part = new QWidget(this);
    auto* grid = new QGridLayout(part);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(8);
    grid->setColumnStretch(1, 1);
    current_ = make_line(*grid);
    fresh_ = make_line(*grid);
    again_ = make_line(*grid);
    grid->addWidget(keyboard_->layout_name(), 0, 2);  // show_said() moves it beside the first field
    return part;
}

SecretWindow::Line SecretWindow::make_line(QGridLayout& grid) {
    auto* label = new QLabel(this);
    auto* field = new PasswordField(this);
    label->setBuddy(field);
    const int row = grid.rowCount();
    grid.addWidget(label, row, 0);
    grid.addWidget(field, row, 1);
    keyboard_->listen_to(*field);
    connect(field, &QLineEdit::textChanged, this, [this](const QString& text) {
        if (!text.isEmpty()) fault_->set_text({});
        update_enabled();
    });
    // Enter leads from field to field; in the last one the button takes it.
    connect(field, &QLineEdit::returnPressed, this, [this] {
        if (auto* next = empty_field()) next->setFocus(Qt::TabFocusReason);
    });
    return {label, field};
}

SecretWords SecretWindow::said() const {
    return secret_words(*prompt_, language(), place());
}

QString SecretWindow::request_words() const {
    return to_qt(said().request);
}

void SecretWindow::translate() {
    const auto said_now = said();
    heading_->setText(to_qt(said_now.heading));
    heading_->setVisible(!said_now.heading.empty());
    facts_->show_facts(said_now.facts);
    choice_->set_heading(words(TextId::place_of_key, language()));
    std::vector<std::pair<std::string, std::string>> lines;
    for (const auto& one : places_) lines.emplace_back(one.id, place_text(*prompt_, one, language()));
    choice_->show_places(lines, place_);
    show_said(said_now);
    keyboard_->retranslate(language());
    last_try_->setText(words(TextId::use_last_try, language()));
    busy().setAccessibleName(words(TextId::working, language()));
    primary().setText(words(said_now.action, language()));
    cancel().setVisible(!said_now.only_tells);
    fault_->set_text({});
}

void SecretWindow::show_said(const SecretWords& said) {
    show_warnings(said.warnings);
    const auto obstacle = has_no_place() ? words(TextId::no_place_now, language()) : to_qt(said.obstacle);
    can_be_done_ = obstacle.isEmpty();
    obstacle_->set_text(obstacle);
    note_->setText(to_qt(said.note));
    note_->setVisible(!said.note.empty() && !has_no_place());
    ask_in(current_, said.current);
    ask_in(fresh_, said.fresh);
    ask_in(again_, said.again);
    const auto lines = asked_lines();
    fields_part_->setVisible(!lines.empty());
    if (!lines.empty()) place_layout_name(*lines.front());
    rule_->setText(rule_of(said));
    rule_->setVisible(!rule_->text().isEmpty());
}

void SecretWindow::place_layout_name(const Line& beside) {
    auto* grid = static_cast<QGridLayout*>(fields_part_->layout());
    int row = 0;
    int column = 0;
    int span = 0;
    grid->getItemPosition(grid->indexOf(beside.field), &row, &column, &span, &span);
    grid->addWidget(keyboard_->layout_name(), row, 2);
}

void SecretWindow::show_warnings(const std::vector<std::string>& warnings) {
    while (warnings_.size() < warnings.size()) {
        warnings_.push_back(new Notice(Tone::warning, this));
        warnings_part_->addWidget(warnings_.back());
    }
    for (std::size_t i = 0; i < warnings_.size(); ++i)
        warnings_[i]->set_text(i < warnings.size() ? to_qt(warnings[i]) : QString());
}

void SecretWindow::ask_in(Line& line, const std::optional<SecretField>& asked) {
    line.is_asked = asked.has_value() && !has_no_place();
    line.label->setVisible(line.is_asked);
    line.field->setVisible(line.is_asked);
    if (!asked) return;
    line.label->setText(words(asked->name, language()) + QLatin1Char(':'));
    line.field->setAccessibleName(words(asked->name, language()));
}

std::vector<const SecretWindow::Line*> SecretWindow::asked_lines() const {
    std::vector<const Line*> asked;
    for (const auto* line : {&current_, &fresh_, &again_})
        if (line->is_asked) asked.push_back(line);
    return asked;
}

QString SecretWindow::rule_of(const SecretWords& said) const {
    if (has_no_place()) return {};
    const auto* chosen = place();
    const bool is_typed_at_reader =
        chosen != nullptr && chosen->device && chosen->device->pin_needed && chosen->device->pin_pad;
    if (is_typed_at_reader && stage_ == Stage::working) return words(TextId::reader_waits, language());
    return to_qt(said.rule);
}

void SecretWindow::take_place(const std::string& id) {
    place_ = id;
    is_last_try_found_ = false;
    forget();
    last_try_->setChecked(false);
}

void SecretWindow::choose_place(const std::string& id) {
    if (id == place_) return;
    take_place(id);
    translate();
    enter(stage_);
}

void SecretWindow::show_places(std::vector<KeyPlace> places) {
    if (is_withdrawn() || stage_ == Stage::decided) return;
    const bool had_none = has_no_place();
    places_ = std::move(places);
    // While a device works its place stays, whatever the list says: what comes of it is told.
    const bool is_another = place() == nullptr && stage_ == Stage::asking && !places_.empty();
    if (is_another) {
        take_place(places_.front().id);
    }
    if (has_no_place()) forget();
    const auto fault = fault_->text();
    translate();
    fault_->set_text(fault);
    enter_quietly();
    if (stage_ != Stage::asking || !(is_another || had_none)) return;
    put_focus();
    unsettle();
}

void SecretWindow::enter(Stage stage) {
    stage_ = stage;
    enter_quietly();
    if (stage == Stage::asking) put_focus();
}

void SecretWindow::enter_quietly() {
    const auto said_now = said();
    is_last_try_ = said_now.is_last_try || is_last_try_found_;
    busy().setVisible(stage_ == Stage::working);
    last_try_->setVisible(is_last_try_);
    rule_->setText(rule_of(said_now));
    update_enabled();
}

void SecretWindow::update_enabled() {
    const bool answers = is_settled() && !is_withdrawn() && stage_ == Stage::asking;
    for (const auto* line : {&current_, &fresh_, &again_}) line->field->setEnabled(answers);
    choice_->setEnabled(answers);
    last_try_->setEnabled(answers);
    block().setEnabled(!is_withdrawn() && stage_ == Stage::asking);
    cancel().setEnabled(is_withdrawn() || stage_ == Stage::asking || prompt_->caller);
    primary().setEnabled(answers && is_ready());
}

PasswordField* SecretWindow::empty_field() const {
    for (const auto* line : asked_lines())
        if (line->field->text().isEmpty()) return line->field;
    return nullptr;
}

bool SecretWindow::is_ready() const {
    return can_be_done_ && empty_field() == nullptr && (!is_last_try_ || last_try_->isChecked());
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
    TypedSecret typed{
        .current = {}, .fresh = {}, .last_try_confirmed = last_try_->isChecked(), .place = place_};
    if (fresh_.is_asked) {
        typed.fresh = fresh_.field->take();
        const auto again = again_.field->take();
        if (!std::ranges::equal(typed.fresh.view(), again.view()))
            return start_again(words(said().differ, language()));
    }
    if (current_.is_asked) typed.current = current_.field->take();
    enter(Stage::working);
    tell_(std::move(typed));
}

void SecretWindow::show_failure(const Error& error) {
    if (stage_ != Stage::working || is_withdrawn()) return;
    is_last_try_found_ = is_last_try_found_ || error.code == ErrorCode::pin_last_try;
    // What the new one must be like stands in the window already.
    const bool is_explained = fresh_.is_asked && error.code == ErrorCode::password_too_simple;
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
    for (const auto* line : {&current_, &fresh_, &again_}) line->field->forget();
}

void SecretWindow::reject() {
    // What a device is doing for the person cannot be taken back.
    if (stage_ == Stage::working && !prompt_->caller) return;
    RequestWindow::reject();
}

}  // namespace qoltanba::agent
