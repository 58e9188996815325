// Where a new key can be made, or the certificate of one can be written: a file, and the tokens that will do.
// One object serves one request; a prompter talks to it from its own threads.
#pragma once

#include "agent/flows/context.hpp"
#include "agent/ui/prompter.hpp"

#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

namespace qoltanba::agent {

class PlacesOfKey final : public KeyPlaces {
  public:
    /// `offers_file`: a file is one of them, the first. `fits`: which tokens are, of those whose storage the
    /// administrator permits. `context` outlives this object. After `stop` no device is waited for.
    PlacesOfKey(Context& context, bool offers_file, std::function<bool(const tokens::TokenDescription&)> fits,
                std::stop_token stop);

    std::vector<KeyPlace> places_now() override;
    void listen(std::function<void()> changed) override;
    void give_up() override { given_up_.request_stop(); }

    /// Whether such a place is a token; else it is the file.
    [[nodiscard]] static bool is_token(const std::string& place);

    /// What is done with a token. It is not ended in the middle because nobody wants it any more:
    /// `while_writing` is requested where the token has been taken out, and not by the page or the person.
    using Work =
        std::function<Result<void>(tokens::DeviceToken& token, const std::stop_token& while_writing)>;
    /// Errors: those of `work`; token_removed; canceled, where the person gave up.
    Result<void> with_token(const std::string& place, const Work& work);
    /// How the token of this place is shown.
    [[nodiscard]] DeviceView view_of(const std::string& place) const;

  private:
    [[nodiscard]] std::vector<tokens::TokenDescription> tokens() const;

    Context& context_;
    bool offers_file_;
    std::function<bool(const tokens::TokenDescription&)> fits_;
    std::stop_token stop_;
    std::stop_source given_up_;
    Listeners::Subscription listening_;
};

}  // namespace qoltanba::agent
