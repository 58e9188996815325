#include "agent/flows/desk.hpp"

#include "support/catch.hpp"
#include "support/fixtures.hpp"
#include "world.hpp"

#include <fstream>

using namespace qoltanba;
using namespace qoltanba::test;

namespace {

SecretBytes secret(std::string_view text) {
    return SecretBytes::copy_of(text);
}

const agent::KeyChoice& choice_named(const std::vector<agent::KeyChoice>& choices, std::string_view begins) {
    for (const auto& choice : choices) {
        if (choice.file_name.starts_with(begins)) return choice;
    }
    FAIL("no key begins with " << begins);
    return choices.front();
}

}  // namespace

TEST_CASE("Before its password a key file shows its name and kind alone") {
    World world;
    const agent::Desk desk(world.context, {});
    const auto choices = desk.choices();
    REQUIRE(choices.size() == 2);
    const auto& choice = choice_named(choices, "GOST512");
    CHECK(choice.kind == "GOST 34.10-2015");
    CHECK_FALSE(choice.known.has_value());
}

TEST_CASE("After it was opened once a key file is known by its holder") {
    World world;
    agent::Desk first(world.context, {});
    REQUIRE(ok(first.open(choice_named(first.choices(), "GOST512").id, secret(password))));
    const agent::Desk next(world.context, {});
    const auto choices = next.choices();
    CHECK(choices.front().file_name == "GOST512_person.p12");
    REQUIRE(choices.front().known.has_value());
    CHECK(choices.front().known->holder.iin.size() == 12);
    CHECK_FALSE(choices.front().unfit.has_value());
}

TEST_CASE("A key known not to fit comes last and says why") {
    World world;
    agent::Desk first(world.context, {});
    REQUIRE(ok(first.open(choice_named(first.choices(), "RSA256").id, secret(password))));
    const agent::Desk next(world.context, {});
    const auto choices = next.choices();
    REQUIRE(choices.back().unfit.has_value());
    CHECK(choices.back().unfit->code == ErrorCode::certificate_expired);
}

TEST_CASE("A key store of Java stands among the key files, unless the administrator permits PKCS#12 alone") {
    World world;
    const auto store = world.folder.path() / "keys" / "mine.jks";
    std::filesystem::copy_file(test_data_path("java_key_stores/rsa.jks"), store);
    agent::Desk desk(world.context, {});
    const auto choices = desk.choices();
    const auto& choice = choice_named(choices, "mine");
    CHECK(choice.kind == "JKS");
    const auto opened = desk.open(choice.id, secret("Secret-1"));
    REQUIRE(ok(opened));
    CHECK(opened->front().certificate.name == "the name");

    world.context.administrator.storages = agent::Decided<std::vector<std::string>>{{"PKCS12"}, "a file"};
    agent::Desk strict(world.context, {});
    CHECK(strict.choices().size() == 2);
    CHECK(error_code(strict.add_file(store)) == ErrorCode::refused_by_policy);
}

TEST_CASE("A key never opened whose name says that it is for something else comes behind the others") {
    World world;
    const auto& keys = world.keys;
    for (const auto* name : {"AUTH_RSA256_a.p12", "RSA256_z.p12"})
        std::filesystem::copy_file(keys / "GOST512_person.p12", keys / name);
    const auto last_for = [&](crypto::Purpose purpose) {
        crypto::CertificateFilter filter;
        filter.purpose = purpose;
        return agent::Desk(world.context, filter).choices().back().file_name;
    };
    CHECK(last_for(crypto::Purpose::signature) == "AUTH_RSA256_a.p12");
    CHECK(last_for(crypto::Purpose::authentication).starts_with("RSA256"));
}

TEST_CASE("A file picked by hand joins the list, and something else does not") {
    World world;
    agent::Desk desk(world.context, {});
    const auto elsewhere = world.folder.path() / "elsewhere.p12";
    std::filesystem::copy_file(fixture_path("kz/p12/gost2015/2026_valid_individual.p12"), elsewhere);
    const auto added = desk.add_file(elsewhere);
    REQUIRE(ok(added));
    CHECK(ok(desk.open(added->id, secret(password))));
    const auto text = world.folder.path() / "text.p12";
    std::ofstream(text) << "not a key";
    CHECK(error_code(desk.add_file(text)) == ErrorCode::unsupported_key_file);
}

TEST_CASE("Only keys of the list can be opened") {
    World world;
    agent::Desk desk(world.context, {});
    CHECK(error_code(desk.open("/etc/passwd", secret(password))) == ErrorCode::file_not_found);
}

TEST_CASE("A key is handed out once, and only after its file was opened") {
    World world;
    agent::Desk desk(world.context, {});
    CHECK(error_code(desk.take(0)) == ErrorCode::internal);
    REQUIRE(ok(desk.open(choice_named(desk.choices(), "GOST512").id, secret(password))));
    CHECK(ok(desk.take(0)));
    CHECK(error_code(desk.take(0)) == ErrorCode::internal);
}

TEST_CASE("A failed opening takes away what was opened before") {
    World world;
    agent::Desk desk(world.context, {});
    const auto id = choice_named(desk.choices(), "GOST512").id;
    REQUIRE(ok(desk.open(id, secret(password))));
    CHECK(error_code(desk.open(id, secret("wrong"))) == ErrorCode::wrong_password);
    CHECK(error_code(desk.take(0)) == ErrorCode::internal);
}
