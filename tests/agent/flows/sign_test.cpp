#include "agent/platform/path_text.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/xml.hpp"
#include "support/catch.hpp"
#include "world.hpp"

#include <atomic>
#include <fstream>
#include <thread>

using namespace qoltanba;
using namespace qoltanba::test;
using agent::Caller;
using protocol::SignedDocuments;

namespace {

const SignedDocuments& documents_in(const Result<protocol::Outcome>& outcome) {
    REQUIRE(ok(outcome));
    REQUIRE(std::holds_alternative<SignedDocuments>(*outcome));
    return std::get<SignedDocuments>(*outcome);
}

}  // namespace

TEST_CASE("The person agrees and the page gets a CMS over what it sent") {
    World world;
    const auto outcome = world.run(bank, cms_request("договор"));
    const auto& signed_documents = documents_in(outcome);
    REQUIRE(signed_documents.results.size() == 1);
    const auto report = crypto::verify_cms(signed_documents.results[0], std::nullopt);
    REQUIRE(ok(report));
    CHECK(report->intact());
    CHECK(text_of(report->signed_content) == "договор");
}

TEST_CASE("The person is told who asks and what is signed") {
    World world;
    documents_in(world.run(bank, cms_request("договор")));
    REQUIRE(world.prompter.prompts.size() == 1);
    const auto& prompt = world.prompter.prompts[0];
    CHECK(prompt.caller.origin == "https://bank.example");
    REQUIRE(prompt.documents.size() == 1);
    CHECK(prompt.documents[0].text == "договор");
    CHECK(prompt.added_anchors);
}

TEST_CASE("A refusal gives no signature, and says only that it was cancelled") {
    World world;
    world.prompter.becomes(refuses());
    CHECK(error_code(world.run(bank, cms_request("договор"))) == ErrorCode::canceled);
}

TEST_CASE("A blocked site gets no window any more, and others do") {
    World world;
    world.prompter.becomes(refuses(true));
    CHECK(error_code(world.run(bank, cms_request("x"))) == ErrorCode::canceled);
    world.prompter.becomes(agrees_with("GOST512", password));
    CHECK(error_code(world.run(bank, cms_request("x"))) == ErrorCode::origin_refused);
    CHECK(world.prompter.prompts.size() == 1);
    CHECK(ok(world.run(shop, cms_request("x"))));
}

TEST_CASE("A site refused ten times in a row has to wait") {
    World world;
    world.prompter.becomes(refuses());
    for (int i = 0; i < 10; ++i) CHECK(error_code(world.run(bank, cms_request("x"))) == ErrorCode::canceled);
    CHECK(error_code(world.run(bank, cms_request("x"))) == ErrorCode::too_many_requests);
    CHECK(world.prompter.prompts.size() == 10);
}

TEST_CASE("A page that goes away while the person decides gets nothing, even if the person agrees") {
    World world;
    std::stop_source page;
    auto agree = agrees_with("GOST512", password);
    world.prompter.becomes([&](const agent::SignPrompt& prompt, agent::KeyDesk& desk, std::stop_token stop) {
        page.request_stop();
        return agree(prompt, desk, stop);
    });
    CHECK(error_code(world.run(bank, cms_request("x"), page.get_token())) == ErrorCode::canceled);
}

TEST_CASE("A wrong password opens nothing and the person may try again") {
    World world;
    std::vector<ErrorCode> seen;
    world.prompter.becomes([&](const agent::SignPrompt& prompt, agent::KeyDesk& desk, std::stop_token) {
        const auto id = prompt.keys.front().id;
        seen.push_back(error_code(desk.open(id, SecretBytes::copy_of(std::string_view("not it")))));
        CHECK(ok(desk.open(id, SecretBytes::copy_of(std::string_view(password)))));
        return Result<agent::Decision>(agent::Decision(agent::Approval{0}));
    });
    std::filesystem::remove(world.keys / "RSA256_expired.p12");
    CHECK(ok(world.run(bank, cms_request("x"))));
    CHECK(seen == std::vector{ErrorCode::wrong_password});
}

