#include <map>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;
using syntax::LiteralKind;

namespace {

constexpr std::size_t tolerated = 2;  // places

bool compares(ExprKind kind) {
    return kind == ExprKind::lt || kind == ExprKind::le || kind == ExprKind::gt || kind == ExprKind::ge || kind == ExprKind::eq ||
           kind == ExprKind::ne;
}

bool is_threshold(const syntax::Literal& literal) {
    return literal.kind == LiteralKind::money || literal.kind == LiteralKind::percent || literal.kind == LiteralKind::decimal ||
           (literal.kind == LiteralKind::integer && literal.text.size() > 2);
}

}  // namespace

void check_magic_threshold(const Subject& subject, Findings& findings) {
    std::map<std::string, std::vector<Span>> places;  // what is compared, with what
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            if (!compares(e.kind)) continue;
            const syntax::Expr& value = tree[e.a];
            const syntax::Expr& literal = tree[e.b];
            if (literal.kind != ExprKind::literal || !is_threshold(literal.literal)) continue;
            if (literal.literal.text.find_first_of("123456789") == std::string_view::npos) continue;  // zero is no threshold of anybody's
            places[fmt::format("{} {}", subject.sources.text(value.span), literal.literal.text)].push_back(literal.span);
        }
    for (const auto& [what, spans] : places) {
        if (spans.size() <= tolerated) continue;
        Diagnostic& d = findings.report(spans.front(), "the same value is compared with `{}` in {} places",
                                        subject.sources.text(spans.front()), spans.size());
        for (std::size_t i = 1; i < spans.size() && i < 4; ++i) d.with_other(spans[i], "here too");
        d.with_help("give it a name with `const`, so that it is changed in one place");
    }
}

}  // namespace ordain::lint
