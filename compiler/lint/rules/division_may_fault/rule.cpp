#include <set>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"
#include "compiler/sema/roots.hpp"

namespace ordain::lint {

namespace {

/// The field that a divisor reads, without what cannot be zero by its declared range.
const typed::Field* may_be_zero(const typed::Program& program, typed::ExprId id) {
    const typed::Expr* e = &program[id];
    while (e->op == typed::Op::unwrap || e->op == typed::Op::widen) e = &program[e->a];
    if (e->op != typed::Op::field) return nullptr;
    const Type record = program[e->a].type;
    if (record.kind != TypeKind::record) return nullptr;
    const typed::Field& field = program.records[record.ref].fields[e->index];
    if (!field.range) return &field;
    const bool above = field.range->low > 0 || (field.range->low == 0 && field.range->low_open);
    return above ? nullptr : &field;
}

std::string range_for(const typed::Field& field) {
    if (field.type.kind != TypeKind::money) return "1..1_000_000";
    std::string letters;
    for (const int shift : {16, 8, 0}) letters += static_cast<char>(field.type.ref >> shift & 0xff);
    return fmt::format("0.01 {}..1_000_000 {}", letters, letters);
}

}  // namespace

void check_division_may_fault(const Subject& subject, Findings& findings) {
    const typed::Program& program = subject.program;
    std::set<std::uint64_t> seen;
    for (const typed::Instance& instance : program.instances) {
        std::set<std::string_view> compared;  // texts of values that some condition compares
        std::vector<std::pair<const typed::Expr*, const typed::Field*>> divisions;
        const auto look = [&](typed::ExprId root) {
            for_each_typed(program, root, [&](const typed::Expr& e) {
                if (e.op == typed::Op::ne || e.op == typed::Op::gt || e.op == typed::Op::eq || e.op == typed::Op::ge ||
                    e.op == typed::Op::le || e.op == typed::Op::lt || e.op == typed::Op::in_range)
                    compared.insert(subject.sources.text(program[e.a].span));
                if (e.op != typed::Op::div) return;
                if (const typed::Field* field = may_be_zero(program, e.b)) divisions.emplace_back(&e, field);
            });
        };
        for (const typed::Let& let : instance.lets) look(let.value);
        typed::for_each_root(program, instance, look);
        for (const auto& [e, field] : divisions) {
            const Span divisor = program[e->b].span;
            if (compared.contains(subject.sources.text(divisor))) continue;
            if (!seen.insert(std::uint64_t{divisor.file} << 32 | divisor.begin).second) continue;
            findings.report(divisor, "`{}` may be zero, and then the event is a fault", subject.sources.text(divisor))
                .with_help(fmt::format("ask first whether it is, or declare a range without zero for `{}`, such as `in {}`", field->name,
                                       range_for(*field)));
        }
    }
}

}  // namespace ordain::lint
