#include "agent/ui/qt/sign_window.hpp"

#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/file_dialog.hpp"

#include <QApplication>
#include <QKeyEvent>
#include <QMessageBox>
#include <QVBoxLayout>
#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

constexpr int usual_width = 620;
constexpr int height_with_text = 660;

QPushButton* push_button(QWidget* parent) {
    auto* button = new QPushButton(parent);
    // Enter belongs to the one default button, whatever has the focus.
    button->setAutoDefault(false);
    return button;
}

/// Whether the file holds what the list said: it may have been replaced since it was last opened.
bool is_same(const CertificateSummary& a, const CertificateSummary& b) {
    return a.name == b.name && a.holder.iin == b.holder.iin && a.holder.bin == b.holder.bin &&
           a.holder.role == b.holder.role && a.use == b.use && a.not_before == b.not_before &&
           a.not_after == b.not_after && a.issuer == b.issuer;
}

}  // namespace

SignWindow::SignWindow(std::shared_ptr<const SignPrompt> prompt, InterfaceLanguage& language,
                       std::function<void(Step)> tell, Caution caution)
    : prompt_(std::move(prompt)),
      interface_language_(language),
      tell_(std::move(tell)),
      caution_(caution),
      header_(
          new OriginHeader(prompt_->caller, [this](Language chosen) { interface_language_.choose(chosen); })),
      withdrawn_(new Notice(Tone::warning, this)),
      unprotected_(new Notice(Tone::warning, this)),
      added_anchors_(new Notice(Tone::warning, this)),
      certificate_note_(new Notice(Tone::note, this)),
      key_page_(new KeyPage(prompt_->keys, prompt_->purpose == Purpose::sign ? 3 : 5)),
      certificate_page_(new CertificatePage),
      busy_(new QProgressBar(this)),
      waiting_(plain_label(this)),
      block_(push_button(this)),
      another_key_(push_button(this)),
      cancel_(push_button(this)),
      primary_(push_button(this)) {
    setAttribute(Qt::WA_DeleteOnClose);
    setWindowFlag(Qt::WindowStaysOnTopHint);
    setWindowFlag(Qt::WindowContextHelpButtonHint, false);
    setWindowIcon(program_icon());
    if (prompt_->purpose == Purpose::sign) documents_ = new DocumentsPanel(prompt_->documents, this);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(header_);
    layout->addWidget(make_body(), 1);

    key_page_->changed = [this] { update_primary(); };
    key_page_->another_file_asked = [this] { choose_another_file(); };
    certificate_page_->changed = [this] { update_primary(); };
    settling_.setSingleShot(true);
    connect(&settling_, &QTimer::timeout, this, [this] { settle(); });
    interface_language_.listen(this, [this] { retranslate(); });
    retranslate();
    enter(Stage::choosing);
    const bool has_text = documents_ != nullptr && documents_->shows_text();
    resize(usual_width, has_text ? height_with_text : layout->totalHeightForWidth(usual_width));
}

QWidget* SignWindow::make_body() {
    busy_->setRange(0, 0);
    busy_->setTextVisible(false);
    busy_->setMaximumHeight(4);
    auto keep = busy_->sizePolicy();
    keep.setRetainSizeWhenHidden(true);
    busy_->setSizePolicy(keep);

    auto* body = new QWidget(this);
    auto* layout = new QVBoxLayout(body);
    layout->setContentsMargins(16, 12, 16, 14);
    layout->setSpacing(10);
    layout->addWidget(withdrawn_);
    layout->addWidget(unprotected_);
    layout->addWidget(added_anchors_);
    layout->addWidget(certificate_note_);
    if (documents_ != nullptr) layout->addWidget(documents_, 1);
    // Not a stacked widget: one page is shown, and the height that the other would need goes to the
    // documents.
    layout->addWidget(key_page_);
    layout->addWidget(certificate_page_);
    if (documents_ == nullptr) layout->addStretch(1);
    layout->addWidget(busy_);
    layout->addWidget(waiting_);
    layout->addLayout(make_buttons());
    return body;
}

QLayout* SignWindow::make_buttons() {
    block_->setFlat(true);
    block_->setVisible(!prompt_->caller.is_local_program());
    primary_->setDefault(true);
    for (auto* button : {primary_, another_key_}) button->installEventFilter(this);
    connect(block_, &QPushButton::clicked, this, [this] { ask_to_block(); });
    connect(another_key_, &QPushButton::clicked, this, [this] { enter(Stage::choosing); });
    connect(cancel_, &QPushButton::clicked, this, [this] { reject(); });
    connect(primary_, &QPushButton::clicked, this, [this] { press_primary(); });

    auto* row = new QHBoxLayout;
    row->setSpacing(8);
    row->addWidget(block_);
    row->addStretch(1);
    row->addWidget(cancel_);
    row->addWidget(another_key_);
    row->addWidget(primary_);
    return row;
}

