#include "agent/policy/policy_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

namespace qoltanba::agent {
namespace {

using Json = nlohmann::json;

/// Takes the parser's events as they come: no tree is built, and what lies too deep is passed over.
class EntryReader final : public Json::json_sax_t {
  public:
    explicit EntryReader(const std::string& where) : where_(where) {}

    bool null() override { return put(UnusableValue{"null"}); }
    bool boolean(bool value) override { return put(value); }
    bool number_integer(std::int64_t value) override { return put(value); }
    bool number_unsigned(std::uint64_t value) override {
        if (value > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            return put(UnusableValue{"a number beyond all ranges"});
        return put(static_cast<std::int64_t>(value));
    }
    bool number_float(double, const std::string&) override {
        return put(UnusableValue{"a number with a fraction"});
    }
    bool string(std::string& value) override { return put(std::move(value)); }
    bool binary(Json::binary_t&) override { return put(UnusableValue{"octets"}); }

    bool start_object(std::size_t) override {
        if (depth_ == member) put(UnusableValue{"an object"});
        if (depth_ == item) spoil_list();
        ++depth_;
        return true;
    }
    bool end_object() override { return end(); }
    bool start_array(std::size_t) override {
        if (depth_ == 0) return put(UnusableValue{});
        if (depth_ == member) put(std::vector<std::string>{});
        if (depth_ == item) spoil_list();
        ++depth_;
        return true;
    }
    bool end_array() override { return end(); }
    bool key(std::string& name) override {
        if (depth_ != member) return true;
        if (!names_.insert(name).second) return fault("a key that stands twice", name);
        key_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception& cause) override {
        // "[json.exception.parse_error.101] parse error at line 2, column 1: …"; the end quotes the text.
        constexpr std::size_t longest = 200;
        const std::string_view words = cause.what();
        const auto begin = std::min(words.find("] "), words.size() - 2) + 2;
        return fault(std::string(words.substr(begin, longest)), {});
    }

    void give(bool well_formed, PolicyTree& tree) && {
        if (!well_formed) {
            tree.problems.push_back({where_, faulty_key_, fail(ErrorCode::policy_damaged, fault_)});
            return;
        }
        for (auto& entry : entries_) tree.entries.push_back(std::move(entry));
    }

  private:
    // How many containers are open around a value.
    static constexpr std::size_t member = 1;
    static constexpr std::size_t item = 2;

    bool put(PolicyValue value) {
        if (depth_ == 0) return fault("not an object", {});
        if (depth_ == item) {
            put_item(std::move(value));
        } else if (depth_ == member && key_ != "$schema") {
            entries_.push_back({key_, std::move(value), where_});
        }
        return true;
    }
    void put_item(PolicyValue value) {
        if (key_ == "$schema") return;
        auto* list = std::get_if<std::vector<std::string>>(&entries_.back().value);
        auto* text = std::get_if<std::string>(&value);
        if (list != nullptr && text != nullptr) return list->push_back(std::move(*text));
        spoil_list();
    }
    void spoil_list() {
        if (key_ == "$schema") return;
        auto& value = entries_.back().value;
        if (!std::holds_alternative<UnusableValue>(value))
            value = UnusableValue{"a list with something that is no text"};
    }
    bool end() {
        --depth_;
        return true;
    }
    bool fault(std::string what, std::string key) {
        fault_ = std::move(what);
        faulty_key_ = std::move(key);
        return false;
    }

    const std::string& where_;
    std::size_t depth_ = 0;
    std::string key_;
    std::set<std::string> names_;
    std::vector<PolicyEntry> entries_;
    std::string fault_;
    std::string faulty_key_;
};

}  // namespace

void read_policy_text(std::string_view text, const std::string& where, PolicyTree& tree) {
    if (text.size() > longest_policy_text) {
        tree.problems.push_back({where, {}, fail(ErrorCode::too_large, "more than 1 MiB")});
        return;
    }
    EntryReader reader(where);
    const bool well_formed = Json::sax_parse(text, &reader);
    std::move(reader).give(well_formed, tree);
}

}  // namespace qoltanba::agent
