#include "ca/skeleton.hpp"

#include <stdexcept>

namespace qoltanba::test {
namespace {

class Walker {
  public:
    explicit Walker(BytesView ber) : rest_(ber) {}

    std::string walk() {
        while (!rest_.empty()) element(0);
        return std::move(text_);
    }

  private:
    std::uint8_t take() {
        if (rest_.empty()) throw std::runtime_error("the structure ends early");
        const std::uint8_t octet = rest_.front();
        rest_ = rest_.subspan(1);
        return octet;
    }

    BytesView take(std::size_t size) {
        if (rest_.size() < size) throw std::runtime_error("the structure ends early");
        const BytesView octets = rest_.first(size);
        rest_ = rest_.subspan(size);
        return octets;
    }

    void line(int depth, std::uint8_t identifier, const std::string& more) {
        text_ += std::string(2 * static_cast<std::size_t>(depth), ' ') + to_hex(Bytes{identifier}) + " " +
                 more + "\n";
    }

    void element(int depth) {
        const std::uint8_t identifier = take();
        const bool constructed = (identifier & 0x20U) != 0;
        const std::uint8_t first = take();
        if (first == 0x80) {
            line(depth, identifier, "indefinite");
            while (rest_.size() >= 2 && (rest_[0] != 0 || rest_[1] != 0)) element(depth + 1);
            take(2);
            return;
        }
        std::size_t size = first;
        if (first > 0x80) {
            size = 0;
            for (const auto octet : take(first & 0x7FU)) size = size << 8U | octet;
        }
        const BytesView content = take(size);
        if (constructed) {
            line(depth, identifier, "definite");
            const BytesView after = rest_;
            rest_ = content;
            while (!rest_.empty()) element(depth + 1);
            rest_ = after;
            return;
        }
        const bool has_fixed_value = identifier == 0x06 || (identifier == 0x02 && size <= 2);
        line(depth, identifier,
             has_fixed_value ? to_hex(content)
             : size > 64     ? "many"
                             : std::to_string(size));
    }

    BytesView rest_;
    std::string text_;
};

}  // namespace

std::string skeleton_of(BytesView ber) {
    return Walker(ber).walk();
}

}  // namespace qoltanba::test
