#include "runtime/program/bounds.hpp"

#include <vector>

#include "runtime/program/opcode.hpp"

namespace ordain::program {
namespace {

std::uint64_t plus(std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX : sum;
}
std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

std::uint64_t cost_of(const Image& image, const Insn& insn) {
    const auto op = static_cast<Opcode>(insn.op);
    const std::uint64_t cost = info(op).cost;
    if (op == Opcode::FINDKEY) return plus(cost, image.lists[insn.b].max);
    if (op == Opcode::DATAROW) {
        const DataRec& data = image.data[insn.b];
        const std::uint64_t keys = data.keys.count;
        return plus(cost, data.index == none ? times(data.rows, keys) : keys);
    }
    if (op == Opcode::LADDER) return plus(cost, std::uint64_t{image.ladders[insn.b].rows.count} + image.ladders[insn.b].roles.count);
    return cost;
}

}  // namespace

ChunkBounds chunk_bounds(const Image& image, std::span<const Insn> code, const ChunkRec& chunk) {
    ChunkBounds bounds;
    std::vector<std::uint64_t> factors{1};
    for (std::uint32_t pc = chunk.code; pc < chunk.code_end; ++pc) {
        const Insn& insn = code[pc];
        const auto op = static_cast<Opcode>(insn.op);
        const std::uint64_t runs = factors.back();
        bounds.cost = plus(bounds.cost, times(cost_of(image, insn), runs));
        if (op == Opcode::FIRE) bounds.fired = plus(bounds.fired, runs);
        if (op == Opcode::EMIT) bounds.emitted = plus(bounds.emitted, runs);
        if (op == Opcode::ARG) bounds.args = plus(bounds.args, runs);
        if (op == Opcode::LOOP) factors.push_back(times(runs, image.lists[insn.b].max));
        if (op == Opcode::NEXT) factors.pop_back();
    }
    return bounds;
}

}  // namespace ordain::program
