#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;

void check_after_always(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            if (policy.match != syntax::Match::first) continue;
            const syntax::Rule* always = nullptr;
            const auto reached = [&](const syntax::Rule& rule, std::string_view name) {
                if (always != nullptr)
                    findings.report(rule.span, "`{}` is never reached", name).with_other(always->span, "this always applies");
            };
            for (const syntax::Rule& rule : policy.rules) {
                reached(rule, rule.name.text);
                const bool is_true = rule.when.valid() && tree[rule.when].kind == ExprKind::literal &&
                                     tree[rule.when].literal.kind == syntax::LiteralKind::true_;
                if (is_true && always == nullptr) always = &rule;
            }
            if (policy.has_otherwise) reached(policy.otherwise, "otherwise");
            const syntax::Row* every = nullptr;
            for (const syntax::Row& row : policy.rows) {
                if (every != nullptr)
                    findings.report(row.span, "this row is never reached").with_other(every->span, "this one always applies");
                bool any = true;
                for (const syntax::Cell& cell : row.cells) any = any && cell.kind == syntax::CellKind::any;
                if (any && every == nullptr) every = &row;
            }
        }
}

}  // namespace ordain::lint
