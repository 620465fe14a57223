#include <algorithm>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

namespace {

constexpr std::size_t tolerated = 8;  // comparisons and questions in one condition

std::size_t tests_in(const syntax::Tree& tree, syntax::ExprId id) {  // recursion: limits::nesting and limits::expression_height
    if (!id.valid()) return 0;
    const syntax::Expr& e = tree[id];
    if (e.kind != syntax::ExprKind::and_ && e.kind != syntax::ExprKind::or_) return 1;
    return tests_in(tree, e.a) + tests_in(tree, e.b);
}

}  // namespace

void check_long_rule(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies)
            for (const syntax::Rule& rule : policy.rules) {
                const std::size_t tests = tests_in(tree, rule.when);
                if (tests > tolerated)
                    findings.report(tree[rule.when].span, "`{}` asks {} questions at once", rule.name.text, tests)
                        .with_help("name parts of it with `let` or `define`, or make a table of it");
            }
}

}  // namespace ordain::lint
