#include <map>
#include <set>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;
using syntax::LiteralKind;

void check_text_instead_of_enum(const Subject& subject, Findings& findings) {
    constexpr std::size_t tolerated = 3;  // different texts
    struct Use {
        Span first;
        std::set<std::string_view> texts;
    };
    std::map<std::string_view, Use> uses;
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            if (e.kind != ExprKind::eq && e.kind != ExprKind::ne && e.kind != ExprKind::in_set) continue;
            if (tree[e.a].kind != ExprKind::path) continue;
            const auto note = [&](syntax::ExprId id) {
                if (tree[id].kind != ExprKind::literal || tree[id].literal.kind != LiteralKind::string) return;
                Use& use = uses[subject.sources.text(tree[e.a].span)];
                if (use.texts.empty()) use.first = e.span;
                use.texts.insert(tree[id].literal.text);
            };
            if (e.b.valid()) note(e.b);
            for (const syntax::ExprId id : e.args) note(id);
        }
    for (const auto& [value, use] : uses)
        if (use.texts.size() > tolerated)
            findings
                .report(use.first, "`{}` is compared with {} texts; a spelling mistake in one of them would go unnoticed", value,
                        use.texts.size())
                .with_help("declare its values as an `enum`, open if others may come");
}

}  // namespace ordain::lint
