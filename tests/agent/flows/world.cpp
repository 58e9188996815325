#include "world.hpp"

namespace qoltanba::test {
namespace {

void copy_key(std::string_view fixture_name, const std::filesystem::path& to) {
    std::filesystem::copy_file(fixture_path(fixture_name), to);
    // Windows removes no file that may not be written.
    std::filesystem::permissions(to, std::filesystem::perms::owner_write, std::filesystem::perm_options::add);
}

}  // namespace

World::World()
    : context{.prompter = prompter,
              .settings = settings,
              .gate = gate,
              .chosen_paths = chosen_paths,
              .journal = journal,
              .key_memory = key_memory,
              .anchors = crypto::Anchors::national_test(),
              .policy = {},
              .key_folders = [this] { return std::vector{keys}; },
              .clock = [] { return *time_from_iso("2026-09-01T12:00:00Z"); },
              .warn = [this](const Error& error) { warnings.push_back(error); }} {
    std::filesystem::create_directories(keys);
    copy_key("kz/p12/gost2015/2026_valid_individual.p12", keys / "GOST512_person.p12");
    copy_key("kz/p12/rsa/personal_active_RSA256_11c707bd54cbfcccb3815e39c4eb57b1dc7dfea9.p12",
             keys / "RSA256_expired.p12");
}

protocol::SignRequest cms_request(std::string_view text) {
    protocol::SignRequest request;
    request.documents.push_back({copy_of(bytes_of(text)), false});
    request.filter.purpose = crypto::Purpose::signature;
    return request;
}

}  // namespace qoltanba::test
