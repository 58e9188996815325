#include "agent/ui/presentation.hpp"

#include "agent/ui/key_choice.hpp"
#include "samples.hpp"
#include "support/catch.hpp"

using namespace qoltanba;
using namespace qoltanba::agent;
using qoltanba::test::contains;

namespace {

constexpr std::array languages{Language::kk, Language::ru, Language::en};

SignPrompt request_with(std::size_t documents) {
    SignPrompt prompt;
    prompt.documents.resize(documents);
    return prompt;
}

}  // namespace

TEST_CASE("every text exists in every language") {
    for (int id = 0; id < static_cast<int>(TextId::last); ++id) {
        for (const auto language : languages) {
            INFO("text " << id << " in " << name_of(language));
            CHECK_FALSE(text_for(static_cast<TextId>(id), language).empty());
        }
    }
}

TEST_CASE("the languages agree on what is filled in and which texts have an Alt letter") {
    const auto count = [](std::string_view text, std::string_view what) {
        int times = 0;
        for (auto at = text.find(what); at != std::string_view::npos; at = text.find(what, at + 1)) ++times;
        return times;
    };
    for (int number = 0; number < static_cast<int>(TextId::last); ++number) {
        const auto id = static_cast<TextId>(number);
        const auto english = text_for(id, Language::en);
        for (const auto language : languages) {
            INFO(text_for(id, language));
            CHECK(count(text_for(id, language), "{}") == count(english, "{}"));
            CHECK(count(text_for(id, language), "&") == count(english, "&"));
            CHECK(count(text_for(id, language), "&") <= 1);
        }
    }
}

TEST_CASE("Russian counts documents by its own rules") {
    const auto text = [](std::size_t count) { return request_text(request_with(count), Language::ru); };
    CHECK(text(1) == "просит вас подписать документ");
    CHECK(text(2) == "просит вас подписать 2 документа");
    CHECK(text(5) == "просит вас подписать 5 документов");
    CHECK(text(11) == "просит вас подписать 11 документов");
    CHECK(text(21) == "просит вас подписать 21 документ");
    CHECK(text(113) == "просит вас подписать 113 документов");
    CHECK(request_text(request_with(3), Language::en) == "asks you to sign 3 documents");
    CHECK(request_text(request_with(3), Language::kk) == "3 құжатқа қол қоюыңызды сұрайды");
}

TEST_CASE("sizes are short and never round up to the next unit") {
    CHECK(format_size(0, Language::en) == "0 bytes");
    CHECK(format_size(1, Language::en) == "1 byte");
    CHECK(format_size(1023, Language::ru) == "1023 байт");
    CHECK(format_size(1024, Language::en) == "1 KB");
    CHECK(format_size(1536, Language::ru) == "1,5 КБ");
    CHECK(format_size(1024 * 1024 - 1, Language::en) == "1023.9 KB");
    CHECK(format_size(256ULL * 1024 * 1024, Language::kk) == "256 МБ");
    CHECK(format_size(~0ULL, Language::en) == "16777215.9 TB");
}

TEST_CASE("an origin is taken apart so that the host can stand out") {
    const auto check = [](std::string_view origin, std::string_view before, std::string_view host,
                          std::string_view after) {
        const auto parts = split_origin(origin);
        CHECK(parts.before == before);
        CHECK(parts.host == host);
        CHECK(parts.after == after);
    };
    check("https://cabinet.example.kz", "https://", "cabinet.example.kz", "");
    check("https://cabinet.example.kz:8443", "https://", "cabinet.example.kz", ":8443");
    check("http://[::1]:3000", "http://", "[::1]", ":3000");
    check("chrome-extension://abcdef", "chrome-extension://", "abcdef", "");
    check("strange", "", "strange", "");
}

TEST_CASE("a caller without origin is called a program of this computer") {
    CHECK(caller_text({}, Language::en) == "A program on this computer");
    CHECK(caller_text({"https://a.kz"}, Language::kk) == "https://a.kz");
}

TEST_CASE("a key that was opened before is listed by holder, role and validity") {
    const auto lines = key_lines(test::known_key(), Language::ru);
    CHECK(lines.title == "ТЕСТОВ ТЕСТ ТЕСТОВИЧ");
    CHECK(contains(lines.details, std::string(crypto::role_text(crypto::Role::individual, Language::ru))));
    CHECK(contains(lines.details, "до 20.01.2027"));
}

TEST_CASE("a key that was never opened is listed by file and kind, and says so") {
    const auto lines = key_lines(test::sample_key(), Language::en);
    CHECK(contains(lines.title, "GOST512_"));
    CHECK(contains(lines.details, "not opened before"));
    CHECK(contains(lines.details, "/home/test/keys"));
}

TEST_CASE(
    "a key on a device is listed by holder and device where it shows its certificate, else by the device") {
    const auto known = key_lines(test::known_device(), Language::en);
    CHECK(known.title == "ТЕСТОВ ТЕСТ ТЕСТОВИЧ");
    CHECK(known.details.starts_with("KAZTOKEN · "));
    CHECK(contains(known.details, "Aktiv KAZTOKEN 00 00"));
    CHECK(known.fault.empty());
    const auto unknown = key_lines(test::sample_device(), Language::en);
    CHECK(unknown.title == "KAZTOKEN");
    CHECK(contains(unknown.details, "its certificate shows after the PIN"));
    CHECK(unknown.details.find("not opened before") == std::string::npos);
}

