#include "agent/ui/qt/qt_prompter.hpp"

#include "agent/ui/key_choice.hpp"
#include "agent/ui/presentation.hpp"
#include "agent/ui/qt/convert.hpp"
#include "agent/ui/qt/exchange.hpp"
#include "agent/ui/qt/file_dialog.hpp"
#include "agent/ui/qt/look.hpp"
#include "agent/ui/qt/secret_window.hpp"
#include "agent/ui/qt/settings_window.hpp"
#include "agent/ui/qt/sign_window.hpp"
#include "agent/ui/qt/tokens_window.hpp"

#include <QCoreApplication>
#include <atomic>
#include <future>
#include <memory>
#include <utility>

namespace qoltanba::agent {
namespace {

using ChosenFile = std::optional<std::filesystem::path>;

/// The first answer stands; the window and the page that goes away may both give one.
class FileAnswer {
  public:
    void give(ChosenFile file) {
        std::call_once(given_, [&] { promise_.set_value(std::move(file)); });
    }
    ChosenFile wait() { return promise_.get_future().get(); }

  private:
    std::once_flag given_;
    std::promise<ChosenFile> promise_;
};

bool is_refusal(const Step& step) {
    const auto* decision = std::get_if<Decision>(&step);
    return std::holds_alternative<Withdrawn>(step) ||
           (decision != nullptr && std::holds_alternative<Refusal>(*decision));
}

/// The news of a list's changes as steps, one at a time, for as long as this lives. `Source`: whose list it
/// is.
template <typename Source, typename Changed, typename Queue>
class News {
  public:
    News(Source& source, Queue& exchange) : source_(source) {
        source_.listen([this, &exchange] {
            if (!is_told_.exchange(true)) exchange.put(Changed{});
        });
    }
    ~News() { source_.listen({}); }
    News(const News&) = delete;
    News& operator=(const News&) = delete;

    /// Before the list is read.
    Source& source() {
        is_told_ = false;
        return source_;
    }

