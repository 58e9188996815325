#include "virtual_card/virtual_card.hpp"

#include "virtual_card/quick_acknowledgement.hpp"

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/read.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>

#include <array>
#include <future>
#include <thread>
#include <utility>

namespace qoltanba::test {
namespace {

namespace asio = boost::asio;
using asio::awaitable;
using asio::use_awaitable;
using asio::ip::tcp;
using std::chrono::milliseconds;

constexpr milliseconds between_attempts{50};

/// Messages of one octet (vpcd.h: VPCD_CTRL_...).
namespace control {
constexpr std::uint8_t power_off = 0;
constexpr std::uint8_t power_on = 1;
constexpr std::uint8_t reset = 2;
constexpr std::uint8_t atr = 4;
}  // namespace control

/// From one insertion to its removal.
struct Stay {
    explicit Stay(asio::io_context& io) : socket(io), timer(io) {}

    void end() {
        over = true;
        disconnect();
        timer.cancel();
    }
    void disconnect() {
        boost::system::error_code ignored;
        socket.shutdown(tcp::socket::shutdown_both,
                        ignored);  // closing alone would leave it to inherited descriptors
        socket.close(ignored);
    }

    tcp::socket socket;
    asio::steady_timer timer;
    bool over = false;
};

awaitable<Bytes> receive(Stay& stay) {
    std::array<std::uint8_t, 2> length{};
    acknowledge_quickly(static_cast<std::intptr_t>(stay.socket.native_handle()));
    co_await asio::async_read(stay.socket, asio::buffer(length), use_awaitable);
    Bytes message(static_cast<std::size_t>(length[0]) << 8U | length[1]);
    acknowledge_quickly(static_cast<std::intptr_t>(stay.socket.native_handle()));
    co_await asio::async_read(stay.socket, asio::buffer(message), use_awaitable);
    co_return message;
}

awaitable<void> send(Stay& stay, BytesView octets) {
    Bytes message{static_cast<std::uint8_t>(octets.size() >> 8U),
                  static_cast<std::uint8_t>(octets.size() & 0xFFU)};
    append(message, octets);
    co_await asio::async_write(stay.socket, asio::buffer(message), use_awaitable);
}

}  // namespace

/// All of it lives on the thread that runs `io_`; calls from outside are carried there.
class VirtualCard::Implementation {
  public:
    template <typename Work>
    std::invoke_result_t<Work> on_its_thread(Work work) {
        std::packaged_task<std::invoke_result_t<Work>()> task(std::move(work));
        auto outcome = task.get_future();
        asio::post(io_, std::move(task));
        return outcome.get();
    }

    Implementation(Personalisation personalisation, std::uint16_t port)
        : vpcd_(asio::ip::address_v4::loopback(), port),
          card_(std::move(personalisation)),
          thread_([this] { io_.run(); }) {}

    ~Implementation() {
        on_its_thread([this] { pull_out(); });
        work_.reset();
        thread_.join();
    }

    void put_in() {
        if (stay_) return;
        stay_ = std::make_shared<Stay>(io_);
        asio::co_spawn(io_, be_there(stay_), asio::detached);
    }

    void pull_out() {
        if (auto stay = std::exchange(stay_, nullptr)) stay->end();
    }

    [[nodiscard]] bool is_in() const { return stay_ != nullptr; }

    PivCard& card() { return card_; }
    std::optional<Trouble> trouble;
    milliseconds delay{0};

  private:
    awaitable<void> be_there(std::shared_ptr<Stay> stay) {
        while (!stay->over) {
            try {
                co_await stay->socket.async_connect(vpcd_, use_awaitable);
                card_.reset();
                while (!stay->over) {
                    const Bytes message = co_await receive(*stay);
                    co_await attend_to(*stay, message);
                }
            } catch (const boost::system::system_error&) {
                // vpcd is not there yet, or has gone; or the card was pulled out
            }
            stay->disconnect();
            if (stay->over) break;
            boost::system::error_code canceled;
            stay->timer.expires_after(between_attempts);
            co_await stay->timer.async_wait(asio::redirect_error(use_awaitable, canceled));
        }
    }

    awaitable<void> attend_to(Stay& stay, const Bytes& message) {
        if (message.size() != 1) {
            co_await answer(stay, message);
        } else if (message[0] == control::atr) {
            co_await send(stay, card_.atr());
        } else if (message[0] == control::power_off || message[0] == control::power_on ||
                   message[0] == control::reset) {
            card_.reset();
        }
    }

    awaitable<void> answer(Stay& stay, const Bytes& command) {
        const auto fault = trouble ? trouble->meets(command) : std::nullopt;
        const bool reaches_the_card = !fault || fault->kind != Fault::Kind::status;
        Bytes octets =
            reaches_the_card ? card_.answer(command) : ResponseApdu{.status = fault->status}.octets();
        if (delay > milliseconds{0}) {
            stay.timer.expires_after(delay);
            co_await stay.timer.async_wait(use_awaitable);
        }
        if (fault && fault->kind == Fault::Kind::removal) {
            pull_out();
            co_return;
        }
        if (fault && fault->kind == Fault::Kind::silent) co_return;
        if (fault && fault->kind == Fault::Kind::empty) octets.clear();
        if (fault) octets = distorted(fault->kind, std::move(octets));
        co_await send(stay, octets);
    }

    asio::io_context io_;
    asio::executor_work_guard<asio::io_context::executor_type> work_ = asio::make_work_guard(io_);
    tcp::endpoint vpcd_;
    PivCard card_;
    std::shared_ptr<Stay> stay_;
    std::thread thread_;
};

VirtualCard::VirtualCard(Personalisation personalisation, std::uint16_t port)
    : implementation_(std::make_unique<Implementation>(std::move(personalisation), port)) {}

VirtualCard::~VirtualCard() = default;

void VirtualCard::insert() {
    implementation_->on_its_thread([this] { implementation_->put_in(); });
}

void VirtualCard::remove() {
    implementation_->on_its_thread([this] { implementation_->pull_out(); });
}

bool VirtualCard::is_inserted() const {
    return implementation_->on_its_thread([this] { return implementation_->is_in(); });
}

void VirtualCard::answer_after(milliseconds delay) {
    implementation_->on_its_thread([this, delay] { implementation_->delay = delay; });
}

void VirtualCard::misbehave(const Fault& fault) {
    implementation_->on_its_thread([this, &fault] { implementation_->trouble.emplace(fault); });
}

void VirtualCard::behave() {
    implementation_->on_its_thread([this] { implementation_->trouble.reset(); });
}

Counters VirtualCard::counters() const {
    return implementation_->on_its_thread([this] { return implementation_->card().counters(); });
}

unsigned VirtualCard::pin_tries_left() const {
    return implementation_->on_its_thread([this] { return implementation_->card().pin_tries_left(); });
}

unsigned VirtualCard::puk_tries_left() const {
    return implementation_->on_its_thread([this] { return implementation_->card().puk_tries_left(); });
}

}  // namespace qoltanba::test
