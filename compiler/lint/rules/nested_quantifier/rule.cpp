#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"
#include "compiler/sema/roots.hpp"

#include <set>

namespace ordain::lint {

namespace {

bool is_loop(typed::Op op) {
    return op == typed::Op::any || op == typed::Op::every || op == typed::Op::count || op == typed::Op::sum || op == typed::Op::minimum ||
           op == typed::Op::maximum;
}

/// Whether the list belongs to the event itself, not to an element.
bool outermost(const typed::Program& program, typed::ExprId id) {
    bool element = false;
    for_each_typed(program, id, [&](const typed::Expr& e) { element = element || e.op == typed::Op::var; });
    return !element;
}

}  // namespace

void check_nested_quantifier(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::set<std::uint64_t> seen;
    const auto look = [&](typed::ExprId root) {
        for_each_typed(program, root, [&](const typed::Expr& outer) {
            if (!is_loop(outer.op)) return;
            for (const typed::ExprId part : {outer.b, outer.c})
                for_each_typed(program, part, [&](const typed::Expr& inner) {
                    if (!is_loop(inner.op) || !outermost(program, inner.a)) return;
                    if (!seen.insert(std::uint64_t{inner.span.file} << 32 | inner.span.begin).second) return;
                    findings.report(inner.span, "this walks a whole list again for each element of another")
                        .with_help("give the list a `key` and look elements up, or compute the inner value once with `let`");
                });
        });
    };
    for (const typed::Instance& instance : program.instances) {
        for (const typed::Let& let : instance.lets) look(let.value);
        typed::for_each_root(program, instance, look);
    }
}

}  // namespace ordain::lint