  private:
    Source& source_;
    std::atomic<bool> is_told_ = false;
};

using NewsOfDesk = News<KeyDesk, KeysChanged, Exchange>;
using NewsOfPlaces = News<KeyPlaces, PlacesChanged, SecretExchange>;

bool is_refusal(const SecretStep& step) {
    return std::holds_alternative<Withdrawn>(step) || std::holds_alternative<Refusal>(step);
}

}  // namespace

QtPrompter::QtPrompter(InterfaceLanguage& language, WindowHooks hooks, WindowTimes times)
    : language_(language),
      hooks_(std::move(hooks)),
      times_(times),
      queue_([this] { post([this] { show_waiting(); }); }) {
    QObject::connect(qApp, &QCoreApplication::aboutToQuit, &gui_, [this] { close(); });
}

QtPrompter::~QtPrompter() {
    close();
    queue_.wait_until_empty();
    delete window_;
    delete withdrawn_window_;
    delete file_window_;
    delete settings_window_;
    delete tokens_window_;
}

Result<Decision> QtPrompter::ask(const SignPrompt& prompt, KeyDesk& desk, std::stop_token stop) {
    const auto turn = queue_.wait(stop);
    if (closing_.stop_requested()) return fail(ErrorCode::window_unavailable, "the program is ending");
    if (!turn) return Decision(Refusal{});

    const auto exchange = std::make_shared<Exchange>();
    const auto refused = std::make_shared<std::stop_source>();  // the window outlives the desk by a moment
    const auto tell = [exchange, refused](Step step) {
        const bool refuses = is_refusal(step);
        if (exchange->put(std::move(step)) && refuses) refused->request_stop();
    };
    const std::stop_callback page_gone(stop, [tell] { tell(Withdrawn{}); });
    const std::stop_callback program_ends(closing_.get_token(), [tell] { tell(Decision(Refusal{})); });
    // A key that this thread opens just then is waited for by nobody.
    const std::stop_callback nobody_waits(refused->get_token(), [&desk] { desk.give_up(); });
    NewsOfDesk news(desk, *exchange);
    const auto shown = std::make_shared<SignPrompt>(prompt);
    shown->keys = news.source().keys_now();  // while it stood in line devices came and went
    post([this, exchange, tell, shown] {
        show_request([exchange] { return exchange->has_ended(); },
                     [this, tell, shown] {
                         return sign_window_ =
                                    new SignWindow(shown, language_, tell,
                                                   {.settle = times_.settle, .signs_at_once = !is_wary()});
                     });
    });
    // Opening a key takes a moment; it happens here, on the thread that asked, and the window stays alive.
    for (;;) {
        auto step = exchange->take();
        if (const auto* decision = std::get_if<Decision>(&step)) {
            post([this] { delete window_; });
            return *decision;
        }
        if (std::holds_alternative<Withdrawn>(step)) {
            post([this] { say_farewell(); });
            return Decision(Refusal{});
        }
        if (const auto* open = std::get_if<OpenKey>(&step)) {
            open_key(desk, *open);
        } else if (std::holds_alternative<KeysChanged>(step)) {
            show_keys(news.source().keys_now());
        } else if (const auto* file = std::get_if<AddFile>(&step)) {
            post([this, added = desk.add_file(file->path)] {
                if (sign_window_) sign_window_->show_added(added);
            });
        }
    }
}

void QtPrompter::open_key(KeyDesk& desk, const OpenKey& key) {
    auto opened = key.last_try ? desk.open_with_last_try(key.id, key.secret) : desk.open(key.id, key.secret);
    if (opened.has_error() && is_about_pin(opened.error().code)) {
        show_keys(keys_after(desk, key.id, opened.error().code));
    }
    post([this, opened = std::move(opened)] {
        if (sign_window_) sign_window_->show_opened(opened);
    });
}

void QtPrompter::show_keys(std::vector<KeyChoice> keys) {
    post([this, keys = std::move(keys)] {
        if (sign_window_) sign_window_->show_keys(keys);
    });
}

Result<std::optional<std::filesystem::path>> QtPrompter::choose_file(const FilePrompt& prompt,
                                                                     std::stop_token stop) {
    const auto turn = queue_.wait(stop);
    if (closing_.stop_requested()) return fail(ErrorCode::window_unavailable, "the program is ending");
    if (!turn) return ChosenFile();

    const auto answer = std::make_shared<FileAnswer>();
    const auto refuse = [answer] { answer->give({}); };
    const std::stop_callback page_gone(stop, refuse);
    const std::stop_callback program_ends(closing_.get_token(), refuse);
    post([this, answer, prompt] {
        const auto language = language_.effective(prompt.language);
        const auto title = caller_text(prompt.caller, language) + " " +
                           std::string(text_for(TextId::asks_for_file, language));
        file_window_ = page_file_dialog(to_qt(title), to_qt(prompt.extension), language);
        file_window_->setWindowFlag(Qt::WindowStaysOnTopHint);
        file_window_->setWindowIcon(program_icon());
        QObject::connect(file_window_, &QFileDialog::fileSelected, &gui_,
                         [answer](const QString& path) { answer->give(path_from_qt(path)); });
        QObject::connect(file_window_, &QDialog::rejected, &gui_, [answer] { answer->give({}); });
        file_window_->open();
        file_window_->raise();
        file_window_->activateWindow();
    });
    auto chosen = answer->wait();
    post([this] { delete file_window_; });
    return chosen;
}

Result<SecretDecision> QtPrompter::ask_for_secret(const SecretPrompt& prompt, const SecretUse& use,
                                                  std::stop_token stop) {
    const auto turn = queue_.wait(stop);
    if (closing_.stop_requested()) return fail(ErrorCode::window_unavailable, "the program is ending");
    if (!turn) return SecretDecision(Refusal{});

    const auto exchange = std::make_shared<SecretExchange>();
    const auto refused = std::make_shared<std::stop_source>();  // the window outlives the places by a moment
    const auto tell = [exchange, refused](SecretStep step) {
        const bool refuses = is_refusal(step);
        if (exchange->put(std::move(step)) && refuses) refused->request_stop();
    };
    const std::stop_callback page_gone(stop, [tell] { tell(Withdrawn{}); });
    const std::stop_callback program_ends(closing_.get_token(), [tell] { tell(Refusal{}); });
    const std::stop_callback nobody_waits(refused->get_token(), [places = prompt.places] {
        if (places != nullptr) places->give_up();
    });
    std::optional<NewsOfPlaces> news;
    std::vector<KeyPlace> places;
    if (prompt.places != nullptr) places = news.emplace(*prompt.places, *exchange).source().places_now();
    post([this, exchange, tell, places, shown = std::make_shared<const SecretPrompt>(prompt)] {
        show_request([exchange] { return exchange->has_ended(); },
                     [this, tell, places, shown] {
                         return secret_window_ =
                                    new SecretWindow(shown, language_, tell, times_.settle, places);
                     });
    });
    for (;;) {
        const auto step = exchange->take();
        if (std::holds_alternative<PlacesChanged>(step)) {
            show_places(news->source().places_now());
            continue;
        }
        if (const auto* refusal = std::get_if<Refusal>(&step)) {
            post([this] { delete window_; });
            return SecretDecision(*refusal);
        }
        if (std::holds_alternative<Withdrawn>(step)) {
            post([this] { say_farewell(); });
            return SecretDecision(Refusal{});
        }
        const auto& typed = std::get<TypedSecret>(step);
        const auto used = use(typed);
        if (used.has_error()) {
            if (prompt.places != nullptr)
                show_places(places_after(*prompt.places, typed.place, used.error().code));
            post([this, error = used.error()] {
                if (secret_window_) secret_window_->show_failure(error);
            });
        } else if (!exchange->has_ended()) {
            post([this] { delete window_; });
            return SecretDecision(SecretUsed{});
        }
    }
}

void QtPrompter::show_places(std::vector<KeyPlace> places) {
    post([this, places = std::move(places)] {
        if (secret_window_) secret_window_->show_places(places);
    });
}

void QtPrompter::change_language(Language language) {
    post([this, language] { language_.wish(language); });
}

void QtPrompter::show_settings() {
    post([this] {
        if (!settings_window_) settings_window_ = new SettingsWindow(language_, hooks_);
        settings_window_->show();
        settings_window_->raise();
        settings_window_->activateWindow();
    });
}

void QtPrompter::show_tokens() {
    post([this] {
        if (!tokens_window_) tokens_window_ = new TokensWindow(language_, hooks_.tokens);
        tokens_window_->show();
        tokens_window_->raise();
        tokens_window_->activateWindow();
    });
}

void QtPrompter::close() {
    closing_.request_stop();
    queue_.close();
}

void QtPrompter::post(std::function<void()> work) {
    QMetaObject::invokeMethod(&gui_, std::move(work), Qt::QueuedConnection);
}

void QtPrompter::show_request(const std::function<bool()>& has_ended,
                              const std::function<RequestWindow*()>& make) {
    if (has_ended()) return;
    // Hands that still type into a withdrawn request must not find another one in its place.
    if (withdrawn_window_) {
        QObject::connect(
            withdrawn_window_, &QObject::destroyed, &gui_,
            [this, has_ended, make] { show_request(has_ended, make); }, Qt::QueuedConnection);
        return;
    }
    window_ = make();
    window_->present();
    show_waiting();
}

void QtPrompter::say_farewell() {
    if (!window_) return;
    last_withdrawn_ = std::chrono::steady_clock::now();
    withdrawn_window_ = std::exchange(window_, {});
    withdrawn_window_->show_withdrawn(times_.farewell);
}

bool QtPrompter::is_wary() const {
    return last_withdrawn_ && std::chrono::steady_clock::now() - *last_withdrawn_ < times_.wary;
}

void QtPrompter::show_waiting() {
    if (window_) window_->show_waiting(queue_.waiting());
}

}  // namespace qoltanba::agent
