// CMS and XML signatures per second for each family, beside the floor of the same work without anything
// around it.
//   build/release/tests/bench/bench_signatures
#include "ca/authority.hpp"
#include "crypto/signatures/cms.hpp"
#include "crypto/signatures/local_signer.hpp"
#include "crypto/signatures/xml.hpp"
#include "floors.hpp"

#include <benchmark/benchmark.h>

#include <map>

namespace {

using namespace qoltanba;
using crypto::KeyFamily;

/// A signer and the floor for its family, made once.
struct Bench {
    std::unique_ptr<crypto::Signer> signer;
    std::unique_ptr<bench::Floor> floor;
};

Bench make(KeyFamily family) {
    const test::Authority authority(family, now());
    test::CertificateOrder order;
    order.subject.common_name = "ТЕСТОВ ТЕСТ";
    order.not_before = now();
    order.not_after = now() + std::chrono::hours(24);
    auto issued = authority.issue(order);
    auto floor = family == KeyFamily::rsa ? bench::openssl_rsa(issued.pkcs8) : bench::nettle_gost_2015();
    auto key = crypto::PrivateKey::from_pkcs8(issued.pkcs8);
    auto signer = crypto::LocalSigner::create(std::move(issued.certificate), std::move(key.value()), {});
    return {std::move(signer.value()), std::move(floor)};
}

Bench& bench_of(KeyFamily family) {
    static std::map<KeyFamily, Bench> made;
    auto found = made.find(family);
    if (found == made.end()) found = made.emplace(family, make(family)).first;
    return found->second;
}

Bytes content_of(std::size_t size) {
    return Bytes(size, 'a');
}

/// Small elements one after another: as much markup as text.
std::string rows_of(std::size_t size) {
    std::string text = "<document>";
    while (text.size() < size) text += "<row id=\"7\">value &amp; value</row>";
    return text + "</document>";
}

/// One file in base64, and next to no markup.
std::string attachment_of(std::size_t size) {
    std::string text = "<document><attachment>";
    while (text.size() < size)
        text += "JVBERi0xLjcKJeLjz9MKMSAwIG9iago8PC9UeXBlL0NhdGFsb2cvUGFnZXMgMiAwIFI+PgplbmRv\n";
    return text + "</attachment></document>";
}

void floor(benchmark::State& state, KeyFamily family) {
    auto& floor = *bench_of(family).floor;
    const auto content = content_of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) floor.hash_sign_verify(content);
}

void cms(benchmark::State& state, KeyFamily family, bool attach) {
    auto& signer = *bench_of(family).signer;
    const auto content = content_of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        auto made = crypto::create_cms(signer, content, {.attach = attach, .signing_time = now()});
        if (!made) state.SkipWithError("the CMS was not made");
        benchmark::DoNotOptimize(made);
    }
}

void xml(benchmark::State& state, KeyFamily family, std::string (*document_of)(std::size_t)) {
    auto& signer = *bench_of(family).signer;
    const auto document = document_of(static_cast<std::size_t>(state.range(0)));
    for (auto _ : state) {
        auto made = crypto::sign_xml(signer, document, {});
        if (!made) state.SkipWithError("the XML was not signed");
        benchmark::DoNotOptimize(made);
    }
}

constexpr std::int64_t kilobyte = 1024;
constexpr std::int64_t megabyte = 1024 * kilobyte;

#define SIZES Arg(kilobyte)->Arg(megabyte)->Unit(benchmark::kMicrosecond)
BENCHMARK_CAPTURE(floor, rsa, KeyFamily::rsa)->SIZES;
BENCHMARK_CAPTURE(cms, rsa_attached, KeyFamily::rsa, true)->SIZES;
BENCHMARK_CAPTURE(cms, rsa_detached, KeyFamily::rsa, false)->SIZES;
BENCHMARK_CAPTURE(xml, rsa_rows, KeyFamily::rsa, rows_of)->SIZES;
BENCHMARK_CAPTURE(xml, rsa_attachment, KeyFamily::rsa, attachment_of)->SIZES;
BENCHMARK_CAPTURE(floor, gost_2015_512, KeyFamily::gost_2015_512)->SIZES;
BENCHMARK_CAPTURE(cms, gost_2015_512_attached, KeyFamily::gost_2015_512, true)->SIZES;
BENCHMARK_CAPTURE(cms, gost_2015_512_detached, KeyFamily::gost_2015_512, false)->SIZES;
BENCHMARK_CAPTURE(xml, gost_2015_512_rows, KeyFamily::gost_2015_512, rows_of)->SIZES;
BENCHMARK_CAPTURE(xml, gost_2015_512_attachment, KeyFamily::gost_2015_512, attachment_of)->SIZES;
#undef SIZES

}  // namespace

BENCHMARK_MAIN();
