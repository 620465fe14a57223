#include <set>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"

namespace ordain::lint {

namespace {

/// Whether nothing of the event is read. A let or variable counts as read: what is in it is looked at where it is made.
bool constant(const typed::Program& program, typed::ExprId id) {
    bool reads = false;
    for_each_typed(program, id, [&](const typed::Expr& e) {
        switch (e.op) {
            case typed::Op::envelope:
            case typed::Op::root:
            case typed::Op::var:
            case typed::Op::let: reads = true; break;
            default: break;
        }
    });
    return !reads;
}

}  // namespace

void check_constant_condition(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::set<std::uint64_t> seen;
    for (const typed::Instance& instance : program.instances)
        for (const typed::Rule& rule : instance.rules)
            for (const typed::ExprId id : rule.conditions) {
                const Span span = program[id].span;
                if (!constant(program, id) || subject.sources.text(span) == "true") continue;
                if (!seen.insert(std::uint64_t{span.file} << 32 | span.begin).second) continue;
                findings.report(span, "this is the same for every event").with_help("compare a value of the event");
            }
}

}  // namespace ordain::lint
