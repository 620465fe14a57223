#include <set>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"
#include "compiler/sema/roots.hpp"

namespace ordain::lint {

void check_advice_without_confidence(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::set<std::uint64_t> seen;  // a policy on several events is checked once for each
    for (const typed::Instance& instance : program.instances) {
        bool confidence = false;
        const typed::Expr* advice = nullptr;
        std::set<const typed::Expr*> asked;  // whether it is there at all: that is no use of its value
        const auto look = [&](typed::ExprId root) {
            for_each_typed(program, root, [&](const typed::Expr& e) {
                if (e.op == typed::Op::is_present || e.op == typed::Op::is_missing) asked.insert(&program[e.a]);
                if (e.op == typed::Op::confidence) confidence = true;
                if (e.op == typed::Op::field && e.reads_advice && advice == nullptr && !asked.contains(&e)) advice = &e;
            });
        };
        typed::for_each_root(program, instance, look);
        for (const typed::Let& let : instance.lets) look(let.value);
        if (advice == nullptr || confidence) continue;
        if (!seen.insert(std::uint64_t{advice->span.file} << 32 | advice->span.begin).second) continue;
        findings.report(advice->span, "this advice counts however unsure it is").with_help("compare its `.confidence` too");
    }
}

}  // namespace ordain::lint
