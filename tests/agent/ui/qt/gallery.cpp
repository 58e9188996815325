// Pictures of the windows in their states, for the documentation and for whoever changes how they look:
//   xvfb-run -s "-screen 0 1280x1024x24" qoltanba_window_gallery FOLDER
#include "agent/ui/qt/secret_window.hpp"
#include "agent/ui/qt/settings_window.hpp"
#include "agent/ui/qt/sign_window.hpp"
#include "agent/ui/qt/tokens_window.hpp"
#include "secret_samples.hpp"

#include <QApplication>
#include <QDir>
#include <QRadioButton>
#include <QTest>
#include <cstdio>
#include <memory>
#include <utility>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

constexpr std::string_view statement =
    R"(<?xml version="1.0" encoding="UTF-8"?><application number="2026/118"><applicant><name>ТЕСТОВ ТЕСТ</name><iin>123456789011</iin></applicant><subject>Extract from the register of legal entities</subject><fee currency="KZT">0</fee></application>)";

class Gallery {
  public:
    explicit Gallery(QDir folder) : folder_(std::move(folder)) {}

    /// Shows the window, lets `act` bring it to its state and keeps a picture.
    template <typename Act>
    void take(const QString& name, SignPrompt prompt, Act act) {
        InterfaceLanguage language({}, {});
        SignWindow window(std::make_shared<const SignPrompt>(std::move(prompt)), language,
                          [](const Step&) {});
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.present();
        QTest::qWait(120);
        act(window);
        QTest::qWait(120);
        keep(name, window);
    }

    /// The same for a window that asks for a secret; this fault is what came of the first try.
    void take(const QString& name, SecretPrompt prompt, const std::optional<Error>& fault = {}) {
        InterfaceLanguage language({}, {});
        SecretWindow window(std::make_shared<const SecretPrompt>(std::move(prompt)), language,
                            [](const SecretStep&) {});
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.present();
        QTest::qWait(120);
        while (fault && qobject_cast<QLineEdit*>(window.focusWidget()) != nullptr &&
               window.focusWidget()->isEnabled()) {
            QTest::keyClicks(window.focusWidget(), QStringLiteral("1234"));
            QTest::keyClick(window.focusWidget(), Qt::Key_Return);
        }
        if (fault) window.show_failure(*fault);
        QTest::qWait(120);
        keep(name, window);
    }

    /// For a new key or a certificate, with the place of this number chosen.
    void take(const QString& name, SecretPrompt prompt, std::vector<KeyPlace> shown, std::size_t chosen) {
        InterfaceLanguage language({}, {});
        FakePlaces places(shown);
        prompt.places = &places;
        SecretWindow window(
            std::make_shared<const SecretPrompt>(std::move(prompt)), language, [](const SecretStep&) {}, {},
            std::move(shown));
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.present();
        QTest::qWait(120);
        if (const auto buttons = window.findChildren<QRadioButton*>();
            static_cast<qsizetype>(chosen) < buttons.size())
            buttons[static_cast<qsizetype>(chosen)]->click();
        QTest::qWait(120);
        keep(name, window);
    }

    void keep(const QString& name, QWidget& window) {
        const auto path = folder_.filePath(name + QStringLiteral(".png"));
        if (!window.grab().save(path)) std::exit(1);
        std::printf("%s\n", path.toUtf8().constData());
    }

  private:
    QDir folder_;
};

void type_password(SignWindow& window, std::string_view password) {
    QTest::keyClicks(window.focusWidget(),
                     QString::fromUtf8(password.data(), static_cast<qsizetype>(password.size())));
}

void open_with(SignWindow& window, Result<std::vector<OpenedKeyView>> opened) {
    type_password(window, right_password);
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    window.show_opened(std::move(opened));
}

SignPrompt statement_prompt() {
    auto prompt = sample_prompt();
    prompt.documents = {view_of_document(bytes_of(statement))};
    auto second = sample_key("key-2");
    second.file_name = "AUTH_RSA256_b2c70a9ff7a5dc59de0ccc3c0ddde3437cc1f12d.p12";
    second.kind = "RSA";
    prompt.keys = {known_key(), second};
    return prompt;
}

