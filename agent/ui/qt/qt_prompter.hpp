// The Prompter with windows. How a program puts it together:
//
//   QApplication application(argc, argv);
//   application.setQuitOnLastWindowClosed(false);
//   InterfaceLanguage language(settings.language, [&](Language chosen) { settings.set_language(chosen); });
//   QtPrompter prompter(language, {.open_keys_folder = [&] { ... }});
//   Tray tray(language, {.open_keys_folder = ..., .show_settings = [&] { prompter.show_settings(); }, .quit =
//   ...}); tray.show_ready(port);
//   ... start the server, whose worker threads call prompter.ask(...) ...
//   application.exec();
//
// Windows are made when they are needed and go when they are done, so that the idle program stays small.
#pragma once

#include "agent/ui/prompt_queue.hpp"
#include "agent/ui/prompter.hpp"
#include "agent/ui/qt/interface_language.hpp"
#include "agent/ui/qt/window_hooks.hpp"
#include "agent/ui/qt/window_times.hpp"

#include <QFileDialog>
#include <QObject>
#include <QPointer>
#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <stop_token>

namespace qoltanba::agent {

class Exchange;
struct OpenKey;
class RequestWindow;
class SecretWindow;
class SettingsWindow;
class SignWindow;
class TokensWindow;

class QtPrompter final : public Prompter {
  public:
    /// On the GUI thread, with a QApplication in place; `language` outlives the prompter.
    QtPrompter(InterfaceLanguage& language, WindowHooks hooks, WindowTimes times = {});
    /// On the GUI thread. Refuses what is open and waits for the threads inside ask() to leave.
    ~QtPrompter() override;

    // From any thread but the GUI thread: these block. One window at a time, the others stand in line.
    Result<Decision> ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) override;
    Result<std::optional<std::filesystem::path>> choose_file(const FilePrompt& prompt,
                                                             std::stop_token stop) override;
    Result<SecretDecision> ask_for_secret(const SecretPrompt& prompt, const SecretUse& use,
                                          std::stop_token stop) override;

    // From any thread; return at once.
    void change_language(Language language) override;
    void show_settings() override;
    void show_tokens();

    /// Refuses what is open and whatever comes later (window_unavailable). Any thread; happens by itself when
    /// the application is about to quit.
    void close();

  private:
    /// Runs on the GUI thread, later; never if the event loop has ended.
    void post(std::function<void()> work);
    /// Shows the window that `make` gives once no withdrawn one stands on the screen any more; none where
    /// the request `has_ended` by then.
    void show_request(const std::function<bool()>& has_ended, const std::function<RequestWindow*()>& make);
    /// Opens the key and shows the window what came of it. On the thread that asked.
    void open_key(KeyDesk& desk, const OpenKey& key);
    void show_keys(std::vector<KeyChoice> keys);
    void show_places(std::vector<KeyPlace> places);
    /// Lets the window say that its request was withdrawn; it goes by itself.
    void say_farewell();
    [[nodiscard]] bool is_wary() const;
    /// Tells the open window how many wait behind it.
    void show_waiting();
    [[nodiscard]] Language language_for(std::optional<Language> wish) const {
        return language_.effective(wish);
    }

    InterfaceLanguage& language_;
    WindowHooks hooks_;
    WindowTimes times_;
    QObject gui_;  ///< what is posted dies with it
    PromptQueue queue_;
    std::stop_source closing_;
    QPointer<RequestWindow> window_;  ///< of the request that has its turn: one of the next two
    QPointer<SignWindow> sign_window_;
    QPointer<SecretWindow> secret_window_;
    QPointer<RequestWindow> withdrawn_window_;
    std::optional<std::chrono::steady_clock::time_point> last_withdrawn_;
    QPointer<QFileDialog> file_window_;
    QPointer<SettingsWindow> settings_window_;
    QPointer<TokensWindow> tokens_window_;
};

}  // namespace qoltanba::agent
