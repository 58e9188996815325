#include "desk_of_windows.hpp"
#include "support/catch.hpp"

#include <QComboBox>
#include <QListWidget>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

TEST_CASE("a key never opened: Enter opens, and Enter again signs") {
    DeskOfWindows desk;
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    CHECK(contains(read(window), "https://cabinet.example.kz"));
    CHECK(contains(read(window), "asks you to sign a document"));
    CHECK(button(window, "Open key") != nullptr);

    type(window, right_password);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    CHECK(contains(read(window), "ТЕСТОВ ТЕСТ ТЕСТОВИЧ"));
    CHECK(contains(read(window), "123456789011"));
    CHECK(contains(read(window), "20.01.2026 – 20.01.2027"));
    CHECK(asked.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);

    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("a key opened before: password and Enter sign at once") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    prompt.keys = {known_key()};
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    CHECK(button(window, "Sign") != nullptr);
    type(window, right_password);
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("a file that no longer holds the key of the list is shown before it signs") {
    DeskOfWindows desk;
    desk.desk.opened[0].certificate.holder.iin = "999999999999";
    auto prompt = sample_prompt();
    prompt.keys = {known_key()};
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    type(window, right_password);
    press(window, Qt::Key_Return);
    until([&] { return contains(read(window), "999999999999"); });
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("Escape cancels in both steps") {
    DeskOfWindows desk;
    auto first = desk.ask(sample_prompt());
    press(shown_window(), Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(first)));
    until([] { return !is_any_window_shown(); });

    auto second = desk.ask(sample_prompt());
    auto* window = shown_window();
    type(window, right_password);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(second)));
}