SignPrompt many_documents() {
    auto prompt = statement_prompt();
    prompt.documents = {
        view_of_document(bytes_of(statement)),
        view_of_document(bytes_of("Келісім шарты\n\n1. …"), "Келісім.txt"),
        view_of_document(bytes_of("%PDF-1.7\n\x80\x81\x82"), "Қосымша 1 — төлем кестесі.pdf")};
    return prompt;
}

SignPrompt in(Language language, SignPrompt prompt) {
    prompt.language = language;
    return prompt;
}

SignPrompt digest_prompt() {
    auto prompt = statement_prompt();
    prompt.documents = {view_of_digest(Bytes(64, 0x5A))};
    return prompt;
}

SignPrompt binary_prompt() {
    auto prompt = statement_prompt();
    prompt.documents = {view_of_document(bytes_of("%PDF-1.7\n\x80\x81\x82"), "contract.pdf")};
    return prompt;
}

SignPrompt information_prompt() {
    auto prompt = statement_prompt();
    prompt.purpose = Purpose::key_information;
    prompt.documents.clear();
    prompt.added_anchors = true;
    return prompt;
}

const auto nothing = [](SignWindow&) {};

void take_choosing(Gallery& gallery) {
    gallery.take("choose-known", statement_prompt(),
                 [](SignWindow& window) { type_password(window, right_password); });
    gallery.take("choose-new", sample_prompt(), nothing);
    gallery.take("choose-kk", in(Language::kk, many_documents()), nothing);
    gallery.take("choose-ru", in(Language::ru, many_documents()), nothing);
    gallery.take("digest-ru", in(Language::ru, digest_prompt()), nothing);
    gallery.take("digest-en", digest_prompt(), nothing);
    gallery.take("information-en", information_prompt(), nothing);
    gallery.take("information-kk", in(Language::kk, information_prompt()), nothing);
    auto unfit = statement_prompt();
    unfit.keys.push_back(known_key("key-3"));
    unfit.keys.back().unfit = fail(ErrorCode::certificate_expired);
    gallery.take("choose-several", unfit, [](SignWindow& window) {
        for (int i = 0; i < 2; ++i) QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        window.show_waiting(2);
    });
    auto none = sample_prompt();
    none.keys.clear();
    none.caller.origin =
        "https://"
        "a-very-long-name-that-tries-to-hide-its-end.and-goes-on.and-on.cabinet.example.kz.attacker.example:"
        "8443";
    gallery.take("no-keys-long-origin", none, nothing);
    auto local = statement_prompt();
    local.caller.origin.clear();
    gallery.take("local-program", local, nothing);
}

void take_deciding(Gallery& gallery) {
    const OpenedKeyView fits{sample_certificate(), {}};
    auto organisation = sample_certificate();
    organisation.holder.organisation = "АО «ТЕСТ»";
    organisation.holder.bin = "123456789021";
    organisation.holder.role = crypto::Role::head;
    organisation.under_added_anchor = true;
    const OpenedKeyView expired{organisation, fail(ErrorCode::certificate_expired)};
    gallery.take("wrong-password", sample_prompt(),
                 [](SignWindow& window) { open_with(window, fail(ErrorCode::wrong_password)); });
    gallery.take("opening", sample_prompt(), [](SignWindow& window) {
        type_password(window, right_password);
        QTest::keyClick(window.focusWidget(), Qt::Key_Return);
    });
    gallery.take("certificate-en", many_documents(), [&](SignWindow& window) {
        QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        open_with(window, std::vector{fits});
    });
    const auto show = [&](std::vector<OpenedKeyView> keys) {
        return [keys](SignWindow& window) { open_with(window, keys); };
    };
    gallery.take("certificate-ru", in(Language::ru, sample_prompt()), show({fits}));
    gallery.take("unfit-en", sample_prompt(), show({expired}));
    gallery.take("unfit-kk", in(Language::kk, sample_prompt()), show({expired}));
    const OpenedKeyView unasked{sample_certificate(), {}, fail(ErrorCode::revocation_unavailable)};
    const OpenedKeyView revoked{sample_certificate(), {}, fail(ErrorCode::certificate_revoked)};
    gallery.take("unasked-kk", in(Language::kk, sample_prompt()), show({unasked}));
    gallery.take("unasked-ru", in(Language::ru, sample_prompt()), show({unasked}));
    gallery.take("revoked-en", sample_prompt(), show({revoked}));
    gallery.take("binary-en", binary_prompt(), nothing);
    gallery.take("several-in-file", sample_prompt(), show({expired, fits}));
}

