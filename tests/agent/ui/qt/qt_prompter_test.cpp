#include "agent/ui/qt/qt_prompter.hpp"

#include "agent/ui/qt/tray.hpp"
#include "desk_of_windows.hpp"
#include "support/catch.hpp"
#include "support/fixtures.hpp"

#include <QFileDialog>
#include <fstream>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

QFileDialog* shown_file_dialog() {
    const auto find = []() -> QFileDialog* {
        for (auto* widget : QApplication::topLevelWidgets()) {
            auto* dialog = qobject_cast<QFileDialog*>(widget);
            if (dialog != nullptr && dialog->isVisible()) return dialog;
        }
        return nullptr;
    };
    until([&] { return find() != nullptr; });
    return find();
}

}  // namespace

TEST_CASE("requests stand in line, and the window says how many wait") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    auto first = desk.ask(prompt);
    auto* window = shown_window();
    prompt.caller.origin = "https://other.example.kz";
    auto second = desk.ask(prompt);
    until([&] { return read(window).find("More requests waiting: 1") != std::string::npos; });
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(first)));
    until([] { return is_any_window_shown() && contains(read(shown_window()), "https://other.example.kz"); });
    CHECK_FALSE(read(shown_window()).find("More requests waiting") != std::string::npos);
    press(shown_window(), Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(second)));
}

TEST_CASE("when the program ends, whoever waits is told that there is no window") {
    DeskOfWindows desk;
    auto open = desk.ask(sample_prompt());
    shown_window();
    auto waiting = desk.ask(sample_prompt());
    desk.prompter.close();
    CHECK(is_refusal(DeskOfWindows::decision(open)));
    CHECK(error_code(waiting.get()) == ErrorCode::window_unavailable);
    CHECK(error_code(desk.ask(sample_prompt()).get()) == ErrorCode::window_unavailable);
}

TEST_CASE("a page's wish for a language reaches an open window only if the person set none") {
    DeskOfWindows desk;
    auto prompt = sample_prompt();
    prompt.language = {};
    auto asked = desk.ask(prompt);
    auto* window = shown_window();
    desk.prompter.change_language(Language::ru);
    until([&] { return button(window, "Открыть ключ") != nullptr; });
    desk.language.choose(Language::en);
    desk.prompter.change_language(Language::kk);
    QTest::qWait(50);
    CHECK(button(window, "Open key") != nullptr);
    press(window, Qt::Key_Escape);
    CHECK(is_refusal(DeskOfWindows::decision(asked)));
}

TEST_CASE("a file for a page is chosen in a window that names the page") {
    DeskOfWindows desk;
    const TemporaryFolder folder;
    const auto path = folder.path() / u8"акт.pdf";
    std::ofstream(path) << "x";
    auto asked = std::async(std::launch::async, [&] {
        return desk.prompter.choose_file({{"https://cabinet.example.kz"}, "PDF", Language::en}, {});
    });
    auto* dialog = shown_file_dialog();
    CHECK(contains(dialog->windowTitle().toStdString(),
                   "https://cabinet.example.kz asks you to choose a file"));
    CHECK(dialog->nameFilters().front() == QStringLiteral("PDF (*.pdf *.PDF)"));
    emit dialog->fileSelected(QString::fromStdU16String(path.u16string()));
    until([&] { return asked.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
    const auto chosen = asked.get();
    REQUIRE(ok(chosen));
    CHECK(*chosen == path);
}

TEST_CASE("an extension that is more than a word filters nothing") {
    DeskOfWindows desk;
    std::stop_source page;
    auto asked = std::async(std::launch::async, [&] {
        return desk.prompter.choose_file({{"https://a.kz"}, "x);;Harmless (*", Language::en},
                                         page.get_token());
    });
    CHECK(shown_file_dialog()->nameFilters() == QStringList{QStringLiteral("All files (*)")});
    page.request_stop();
    until([&] { return asked.wait_for(std::chrono::seconds(0)) == std::future_status::ready; });
    CHECK_FALSE(asked.get()->has_value());
    until([] { return !is_any_window_shown(); });
}

TEST_CASE("the settings window changes the language of the tray") {
    DeskOfWindows desk(Language::en);
    Tray tray(desk.language, {});
    tray.show_ready(13579);
    CHECK(contains(tray.status(), "Ready (13579)"));
    desk.prompter.show_settings();
    auto* window = shown_window();
    CHECK(contains(read(window), "Open the keys folder"));
    desk.language.choose(Language::kk);
    CHECK(contains(read(window), "Кілттер қалтасын ашу"));
    CHECK(contains(tray.status(), "Жұмысқа дайын"));
    tray.show_trouble(fail(ErrorCode::port_taken));
    CHECK(contains(tray.status(), message_for(ErrorCode::port_taken, Language::kk)));
    window->close();
}