TEST_CASE("how a PIN stands is a line of the list, and one reason not to use a key is enough") {
    const auto fault = [](PinStanding standing) {
        return key_lines(test::device_whose_pin(standing), Language::en).fault;
    };
    CHECK(fault(PinStanding::few_tries) == "A wrong PIN was entered.");
    CHECK(contains(fault(PinStanding::last_try), "One try is left"));
    CHECK(fault(PinStanding::locked) == "The PIN is locked.");
    auto key = test::device_whose_pin(PinStanding::locked);
    key.unfit = fail(ErrorCode::pin_locked);
    CHECK(key_lines(key, Language::en).fault == "The PIN is locked.");
    key = test::unserved_card();
    key.unfit = fail(ErrorCode::card_not_served);
    CHECK(key_lines(key, Language::ru).fault == "Команды этой карты не опубликованы.");
    key = test::device_whose_pin(PinStanding::few_tries);
    key.unfit = fail(ErrorCode::certificate_expired);
    CHECK(key_lines(key, Language::en).fault == "A wrong PIN was entered. The certificate has expired.");
    key = test::device_whose_pin(PinStanding::last_try);
    key.device->pin_needed = false;
    CHECK(key_lines(key, Language::en).fault.empty());
}

TEST_CASE("a device's own words push nothing off the screen and hide nothing") {
    auto key = test::sample_device("id", std::string(400, 'A') + "\u202E");
    const auto name = device_name(*key.device, Language::en);
    CHECK(name.size() < 220);
    CHECK(name.ends_with("…"));
    key.device->missing = {"a\u202Eb", "a\u202Eb", "a\u202Eb"};
    CHECK(device_notes(*key.device, Language::en).obstacle == "a⟨U+202E⟩b");
}

TEST_CASE("after a wrong PIN the list knows of it, though the desk's own does not yet") {
    const auto standing_after = [](PinStanding before, ErrorCode code) {
        test::FakeDesk desk;
        desk.becomes({test::device_whose_pin(before), test::sample_key()});
        const auto keys = keys_after(desk, "device-1", code);
        CHECK(keys.size() == 2);
        return keys.front().device->pin;
    };
    CHECK(standing_after(PinStanding::ready, ErrorCode::wrong_pin) == PinStanding::few_tries);
    CHECK(standing_after(PinStanding::last_try, ErrorCode::wrong_pin) == PinStanding::last_try);
    CHECK(standing_after(PinStanding::ready, ErrorCode::pin_last_try) == PinStanding::last_try);
    CHECK(standing_after(PinStanding::locked, ErrorCode::pin_last_try) == PinStanding::locked);
    CHECK(standing_after(PinStanding::few_tries, ErrorCode::pin_locked) == PinStanding::locked);
}

TEST_CASE("a certificate's lines leave out what it does not say") {
    const auto person = certificate_lines(test::sample_certificate(), Language::en);
    for (const auto& [label, value] : person) CHECK(label != "BIN");
    auto summary = test::sample_certificate();
    summary.holder.bin = "123456789021";
    summary.holder.organisation = "АО «ТЕСТ»\u202E";
    const auto lines = certificate_lines(summary, Language::en);
    CHECK(std::find(lines.begin(), lines.end(), std::pair<std::string, std::string>("BIN", "123456789021")) !=
          lines.end());
    CHECK(std::find(lines.begin(), lines.end(),
                    std::pair<std::string, std::string>("Organisation", "АО «ТЕСТ»⟨U+202E⟩")) != lines.end());
}

TEST_CASE("the person's language goes before the page's wish") {
    CHECK(window_language(Language::kk, Language::ru) == Language::kk);
    CHECK(window_language({}, Language::ru) == Language::ru);
}

TEST_CASE("only an origin whose octets cross a network unprotected is warned of") {
    for (const auto* origin :
         {"http://cabinet.example.kz", "http://cabinet.example.kz:8080", "http://10.0.0.7",
          "http://127.evil.example", "http://localhost.evil.example"}) {
        INFO(origin);
        CHECK_FALSE(origin_warning({origin}, Language::kk).empty());
    }
    for (const auto* origin : {"", "https://cabinet.example.kz", "http://localhost", "http://localhost:8080",
                               "http://app.localhost", "http://127.0.0.1:3000", "http://[::1]:3000"}) {
        INFO(origin);
        CHECK(origin_warning({origin}, Language::kk).empty());
    }
}

TEST_CASE("words from outside stay short in the program's own sentences") {
    DocumentView view;
    CHECK(part_text(view, Language::en).empty());
    CHECK(earlier_signers_text(view, Language::en).empty());
    view.part = "<pay Id=\"" + std::string(100'000, 'p') + "\">";
    view.earlier_signers = std::vector<std::string>(1000, std::string(100'000, 'n'));
    CHECK(part_text(view, Language::en).size() < 300);
    CHECK(earlier_signers_text(view, Language::en).size() < 2000);
    CHECK(earlier_signers_text(view, Language::en).ends_with("+992"));
}
