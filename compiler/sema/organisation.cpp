// Roles and who stands above whom; reasons and outputs.
#include <algorithm>

#include "compiler/sema/checker.hpp"

namespace ordain::sema {

namespace {

std::string scope_in_words(const Checker& c, const typed::Role& role) {
    return role.scoped ? fmt::format("`{}` is for each {}", role.name, c.describe(role.scope))
                       : fmt::format("`{}` has no scope", role.name);
}

}  // namespace

bool Checker::check_above(typed::RoleId upper, typed::RoleId lower, Span span) {
    const typed::Role &u = program.roles[upper.value], &l = program.roles[lower.value];
    if (!u.scoped || u.scope.kind == TypeKind::error) return true;
    if (l.scoped && (l.scope == u.scope || l.scope.kind == TypeKind::error)) return true;
    diagnostics.report(DiagKind::role_scope, span, "`{}` can't stand above `{}`", u.name, l.name)
        .with_label(fmt::format("{}, {}", scope_in_words(*this, u), scope_in_words(*this, l)))
        .with_help("a role with a scope stands above roles of the same scope only");
    return false;
}

void Checker::check_symbols() {
    for (const Symbol& s : symbols) {
        if (s.kind == SymbolKind::reason) {
            const syntax::Symbol& decl = trees[s.tree].reasons[s.decl];
            if (!decl.text.written()) continue;
            program.reasons[s.id].text = syntax::unescape(decl.text.raw);
        } else if (s.kind == SymbolKind::output) {
            const syntax::Output& decl = trees[s.tree].outputs[s.decl];
            program.outputs[s.id].type = resolve_type(decl.type, &decl.mods, TypeUse::output, s.tree);
        }
    }
}

void Checker::check_roles() {
    for (const Symbol& s : symbols) {
        if (s.kind != SymbolKind::role) continue;
        const syntax::Role& decl = trees[s.tree].roles[s.decl];
        typed::Role& role = program.roles[s.id];
        role.scoped = decl.scoped;
        if (decl.title.written()) role.title = syntax::unescape(decl.title.raw);
        if (decl.scoped) role.scope = resolve_type(decl.scope, &decl.scope_mods, TypeUse::role_scope, s.tree);
    }
    for (const Symbol& s : symbols) {
        if (s.kind != SymbolKind::role) continue;
        typed::Role& role = program.roles[s.id];
        for (const syntax::Name& name : trees[s.tree].roles[s.decl].above) {
            const auto lower = resolve_role(name, s.tree);
            if (!lower) continue;
            if (std::find(role.above.begin(), role.above.end(), *lower) != role.above.end()) {
                diagnostics.report(DiagKind::duplicate_member, name.span, "`{}` is named twice", name.text);
                continue;
            }
            check_above({s.id}, *lower, name.span);
            role.above.push_back(*lower);
        }
    }
}

void Checker::check_role_order() {
    enum class State : std::uint8_t { fresh, open, done };
    struct Place {
        std::uint32_t role;
        std::size_t next = 0;
    };
    std::vector<State> state(program.roles.size(), State::fresh);
    for (std::uint32_t start = 0; start < program.roles.size(); ++start) {
        if (state[start] != State::fresh) continue;
        std::vector<Place> stack{{start}};
        state[start] = State::open;
        while (!stack.empty()) {
            Place& top = stack.back();
            const auto& above = program.roles[top.role].above;
            if (top.next == above.size()) {
                state[top.role] = State::done;
                stack.pop_back();
                continue;
            }
            const std::uint32_t lower = above[top.next++].value;
            if (state[lower] == State::fresh) {
                state[lower] = State::open;
                stack.push_back({lower});
            } else if (state[lower] == State::open) {
                std::string way;
                for (auto p = std::find_if(stack.begin(), stack.end(), [&](const Place& q) { return q.role == lower; }); p != stack.end();
                     ++p)
                    way += fmt::format("`{}` is above ", program.roles[p->role].name);
                diagnostics
                    .report(DiagKind::role_cycle, program.roles[lower].span, "the role `{}` would stand above itself",
                            program.roles[lower].name)
                    .with_label(fmt::format("{}`{}`", way, program.roles[lower].name))
                    .with_help("take one `above` away; on a ladder each rung is above the ones before it");
            }
        }
    }
}

}  // namespace ordain::sema
