#include <map>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_duplicate_test_title(const Subject& subject, Findings& findings) {
    std::map<std::string_view, Span> first;
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Test& test : tree.tests) {
            const auto [at, fresh] = first.try_emplace(test.title.raw, test.title.span);
            if (!fresh) findings.report(test.title.span, "another test has this title").with_other(at->second, "this one");
            std::map<std::string_view, Span> names;
            for (const syntax::Case& row : test.cases) {
                const auto [other, alone] = names.try_emplace(row.name.raw, row.name.span);
                if (!alone) findings.report(row.name.span, "another case of this test has this name").with_other(other->second, "this one");
            }
        }
}

}  // namespace ordain::lint