void SignWindow::retranslate() {
    language_ = interface_language_.effective(prompt_->language);
    const auto caller = to_qt(caller_text(prompt_->caller, language_));
    setWindowTitle(QStringLiteral("Qoltanba — ") + caller);
    header_->retranslate(language_, to_qt(request_text(*prompt_, language_)));
    if (interface_language_.is_fixed()) header_->languages().fix(language_);
    const bool withdrawn = stage_ == Stage::withdrawn;
    withdrawn_->set_text(withdrawn ? words(TextId::request_withdrawn, language_) : QString());
    unprotected_->set_text(to_qt(origin_warning(prompt_->caller, language_)));
    added_anchors_->set_text(prompt_->added_anchors ? words(TextId::added_anchors, language_) : QString());
    const bool information = prompt_->purpose == Purpose::key_information;
    certificate_note_->set_text(information ? words(TextId::certificate_note, language_) : QString());
    if (documents_ != nullptr) documents_->retranslate(language_);
    key_page_->retranslate(language_);
    certificate_page_->retranslate(language_);
    busy_->setAccessibleName(words(TextId::opening, language_));
    block_->setText(words(TextId::block_site, language_));
    another_key_->setText(words(TextId::choose_another_key, language_));
    cancel_->setText(words(withdrawn ? TextId::close : TextId::cancel, language_));
    show_waiting(waiting_behind_);
    update_primary();
}

QString SignWindow::approval_words() const {
    if (prompt_->purpose == Purpose::key_information) return words(TextId::show_certificate, language_);
    const auto count = prompt_->documents.size();
    return count < 2 ? words(TextId::sign, language_)
                     : to_qt(fill_count(TextId::sign_several, language_, count));
}

void SignWindow::enter(Stage stage) {
    stage_ = stage;
    const bool working = stage == Stage::opening || stage == Stage::decided;
    key_page_->setVisible(stage != Stage::deciding);
    certificate_page_->setVisible(stage == Stage::deciding);
    busy_->setVisible(working);
    another_key_->setVisible(stage == Stage::deciding);
    const bool leads_back = stage == Stage::deciding && !certificate_page_->chosen();
    (leads_back ? another_key_ : primary_)->setDefault(true);
    update_enabled();
    if (!working) put_focus();
}

void SignWindow::unsettle() {
    const bool answers = stage_ == Stage::choosing || stage_ == Stage::deciding;
    if (!answers || caution_.settle.count() == 0) return;
    if (!settling_.isActive()) focus_before_ = focusWidget();
    // The window itself does nothing with what is typed; Escape alone works.
    setFocus();
    settling_.start(caution_.settle);
    update_enabled();
}

void SignWindow::settle() {
    update_enabled();
    if (focus_before_ && focus_before_ != this && focus_before_->isVisible() && focus_before_->isEnabled()) {
        focus_before_->setFocus();
    } else {
        put_focus();
    }
}

void SignWindow::put_focus() {
    if (settling_.isActive()) {
        focus_before_ = nullptr;
    } else if (stage_ == Stage::choosing) {
        key_page_->focus_password();
    } else if (stage_ == Stage::deciding) {
        (certificate_page_->chosen() ? primary_ : another_key_)->setFocus();
    }
}

void SignWindow::update_enabled() {
    const bool settled = !settling_.isActive();
    key_page_->setEnabled(settled && stage_ == Stage::choosing);
    certificate_page_->setEnabled(settled && stage_ == Stage::deciding);
    another_key_->setEnabled(settled && stage_ == Stage::deciding);
    // Not while a key is opened: its question would stand open when the signature is made.
    block_->setEnabled(stage_ == Stage::choosing || stage_ == Stage::deciding);
    update_primary();
}

bool SignWindow::signs_at_once(const KeyChoice& key) const {
    return caution_.signs_at_once && key.known && !key.unfit;
}

void SignWindow::update_primary() {
    const bool settled = !settling_.isActive();
    const auto* key = key_page_->chosen();
    switch (stage_) {
        case Stage::choosing:
            primary_->setText(key != nullptr && signs_at_once(*key) ? approval_words()
                                                                    : words(TextId::open_key, language_));
            primary_->setEnabled(settled && key_page_->is_ready());
            break;
        case Stage::deciding:
            primary_->setText(approval_words());
            primary_->setEnabled(settled && certificate_page_->chosen().has_value());
            break;
        case Stage::opening:
        case Stage::decided:
        case Stage::withdrawn:
            primary_->setEnabled(false);
            break;
    }
}

