// The bandwidth at which one core reads memory, in bytes a nanosecond: the roof
// for whatever reads every event once.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <numeric>
#include <vector>

int main() {
    const std::vector<std::uint64_t> words(std::size_t{64} << 20,
                                           1);  // 512 MB: more than any cache
    double best = 0;
    volatile std::uint64_t kept = 0;
    for (int pass = 0; pass < 7; ++pass) {
        const auto from = std::chrono::steady_clock::now();
        kept = kept + std::accumulate(words.begin(), words.end(), std::uint64_t{0});
        const std::chrono::duration<double, std::nano> took = std::chrono::steady_clock::now() - from;
        best = std::max(best, static_cast<double>(words.size() * sizeof(words[0])) / took.count());
    }
    std::printf("%.2f\n", best);
}
