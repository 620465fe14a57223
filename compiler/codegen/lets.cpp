#include "compiler/codegen/lets.hpp"

#include <cstdint>

#include "compiler/sema/roots.hpp"

namespace ordain::codegen {

namespace {

using typed::Expr;
using typed::ExprId;
using typed::Op;

constexpr std::uint64_t beyond_measure = std::uint64_t{1} << 40;

/// Numbers of expressions, with every use of a let counted as its whole value, and as one.
struct Sizes {
    const typed::Program& program;
    std::vector<std::uint64_t> expanded;  // of the lets so far
    std::uint64_t with_lets = 0, without = 0;

    void add(ExprId id) {  // recursion: limits::typed_depth
        const Expr& e = program[id];
        ++without;
        with_lets += e.op == Op::let ? expanded[e.index] : 1;
        if (with_lets > beyond_measure) with_lets = beyond_measure;
        for_each_operand(e, [this](ExprId operand) { add(operand); });
    }
};

bool uses_element(const typed::Program& program, const typed::Instance& instance, const std::vector<bool>& lets, ExprId id) {
    const Expr& e = program[id];
    bool uses = (e.op == Op::var && e.index == instance.each_var) || (e.op == Op::let && lets[e.index]);
    for_each_operand(e, [&](ExprId operand) { uses = uses || uses_element(program, instance, lets, operand); });
    return uses;
}

}  // namespace

bool lets_multiply(const typed::Program& program, const typed::Instance& instance) {
    if (instance.lets.empty()) return false;
    constexpr std::uint64_t times = 64, small = 4'096;
    Sizes sizes{program, {}};
    for (const typed::Let& let : instance.lets) {
        sizes.with_lets = 0;
        sizes.add(let.value);
        sizes.expanded.push_back(sizes.with_lets);
    }
    sizes.with_lets = 0;
    for_each_root(program, instance, [&](ExprId root) { sizes.add(root); });
    return sizes.with_lets > times * sizes.without + small;
}

std::vector<bool> lets_of_element(const typed::Program& program, const typed::Instance& instance) {
    std::vector<bool> lets;
    lets.reserve(instance.lets.size());
    for (const typed::Let& let : instance.lets)
        lets.push_back(instance.each_list.valid() && uses_element(program, instance, lets, let.value));
    return lets;
}

}  // namespace ordain::codegen
