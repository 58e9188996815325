#include "agent/ui/qt/sign_window.hpp"

#include "agent/ui/key_choice.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/file_dialog.hpp"

#include <algorithm>
#include <utility>

namespace qoltanba::agent {
namespace {

constexpr int usual_width = 620;
constexpr int height_with_text = 660;

/// Whether the key is what the list said: a file may have been replaced since it was last opened.
bool is_same(const CertificateSummary& a, const CertificateSummary& b) {
    return a.name == b.name && a.holder.iin == b.holder.iin && a.holder.bin == b.holder.bin &&
           a.holder.role == b.holder.role && a.use == b.use && a.not_before == b.not_before &&
           a.not_after == b.not_after && a.issuer == b.issuer;
}

}  // namespace

SignWindow::SignWindow(std::shared_ptr<const SignPrompt> prompt, InterfaceLanguage& language,
                       std::function<void(Step)> tell, Caution caution)
    : RequestWindow(prompt->caller, prompt->language, language, caution.settle),
      prompt_(std::move(prompt)),
      tell_(std::move(tell)),
      caution_(caution),
      added_anchors_(new Notice(Tone::warning, this)),
      certificate_note_(new Notice(Tone::note, this)),
      key_page_(new KeyPage(*prompt_)),
      certificate_page_(new CertificatePage),
      another_key_(push_button()) {
    if (prompt_->purpose == Purpose::sign) documents_ = new DocumentsPanel(prompt_->documents, this);
    fill_body();
    ignore_held_enter(another_key_);
    connect(another_key_, &QPushButton::clicked, this, [this] { enter(Stage::choosing); });
    connect(&primary(), &QPushButton::clicked, this, [this] { press_primary(); });
    key_page_->changed = [this] { update_primary(); };
    key_page_->another_file_asked = [this] { choose_another_file(); };
    certificate_page_->changed = [this] { update_primary(); };
    complete({another_key_});
    enter(Stage::choosing);
    const bool has_text = documents_ != nullptr && documents_->shows_text();
    resize(usual_width, has_text ? height_with_text : layout()->totalHeightForWidth(usual_width));
}

void SignWindow::fill_body() {
    body().addWidget(added_anchors_);
    body().addWidget(certificate_note_);
    if (documents_ != nullptr) body().addWidget(documents_, 1);
    // Not a stacked widget: one page is shown, and the height that the other would need goes to the
    // documents.
    body().addWidget(key_page_);
    body().addWidget(certificate_page_);
    if (documents_ == nullptr) body().addStretch(1);
}

QString SignWindow::request_words() const {
    return to_qt(request_text(*prompt_, language()));
}

void SignWindow::translate() {
    added_anchors_->set_text(prompt_->added_anchors ? words(TextId::added_anchors, language()) : QString());
    const bool information = prompt_->purpose == Purpose::key_information;
    certificate_note_->set_text(information ? words(TextId::certificate_note, language()) : QString());
    if (documents_ != nullptr) documents_->retranslate(language());
    key_page_->retranslate(language());
    certificate_page_->retranslate(language());
    busy().setAccessibleName(words(TextId::opening, language()));
    another_key_->setText(words(TextId::choose_another_key, language()));
    update_primary();
}

QString SignWindow::approval_words() const {
    if (prompt_->purpose == Purpose::key_information) return words(TextId::show_certificate, language());
    const auto count = prompt_->documents.size();
    return count < 2 ? words(TextId::sign, language())
                     : to_qt(fill_count(TextId::sign_several, language(), count));
}

void SignWindow::enter(Stage stage) {
    stage_ = stage;
    const bool working = stage == Stage::opening || stage == Stage::decided;
    key_page_->setVisible(stage != Stage::deciding);
    certificate_page_->setVisible(stage == Stage::deciding);
    busy().setVisible(working);
    key_page_->show_reader_waits(stage == Stage::opening && is_typed_at_reader(*opened_));
    another_key_->setVisible(stage == Stage::deciding);
    (leads_back() ? another_key_ : &primary())->setDefault(true);
    update_enabled();
    if (!working) put_focus();
}

bool SignWindow::leads_back() const {
    return stage_ == Stage::deciding && (!certificate_page_->chosen() || certificate_page_->is_taken_out());
}

bool SignWindow::takes_answers() const {
    return stage_ == Stage::choosing || stage_ == Stage::deciding;
}

void SignWindow::focus_next() {
    if (stage_ == Stage::choosing) {
        key_page_->take_focus();
    } else if (stage_ == Stage::deciding) {
        (leads_back() ? another_key_ : &primary())->setFocus();
    }
}

void SignWindow::update_enabled() {
    key_page_->setEnabled(is_settled() && stage_ == Stage::choosing);
    certificate_page_->setEnabled(is_settled() && stage_ == Stage::deciding);
    another_key_->setEnabled(is_settled() && stage_ == Stage::deciding);
    // Not while a key is opened: its question would stand open when the signature is made.
    block().setEnabled(takes_answers());
    update_primary();
}

bool SignWindow::signs_at_once(const KeyChoice& key) const {
    // Where nothing has to be typed the certificate is shown first: one Enter alone signs nothing.
    return caution_.signs_at_once && key.known && !key.unfit && needs_secret(key);
}

void SignWindow::describe_buttons() {
    const auto told = stage_ == Stage::deciding ? certificate_page_->spoken() : QString();
    if (told == primary().accessibleDescription()) return;
    primary().setAccessibleDescription(told);
    another_key_->setAccessibleDescription(told);
}

void SignWindow::update_primary() {
    describe_buttons();
    const auto* key = key_page_->chosen();
    switch (stage_) {
        case Stage::choosing:
            primary().setText(key != nullptr && signs_at_once(*key) ? approval_words()
                                                                    : words(TextId::open_key, language()));
            primary().setEnabled(is_settled() && key_page_->is_ready());
            break;
        case Stage::deciding:
            primary().setText(approval_words());
            primary().setEnabled(is_settled() && certificate_page_->chosen().has_value());
            break;
        case Stage::opening:
        case Stage::decided:
        case Stage::withdrawn:
            primary().setEnabled(false);
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
    opened_ = *key_page_->chosen();
    auto secret = key_page_->take_secret();
    enter(Stage::opening);
    tell_(OpenKey{opened_->id, std::move(secret), is_last_try(*opened_)});
}

void SignWindow::show_opened(Result<std::vector<OpenedKeyView>> opened) {
    if (stage_ != Stage::opening) return;
    if (!opened || opened->empty()) {
        const auto error = opened ? fail(ErrorCode::key_without_certificate) : opened.error();
        enter(Stage::choosing);
        return key_page_->show_fault(error);
    }
    const auto expected = signs_at_once(*opened_) ? opened_->known : std::nullopt;
    const auto same = std::find_if(opened->begin(), opened->end(), [&expected](const OpenedKeyView& key) {
        return expected && !key.unfit && !key.caution && is_same(key.certificate, *expected);
    });
    if (same != opened->end()) return approve(static_cast<std::size_t>(same - opened->begin()));
    certificate_page_->show_keys(std::move(*opened), opened_->device);
    enter(Stage::deciding);
    if (!needs_secret(*opened_)) unsettle();
}

void SignWindow::show_added(Result<KeyChoice> added) {
    if (!added) return key_page_->show_fault(added.error());
    key_page_->add_key(std::move(*added));
    put_focus();
    update_primary();
}

void SignWindow::show_keys(std::vector<KeyChoice> keys) {
    const bool is_gone = opened_ && opened_->device && find_key(keys, opened_->id) == nullptr;
    const bool is_another = key_page_->set_keys(std::move(keys), stage_ == Stage::choosing);
    update_primary();
    if (stage_ == Stage::choosing && is_another) {
        put_focus();
        unsettle();
    } else if (stage_ == Stage::deciding && is_gone) {
        certificate_page_->show_taken_out();
        another_key_->setDefault(true);
        put_focus();
    }
}

void SignWindow::forget() {
    stage_ = Stage::withdrawn;
    key_page_->forget_secret();
}

void SignWindow::approve(std::size_t opened_key) {
    decide(Approval{opened_key});
}

void SignWindow::decide(Decision decision) {
    enter(Stage::decided);
    tell_(decision);
}

void SignWindow::choose_another_file() {
    auto* dialog = key_file_dialog(this, language());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& path) { tell_(AddFile{path_from_qt(path)}); });
    dialog->open();
}

}  // namespace qoltanba::agent
