// Any bytes as an event line: the evaluator decides, and says what the oracle says.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "tests/decode/sample/sample.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static ordain::Evaluator evaluator(ordain::decode_sample::sample().bundle);
    const auto found = ordain::decode_sample::difference(evaluator, {reinterpret_cast<const char*>(data), size});
    if (!found) return 0;
    std::fprintf(stderr, "%s\n", found->c_str());
    std::abort();
}
