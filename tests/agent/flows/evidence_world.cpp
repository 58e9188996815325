#include "evidence_world.hpp"

#include "support/catch.hpp"
#include "tokens/files/pkcs12_writer.hpp"

#include <fstream>

namespace qoltanba::test {

EvidenceWorld::EvidenceWorld(crypto::KeyFamily family)
    : services(family),
      evidence(services.http_of_its_own(),
               {.state = folder.path() / "state", .time_stamp_services = {{Services::tsp, ""}}}) {
    const auto file =
        tokens::write_pkcs12(person.pkcs8, person.certificate,
                             SecretBytes::copy_of(std::string_view(password)), tokens::KeyFileLayout::modern);
    REQUIRE(ok(file));
    std::ofstream(keys / "PERSON_key.p12", std::ios::binary) << text_of(*file);
    context.anchors = services.anchors;
    context.clock = [] { return today; };
    context.evidence = &evidence;
    prompter.becomes(agrees_with("PERSON", password));
}

void EvidenceWorld::revoke() {
    services.status = {.status = OcspAnswer::Status::revoked, .revoked_at = today - std::chrono::hours{1}};
    services.publish({{.serial_number = copy_of(person.certificate.serial_number()),
                       .revoked_at = today - std::chrono::hours{1}}});
}

agent::OpenedKeyView EvidenceWorld::open_key() {
    agent::OpenedKeyView seen;
    prompter.becomes([&](const agent::SignPrompt& prompt, agent::KeyDesk& desk, std::stop_token) {
        for (const auto& key : prompt.keys) {
            if (!key.file_name.starts_with("PERSON")) continue;
            const auto opened = desk.open(key.id, SecretBytes::copy_of(std::string_view(password)));
            REQUIRE(ok(opened));
            seen = opened->at(0);
        }
        return Result<agent::Decision>(agent::Decision(agent::Refusal{}));
    });
    CHECK(error_code(run(bank, cms_request("x"))) == ErrorCode::canceled);
    prompter.becomes(agrees_with("PERSON", password));
    return seen;
}

}  // namespace qoltanba::test
