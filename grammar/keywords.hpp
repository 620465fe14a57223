// The words of the language as an enum, and finding one by its text.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ordain::grammar {

enum class Keyword : std::uint8_t {
    none = 0,
#define ORDAIN_KEYWORD(ID, TEXT, CLASS) ID,
#include "grammar/keywords.def"
#undef ORDAIN_KEYWORD
    count_
};

enum class WordClass : std::uint8_t { none, reserved, declaration, contextual };

struct KeywordInfo {
    std::string_view text;
    WordClass word_class;
};

inline constexpr KeywordInfo keyword_table[] = {
    {"", WordClass::none},
#define ORDAIN_KEYWORD(ID, TEXT, CLASS) {TEXT, WordClass::CLASS},
#include "grammar/keywords.def"
#undef ORDAIN_KEYWORD
};
inline constexpr std::size_t keyword_count = std::size(keyword_table);
static_assert(keyword_count == static_cast<std::size_t>(Keyword::count_) && keyword_count < 255);

[[nodiscard]] constexpr std::string_view text_of(Keyword k) {
    return keyword_table[static_cast<std::size_t>(k)].text;
}
[[nodiscard]] constexpr WordClass class_of(Keyword k) {
    return keyword_table[static_cast<std::size_t>(k)].word_class;
}

namespace detail {

inline constexpr std::size_t longest_keyword = 10;
inline constexpr std::size_t hash_slots = 1024;  // 8 for each keyword: few probes

[[nodiscard]] constexpr std::size_t hash(std::string_view word) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(word[i]); };
    return (byte(0) * 31u + byte(word.size() - 1) * 73u + byte(word.size() / 2) * 151u + word.size() * 389u) % hash_slots;
}

[[nodiscard]] constexpr std::array<std::uint8_t, hash_slots> hash_table() {
    std::array<std::uint8_t, hash_slots> slots{};
    for (std::size_t k = 1; k < keyword_count; ++k) {
        std::size_t at = hash(keyword_table[k].text);
        while (slots[at] != 0) at = (at + 1) % hash_slots;
        slots[at] = static_cast<std::uint8_t>(k);
    }
    return slots;
}

inline constexpr auto keyword_slots = hash_table();

}  // namespace detail

/// The keyword that `word` (not empty) is, or none. Constant time.
[[nodiscard]] constexpr Keyword find_keyword(std::string_view word) {
    if (word.size() < 2 || word.size() > detail::longest_keyword) return Keyword::none;
    for (std::size_t at = detail::hash(word); detail::keyword_slots[at] != 0; at = (at + 1) % detail::hash_slots) {
        const std::size_t k = detail::keyword_slots[at];
        if (keyword_table[k].text == word) return static_cast<Keyword>(k);
    }
    return Keyword::none;
}

}  // namespace ordain::grammar