SecretPrompt in(Language language, SecretPrompt prompt) {
    prompt.language = language;
    return prompt;
}

KeyChoice token(const std::string& id, DeviceView device) {
    KeyChoice choice;
    choice.id = id;
    choice.device = std::move(device);
    return choice;
}

void take_secrets(Gallery& gallery) {
    auto initial = kaztoken();
    initial.initial_pin = true;
    auto last = kaztoken();
    last.pin = PinStanding::last_try;
    auto pad = kaztoken();
    pad.pin_pad = true;
    auto doubtful = issued_prompt();
    std::get<IssuedView>(doubtful.what).caution = fail(ErrorCode::certificate_untrusted);
    auto hostile = new_key_prompt();
    for (int i = 0; i < 80; ++i) std::get<NewKeyView>(hostile.what).subject.organisation += "\xE2\x80\xAE";
    gallery.take("new-key-hostile", hostile);
    for (const auto language : {Language::kk, Language::ru, Language::en}) {
        const auto name = [&](const char* what) {
            return QString::fromLatin1(what) + QString::fromUtf8(name_of(language).data());
        };
        gallery.take(name("new-key-"), in(language, new_key_prompt()), fail(ErrorCode::password_too_simple));
        gallery.take(name("import-"), in(language, doubtful));
        auto other = last;
        other.name = {"JaCarta 7", "JaCarta 7", "JaCarta 7"};
        other.reader = "JaCarta 01 00";
        const std::vector places{file_place(), token_place(), KeyPlace{.id = "last", .device = other}};
        gallery.take(name("new-key-choice-"), in(language, new_key_prompt()), places, 0);
        gallery.take(name("new-key-on-token-"), in(language, new_key_prompt()), places, 1);
        gallery.take(name("new-key-last-try-"), in(language, new_key_prompt()), places, 2);
        gallery.take(name("import-on-token-"), in(language, issued_prompt()), {token_place()}, 0);
        gallery.take(name("left-key-"), in(language, left_key_prompt()));
        gallery.take(name("pin-change-"), in(language, pin_change_prompt(initial)),
                     fail(ErrorCode::wrong_pin));
        gallery.take(name("pin-last-try-"), in(language, pin_change_prompt(last)));
        gallery.take(name("pin-pad-"), in(language, pin_change_prompt(pad)));
        gallery.take(name("pin-unblock-"), in(language, pin_unblocking_prompt()));

        auto locked = kaztoken();
        locked.name = {"JaCarta 7", "JaCarta 7", "JaCarta 7"};
        locked.pin = PinStanding::locked;
        InterfaceLanguage interface(language, {});
        TokensWindow window(interface, {.tokens =
                                            [=] {
                                                return std::vector{token("1", initial), token("2", locked)};
                                            },
                                        .change_pin = {},
                                        .unblock_pin = {}});
        window.setAttribute(Qt::WA_DeleteOnClose, false);
        window.show();
        QTest::qWait(100);
        gallery.keep(name("tokens-"), window);
    }
}

SignPrompt prompt_with(std::vector<KeyChoice> keys, Language language) {
    auto prompt = in(language, sample_prompt());
    prompt.keys = std::move(keys);
    return prompt;
}

KeyChoice with_pin_pad(KeyChoice key) {
    key.device->pin_pad = true;
    return key;
}

void press_button(SignWindow& window) {
    QTest::keyClick(window.focusWidget(), Qt::Key_Return);
}

