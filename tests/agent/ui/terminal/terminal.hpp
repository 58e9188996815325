// A prompter at a console made of lines, with a desk behind it.
#pragma once

#include "agent/ui/terminal/terminal_prompter.hpp"
#include "samples.hpp"
#include "scripted_console.hpp"
#include "support/catch.hpp"

#include <deque>
#include <memory>
#include <string>
#include <utility>

namespace qoltanba::test {

struct Terminal {
    explicit Terminal(std::deque<std::string> answers) { record.answers = std::move(answers); }

    agent::Decision ask(const agent::SignPrompt& prompt = sample_prompt()) {
        desk.becomes(prompt.keys);
        const auto decision = prompter.ask(prompt, desk, record.page.get_token());
        REQUIRE(ok(decision));
        return *decision;
    }

    ScriptedConsole::Record record;
    agent::TerminalPrompter prompter{std::make_unique<ScriptedConsole>(record)};
    FakeDesk desk;
};

inline bool is_approved(const agent::Decision& decision) {
    return std::holds_alternative<agent::Approval>(decision);
}
inline bool is_refused(const agent::Decision& decision) {
    return std::holds_alternative<agent::Refusal>(decision);
}

}  // namespace qoltanba::test
