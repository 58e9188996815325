// Those who want to be told that something changed. Several at once, each for as long as it likes.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>

namespace qoltanba::agent {

class Listeners {
    struct List;

  public:
    /// Ends the telling when it goes; no call goes on after that. Not to be ended by the call itself.
    class [[nodiscard]] Subscription {
      public:
        Subscription() = default;
        Subscription(Subscription&& other) noexcept = default;
        Subscription& operator=(Subscription&& other) noexcept;
        ~Subscription() { end(); }

      private:
        friend class Listeners;
        Subscription(std::shared_ptr<List> list, std::uint64_t number)
            : list_(std::move(list)), number_(number) {}
        void end();

        std::shared_ptr<List> list_;
        std::uint64_t number_ = 0;
    };

    Listeners();

    /// `changed` must not wait for anything that the teller holds, nor subscribe. From any thread.
    Subscription add(std::function<void()> changed);
    /// Calls each of them, on this thread.
    void tell() const;

  private:
    std::shared_ptr<List> list_;
};

}  // namespace qoltanba::agent
