// Any bytes that are a source: its layout means the same, has the same comments in the same order, and is its own layout.
#include <cstddef>
#include <cstdint>
#include <cstdlib>

#include "tests/format/support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace ordain::testing;
    const std::string text(reinterpret_cast<const char*>(data), size);
    const Content before = content_of(text);
    const auto once = formatted(text);
    if (once.has_value() != before.good) std::abort();
    if (!once) return 0;
    const Content after = content_of(*once);
    if (!after.good || after.tree != before.tree || after.comments != before.comments || after.docs != before.docs) std::abort();
    if (formatted(*once) != once) std::abort();
    return 0;
}
