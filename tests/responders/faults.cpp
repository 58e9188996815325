// The names of routes and faults.
#include "responders/responder_server.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace qoltanba::test {
namespace {

constexpr std::array routes{
    std::pair{std::string_view("tsp"), Route::tsp},
    std::pair{std::string_view("ocsp"), Route::ocsp},
    std::pair{std::string_view("crl"), Route::crl},
    std::pair{std::string_view("delta"), Route::delta},
    std::pair{std::string_view("certificate"), Route::certificate},
};

constexpr std::array faults{
    std::pair{std::string_view("none"), Fault::none},
    std::pair{std::string_view("garbage"), Fault::garbage},
    std::pair{std::string_view("truncated"), Fault::truncated},
    std::pair{std::string_view("endless"), Fault::endless},
    std::pair{std::string_view("slow"), Fault::slow},
    std::pair{std::string_view("status_500"), Fault::status_500},
    std::pair{std::string_view("unavailable_once"), Fault::unavailable_once},
    std::pair{std::string_view("redirect_loop"), Fault::redirect_loop},
    std::pair{std::string_view("redirect_to_file"), Fault::redirect_to_file},
    std::pair{std::string_view("wrong_content_type"), Fault::wrong_content_type},
    std::pair{std::string_view("silent"), Fault::silent},
    std::pair{std::string_view("refused"), Fault::refused},
    std::pair{std::string_view("wrong_imprint"), Fault::wrong_imprint},
    std::pair{std::string_view("other_policy"), Fault::other_policy},
    std::pair{std::string_view("damaged_signature"), Fault::damaged_signature},
    std::pair{std::string_view("expired_authority"), Fault::expired_authority},
    std::pair{std::string_view("unfit_authority"), Fault::unfit_authority},
    std::pair{std::string_view("wrong_nonce"), Fault::wrong_nonce},
    std::pair{std::string_view("no_nonce"), Fault::no_nonce},
    std::pair{std::string_view("try_later"), Fault::try_later},
    std::pair{std::string_view("everything_revoked"), Fault::everything_revoked},
    std::pair{std::string_view("everything_unknown"), Fault::everything_unknown},
    std::pair{std::string_view("outdated"), Fault::outdated},
    std::pair{std::string_view("twenty_megabytes"), Fault::twenty_megabytes},
};

template <typename Table>
std::optional<typename Table::value_type::second_type> find(const Table& table, std::string_view name) {
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.first == name; });
    if (found == table.end()) return std::nullopt;
    return found->second;
}

}  // namespace

std::optional<Route> route_from(std::string_view name) {
    return find(routes, name);
}

std::optional<Fault> fault_from(std::string_view name) {
    return find(faults, name);
}

}  // namespace qoltanba::test
