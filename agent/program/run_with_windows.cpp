#include "agent/flows/pin_care.hpp"
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
#include <optional>
#include <utility>

namespace qoltanba::agent {
namespace {

void open_folder(const std::filesystem::path& folder) {
    QDesktopServices::openUrl(QUrl::fromLocalFile(QString::fromStdU16String(folder.u16string())));
}

/// `care`: nothing where no device is served.
WindowHooks hooks_for(Program& agent, std::optional<PinCare>& care) {
    WindowHooks hooks;
    hooks.open_keys_folder = [&agent] { open_folder(agent.keys_folder()); };
    hooks.blocked_sites = [&agent] {
        const auto blocked = agent.settings().values().blocked_origins;
        return std::vector<std::string>(blocked.begin(), blocked.end());
    };
    hooks.unblock = [&agent](const std::string& origin) {
        if (const auto kept = agent.settings().unblock(origin); !kept) complain(kept.error());
    };
    if (care) {
        hooks.tokens = {.tokens = [&care] { return care->tokens(); },
                        .change_pin = [&care](const std::string& id) { care->change_pin(id); },
                        .unblock_pin = [&care](const std::string& id) { care->unblock_pin(id); }};
    }
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
    std::optional<PinCare> care;
    if (auto* devices = agent.devices()) care.emplace(*devices, prompter);
    const auto hooks = hooks_for(agent, care);
    QtPrompter windows(language, hooks);
    TrayHooks tray_hooks{.open_keys_folder = hooks.open_keys_folder,
                         .show_settings = [&windows] { windows.show_settings(); },
                         .quit = [] { QApplication::quit(); }};
    if (care) tray_hooks.show_tokens = [&windows] { windows.show_tokens(); };
    Tray tray(language, std::move(tray_hooks));
    tray.show_ready(agent.port());
    prompter.show(&windows);
    const EndSignal signal(
        [] { QMetaObject::invokeMethod(qApp, &QApplication::quit, Qt::QueuedConnection); });
    const int status = QApplication::exec();
    prompter.show(nullptr);
    windows.close();
    care.reset();
    agent.stop();
    return status;
}

}  // namespace qoltanba::agent
