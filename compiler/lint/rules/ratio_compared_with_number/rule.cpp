#include <algorithm>

#include "compiler/lint/rule.hpp"
#include "runtime/base/arith.hpp"

namespace ordain::lint {

using syntax::ExprKind;

namespace {

bool is_money(const typed::Program& program, typed::ExprId id) {
    return program[id].type.kind == TypeKind::money;
}

}  // namespace

void check_ratio_compared_with_number(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::vector<Span> seen;
    for (const typed::Expr& e : program.exprs) {
        switch (e.op) {
            case typed::Op::lt:
            case typed::Op::le:
            case typed::Op::gt:
            case typed::Op::ge: break;
            default: continue;
        }
        const typed::Expr* ratio = &program[e.a];
        for (const typed::Instance& instance : program.instances)
            if (ratio->op == typed::Op::let && ratio->index < instance.lets.size() &&
                instance.lets[ratio->index].name == subject.sources.text(ratio->span))
                ratio = &program[instance.lets[ratio->index].value];
        const typed::Expr& number = program[e.b];
        if (ratio->op != typed::Op::div || !is_money(program, ratio->a) || !is_money(program, ratio->b)) continue;
        const std::string_view text = subject.sources.text(number.span);
        if (number.op != typed::Op::constant || number.value.number <= decimal_scale || text.ends_with("%")) continue;
        if (std::find(seen.begin(), seen.end(), number.span) != seen.end()) continue;
        seen.push_back(number.span);
        findings.report(number.span, "a share of one amount in another is compared with `{}`, which is {}00%", text, text)
            .with_help(fmt::format("if `{}%` is meant, write the `%`", text));
    }
}

}  // namespace ordain::lint
