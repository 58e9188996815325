#include "support/catch.hpp"
#include "world.hpp"

using namespace qoltanba;
using namespace qoltanba::test;

TEST_CASE("Choosing no file is a cancellation") {
    World world;
    CHECK(error_code(world.run(bank, protocol::ChooseFileRequest{"P12", "/home"})) == ErrorCode::canceled);
}

TEST_CASE("A file chosen for one site cannot be named by another") {
    World world;
    const auto file = world.keys / "GOST512_person.p12";
    world.prompter.file = file;
    REQUIRE(ok(world.run(bank, protocol::ChooseFileRequest{"ALL", ""})));
    protocol::SignRequest request;
    request.path = file.string();
    CHECK(error_code(world.run(shop, request)) == ErrorCode::path_not_permitted);
}

TEST_CASE("The file window names who asks") {
    World world;
    (void)world.run(bank, protocol::ChooseFileRequest{"P12", ""});
    REQUIRE(world.prompter.file_prompts.size() == 1);
    CHECK(world.prompter.file_prompts[0].caller.origin == "https://bank.example");
    CHECK(world.prompter.file_prompts[0].extension == "P12");
}
