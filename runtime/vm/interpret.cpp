// Entry: interpret. Each instruction jumps straight to the code of the next one (labels as values, an extension of GCC and Clang), which
// lets the processor predict each of these jumps on its own. OP opens the code of an instruction, GO leaves it for the following one, and
// JUMP for another; CHECK raises a fault unless its condition holds.
#include "runtime/vm/interpret.hpp"

#include <array>

#include "runtime/base/arith.hpp"
#include "runtime/base/limits.hpp"
#include "runtime/program/opcode.hpp"
#include "runtime/vm/match.hpp"

#pragma GCC diagnostic ignored "-Wpedantic"

namespace ordain::vm {
namespace {

using program::Insn;
using program::Opcode;
using program::Operand;

int128 accumulator(const std::int64_t* pair) {
    return static_cast<int128>(static_cast<uint128>(static_cast<std::uint64_t>(pair[1])) << 64 | static_cast<std::uint64_t>(pair[0]));
}
void store_accumulator(std::int64_t* pair, uint128 value) {
    pair[0] = static_cast<std::int64_t>(static_cast<std::uint64_t>(value));
    pair[1] = static_cast<std::int64_t>(static_cast<std::uint64_t>(value >> 64));
}

bool round_to(std::int64_t v, std::int64_t unit, std::int64_t& out) {
    return narrow(div_half_even(v, unit) * unit, out);
}

bool absolute(std::int64_t v, std::int64_t& out) {
    return sub(v < 0 ? 0 : v, v < 0 ? v : 0, out);
}

std::int64_t size(Rows rows) {
    return rows.end - rows.first;
}

/// Monday 0. Day 0 of dates was a Thursday.
std::int64_t weekday(std::int64_t date) {
    return (date % 7 + 7 + 3) % 7;
}

bool times(std::int64_t business, std::int64_t count, std::int64_t& out) {
    const std::int64_t unit = business & 1;
    return narrow((static_cast<int128>(business) - unit) * count + unit, out);
}

std::uint32_t calendar_of(const Insn& insn) {
    return insn.x + 256U * insn.y;
}

/// How much there is of everything.
struct Marks {
    std::size_t fired, emitted, args;
};
Marks marks(const Contributions& out) {
    return {out.fired.size(), out.emitted.size(), out.args.size()};
}
void take_back(Contributions& out, const Marks& to) {
    out.fired.resize(to.fired);
    out.emitted.resize(to.emitted);
    out.args.resize(to.args);
}

/// What a step shows of an instruction that has run.
std::int64_t shown(const Insn& insn, const std::int64_t* r, const std::uint32_t* index) {
    const auto& i = program::info(static_cast<Opcode>(insn.op));
    const bool finds_row = i.x == Operand::index_written;
    if (i.a == Operand::written && finds_row) return r[insn.a] == 0 ? 0 : std::int64_t{index[insn.x]} + 1;
    if (i.a == Operand::written || i.a == Operand::written_pair || i.a == Operand::pair) return r[insn.a];
    return finds_row ? index[insn.x] : 0;
}

}  // namespace

template <bool Trace>
void interpret(const Context& context, std::span<const Insn> code, std::span<const program::ChunkRec> chunks, program::Range32 which,
               Contributions& out, std::vector<TraceStep>* steps) {
    static constexpr std::array labels = {
#define ORDAIN_OP(NAME, A, B, C, XY, COST, TEXT) static_cast<const void*>(&&op_##NAME),
#include "runtime/program/opcodes.def"
#undef ORDAIN_OP
    };
    const program::Image& image = context.image;
    std::int64_t* const r = context.r;
    std::uint32_t* const index = context.indices.row.data();
    std::uint32_t* const end = context.indices.end.data();
    const Insn* const base = code.data();
    const std::int64_t time = r[context.constants];
    const std::uint32_t last = which.first + which.count;
    std::uint32_t chunk = which.first;
    // of the chunk that runs
    const Insn* pc = nullptr;
    const Insn* guard = nullptr;  // the GUARD in force
    std::size_t next_arg = 0;
    Matches matches;  // of the EVERY that encloses this
    bool applied = false;
    Contributions::Fault fault;
    Marks before{};

    const auto parent_row = [index](std::uint8_t n) { return n == program::no_index ? 0U : index[n]; };
    const auto record_step = [&](FaultCode code_of_step) {
        if constexpr (Trace) {
            const std::int64_t value = code_of_step == FaultCode::none ? shown(*pc, r, index) : 0;
            if (steps->size() < most_trace_steps) steps->push_back({static_cast<std::uint32_t>(pc - base), code_of_step, value});
        }
    };

#define OP(NAME) op_##NAME:
#define GO                            \
    {                                 \
        record_step(FaultCode::none); \
        ++pc;                         \
        goto* labels[pc->op];         \
    }
#define JUMP                          \
    {                                 \
        record_step(FaultCode::none); \
        pc = base + pc->c;            \
        goto* labels[pc->op];         \
    }
#define JUMP_IF(CONDITION)          \
    {                               \
        if (CONDITION) JUMP else GO \
    }
#define CHECK(CONDITION, CODE)        \
    if (!(CONDITION)) {               \
        fault.code = FaultCode::CODE; \
        goto raise;                   \
    }

next_chunk:
    for (;; ++chunk) {
        if (chunk == last) return;
        if (chunks[chunk].from <= time && time < chunks[chunk].until) break;
    }
    pc = base + chunks[chunk].code;
    guard = nullptr;
    applied = false;
    before = marks(out);
    next_arg = before.args;
    goto* labels[pc->op];

    // One line an instruction; what takes several is indented below its name.
    // clang-format off
    OP(MOV)         r[pc->a] = r[pc->b]; GO
    OP(MOVIF)       r[pc->a] = r[pc->c] != 0 ? r[pc->b] : r[pc->a]; GO
    OP(ADD)         CHECK(add(r[pc->b], r[pc->c], r[pc->a]), OVERFLOW) GO
    OP(SUB)         CHECK(sub(r[pc->b], r[pc->c], r[pc->a]), OVERFLOW) GO
    OP(NEG)         CHECK(sub(0, r[pc->b], r[pc->a]), OVERFLOW) GO
    OP(ABS)         CHECK(absolute(r[pc->b], r[pc->a]), OVERFLOW) GO
    OP(MUL)         CHECK(mul(r[pc->b], r[pc->c], r[pc->a]), OVERFLOW) GO
    OP(MULS)        CHECK(mul_scaled(r[pc->b], r[pc->c], decimal_scale, r[pc->a]), OVERFLOW) GO
    OP(DIVS)        CHECK(r[pc->c] != 0, DIVISION_BY_ZERO) CHECK(div_scaled(r[pc->b], r[pc->c], decimal_scale, r[pc->a]), OVERFLOW) GO
    OP(DIV)         CHECK(r[pc->c] != 0, DIVISION_BY_ZERO) CHECK(narrow(div_half_even(r[pc->b], r[pc->c]), r[pc->a]), OVERFLOW) GO
    OP(ROUND)       CHECK(r[pc->c] != 0, DIVISION_BY_ZERO) CHECK(round_to(r[pc->b], r[pc->c], r[pc->a]), OVERFLOW) GO
    OP(MIN)         r[pc->a] = r[pc->b] < r[pc->c] ? r[pc->b] : r[pc->c]; GO
    OP(MAX)         r[pc->a] = r[pc->b] < r[pc->c] ? r[pc->c] : r[pc->b]; GO
    OP(WITHIN)      CHECK(r[pc->b] <= r[pc->a] && r[pc->a] <= r[pc->c], OVERFLOW) GO
    OP(ACC0)        store_accumulator(r + pc->a, 0); GO
    OP(ACCADD)      store_accumulator(r + pc->a, static_cast<uint128>(accumulator(r + pc->a)) + static_cast<uint128>(int128{r[pc->b]})); GO
    OP(ACCGET)      CHECK(narrow(accumulator(r + pc->b), r[pc->a]), OVERFLOW) GO
    OP(EQ)          r[pc->a] = r[pc->b] == r[pc->c]; GO
    OP(NE)          r[pc->a] = r[pc->b] != r[pc->c]; GO
    OP(LT)          r[pc->a] = r[pc->b] < r[pc->c]; GO
    OP(LE)          r[pc->a] = r[pc->b] <= r[pc->c]; GO
    OP(NOT)         r[pc->a] = r[pc->b] ^ 1; GO
    OP(AND)         r[pc->a] = r[pc->b] & r[pc->c]; GO
    OP(OR)          r[pc->a] = r[pc->b] | r[pc->c]; GO
    OP(INMASK)      r[pc->a] = r[pc->b] >= 0 && r[pc->b] < 64 && (static_cast<std::uint64_t>(r[pc->c]) >> r[pc->b] & 1) != 0; GO
    OP(TEQ)         r[pc->a] = context.same_text(r[pc->b], r[pc->c]); GO
    OP(TSTARTS)     r[pc->a] = context.text(r[pc->b]).starts_with(context.text(r[pc->c])); GO
    OP(TENDS)       r[pc->a] = context.text(r[pc->b]).ends_with(context.text(r[pc->c])); GO
    OP(TCONTAINS)   r[pc->a] = context.text(r[pc->b]).find(context.text(r[pc->c])) != std::string_view::npos; GO
    OP(JMP)         JUMP
    OP(JT)          JUMP_IF(r[pc->a] != 0)
    OP(JF)          JUMP_IF(r[pc->a] == 0)
    OP(JEQ)         JUMP_IF(r[pc->a] == r[pc->b])
    OP(JNE)         JUMP_IF(r[pc->a] != r[pc->b])
    OP(JLT)         JUMP_IF(r[pc->a] < r[pc->b])
    OP(JLE)         JUMP_IF(r[pc->a] <= r[pc->b])
    OP(JTEQ)        JUMP_IF(context.same_text(r[pc->a], r[pc->b]))
    OP(JTNE)        JUMP_IF(!context.same_text(r[pc->a], r[pc->b]))
    OP(COUNT)       r[pc->a] = size(context.rows(pc->b, parent_row(pc->x))); GO
    OP(LOOP)        {
                    const Rows rows = context.rows(pc->b, parent_row(pc->y));
                    index[pc->x] = rows.first;
                    end[pc->x] = rows.end;
                    JUMP_IF(rows.first == rows.end) }
    OP(NEXT)        JUMP_IF(++index[pc->x] < end[pc->x])
    OP(COL)         r[pc->a] = context.cell(pc->b, index[pc->x]); GO
    OP(FINDKEY)     {
                    std::uint32_t row = 0;
                    const bool found = context.find_key(pc->b, parent_row(pc->y), r[pc->c], row);
                    index[pc->x] = row;
                    r[pc->a] = found;
                    } GO
    OP(DATAROW)     {
                    std::uint32_t row = 0;
                    const bool found = context.find_data(image.data[pc->b], r + pc->c, row);
                    index[pc->x] = row;
                    r[pc->a] = found;
                    } GO
    OP(DATACOL)     r[pc->a] = context.data_cell(pc->b, index[pc->x]); GO
    OP(DATE)        r[pc->a] = local_date(context.calendars[calendar_of(*pc)], r[pc->b]); GO
    OP(TIME)        r[pc->a] = local_minute(context.calendars[calendar_of(*pc)], r[pc->b]); GO
    OP(WEEKDAY)     r[pc->a] = weekday(r[pc->b]); GO
    OP(BADD)        CHECK(add_business(context.calendars[calendar_of(*pc)], r[pc->b], r[pc->c], r[pc->a]), BEYOND_CALENDAR) GO
    OP(BDAYS)       CHECK(business_days_between(context.calendars[calendar_of(*pc)], r[pc->b], r[pc->c], r[pc->a]), BEYOND_CALENDAR) GO
    OP(BHOURS)      CHECK(business_hours_between(context.calendars[calendar_of(*pc)], r[pc->b], r[pc->c], r[pc->a]), BEYOND_CALENDAR) GO
    OP(BTIMES)      CHECK(times(r[pc->b], pc->c, r[pc->a]), OVERFLOW) GO
    OP(LADDER)      CHECK(context.find_rung(image.ladders[pc->b], r + pc->c, r[pc->a]), BEYOND_LADDER) GO
    OP(FIRST)       r[pc->a] = first_match(image, image.matchers[pc->b], r); GO
    OP(ONLY)        {
                    const program::MatcherRec& matcher = image.matchers[pc->b];
                    const auto [first, second] = first_two_matches(image, matcher, r);
                    if (second < matcher.rules) {
                        fault.rule_a = matcher.first_rule + first;
                        fault.rule_b = matcher.first_rule + second;
                        fault.code = FaultCode::NOT_UNIQUE;
                        goto raise;
                    }
                    r[pc->a] = first;
                    } GO
    OP(EVERY)       matches = Matches(image, image.matchers[pc->b], r);
                    r[pc->a] = matches.next(0);
                    JUMP_IF(r[pc->a] == image.matchers[pc->b].rules)
    OP(MORE)        r[pc->a] = matches.next(static_cast<std::uint32_t>(r[pc->a]) + 1);
                    JUMP_IF(r[pc->a] != image.matchers[pc->b].rules)
    OP(CASE)        {
                    record_step(FaultCode::none);
                    const auto choice = static_cast<std::uint64_t>(r[pc->a]);
                    pc = choice < pc->b ? base + pc[1 + choice].c : pc + 1 + pc->b;
                    } goto* labels[pc->op];
    OP(GUARD)       r[pc->a] = 0; guard = pc; GO
    OP(UNGUARD)     guard = nullptr; GO
    OP(RAISE)       if (r[pc->a] != 0) { fault.code = static_cast<FaultCode>(r[pc->a]); goto raise; } GO
    OP(APPLIES)     if (!applied) { applied = true; out.applied.push_back(chunk); } GO
    OP(UNIQUE)      if (r[pc->a] != 0) {
                    fault.rule_a = static_cast<std::uint32_t>(r[pc->a + 1]);
                    fault.rule_b = pc->b;
                    fault.code = FaultCode::NOT_UNIQUE;
                    goto raise;
                    } r[pc->a] = 1;
                    r[pc->a + 1] = pc->b;
                    GO
    OP(FIRE)        out.fired.push_back({pc->b, chunk, pc->x == program::no_index ? -1 : std::int64_t{index[pc->x]}, program::none, static_cast<std::uint32_t>(out.emitted.size())});
                    GO
    OP(WAIVED)      out.fired.back().waiver = pc->b; GO
    OP(ARG)         out.args.push_back(r[pc->a]); GO
    OP(EMIT)        out.emitted.push_back({pc->b, static_cast<std::uint32_t>(next_arg)}); next_arg = out.args.size(); GO
    OP(END)         ++chunk; goto next_chunk;
    // clang-format on

raise:
    record_step(fault.code);
    if (guard != nullptr) {
        r[guard->a] = static_cast<std::int64_t>(fault.code);
        pc = base + guard->c;
        guard = nullptr;
        fault = {};
        goto* labels[pc->op];
    }
    fault.chunk = chunk;
    if (!applied) out.applied.push_back(chunk);
    if ((image.policies[chunks[chunk].policy].flags & program::policy_flags::shadow) == 0) {
        out.fault = fault;
        return;
    }
    take_back(out, before);
    out.shadow_faults.push_back(fault);
    fault = {};
    ++chunk;
    goto next_chunk;

#undef OP
#undef GO
#undef JUMP
#undef JUMP_IF
#undef CHECK
}

template void interpret<false>(const Context&, std::span<const Insn>, std::span<const program::ChunkRec>, program::Range32, Contributions&,
                               std::vector<TraceStep>*);
template void interpret<true>(const Context&, std::span<const Insn>, std::span<const program::ChunkRec>, program::Range32, Contributions&,
                              std::vector<TraceStep>*);

}  // namespace ordain::vm
