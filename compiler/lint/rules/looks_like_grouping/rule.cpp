#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_looks_like_grouping(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs)
            if (e.kind == syntax::ExprKind::in_range && e.low_open && e.high_open)
                findings.report(e.span, "the round brackets leave both ends of the range out; they are easily taken for a group")
                    .with_help("use `[` or `]` for ends that belong to it, or write two comparisons");
}

}  // namespace ordain::lint
