// All that a flow stands on, with real key files in a folder, a fixed clock and a scripted person.
#pragma once

#include "agent/flows/run.hpp"
#include "scripted_prompter.hpp"
#include "support/fixtures.hpp"

namespace qoltanba::test {

inline const agent::Caller bank{"https://bank.example"};
inline const agent::Caller shop{"https://shop.example"};
inline constexpr const char* password = "Qwerty12";

struct World {
    /// Keys of 2026 (GOST, valid) and of 2020 (RSA, expired), under the names the CA gives them.
    World();

    Result<protocol::Outcome> run(const agent::Caller& caller, const protocol::Request& request,
                                  std::stop_token stop = {}) {
        return agent::run(context, caller, request, stop);
    }

    [[nodiscard]] std::string journal_text() const { return read_text(folder.path() / "journal"); }

    TemporaryFolder folder;
    std::filesystem::path keys = folder.path() / "keys";
    ScriptedPrompter prompter{agrees_with("GOST512", password)};
    agent::Settings settings{folder.path()};
    agent::Gate gate;
    agent::ChosenPaths chosen_paths;
    agent::Journal journal{folder.path() / "journal"};
    agent::KeyMemory key_memory{folder.path() / "known-keys.json"};
    std::vector<Error> warnings;
    agent::Context context;
};

/// A CMS over this text, as createCAdESFromBase64 asks for it.
protocol::SignRequest cms_request(std::string_view text);

}  // namespace qoltanba::test
