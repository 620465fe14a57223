// Loops: quantifiers and aggregates over lists.
#include "compiler/codegen/lowering.hpp"

namespace ordain::codegen {

using typed::Expr;
using typed::ExprId;
using typed::Op;

Lowering::Loop Lowering::begin_loop(ExprId list, std::uint32_t variable) {
    const Aggregate rows = aggregate(list);
    Loop loop;
    loop.list = rows.list;
    loop.variable = variable;
    loop.index = take_index();
    loop.scope = open_scope();
    if (notes_ != nullptr) notes_->loop(code.here());
    code.jump(Opcode::LOOP, loop.exit, 0, rows.list, loop.index, rows.index);
    loop.body = code.here();
    variables_[variable] = {.node = rows.node, .list = rows.list, .index = loop.index};
    return loop;
}

void Lowering::end_loop(Loop& loop) {
    close_scope(loop.scope);
    --indices_;
    code.emit(Opcode::NEXT, 0, loop.list, loop.body, loop.index);
    code.bind(loop.exit);
    variables_.erase(loop.variable);
}

Scalar Lowering::in_list(const Expr& e) {
    const Scalar x = scalar(e.a);
    const Aggregate rows = aggregate(e.b);
    const Reg result = code.temp();
    code.emit(Opcode::MOV, result, constant(0));
    const std::uint8_t index = take_index();
    Label end;
    code.jump(Opcode::LOOP, end, 0, rows.list, index, rows.index);
    const std::uint32_t body = code.here();
    const std::uint32_t column = shared_.image.lists[rows.list].columns.first;
    const Scalar y{code.compute(Opcode::COL, column, 0, index), 0, always};
    Expr element;
    element.op = Op::var;
    element.type = at(e.a).type.required();
    code.emit(Opcode::MOV, result, compare(Op::eq, at(e.a), x, element, y));
    code.jump(Opcode::JT, end, result);
    code.emit(Opcode::NEXT, 0, rows.list, body, index);
    code.bind(end);
    --indices_;
    return {result, 0, always};
}

Scalar Lowering::fold_list(const Expr& e) {
    (void)aggregate(e.a);
    const Reg result = code.temp();
    const Reg sum = e.op == Op::sum ? code.temps(2) : 0;
    if (e.op == Op::sum)
        code.emit(Opcode::ACC0, sum);
    else
        code.emit(Opcode::MOV, result, constant(e.op == Op::every ? 1 : 0));
    Label found;
    Loop loop = begin_loop(e.a, e.index);
    Label next;
    if (e.op == Op::any || e.op == Op::every) {
        jump_unless(e.b, e.op == Op::any, next);  // goes on with the next element
        code.emit(Opcode::MOV, result, constant(e.op == Op::any ? 1 : 0));
        code.jump(Opcode::JMP, found);
    } else {
        if (e.b.valid()) jump_unless(e.b, true, next);
        if (e.op == Op::count)
            code.emit(Opcode::ADD, result, result, constant(1));
        else
            code.emit(Opcode::ACCADD, sum, scalar(e.c).value);
    }
    code.bind(next);
    end_loop(loop);
    code.bind(found);
    if (e.op == Op::sum) code.emit(Opcode::ACCGET, result, sum);
    return {result, 0, always};
}

Scalar Lowering::extreme(const Expr& e) {
    (void)aggregate(e.a);
    const Reg result = code.temp(), present = code.temp();
    code.emit(Opcode::MOV, result, constant(0));
    code.emit(Opcode::MOV, present, constant(0));
    Loop loop = begin_loop(e.a, e.index);
    Label next, take;
    if (e.b.valid()) jump_unless(e.b, true, next);
    const Reg value = scalar(e.c).value;
    code.jump(Opcode::JF, take, present);
    if (e.op == Op::minimum)
        code.jump(Opcode::JLE, next, result, value);
    else
        code.jump(Opcode::JLE, next, value, result);
    code.bind(take);
    code.emit(Opcode::MOV, result, value);
    code.emit(Opcode::MOV, present, constant(1));
    code.bind(next);
    end_loop(loop);
    return {result, 0, present};
}

}  // namespace ordain::codegen
