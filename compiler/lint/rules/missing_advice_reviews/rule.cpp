#include <set>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"
#include "compiler/sema/roots.hpp"

namespace ordain::lint {

void check_missing_advice_reviews(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::set<std::uint64_t> seen;
    for (const typed::Instance& instance : program.instances)
        for (const typed::Rule& rule : instance.rules) {
            bool stops = false;
            for (const typed::Effect& e : rule.effects)
                stops = stops || e.kind == typed::EffectKind::require || e.kind == typed::EffectKind::hold ||
                        e.kind == typed::EffectKind::reject;
            if (!stops) continue;
            for (const typed::ExprId condition : rule.conditions)
                for_each_typed(program, condition, [&](const typed::Expr& e) {
                    if (e.op != typed::Op::is_missing || !program[e.a].reads_advice) return;
                    if (!seen.insert(std::uint64_t{e.span.file} << 32 | e.span.begin).second) return;
                    findings.report(e.span, "this is always true once: every event is also decided without advice")
                        .with_help(
                            "advice can only tighten, so a rule for its absence stops every order; review on the values that the event "
                            "itself has");
                });
        }
}

}  // namespace ordain::lint
