#include <algorithm>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

namespace {

/// Whether one of them says what must be.
bool asks(const std::vector<syntax::Expect>& expects) {
    return std::any_of(expects.begin(), expects.end(), [](const syntax::Expect& e) { return !e.negated; });
}

}  // namespace

void check_test_cannot_fail(const Subject& subject, Findings& findings) {
    const auto report = [&](Span span, std::string_view what) {
        findings.report(span, "this {} only says what must not be", what)
            .with_help("an event that faults, or that no policy speaks of, passes it too: expect what must be");
    };
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Test& test : tree.tests) {
            if (asks(test.expects)) continue;
            if (!test.has_table) report(test.title.span, "test");
            for (const syntax::Case& row : test.cases)
                if (!asks(row.expects)) report(row.name.span, "case");
        }
}

}  // namespace ordain::lint
