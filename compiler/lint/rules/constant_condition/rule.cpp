#include <set>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_constant_condition(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::set<std::uint64_t> seen;
    for (const typed::Instance& instance : program.instances)
        for (const typed::Rule& rule : instance.rules)
            for (const typed::ExprId id : rule.conditions) {
                const typed::Expr& e = program[id];
                if (e.op != typed::Op::constant) continue;
                const std::string_view text = subject.sources.text(e.span);
                if (text == "true" || !seen.insert(std::uint64_t{e.span.file} << 32 | e.span.begin).second) continue;
                findings.report(e.span, "this is always {}", e.value.number != 0 ? "true" : "false")
                    .with_help("it compares constants only");
            }
}

}  // namespace ordain::lint
