#include "compiler/codegen/chunk_builder.hpp"

namespace ordain::codegen {

namespace {

using program::Operand;

bool is_register(Operand kind) {
    return kind == Operand::written || kind == Operand::read || kind == Operand::written_pair || kind == Operand::pair ||
           kind == Operand::read_run || kind == Operand::match_kept;
}

}  // namespace

Reg Constants::add(std::int64_t value) {
    const auto [at, fresh] = numbers_.try_emplace(value, static_cast<Reg>(values_.size()));
    if (fresh) values_.push_back(value);
    return at;
}

void ChunkBuilder::emit(Opcode op, std::uint32_t a, std::uint32_t b, std::uint32_t c, std::uint8_t x, std::uint8_t y) {
    code_.push_back({static_cast<std::uint16_t>(op), x, y, a, b, c});
}

void ChunkBuilder::jump(Opcode op, Label& label, std::uint32_t a, std::uint32_t b, std::uint8_t x, std::uint8_t y) {
    label.jumps.push_back(here());
    emit(op, a, b, 0, x, y);
}

void ChunkBuilder::bind(Label& label) {
    for (const std::uint32_t at : label.jumps) code_[at].c = here();
    label.jumps.clear();
}

Reg ChunkBuilder::temps(std::uint32_t count) {
    const Reg first = temp_bit | temps_;
    temps_ += count;
    return first;
}

Reg ChunkBuilder::compute(Opcode op, Reg b, Reg c, std::uint8_t x, std::uint8_t y) {
    const Reg result = temp();
    emit(op, result, b, c, x, y);
    return result;
}

std::vector<program::Insn> ChunkBuilder::relocate(std::uint32_t base, std::uint32_t constant_count, std::uint32_t slots,
                                                  std::uint32_t& frame) const {
    const auto place = [&](Reg reg) { return in_frame(reg, constant_count, slots); };
    std::vector<program::Insn> code = code_;
    for (program::Insn& insn : code) {
        const program::OpcodeInfo& kind = program::opcode_table[insn.op];
        if (is_register(kind.a)) insn.a = place(insn.a);
        if (is_register(kind.b)) insn.b = place(insn.b);
        if (is_register(kind.c)) insn.c = place(insn.c);
        if (kind.c == Operand::target || insn.op == static_cast<std::uint16_t>(Opcode::NEXT) ||
            insn.op == static_cast<std::uint16_t>(Opcode::MORE))
            insn.c += base;
    }
    frame = constant_count + slots + temps_;
    return code;
}

}  // namespace ordain::codegen
