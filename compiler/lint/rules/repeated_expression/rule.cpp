#include <map>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;

namespace {

bool computes(ExprKind kind) {
    return kind == ExprKind::mul || kind == ExprKind::div || kind == ExprKind::sub || kind == ExprKind::add || kind == ExprKind::sum ||
           kind == ExprKind::count || kind == ExprKind::any || kind == ExprKind::every || kind == ExprKind::business_days_between ||
           kind == ExprKind::business_hours_between;
}

}  // namespace

void check_repeated_expression(const Subject& subject, Findings& findings) {
    constexpr std::size_t short_text = 12, tolerated = 2;
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            std::map<std::string_view, std::vector<Span>> places;
            for (const syntax::Expr& e : tree.exprs) {
                if (!computes(e.kind) || e.span.begin < policy.span.begin || e.span.end > policy.span.end) continue;
                const std::string_view text = subject.sources.text(e.span);
                if (text.size() > short_text) places[text].push_back(e.span);
            }
            for (const auto& [text, spans] : places) {
                if (spans.size() <= tolerated) continue;
                findings.report(spans.front(), "`{}` computes this {} times", policy.name.text, spans.size())
                    .with_other(spans[1], "again here")
                    .with_help("name it with `let`: it is then computed once, and readers see that it is the same");
            }
        }
}

}  // namespace ordain::lint
