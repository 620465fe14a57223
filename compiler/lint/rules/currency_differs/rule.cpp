#include <map>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_currency_differs(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Record& record : tree.records) {
            std::map<std::string_view, std::vector<const syntax::Field*>> by_currency;
            for (const syntax::Field& f : record.fields)
                if (f.type.base == syntax::BaseType::money && f.type.currency.written()) by_currency[f.type.currency.text].push_back(&f);
            if (by_currency.size() != 2) continue;
            const auto& [first, a] = *by_currency.begin();
            const auto& [second, b] = *by_currency.rbegin();
            if (a.size() == b.size() || std::min(a.size(), b.size()) > 1) continue;
            const auto& odd = a.size() < b.size() ? a : b;
            findings
                .report(odd.front()->span, "`{}` is in {}, every other amount of `{}` in {}", odd.front()->name.text,
                        a.size() < b.size() ? first : second, record.name.text, a.size() < b.size() ? second : first)
                .with_help("if that is meant, say so with `allow currency_differs because \"…\"`");
        }
}

}  // namespace ordain::lint