void take_devices_in(Gallery& gallery, Language language) {
    const auto take = [&](const char* name, std::vector<KeyChoice> keys, auto act) {
        const auto picture = QStringLiteral("device-%1-%2")
                                 .arg(QLatin1String(name))
                                 .arg(QString::fromStdString(std::string(name_of(language))));
        gallery.take(picture, prompt_with(std::move(keys), language), act);
    };
    auto token = sample_device("device-2", "Rutoken ECP <no label>");
    take("list", {known_device(), token, known_key(), unserved_card()},
         [](SignWindow& window) { type_password(window, right_pin); });
    take("unknown", {token}, nothing);
    take("few-tries", {device_whose_pin(PinStanding::few_tries), known_key()}, nothing);
    take("last-try", {device_whose_pin(PinStanding::last_try), known_key()}, nothing);
    take("locked", {device_whose_pin(PinStanding::locked), known_key()}, nothing);
    take("unserved", {unserved_card()}, nothing);
    auto initial = known_device();
    initial.device->initial_pin = true;
    take("initial-pin", {initial}, nothing);
    initial.device->pin = PinStanding::last_try;
    take("initial-pin-last-try", {initial}, [](SignWindow& window) {
        QTest::keyClick(window.focusWidget(), Qt::Key_Space);
        type_password(window, right_pin);
    });
    take("pin-pad", {with_pin_pad(known_device())}, nothing);
    take("pin-pad-waits", {with_pin_pad(known_device())}, press_button);
    auto free = known_device();
    free.device->pin_needed = false;
    take("no-pin", {free}, nothing);
    take("wrong-pin", {known_device(), known_key()}, [](SignWindow& window) {
        type_password(window, "1234");
        press_button(window);
        window.show_keys({device_whose_pin(PinStanding::few_tries), known_key()});
        window.show_opened(fail(ErrorCode::wrong_pin));
    });
    take("wrong-pin-last-try", {known_device(), known_key()}, [](SignWindow& window) {
        type_password(window, "1234");
        press_button(window);
        window.show_keys({device_whose_pin(PinStanding::last_try), known_key()});
        window.show_opened(fail(ErrorCode::wrong_pin));
    });
    take("taken-out", {known_device(), known_key()}, [](SignWindow& window) {
        type_password(window, "1234");
        window.show_keys({known_key()});
    });
    take("taken-out-deciding", {token}, [](SignWindow& window) {
        open_with(window, std::vector{OpenedKeyView{sample_certificate(), {}}});
        window.show_keys({});
    });
    auto none = prompt_with({}, language);
    const auto suffix = QString::fromStdString(std::string(name_of(language)));
    gallery.take(QStringLiteral("device-none-") + suffix, none, nothing);
    none.files_allowed = false;
    gallery.take(QStringLiteral("device-only-none-") + suffix, none, nothing);
}

void take_dark(Gallery& gallery, const QPalette& dark) {
    const auto light = QApplication::palette();
    QApplication::setPalette(dark);
    auto prompt = digest_prompt();
    prompt.added_anchors = true;
    gallery.take("dark-choose", prompt,
                 [](SignWindow& window) { open_with(window, fail(ErrorCode::wrong_password)); });
    gallery.take("dark-certificate", statement_prompt(), [](SignWindow& window) {
        QTest::keyClick(window.focusWidget(), Qt::Key_Down);
        open_with(window, std::vector{OpenedKeyView{sample_certificate(), {}}});
    });
    gallery.take("dark-device",
                 prompt_with({device_whose_pin(PinStanding::last_try), unserved_card()}, Language::ru),
                 nothing);
    gallery.take("dark-locked", prompt_with({device_whose_pin(PinStanding::locked)}, Language::kk), nothing);
    QApplication::setPalette(light);
}

}  // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    if (argc != 2) return 2;
    Gallery gallery{QDir(QString::fromLocal8Bit(argv[1]))};
    take_choosing(gallery);
    take_deciding(gallery);
    for (const auto language : {Language::kk, Language::ru, Language::en}) take_devices_in(gallery, language);
    take_secrets(gallery);
    QPalette dark;
    for (const auto role : {QPalette::Window, QPalette::Button}) dark.setColor(role, QColor(0x2b2b2b));
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        dark.setColor(role, QColor(0xe6e6e6));
    }
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText}) {
        dark.setColor(QPalette::Disabled, role, QColor(0x808080));
    }
    dark.setColor(QPalette::Base, QColor(0x1e1e1e));
    dark.setColor(QPalette::Highlight, QColor(0x2f6f9f));
    dark.setColor(QPalette::HighlightedText, Qt::white);
    take_dark(gallery, dark);
    InterfaceLanguage language(Language::ru, {});
    SettingsWindow settings(language,
                            {.open_keys_folder = {},
                             .blocked_sites = [] { return std::vector<std::string>{"https://spam.example"}; },
                             .unblock = {}});
    settings.setAttribute(Qt::WA_DeleteOnClose, false);
    settings.show();
    QTest::qWait(100);
    gallery.keep("settings", settings);
    return 0;
}
