#include <set>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_unused_let(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees) {
        std::set<std::string_view> read;  // first words of paths
        for (const syntax::Expr& e : tree.exprs)
            if (e.kind == syntax::ExprKind::path && e.path.written()) read.insert(e.path.words.front().text);
        for (const syntax::Policy& policy : tree.policies) {
            const std::string_view text = subject.sources.text(policy.span);
            const auto in_text = [&](std::string_view name) { return text.find(fmt::format("{{{}", name)) != std::string_view::npos; };
            const auto in_effect = [&](const syntax::Effect& e, std::string_view name) {
                const auto begins = [&](const syntax::Path& p) { return p.written() && p.words.front().text == name; };
                bool found = begins(e.within_path) || begins(e.of) || begins(e.person);
                for (const syntax::Path& p : e.never) found = found || begins(p);
                return found;
            };
            for (const syntax::Let& let : policy.lets) {
                bool used = read.contains(let.name.text) || in_text(let.name.text);
                const auto look = [&](const std::vector<syntax::Effect>& effects) {
                    for (const syntax::Effect& e : effects) used = used || in_effect(e, let.name.text);
                };
                for (const syntax::Rule& rule : policy.rules) look(rule.effects);
                look(policy.otherwise.effects);
                for (const syntax::Row& row : policy.rows)
                    for (const syntax::OutCell& cell : row.outs) look(cell.effects);
                if (!used) findings.report(let.span, "`{}` is not used", let.name.text).with_help("leave it out").with_edit(let.span, "");
            }
        }
    }
}

}  // namespace ordain::lint
