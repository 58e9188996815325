// The top of every request: who asks, in letters nobody overlooks, and what for. Nothing a page sends stands
// here.
#pragma once

#include "agent/ui/prompter.hpp"

#include <QComboBox>
#include <QFrame>
#include <QLabel>
#include <functional>
#include <string>

namespace qoltanba::agent {

/// An origin with its host emphasised, broken over lines rather than shortened: the end of a host is what
/// names its owner.
class OriginLabel final : public QWidget {
  public:
    explicit OriginLabel(QWidget* parent = nullptr);
    void show_origin(const std::string& origin);
    /// A caller that has no origin.
    void show_name(const QString& name);

    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

  protected:
    void paintEvent(QPaintEvent* event) override;

  private:
    /// Lays the text out and gives its height; draws it if there is a painter.
    int lay_out(int width, QPainter* painter) const;
    [[nodiscard]] QFont host_font() const;

    QString text_;
    int host_start_ = 0;
    int host_length_ = 0;
};

/// Three languages by their own names.
class LanguageBox final : public QComboBox {
  public:
    explicit LanguageBox(std::function<void(Language)> chosen, QWidget* parent = nullptr);
    void show_language(Language language);
    /// The administrator chose this language: it is shown, and nothing else can be.
    void fix(Language language);
};

class OriginHeader final : public QFrame {
  public:
    OriginHeader(const Caller& caller, std::function<void(Language)> language_chosen,
                 QWidget* parent = nullptr);
    void retranslate(Language language, const QString& request);
    [[nodiscard]] QString request() const { return request_->text(); }
    [[nodiscard]] LanguageBox& languages() { return *languages_; }

  private:
    Caller caller_;
    OriginLabel* origin_;
    QLabel* request_;
    LanguageBox* languages_;
};

}  // namespace qoltanba::agent