TEST_CASE("A prompter cannot approve a key that was not opened") {
    World world;
    world.prompter.becomes([](const auto&, auto&, std::stop_token) {
        return Result<agent::Decision>(agent::Decision(agent::Approval{0}));
    });
    CHECK(world.run(bank, cms_request("x")).has_error());
}

TEST_CASE("An expired key does not sign unless the page allows it") {
    World world;
    world.prompter.becomes(agrees_with("RSA256", password));
    auto request = cms_request("x");
    CHECK(error_code(world.run(bank, request)) == ErrorCode::certificate_expired);
    request.filter.allow_expired = true;
    CHECK(ok(world.run(bank, request)));
}

TEST_CASE("A page that asks for another person's key does not get this one") {
    World world;
    auto request = cms_request("x");
    request.filter.iin = "000000000000";
    CHECK(error_code(world.run(bank, request)) == ErrorCode::certificate_holder_mismatch);
}

TEST_CASE("Every document of a batch gets its own signature, in order") {
    World world;
    auto request = cms_request("one");
    request.documents.push_back({copy_of(bytes_of("two")), false});
    const auto outcome = world.run(bank, request);
    const auto& results = documents_in(outcome).results;
    REQUIRE(results.size() == 2);
    CHECK(text_of(crypto::verify_cms(results[0], std::nullopt)->signed_content) == "one");
    CHECK(text_of(crypto::verify_cms(results[1], std::nullopt)->signed_content) == "two");
    CHECK(world.prompter.prompts.size() == 1);
}

TEST_CASE("A CMS among the data gets one more signer where the method says so") {
    World world;
    const auto first = world.run(bank, cms_request("contract"));
    protocol::SignRequest request;
    request.documents.push_back({documents_in(first).results[0], false});
    request.co_sign = true;
    const auto second = world.run(bank, request);
    const auto report = crypto::verify_cms(documents_in(second).results[0], std::nullopt);
    REQUIRE(ok(report));
    CHECK(report->intact());
    CHECK(report->signatures.size() == 2);
    CHECK(text_of(report->signed_content) == "contract");
}

TEST_CASE("Who signs a CMS once more sees what is inside it and who signed before") {
    World world;
    const auto first = world.run(bank, cms_request("contract"));
    protocol::SignRequest request;
    request.documents.push_back({documents_in(first).results[0], false});
    request.co_sign = true;
    documents_in(world.run(bank, request));
    const auto& shown = world.prompter.prompts.back().documents[0];
    CHECK(shown.text == "contract");
    REQUIRE(shown.earlier_signers.size() == 1);
    CHECK(shown.earlier_signers[0].find("ТЕСТОВ") != std::string::npos);
}

TEST_CASE("A detached CMS cannot be signed once more without its content, and no password is asked for") {
    World world;
    auto detached = cms_request("contract");
    detached.attach = false;
    const auto first = world.run(bank, detached);
    protocol::SignRequest request;
    request.documents.push_back({documents_in(first).results[0], false});
    request.co_sign = true;
    CHECK(error_code(world.run(bank, request)) == ErrorCode::content_missing);
    CHECK(world.prompter.prompts.size() == 1);
}

