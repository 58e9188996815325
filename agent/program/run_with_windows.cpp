#include "agent/program/deferred_prompter.hpp"
#include "agent/program/display.hpp"
#include "agent/program/faces.hpp"
#include "agent/program/start.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/qt_prompter.hpp"
#include "agent/ui/qt/tray.hpp"

#include <QApplication>
#include <QDesktopServices>
#include <QMessageBox>
#include <QUrl>

namespace qoltanba::agent {
namespace {

void open_folder(const std::filesystem::path& folder) {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdU16String(folder.u16string())));
}

WindowHooks hooks_for(Program& agent) {
    WindowHooks hooks;
    hooks.open_keys_folder = [&agent] { open_folder(agent.keys_folder()); };
    hooks.blocked_sites = [&agent] {
        const auto blocked = agent.settings().values().blocked_origins;
        return std::vector<std::string>(blocked.begin(), blocked.end());
    };
    hooks.unblock = [&agent](const std::string& origin) {
        if (const auto kept = agent.settings().unblock(origin); !kept) complain(kept.error());
    };
    return hooks;
}

}  // namespace

int run_with_windows(const Options& options, int argc, char** argv) {
    if (const auto missing = display_missing()) {
        complain(fail(ErrorCode::window_unavailable, *missing));
        return 1;
    }
    // Pages may ask as soon as the port is open; windows take longer to be ready, so the listener comes
    // first.
    DeferredPrompter prompter;
    const auto program = Program::start(options, prompter);
    if (program) announce(**program);

    QApplication application(argc, argv);
    QApplication::setApplicationName("Qoltanba");
    QApplication::setDesktopFileName("qoltanba");
    QApplication::setQuitOnLastWindowClosed(false);
    if (!program) {
        complain(program.error());
        const auto language = window_language({}, {});
        QMessageBox::critical(nullptr, "Qoltanba",
                              QString::fromStdString(error_text(program.error(), language)));
        return 1;
    }

    auto& agent = **program;
    const auto keep_language = [&agent](Language chosen) {
        if (const auto kept = agent.settings().set_language(chosen); !kept) complain(kept.error());
    };
    InterfaceLanguage language(
        agent.own_language(), keep_language,
        agent.policy().language ? LanguageOwner::administrator : LanguageOwner::person);
    const auto hooks = hooks_for(agent);
    QtPrompter windows(language, hooks);
    Tray tray(language, {.open_keys_folder = hooks.open_keys_folder,
                         .show_settings = [&windows] { windows.show_settings(); },
                         .quit = [] { QApplication::quit(); }});
    tray.show_ready(agent.port());
    prompter.show(&windows);
    const EndSignal signal(
        [] { QMetaObject::invokeMethod(qApp, &QApplication::quit, Qt::QueuedConnection); });
    const int status = QApplication::exec();
    prompter.show(nullptr);
    windows.close();
    agent.stop();
    return status;
}

}  // namespace qoltanba::agent
