#include "compiler/schema/names.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>
#include <vector>

#include "grammar/keywords.hpp"

namespace ordain::schema {

namespace {

bool is_reserved(std::string_view word) {
    return grammar::class_of(grammar::find_keyword(word)) == grammar::WordClass::reserved;
}

bool is_small(char c) {
    return c >= 'a' && c <= 'z';
}
bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_letter(char c) {
    return is_small(c) || is_capital(c);
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
char small(char c) {
    return is_capital(c) ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Letters and digits stay, each run of other bytes is one `_`, none at the ends.
std::string as_word(std::string_view text) {
    std::string word;
    for (const char c : text) {
        if (is_letter(c) || is_digit(c)) {
            word += c;
        } else if (!word.empty() && word.back() != '_') {
            word += '_';
        }
    }
    if (!word.empty() && word.back() == '_') word.pop_back();
    return word;
}

/// The words of `unitPrice`, `unit_price`, `UnitPrice`, in small letters.
std::vector<std::string> words_of(std::string_view member) {
    std::vector<std::string> words;
    bool fresh = true, after_small = false;
    for (const char c : member) {
        if (!is_letter(c) && !is_digit(c)) {
            fresh = true;
            continue;
        }
        if (fresh || (is_capital(c) && after_small)) words.emplace_back();
        words.back() += small(c);
        fresh = false;
        after_small = is_small(c) || is_digit(c);
    }
    return words;
}

template <std::size_t N>
bool any_of(const std::vector<std::string>& words, const std::array<std::string_view, N>& list) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& w) { return std::find(list.begin(), list.end(), w) != list.end(); });
}

constexpr std::array<std::string_view, 4> percent_words{"percent", "pct", "percentage", "perc"};
constexpr std::array<std::string_view, 3> share_words{"discount", "share", "ratio"};
constexpr std::array<std::string_view, 31> amount_words{
    "amount",   "price",  "total",   "subtotal", "cost",    "untaxed",   "tax",     "balance", "debit",   "credit", "limit",
    "residual", "fee",    "freight", "refund",   "revenue", "margin",    "value",   "net",     "gross",   "paid",   "sales",
    "profit",   "budget", "payment", "charge",   "charges", "surcharge", "deposit", "amounts", "invoiced"};
constexpr std::array<std::string_view, 6> count_words{"qty", "quantity", "count", "days", "lines", "weight"};
constexpr std::array<std::string_view, 13> choice_words{"state", "status", "type",     "kind", "mode",     "channel", "category",
                                                        "tier",  "risk",   "priority", "unit", "severity", "stage"};
constexpr std::array<std::string_view, 10> prose_words{"name",  "note",  "notes", "description", "comment",
                                                       "email", "phone", "url",   "title",       "text"};
constexpr std::array<std::string_view, 9> identity_words{"id", "uuid", "sku", "no", "number", "ref", "key", "code", "barcode"};

}  // namespace

bool is_dotted_name(std::string_view name) {
    for (std::size_t begin = 0; begin <= name.size();) {
        const std::size_t end = std::min(name.find('.', begin), name.size());
        const std::string_view word = name.substr(begin, end - begin);
        if (word.empty() || is_digit(word[0]) || is_reserved(word)) return false;
        if (!std::all_of(word.begin(), word.end(), [](char c) { return is_letter(c) || is_digit(c) || c == '_'; })) return false;
        begin = end + 1;
    }
    return true;
}

std::string field_name(std::string_view member) {
    std::string word = as_word(member);
    if (word.empty()) word = "field";
    if (is_digit(word[0])) word.insert(0, "f_");
    word[0] = small(word[0]);
    if (is_reserved(word)) word += '_';
    return word;
}

std::string type_name(std::string_view member) {
    std::string name;
    bool fresh = true;
    for (const char c : as_word(member)) {
        if (c == '_') {
            fresh = true;
            continue;
        }
        name += fresh && is_small(c) ? static_cast<char>(c - 'a' + 'A') : c;
        fresh = false;
    }
    if (name.empty() || is_digit(name[0])) name.insert(0, "Record");
    return name;
}

std::string singular(std::string_view member) {
    const auto ends = [&](std::string_view tail) { return member.size() > tail.size() + 1 && member.ends_with(tail); };
    if (ends("ies")) return std::string(member.substr(0, member.size() - 3)) + "y";
    if (ends("ss") || ends("us") || ends("is") || !ends("s")) return std::string(member);
    return std::string(member.substr(0, member.size() - 1));
}

std::string enumerator_name(std::string_view spelling) {
    std::string word = as_word(spelling);
    std::transform(word.begin(), word.end(), word.begin(), small);
    if (word.empty()) word = "other";
    if (is_digit(word[0])) word.insert(0, "n");
    if (is_reserved(word)) word += '_';
    return word;
}

std::string quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
            fmt::format_to(std::back_inserter(out), "\\u{{{:X}}}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out + '"';
}

std::string pointer_token(std::string_view member) {
    std::string out;
    for (const char c : member) {
        if (c == '~') {
            out += "~0";
        } else if (c == '/') {
            out += "~1";
        } else {
            out += c;
        }
    }
    return out;
}

Hint hint_of(std::string_view member) {
    const auto words = words_of(member);
    if (any_of(words, percent_words)) return Hint::percent;
    if (any_of(words, identity_words)) return Hint::identity;
    if (any_of(words, share_words)) return Hint::perhaps_percent;
    if (any_of(words, count_words)) return Hint::none;
    if (any_of(words, amount_words)) return Hint::amount;
    if (any_of(words, prose_words)) return Hint::prose;
    if (any_of(words, choice_words)) return Hint::choice;
    return Hint::none;
}

bool is_currency_name(std::string_view member) {
    const auto words = words_of(member);
    return std::find(words.begin(), words.end(), "currency") != words.end();
}

}  // namespace ordain::schema
