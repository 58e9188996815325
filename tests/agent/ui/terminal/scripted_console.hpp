// A console made of lines.
#pragma once

#include "agent/ui/terminal/console.hpp"

#include <deque>
#include <functional>
#include <string>
#include <thread>
#include <vector>

namespace qoltanba::test {

/// Answers with lines prepared by the test and keeps what it was shown.
class ScriptedConsole final : public agent::Console {
  public:
    struct Record {
        std::deque<std::string> answers;
        std::string shown;
        std::vector<std::string> secret_answers;
        bool is_terminal = false;
        std::stop_source page;
        std::string withdraws_at;                ///< the page goes away when the person reads this question
        std::function<void(int)> at_question{};  ///< happens while the person reads this question, from 1
        int questions = 0;
        std::string waits_at{};  ///< at this question nobody types until it is taken back
    };
    explicit ScriptedConsole(Record& record) : record_(record) {}

    void write(std::string_view text) override { record_.shown += text; }
    std::optional<SecretBytes> read_line(std::string_view question, agent::Echo echo,
                                         std::stop_token stop) override {
        record_.shown.append(question).append("\n");
        ++record_.questions;
        if (record_.at_question) record_.at_question(record_.questions);
        if (!record_.withdraws_at.empty() && question.starts_with(record_.withdraws_at)) {
            record_.withdraws_at.clear();
            record_.page.request_stop();
            return {};
        }
        if (!record_.waits_at.empty() && question.starts_with(record_.waits_at)) {
            while (!stop.stop_requested()) std::this_thread::yield();
            return {};
        }
        if (record_.answers.empty()) return {};
        const auto answer = record_.answers.front();
        record_.answers.pop_front();
        if (echo == agent::Echo::off) record_.secret_answers.push_back(answer);
        return SecretBytes::copy_of(std::string_view(answer));
    }
    [[nodiscard]] bool is_terminal() const override { return record_.is_terminal; }
    void forget_typed_ahead() override {}

  private:
    Record& record_;
};

}  // namespace qoltanba::test
