#include <charconv>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_huge_list(const Subject& subject, Findings& findings) {
    constexpr std::uint64_t tolerated = 10'000;  // elements
    const auto check = [&](const syntax::Field& f) {
        if (f.type.base != syntax::BaseType::list) return;
        std::string digits;
        for (const char c : f.mods.max.text)
            if (c != '_') digits += c;
        std::uint64_t most = 0;
        std::from_chars(digits.data(), digits.data() + digits.size(), most);
        if (most > tolerated)
            findings.report(f.mods.max.span, "memory for {} elements is set aside in every evaluator", most)
                .with_help("declare what really occurs; a longer list is a fault, not a loss");
    };
    for (const syntax::Tree& tree : subject.trees) {
        for (const syntax::Record& record : tree.records)
            for (const syntax::Field& f : record.fields) check(f);
        for (const syntax::Event& event : tree.events)
            for (const syntax::Field& f : event.fields) check(f);
    }
}

}  // namespace ordain::lint