TEST_CASE("closing the window refuses") {
    DeskOfWindows desk;
    auto asked = desk.ask(sample_prompt());
    shown_window()->close();
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("Enter without a password does nothing") {
    DeskOfWindows desk;
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    press(window, Qt::Key_Return);
    QTest::qWait(50);
    CHECK(desk.desk.asked().empty());
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("a wrong password is told, the field is empty and has the keyboard") {
    DeskOfWindows desk;
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    type(window, "wrong");
    press(window, Qt::Key_Return);
    until([&] { return read(window).find("The password is wrong.") != std::string::npos; });
    CHECK(password_field(window)->text().isEmpty());
    CHECK(window->focusWidget() == password_field(window));
    type(window, right_password);
    CHECK_FALSE(read(window).find("The password is wrong.") != std::string::npos);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("a key that does not fit says why and cannot sign") {
    DeskOfWindows desk;
    desk.desk.opened[0].unfit = fail(ErrorCode::certificate_expired);
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    type(window, right_password);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Another key") != nullptr; });
    CHECK(contains(read(window), "The certificate has expired."));
    CHECK_FALSE(button(window, "Sign")->isEnabled());
    press(window, Qt::Key_Return);  // leads back to the keys
    CHECK(button(window, "Another file…") != nullptr);
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("a key that nobody could be asked about says so before it signs, though it was opened before") {
    DeskOfWindows desk;
    desk.desk.opened[0].caution = fail(ErrorCode::revocation_unavailable);
    auto prompt = sample_prompt();
    prompt.keys = {known_key()};
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    type(window, right_password);
    press(window, Qt::Key_Return);
    const auto told = std::string(message_for(ErrorCode::revocation_unavailable, Language::en));
    until([&] { return contains(read(window), told); });
    CHECK(button(window, "Sign")->isEnabled());
    CHECK(asked.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 0));
}

TEST_CASE("of several keys in a file the fitting one is chosen") {
    DeskOfWindows desk;
    desk.desk.opened.insert(
        desk.desk.opened.begin(),
        OpenedKeyView{sample_certificate(), fail(ErrorCode::certificate_purpose_mismatch)});
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    type(window, right_password);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    press(window, Qt::Key_Return);
    CHECK(is_approval_of(DeskOfWindows::decision(asked), 1));
}

TEST_CASE("the arrows choose a key while the password is typed") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    prompt.keys.push_back(sample_key("key-2"));
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    type(window, "Qwer");
    press(window, Qt::Key_Down);
    type(window, "ty12");
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    CHECK(desk.desk.asked() == std::vector<std::string>{"key-2"});
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("Enter held down does not sign what it opened") {
    DeskOfWindows desk;
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    type(window, right_password);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    QKeyEvent repeated(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"), true);
    QCoreApplication::sendEvent(window->focusWidget(), &repeated);
    QTest::qWait(50);
    CHECK(asked.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("the window goes when the page goes, even while a key is being opened") {
    DeskOfWindows desk;
    desk.desk.delay = std::chrono::milliseconds(200);
    std::stop_source page;
    auto asked = desk.ask(sample_prompt(), page.get_token());
    auto* window = shown_window();
    type(window, right_password);
    press(window, Qt::Key_Return);
    page.request_stop();
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("the language changes in the open window and is kept") {
    DeskOfWindows desk;
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    auto* box = window->findChild<QComboBox*>();
    box->setFocus();
    QTest::keyClick(box, Qt::Key_Home);
    CHECK(contains(read(window), "құжатқа қол қоюыңызды сұрайды"));
    CHECK(button(window, "Кілтті ашу") != nullptr);
    CHECK(desk.kept == std::vector{Language::kk});
    QTest::keyClick(box, Qt::Key_Down);
    CHECK(contains(read(window), "просит вас подписать документ"));
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("the person's language goes before the page's") {
    DeskOfWindows desk(Language::ru);
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    CHECK(button(window, "Открыть ключ") != nullptr);
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("several documents are listed, and their number stands on the button") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    prompt.keys = {known_key()};
    prompt.documents = {view_of_document(bytes_of("first text")),
                        view_of_document(bytes_of("second text"), "b.txt"), view_of_digest(Bytes(32, 1)),
                        view_of_bare(Bytes{0x31, 0x80})};
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    CHECK(button(window, "Sign 4 documents") != nullptr);
    QListWidget* documents = nullptr;
    for (auto* list : window->findChildren<QListWidget*>()) {
        if (list->accessibleName() == QStringLiteral("Documents: 4")) documents = list;
    }
    REQUIRE(documents != nullptr);
    CHECK(documents->count() == 4);
    documents->setCurrentRow(1);
    CHECK_FALSE(contains(read(window), "Sign only if you trust"));
    CHECK(contains(read(window), "b.txt — text, 11 bytes"));
    documents->setCurrentRow(2);
    CHECK(contains(read(window), "Only a hash came"));
    documents->setCurrentRow(3);
    CHECK(contains(read(window), "A bare signature is asked for"));
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("a page that wants the certificate is asked for in those words") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    prompt.purpose = Purpose::key_information;
    prompt.documents.clear();
    prompt.keys = {known_key()};
    prompt.added_anchors = true;
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    CHECK(contains(read(window), "asks to see the certificate of your key"));
    CHECK(contains(read(window), "Nothing is signed."));
    CHECK(contains(read(window), "trusts certificates added by the administrator"));
    CHECK(button(window, "Show certificate") != nullptr);
    CHECK(button(window, "Sign") == nullptr);
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("text that looks like markup stays text") {
    DeskOfWindows desk;
    desk.desk.opened[0].certificate.name = "<b>МИНИСТР</b>";
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    type(window, right_password);
    press(window, Qt::Key_Return);
    until([&] { return button(window, "Sign") != nullptr; });
    for (const auto* label : window->findChildren<QLabel*>()) {
        if (label->text().contains(QLatin1Char('<'))) CHECK(label->textFormat() == Qt::PlainText);
    }
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("blocking a site is asked once more") {
    DeskOfWindows desk;
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    const auto question = [&]() -> QWidget* {
        for (auto* widget : QApplication::topLevelWidgets()) {
            if (widget != window && widget->isVisible() && button(widget, "Block") != nullptr) return widget;
        }
        return nullptr;
    };
    button(window, "Block this site…")->click();
    until([&] { return question() != nullptr; });
    QTest::keyClick(question(), Qt::Key_Escape);
    until([&] { return question() == nullptr; });
    CHECK(asked.wait_for(std::chrono::seconds(0)) == std::future_status::timeout);
    button(window, "Block this site…")->click();
    until([&] { return question() != nullptr; });
    button(question(), "Block")->click();
    CHECK(is_refusal(DeskOfWindows::decision(asked), true));
}

TEST_CASE("a site cannot be blocked while the key is opened: the signature could come before the answer") {
    DeskOfWindows desk;
    desk.desk.delay = std::chrono::milliseconds(200);
    auto asked = desk.ask(sample_prompt());
    auto* window = shown_window();
    auto* block = button(window, "Block this site…");
    CHECK(block->isEnabled());
    type(window, right_password);
    press(window, Qt::Key_Return);
    CHECK_FALSE(block->isEnabled());
    until([&] { return button(window, "Sign") != nullptr; });
    CHECK(block->isEnabled());
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("an origin whose connection anyone can change comes with a warning") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    prompt.caller.origin = "http://cabinet.example.kz";
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    CHECK(contains(read(window), "The connection to this site is not protected"));
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("a part that is signed and those who signed before are named") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    prompt.documents[0].part = "<pay Id=\"p1\">";
    prompt.documents[0].earlier_signers = {"ТЕСТОВ ТЕСТ", "СЕРІКОВ\nСЕРІК"};
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    CHECK(contains(read(window), "Only this part will be signed: <pay Id=\"p1\">"));
    CHECK(contains(read(window), "Already signed in the name of: ТЕСТОВ ТЕСТ, СЕРІКОВ"));
    CHECK(read(window).find("СЕРІКОВ\nСЕРІК") == std::string::npos);
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("a program on this computer has no site to block") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    prompt.caller.origin.clear();
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    CHECK(contains(read(window), "A program on this computer"));
    CHECK(button(window, "Block this site…") == nullptr);
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}
