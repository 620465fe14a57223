#include "runtime/decode/key_set.hpp"

#include "runtime/program/hash_text.hpp"

namespace ordain::decode {

bool distinct(const program::Image& image, const EventStore& store, const program::ListRec& list, KeySet& keys, std::int64_t key) {
    const auto known = static_cast<std::int64_t>(image.symbols.size());
    const auto foreign = [&](std::int64_t k) { return list.key_is_text != 0 && k >= known; };
    const auto bytes = [&](std::int64_t k) { return store.texts[static_cast<std::size_t>(k - known)]; };
    std::uint64_t hash = static_cast<std::uint64_t>(key) * 0x9e3779b97f4a7c15U;
    if (foreign(key)) hash = program::hash_text(bytes(key));
    return keys.insert(hash ^ hash >> 32, key,
                       [&](std::int64_t a, std::int64_t b) { return a == b || (foreign(a) && foreign(b) && bytes(a) == bytes(b)); });
}

}  // namespace ordain::decode
