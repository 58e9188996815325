// The GOST digests as everything here takes them, beside nettle's own functions in the same run: one megabyte
// each.
#include "crypto/algorithms/digest.hpp"

#include <benchmark/benchmark.h>
#include <nettle/gosthash94.h>
#include <nettle/streebog.h>

#include <array>

namespace {

using namespace qoltanba;
using crypto::DigestAlgorithm;

const Bytes& megabyte() {
    static const Bytes octets(std::size_t{1} << 20U, 0x5A);
    return octets;
}

void count(benchmark::State& state) {
    state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations()) *
                            static_cast<std::int64_t>(megabyte().size()));
}

void ours(benchmark::State& state, DigestAlgorithm algorithm) {
    for (auto _ : state) {
        crypto::Hasher hasher(algorithm);
        hasher.update(megabyte());
        benchmark::DoNotOptimize(hasher.finish());
    }
    count(state);
}

template <typename Context, std::size_t size, auto init, auto update, auto digest>
void nettles(benchmark::State& state) {
    std::array<std::uint8_t, size> result{};
    for (auto _ : state) {
        Context context;
        init(&context);
        update(&context, megabyte().size(), megabyte().data());
        digest(&context, result.size(), result.data());
        benchmark::DoNotOptimize(result);
    }
    count(state);
}

BENCHMARK_CAPTURE(ours, streebog_512, DigestAlgorithm::streebog_512);
BENCHMARK(nettles<streebog512_ctx, STREEBOG512_DIGEST_SIZE, streebog512_init, streebog512_update,
                  streebog512_digest>)
    ->Name("nettle/streebog_512");
BENCHMARK_CAPTURE(ours, gost_34311, DigestAlgorithm::gost_34311);
BENCHMARK(
    nettles<gosthash94_ctx, GOSTHASH94_DIGEST_SIZE, gosthash94_init, gosthash94_update, gosthash94_digest>)
    ->Name("nettle/gost_34311");

}  // namespace

BENCHMARK_MAIN();
