#include "compiler/lint/words.hpp"

#include <cctype>

namespace ordain::lint {

namespace {

bool begins_word(char c) {
    return std::isalpha(static_cast<unsigned char>(c)) != 0 || c == '_';
}
bool in_word(char c) {
    return begins_word(c) || std::isdigit(static_cast<unsigned char>(c)) != 0;
}

/// The end of the text literal that begins at `at`; braces in it may hold expressions, whose words are not looked for.
std::size_t end_of_text(std::string_view text, std::size_t at) {
    for (++at; at < text.size() && text[at] != '"' && text[at] != '\n'; ++at)
        if (text[at] == '\\') ++at;
    return at + 1;
}

/// Calls `visit` for each word.
template <class Visit>
void walk(std::string_view text, bool into_texts, const Visit& visit) {
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '#') {
            at = text.find('\n', at);
            if (at == std::string_view::npos) return;
        } else if (text[at] == '"' && !into_texts) {
            at = end_of_text(text, at);
        } else if (begins_word(text[at])) {
            const std::size_t begin = at;
            while (at < text.size() && in_word(text[at])) ++at;
            visit(text.substr(begin, at - begin));
        } else {
            // a number with its unit is no word: `2d`, `5EUR`
            const bool digit = std::isdigit(static_cast<unsigned char>(text[at])) != 0;
            ++at;
            while (digit && at < text.size() && in_word(text[at])) ++at;
        }
    }
}

}  // namespace

std::set<std::string_view> words_of(std::string_view text) {
    std::set<std::string_view> words;
    walk(text, false, [&](std::string_view word) { words.insert(word); });
    return words;
}

void count_words(std::string_view text, std::map<std::string_view, std::size_t>& counts) {
    walk(text, true, [&](std::string_view word) { ++counts[word]; });
}

}  // namespace ordain::lint
