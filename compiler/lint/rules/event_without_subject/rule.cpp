#include <set>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_event_without_subject(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::set<std::uint32_t> asked;
    for (const typed::Instance& instance : program.instances) {
        const auto look = [&](const typed::Rule& rule) {
            for (const typed::Effect& e : rule.effects)
                if (e.kind == typed::EffectKind::require) asked.insert(instance.event.value);
        };
        for (const typed::Rule& rule : instance.rules) look(rule);
        if (instance.otherwise) look(*instance.otherwise);
    }
    for (const std::uint32_t e : asked)
        if (!program.events[e].subject.valid())
            findings.report(program.events[e].span, "`{}` is approved, but has no `subject`", program.events[e].name)
                .with_help(
                    "say which field identifies it, and with `binds` which values an approval is for: else no approval outlives an edit");
}

}  // namespace ordain::lint