TEST_CASE("Requests in line behind a window in which the person blocks the site get no window") {
    World world;
    std::vector<std::jthread> pages;
    std::atomic<int> refused = 0;
    world.prompter.becomes([&](const auto&, auto&, std::stop_token) {
        for (int i = 0; i < 3; ++i) {
            pages.emplace_back([&] {
                refused += error_code(world.run(bank, cms_request("y"))) == ErrorCode::origin_refused;
            });
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        return Result<agent::Decision>(agent::Decision(agent::Refusal{true}));
    });
    CHECK(error_code(world.run(bank, cms_request("x"))) == ErrorCode::canceled);
    pages.clear();
    CHECK(refused == 3);
    CHECK(world.prompter.prompts.size() == 1);
}

TEST_CASE("A page that takes its requests back again and again has to wait") {
    World world;
    agent::Gate quick(agent::GateLimits{.fruitless = 3, .pause = std::chrono::milliseconds(1)});
    agent::Context context{
        world.prompter,    world.settings,        quick, world.chosen_paths,        world.journal,
        world.key_memory,  world.context.anchors, {},    world.context.key_folders, world.context.clock,
        world.context.warn};
    for (int i = 0; i < 3; ++i) {
        std::stop_source page;
        world.prompter.becomes([&](const auto&, auto&, std::stop_token) {
            page.request_stop();
            return Result<agent::Decision>(agent::Decision(agent::Refusal{}));
        });
        CHECK(error_code(agent::run(context, bank, cms_request("x"), page.get_token())) ==
              ErrorCode::canceled);
    }
    CHECK(error_code(agent::run(context, bank, cms_request("x"), {})) == ErrorCode::too_many_requests);
}

TEST_CASE("XML comes back signed and whole") {
    World world;
    auto request = cms_request("<a>б</a>");
    request.format = protocol::SignatureFormat::xml;
    const auto outcome = world.run(bank, request);
    const auto report = crypto::verify_xml(text_of(documents_in(outcome).results[0]));
    REQUIRE(ok(report));
    CHECK(report->intact());
}

TEST_CASE("Of XML whose part is signed the person sees that part alone") {
    World world;
    auto request = cms_request(R"(<order><note>small</note><pay Id="p1">100 000 000</pay></order>)");
    request.format = protocol::SignatureFormat::xml;
    request.xml.signed_element_xpath = "//pay";
    documents_in(world.run(bank, request));
    const auto& shown = world.prompter.prompts.back().documents[0];
    CHECK(shown.part == R"(<pay Id="p1">)");
    CHECK(shown.text.find("100 000 000") != std::string::npos);
    CHECK(shown.text.find("small") == std::string::npos);
}

TEST_CASE("More documents than a person can look at, and what is no digest's text, get no window") {
    World world;
    auto request = cms_request("x");
    request.documents.assign(10'001, request.documents[0]);
    CHECK(error_code(world.run(bank, request)) == ErrorCode::too_large);
    request.documents = {{Bytes(1025), true}};
    CHECK(error_code(world.run(bank, request)) == ErrorCode::digest_length_mismatch);
    CHECK(world.prompter.prompts.empty());
    // What sha256sum prints of standard input, as the published client's calls have it.
    request.documents = {{Bytes(68), true}};
    CHECK(ok(world.run(bank, request)));
    CHECK(world.prompter.prompts.size() == 1);
}

TEST_CASE("What is kept of many documents to be shown has a bound, and each says where it is cut") {
    World world;
    world.prompter.becomes(refuses());
    auto request = cms_request(std::string(20'000, 'x'));
    request.documents.assign(1000, request.documents[0]);
    CHECK(error_code(world.run(bank, request)) == ErrorCode::canceled);
    std::size_t kept = 0;
    for (const auto& document : world.prompter.prompts.back().documents) {
        CHECK(document.text_is_cut);
        CHECK(document.text.size() >= 1024);
        kept += document.text.size();
    }
    CHECK(kept <= std::size_t{8} << 20U);
}

TEST_CASE("XML without the element that the page names gets no window") {
    World world;
    auto request = cms_request(R"(<order><pay Id="p1"/></order>)");
    request.format = protocol::SignatureFormat::xml;
    request.xml.signed_element_xpath = "//invoice";
    CHECK(error_code(world.run(bank, request)) == ErrorCode::element_not_found);
    CHECK(world.prompter.prompts.empty());
}

TEST_CASE("A raw signature verifies with the certificate that comes beside it") {
    World world;
    auto request = cms_request("bytes");
    request.format = protocol::SignatureFormat::raw;
    request.output_certificate = true;
    const auto outcome = world.run(bank, request);
    const auto& result = documents_in(outcome);
    REQUIRE(result.certificate.has_value());
    const auto digest = crypto::digest_of(crypto::DigestAlgorithm::streebog_512, bytes_of("bytes"));
    const auto key = result.certificate->public_key();
    REQUIRE(ok(key));
    CHECK(ok(key->verify(crypto::DigestAlgorithm::streebog_512, digest, result.results[0])));
}

TEST_CASE("Of a raw signature over what cannot be read the person is warned") {
    World world;
    auto request = cms_request("bytes");
    request.format = protocol::SignatureFormat::raw;
    request.documents.push_back({Bytes{0x31, 0x02, 0x30, 0x00}, false});
    documents_in(world.run(bank, request));
    const auto& shown = world.prompter.prompts.at(0).documents;
    CHECK_FALSE(shown.at(0).as_good_as_digest);
    CHECK(shown.at(1).as_good_as_digest);
}

TEST_CASE("A time stamp is refused before any window") {
    World world;
    auto request = cms_request("x");
    request.time_stamp = true;
    CHECK(error_code(world.run(bank, request)) == ErrorCode::time_stamp_unavailable);
    CHECK(world.prompter.prompts.empty());
}

TEST_CASE("A storage without a device is empty, before any window") {
    World world;
    auto request = cms_request("x");
    request.storages = {"AKKaztokenStore"};
    CHECK(error_code(world.run(bank, request)) == ErrorCode::storage_empty);
    request.storages = {"AKKaztokenStore", "PKCS12"};
    CHECK(ok(world.run(bank, request)));
    // Both names of key files mean all of them.
    request.storages = {"JKS"};
    CHECK(ok(world.run(bank, request)));
    CHECK(world.prompter.prompts.size() == 2);
}

TEST_CASE("A path that nobody chose is not looked at, whether the file exists or not") {
    World world;
    protocol::SignRequest request;
    for (const auto& path : {std::string("/etc/passwd"), std::string("/no/such/file")}) {
        request.path = path;
        const auto outcome = world.run(bank, request);
        CHECK(error_code(outcome) == ErrorCode::path_not_permitted);
        CHECK(outcome.error().detail.find(path) == std::string::npos);
    }
    CHECK(world.prompter.prompts.empty());
}

TEST_CASE("The chosen file is signed once, and shown by its name") {
    World world;
    const auto file = world.folder.path() / agent::path_from_utf8("шарт.txt");
    std::ofstream(file) << "content";
    world.prompter.file = file;
    const auto chosen = world.run(bank, protocol::ChooseFileRequest{"ALL", ""});
    REQUIRE(ok(chosen));
    protocol::SignRequest request;
    request.path = std::get<protocol::ChosenFile>(*chosen).path;
    const auto outcome = world.run(bank, request);
    CHECK(text_of(crypto::verify_cms(documents_in(outcome).results[0], std::nullopt)->signed_content) ==
          "content");
    CHECK(world.prompter.prompts[0].documents[0].name == "шарт.txt");
    CHECK(error_code(world.run(bank, request)) == ErrorCode::path_not_permitted);
}

TEST_CASE("What was signed and what was refused stands in the journal") {
    World world;
    documents_in(world.run(bank, cms_request("x")));
    world.prompter.becomes(refuses());
    CHECK(error_code(world.run(shop, cms_request("y"))) == ErrorCode::canceled);
    REQUIRE(ok(world.journal.check()));
    CHECK(*world.journal.check() == 2);
    const auto lines = world.journal_text();
    CHECK(lines.find(R"("outcome":"signed")") != std::string::npos);
    CHECK(lines.find(R"("outcome":"canceled")") != std::string::npos);
    CHECK(lines.find("https://shop.example") != std::string::npos);
    CHECK(world.warnings.empty());
}
