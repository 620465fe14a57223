#include "compiler/schema/choices.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "compiler/schema/propose.hpp"

namespace ordain::schema {

namespace {

constexpr std::size_t longest_spelling = 40;  // bytes

bool is_spelling(const std::string& text) {
    return !text.empty() && text.size() <= longest_spelling &&
           std::all_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x20; });
}

}  // namespace

bool is_choice(const Texts& texts, Hint hint) {
    if (texts.more || hint == Hint::identity || hint == Hint::prose) return false;
    for (const auto& [text, times] : texts.distinct)
        if (!is_spelling(text)) return false;
    const std::size_t kinds = texts.distinct.size();
    if (hint == Hint::choice) return texts.count >= 2 && kinds >= 2 && kinds <= 16 && kinds * 2 <= texts.count;
    return texts.count >= 12 && kinds >= 2 && kinds <= 8 && kinds * 4 <= texts.count;
}

std::string kinds_of(const Seen& seen) {
    std::vector<std::string> kinds;
    if (seen.trues + seen.falses > 0) kinds.emplace_back("bools");
    if (seen.numbers.count > 0) kinds.emplace_back("numbers");
    if (seen.texts.count > 0) kinds.emplace_back("texts");
    if (seen.objects > 0) kinds.emplace_back("objects");
    if (seen.arrays > 0) kinds.emplace_back("arrays");
    if (seen.nulls > 0) kinds.emplace_back("nulls");
    return fmt::format("{}", fmt::join(kinds, ", "));
}

bool has_noise(const Seen& seen) {
    const auto noisy = [](const Seen& s) { return has_noise(s); };
    return (seen.numbers.noisy() && !seen.numbers.whole) || std::any_of(seen.members.begin(), seen.members.end(), noisy) ||
           std::any_of(seen.element.begin(), seen.element.end(), noisy);
}

void find_currencies(const Seen& seen, std::vector<std::string>& found) {
    const auto note = [&](const Texts& texts) {
        if (texts.count == 0 || !texts.all_currencies) return;
        for (const auto& [text, times] : texts.distinct)
            if (std::find(found.begin(), found.end(), text) == found.end()) found.push_back(text);
    };
    for (std::size_t i = 0; i < seen.members.size(); ++i) {
        const Seen& member = seen.members[i];
        if (is_currency_name(seen.names[i])) {
            note(member.texts);
            if (!member.pair.empty()) note(member.pair[1].texts);
        }
        find_currencies(member, found);
    }
    for (const Seen& element : seen.element) find_currencies(element, found);
}

}  // namespace ordain::schema
