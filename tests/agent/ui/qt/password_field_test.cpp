#include "agent/ui/qt/password_field.hpp"

#include "desk_of_windows.hpp"
#include "support/catch.hpp"

#include <QClipboard>
#include <QInputMethodEvent>

using namespace qoltanba;
using namespace qoltanba::agent;
using namespace qoltanba::test;

namespace {

struct Field {
    PasswordField* operator->() { return widget.get(); }
    void type(const QString& text) { QTest::keyClicks(widget.get(), text); }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = {}) {
        QTest::keyClick(widget.get(), key, modifiers);
    }
    std::string take() {
        const auto secret = widget->take();
        return std::string(text_of(secret.view()));
    }

    Application application;
    std::unique_ptr<PasswordField> widget = std::make_unique<PasswordField>();
};

}  // namespace

TEST_CASE("a password is given once, as UTF-8, and the widget never holds it") {
    Field field;
    field.type(QStringLiteral("Qwerty12"));
    CHECK(field->text() == QString(8, QLatin1Char('x')));
    CHECK(field.take() == "Qwerty12");
    CHECK(field->text().isEmpty());
    CHECK(field.take().empty());
    for (const auto* text : {u"пароль", u"құпиясөз", u"€ж", u"🙂a"}) {
        QInputMethodEvent typed;
        typed.setCommitString(QString::fromUtf16(text));
        QCoreApplication::sendEvent(field.widget.get(), &typed);
        CHECK(field.take() == QString::fromUtf16(text).toStdString());
    }
}

TEST_CASE("editing moves the characters as it moves the marks") {
    Field field;
    field.type(QStringLiteral("abcdef"));
    field.press(Qt::Key_Backspace);
    CHECK(field.take() == "abcde");

    field.type(QStringLiteral("abcdef"));
    field.press(Qt::Key_Home);
    field.press(Qt::Key_Delete);
    field.type(QStringLiteral("X"));
    CHECK(field.take() == "Xbcdef");

    field.type(QStringLiteral("abcdef"));
    field.press(Qt::Key_Left);
    field.press(Qt::Key_Left, Qt::ShiftModifier);
    field.press(Qt::Key_Left, Qt::ShiftModifier);
    field.press(Qt::Key_Backspace);
    CHECK(field.take() == "abcf");

    field.type(QStringLiteral("abcdef"));
    field.press(Qt::Key_Left);
    field.press(Qt::Key_Left, Qt::ShiftModifier);
    field.type(QStringLiteral("YZ"));
    CHECK(field.take() == "abcdYZf");

    field.type(QStringLiteral("abcdef"));
    field.press(Qt::Key_A, Qt::ControlModifier);
    field.type(QStringLiteral("new"));
    CHECK(field.take() == "new");

    field.type(QStringLiteral("abcdef"));
    field.press(Qt::Key_Left);
    field.press(Qt::Key_Backspace, Qt::ControlModifier);
    CHECK(field.take() == "f");
}

TEST_CASE("a letter with Alt is no character of the password") {
    Field field;
    field.type(QStringLiteral("ab"));
    for (const auto modifiers :
         {Qt::KeyboardModifiers(Qt::AltModifier), Qt::AltModifier | Qt::ShiftModifier}) {
        QKeyEvent event(QEvent::KeyPress, Qt::Key_Q, modifiers, QStringLiteral("q"));
        QCoreApplication::sendEvent(field.widget.get(), &event);
        CHECK(field->text().size() == 2);
    }
    CHECK(field.take() == "ab");
}

TEST_CASE("undo brings nothing back and copying gives nothing away") {
    Field field;
    QGuiApplication::clipboard()->setText(QStringLiteral("before"));
    field.type(QStringLiteral("secret"));
    field.press(Qt::Key_A, Qt::ControlModifier);
    field.press(Qt::Key_C, Qt::ControlModifier);
    field.press(Qt::Key_X, Qt::ControlModifier);
    CHECK(QGuiApplication::clipboard()->text() == QStringLiteral("before"));
    field->forget();
    field.press(Qt::Key_Z, Qt::ControlModifier);
    CHECK(field->text().isEmpty());
    CHECK(field.take().empty());
}

TEST_CASE("a password can be pasted, without its line end") {
    Field field;
    QGuiApplication::clipboard()->setText(QStringLiteral("Qwerty12\n"));
    field.press(Qt::Key_V, Qt::ControlModifier);
    CHECK(field.take() == "Qwerty12");
}

TEST_CASE("a password has an end") {
    Field field;
    QGuiApplication::clipboard()->setText(QString(2000, QLatin1Char('a')));
    field.press(Qt::Key_V, Qt::ControlModifier);
    CHECK(field.take() == std::string(512, 'a'));
}

TEST_CASE("a capital without Shift tells of Caps Lock") {
    Field field;
    std::vector<bool> seen;
    field->caps_lock_seen = [&](bool on) { seen.push_back(on); };
    const auto send = [&](Qt::KeyboardModifiers modifiers, const QString& text) {
        QKeyEvent event(QEvent::KeyPress, Qt::Key_A, modifiers, text);
        QCoreApplication::sendEvent(field.widget.get(), &event);
    };
    send(Qt::NoModifier, QStringLiteral("A"));
    send(Qt::ShiftModifier, QStringLiteral("A"));
    send(Qt::ShiftModifier, QStringLiteral("a"));
    send(Qt::NoModifier, QStringLiteral("a"));
    send(Qt::NoModifier, QStringLiteral("1"));
    CHECK(seen == std::vector{true, false, true, false});
    CHECK(field.take() == "AAaa1");
}
