#include "compiler/plan/symbols.hpp"

#include <bit>

#include "runtime/program/hash_text.hpp"

namespace ordain {

std::int64_t Symbols::add(std::string_view text) {
    if (const auto known = symbols_.find(text); known != symbols_.end()) return known->second;
    const auto symbol = static_cast<std::int64_t>(texts_.size());
    symbols_.emplace(texts_.emplace_back(text), symbol);
    return symbol;
}

void Symbols::finish(program::ImageData& image, Strings& strings) const {
    image.symbol_index.assign(std::bit_ceil(texts_.size() * 2 + 1), 0);
    const std::size_t mask = image.symbol_index.size() - 1;
    for (const std::string& text : texts_) {
        image.symbols.push_back(strings.add(text));
        std::size_t place = program::hash_text(text) & mask;
        while (image.symbol_index[place] != 0) place = (place + 1) & mask;
        image.symbol_index[place] = static_cast<std::uint32_t>(image.symbols.size());
    }
}

}  // namespace ordain
