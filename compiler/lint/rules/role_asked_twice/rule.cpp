#include <set>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"

namespace ordain::lint {

namespace {

void collect(const syntax::Tree& tree, const syntax::Need& need, std::set<std::string_view>& roles, const syntax::Need*& twice) {
    if (need.kind == syntax::NeedKind::role && !need.scope.valid() && !roles.insert(need.name.text).second) twice = &need;
    for (const syntax::NeedId child : need.children) collect(tree, tree[child], roles, twice);
}

}  // namespace

void check_role_asked_twice(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for_each_effect(tree, [&](const syntax::Policy&, const syntax::Effect& e) {
            if (e.kind != syntax::EffectKind::require || !e.need.valid()) return;
            std::set<std::string_view> roles;
            const syntax::Need* twice = nullptr;
            collect(tree, tree[e.need], roles, twice);
            if (twice != nullptr)
                findings.report(twice->span, "`{}` is asked twice", twice->name.text)
                    .with_help(fmt::format("one person may fill both places; `2 {}` asks for two people", twice->name.text));
        });
}

}  // namespace ordain::lint
