#include <set>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"

namespace ordain::lint {

void check_fault_queue_shared(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    const std::string& queue = program.queues[program.fault_queue.value].name;
    for (const syntax::Tree& tree : subject.trees)
        for_each_effect(tree, [&](const syntax::Policy&, const syntax::Effect& e) {
            const bool uses = e.kind == syntax::EffectKind::hold || e.kind == syntax::EffectKind::route;
            if (uses && e.name.text == queue)
                findings.report(e.name.span, "`{}` is where events wait that could not be decided", queue)
                    .with_help("use a queue of its own: who mends broken events is seldom who reviews orders");
        });
}

}  // namespace ordain::lint