void SignWindow::press_primary() {
    if (stage_ == Stage::choosing && key_page_->is_ready()) {
        open_chosen();
    } else if (stage_ == Stage::deciding) {
        if (const auto place = certificate_page_->chosen()) approve(*place);
    }
}

void SignWindow::open_chosen() {
    const auto* key = key_page_->chosen();
    expected_ = signs_at_once(*key) ? key->known : std::nullopt;
    enter(Stage::opening);
    tell_(OpenKey{key->id, key_page_->take_password()});
}

void SignWindow::show_opened(Result<std::vector<OpenedKeyView>> opened) {
    if (stage_ != Stage::opening) return;
    if (!opened || opened->empty()) {
        const auto error = opened ? fail(ErrorCode::key_without_certificate) : opened.error();
        enter(Stage::choosing);
        return key_page_->show_fault(to_qt(error_text(error, language_)));
    }
    const auto expected = std::exchange(expected_, {});
    const auto same = std::find_if(opened->begin(), opened->end(), [&expected](const OpenedKeyView& key) {
        return expected && !key.unfit && !key.caution && is_same(key.certificate, *expected);
    });
    if (same != opened->end()) return approve(static_cast<std::size_t>(same - opened->begin()));
    certificate_page_->show_keys(std::move(*opened));
    enter(Stage::deciding);
}

void SignWindow::show_added(Result<KeyChoice> added) {
    if (!added) return key_page_->show_fault(to_qt(error_text(added.error(), language_)));
    key_page_->add_key(std::move(*added));
    put_focus();
    update_primary();
}

void SignWindow::show_withdrawn(std::chrono::milliseconds closes_after) {
    for (auto* dialog : findChildren<QDialog*>()) dialog->close();
    stage_ = Stage::withdrawn;
    settling_.stop();
    busy_->hide();
    setFocus();
    retranslate();
    update_enabled();
    key_page_->forget_password();
    QTimer::singleShot(closes_after, this, [this] { close(); });
}

void SignWindow::show_waiting(std::size_t count) {
    waiting_behind_ = count;
    waiting_->setText(to_qt(fill(TextId::requests_waiting, language_, {std::to_string(count)})));
    waiting_->setVisible(count > 0);
}

void SignWindow::present() {
    show();
    raise();
    activateWindow();
    QApplication::alert(this);
}

void SignWindow::approve(std::size_t opened_key) {
    decide(Approval{opened_key});
}

void SignWindow::decide(Decision decision) {
    enter(Stage::decided);
    tell_(decision);
}

void SignWindow::reject() {
    if (stage_ != Stage::withdrawn) decide(Refusal{});
    QDialog::reject();
}

bool SignWindow::event(QEvent* event) {
    const bool handled = QDialog::event(event);
    if (event->type() == QEvent::Show || event->type() == QEvent::WindowActivate) unsettle();
    // Lines that wrap are left out of Qt's own least size; without their height a warning would be cut off.
    if (event->type() == QEvent::LayoutRequest && layout() != nullptr) {
        const int needed = layout()->totalMinimumHeightForWidth(width());
        if (height() < needed) resize(width(), needed);
    }
    return handled;
}

bool SignWindow::eventFilter(QObject* watched, QEvent* event) {
    // Enter held down for the first step must not press the second.
    if (event->type() == QEvent::KeyPress && static_cast<QKeyEvent*>(event)->isAutoRepeat()) return true;
    return QDialog::eventFilter(watched, event);
}

void SignWindow::choose_another_file() {
    auto* dialog = key_file_dialog(this, language_);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { tell_(AddFile{path_from_qt(path)}); });
    dialog->open();
}

void SignWindow::ask_to_block() {
    const auto question =
        to_qt(fill(TextId::block_question, language_, {caller_text(prompt_->caller, language_)}));
    auto* box = new QMessageBox(QMessageBox::Warning, windowTitle(), question, QMessageBox::NoButton, this);
    box->setAttribute(Qt::WA_DeleteOnClose);
    box->setTextFormat(Qt::PlainText);
    auto* block = box->addButton(words(TextId::block, language_), QMessageBox::DestructiveRole);
    auto* cancel = box->addButton(words(TextId::cancel, language_), QMessageBox::RejectRole);
    box->setDefaultButton(cancel);
    box->setEscapeButton(cancel);
    connect(block, &QPushButton::clicked, this, [this] { decide(Refusal{.block_site = true}); });
    box->open();
}

}  // namespace qoltanba::agent
