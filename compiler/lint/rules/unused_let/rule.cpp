#include <map>
#include <set>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"
#include "compiler/lint/words.hpp"

namespace ordain::lint {

namespace {

using Words = std::set<std::string_view>;

/// First words of the paths that an effect reads by itself; those of its expressions stand among the tree's.
void read_by(const syntax::Effect& e, Words& read) {
    const auto path = [&](const syntax::Path& p) {
        if (p.written()) read.insert(p.words.front().text);
    };
    path(e.within_path);
    path(e.of);
    path(e.person);
    for (const syntax::Path& p : e.never) path(p);
    std::map<std::string_view, std::size_t> in_braces;
    if (e.text.written() && e.text.raw.find('{') != std::string_view::npos) count_words(e.text.raw, in_braces);
    for (const auto& [word, count] : in_braces) read.insert(word);
}

}  // namespace

void check_unused_let(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees) {
        Words read;
        for (const syntax::Expr& e : tree.exprs)
            if (e.kind == syntax::ExprKind::path && e.path.written()) read.insert(e.path.words.front().text);
        for_each_effect(tree, [&](const syntax::Policy&, const syntax::Effect& e) { read_by(e, read); });
        for (const syntax::Policy& policy : tree.policies)
            for (const syntax::Let& let : policy.lets)
                if (!read.contains(let.name.text))
                    findings.report(let.span, "`{}` is not used", let.name.text).with_help("leave it out").with_edit(let.span, "");
    }
}

}  // namespace ordain::lint
