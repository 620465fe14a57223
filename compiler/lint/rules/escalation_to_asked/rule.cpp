#include <set>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

namespace {

void collect(const typed::Program& program, typed::NeedId id, std::set<std::uint32_t>& roles) {
    const typed::Need& need = program[id];
    if (need.kind == typed::NeedKind::role) roles.insert(need.role.value);
    for (const typed::NeedId child : need.children) collect(program, child, roles);
}

}  // namespace

void check_escalation_to_asked(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::set<std::uint64_t> seen;
    for (const typed::Instance& instance : program.instances)
        for (const typed::Rule& rule : instance.rules)
            for (const typed::Effect& e : rule.effects) {
                if (e.kind != typed::EffectKind::require || !e.escalation.valid() || !e.need.valid()) continue;
                std::set<std::uint32_t> asked;
                collect(program, e.need, asked);
                for (const typed::Step& step : program.escalations[e.escalation.value].steps) {
                    if (step.act != typed::StepAct::reassign || !asked.contains(step.target)) continue;
                    if (!seen.insert(std::uint64_t{e.span.file} << 32 | e.span.begin).second) continue;
                    findings.report(e.span, "this is escalated to `{}`, who is asked already", program.roles[step.target].name)
                        .with_other(program.escalations[e.escalation.value].span, "the chain")
                        .with_help("reassign to a role above it");
                }
            }
}

}  // namespace ordain::lint
