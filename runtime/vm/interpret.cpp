// Entry: interpret. Each instruction jumps straight to the code of the next one (labels as values, an extension of GCC and Clang), which
// lets the processor predict each of these jumps on its own. No lambda sees `pc`: it stays in a register. OP opens the code of an
// instruction, GO leaves it for the following one, and JUMP for another; CHECK raises a fault unless its condition holds.
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

/// Monday 0. Day 0 of dates was a Thursday.
std::int64_t weekday(std::int64_t date) {
    return (date % 7 + 7 + 3) % 7;
}

std::uint32_t calendar_of(const Insn& insn) {
    return insn.x + 256U * insn.y;
}

/// What the loop needs now and then. It lies in memory, so that the processor's registers are left to what every instruction
/// needs.
class Run {
public:
    Run(const Context& context, std::span<const Insn> code, std::span<const program::ChunkRec> chunks, program::Range32 which,
        Contributions& out)
        : context_(context), code_(code), chunks_(chunks), out_(out), next_(which.first), last_(which.first + which.count) {}

    Contributions::Fault fault;   // code none: there is none
    const Insn* guard = nullptr;  // the GUARD in force
    std::size_t first_arg = 0;    // of the next EMIT
    bool applied = false;         // the chunk came as far as APPLIES

    /// Number of the chunk that runs.
    [[nodiscard]] std::uint32_t chunk() const { return next_ - 1; }

    /// The first instruction of the next chunk that is in force, or null.
    const Insn* next() {
        const std::int64_t time = context_.r[context_.constants];
        for (; next_ < last_; ++next_) {
            const program::ChunkRec& chunk = chunks_[next_];
            if (time < chunk.from || chunk.until <= time) continue;
            ++next_;
            guard = nullptr;
            applied = false;
            fired_ = out_.fired.size();
            emitted_ = out_.emitted.size();
            first_arg = out_.args.size();
            first_of_chunk_ = first_arg;
            return code_.data() + chunk.code;
        }
        return nullptr;
    }

    /// Where a fault leads, or null.
    [[gnu::noinline]] const Insn* raise() {
        if (guard != nullptr) {
            context_.r[guard->a] = static_cast<std::int64_t>(fault.code);
            const Insn* const target = code_.data() + guard->c;
            guard = nullptr;
            fault = {};
            return target;
        }
        fault.chunk = chunk();
        if (!applied) out_.applied.push_back(chunk());
        if ((context_.image.policies[chunks_[chunk()].policy].flags & program::policy_flags::shadow) == 0) {
            out_.fault = fault;
            return nullptr;
        }
        out_.fired.cut(fired_);
        out_.emitted.cut(emitted_);
        out_.args.cut(first_of_chunk_);
        out_.shadow_faults.push_back(fault);
        fault = {};
        return next();
    }

    void apply() {
        if (!applied) out_.applied.push_back(chunk());
        applied = true;
    }
    void fire(std::uint32_t rule, std::int64_t element) {
        out_.fired.push_back({rule, chunk(), element, program::none, static_cast<std::uint32_t>(out_.emitted.size())});
    }
    void emit(std::uint32_t effect) {
        out_.emitted.push_back({effect, static_cast<std::uint32_t>(first_arg)});
        first_arg = out_.args.size();
    }
    void arg(std::int64_t value) { out_.args.push_back(value); }

    /// The rule of that number fires with its effects, if they are constant.
    bool fire_constant(const program::MatcherRec& matcher, std::uint32_t rule, std::int64_t element) {
        const program::Range32 effects = context_.image.match_outcomes[matcher.outcomes + rule];
        if (effects.first == program::none) return false;
        fire(matcher.first_rule + rule, element);
        for (const std::uint32_t effect : program::slice(context_.image.match_effects, effects)) emit(effect);
        return true;
    }
    /// Number of rules that fired.
    [[gnu::noinline]] std::int64_t fire_all(const program::MatcherRec& matcher, std::int64_t element) {
        std::int64_t count = 0;
        for_each_match(context_.image, matcher, context_.r, context_.matches, [&](std::uint32_t rule) {
            fire_constant(matcher, rule, element);
            ++count;
        });
        return count;
    }

    /// False if two rules apply, which is a fault.
    [[gnu::noinline]] bool only(const program::MatcherRec& matcher, std::int64_t& rule) {
        const auto [first, second] = first_two_matches(context_.image, matcher, context_.r);
        if (second < matcher.rules) return not_unique(matcher.first_rule + first, matcher.first_rule + second);
        rule = first;
        return true;
    }
    [[gnu::noinline]] bool not_unique(std::uint32_t a, std::uint32_t b) {
        fault.rule_a = a;
        fault.rule_b = b;
        return false;
    }

private:
    const Context& context_;
    std::span<const Insn> code_;
    std::span<const program::ChunkRec> chunks_;
    Contributions& out_;
    std::uint32_t next_, last_;
    std::size_t fired_ = 0, emitted_ = 0, first_of_chunk_ = 0;  // as the chunk began
};

std::uint32_t parent_row(const std::uint32_t* index, std::uint8_t n) {
    return n == program::no_index ? 0 : index[n];
}

/// The element of the list that a rule fires for.
std::int64_t element_of(const Insn& insn, const std::uint32_t* index) {
    return insn.x == program::no_index ? -1 : std::int64_t{index[insn.x]};
}

/// What a step shows of an instruction that has run.
std::int64_t shown(const Insn& insn, const std::int64_t* r, const std::uint32_t* index) {
    const auto& i = program::info(static_cast<Opcode>(insn.op));
    const bool finds_row = i.x == Operand::index_written;
    if (i.a == Operand::written && finds_row) return r[insn.a] == 0 ? 0 : std::int64_t{index[insn.x]} + 1;
    if (i.a == Operand::written || i.a == Operand::written_pair || i.a == Operand::pair) return r[insn.a];
    return finds_row ? index[insn.x] : 0;
}

/// False once the trace is full.
template <bool Trace>
bool record_step(std::vector<TraceStep>* steps, const Insn* base, const Insn* pc, const std::int64_t* r, const std::uint32_t* index,
                 FaultCode fault) {
    if constexpr (Trace) {
        if (steps->size() >= most_trace_steps) return false;
        const std::int64_t value = fault == FaultCode::none ? shown(*pc, r, index) : 0;
        steps->push_back({static_cast<std::uint32_t>(pc - base), fault, value});
    }
    return true;
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
    const Insn* const base = code.data();
    Run run(context, code, chunks, which, out);
    const Insn* pc = run.next();
    if (pc == nullptr) return;

#define OP(NAME) op_##NAME:
// a full trace says no more: Machine::trace runs the chunk once more, without one
#define STEP(FAULT) \
    if (!record_step<Trace>(steps, base, pc, r, index, FAULT)) return
#define GO                     \
    {                          \
        STEP(FaultCode::none); \
        ++pc;                  \
        goto* labels[pc->op];  \
    }
#define JUMP                   \
    {                          \
        STEP(FaultCode::none); \
        pc = base + pc->c;     \
        goto* labels[pc->op];  \
    }
#define JUMP_IF(CONDITION)          \
    {                               \
        if (CONDITION) JUMP else GO \
    }
#define CHECK(CONDITION, CODE)            \
    if (!(CONDITION)) {                   \
        run.fault.code = FaultCode::CODE; \
        goto raise;                       \
    }

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
    OP(LT)          r[pc->a] = r[pc->b] < r[pc->c]; GO
    OP(LE)          r[pc->a] = r[pc->b] <= r[pc->c]; GO
    OP(NOT)         r[pc->a] = r[pc->b] ^ 1; GO
    OP(AND)         r[pc->a] = r[pc->b] & r[pc->c]; GO
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
    OP(LOOP)        {
                    const Rows rows = context.rows(pc->b, parent_row(index, pc->y));
                    index[pc->x] = rows.first;
                    context.indices.end[pc->x] = rows.end;
                    JUMP_IF(rows.first == rows.end) }
    OP(NEXT)        JUMP_IF(++index[pc->x] < context.indices.end[pc->x])
    OP(COL)         r[pc->a] = context.cell(pc->b, index[pc->x]); GO
    OP(FINDKEY)     {
                    std::uint32_t row = 0;
                    const bool found = context.find_key(pc->b, parent_row(index, pc->y), r[pc->c], row);
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
    OP(LADDER)      CHECK(context.find_rung(image.ladders[pc->b], r + pc->c, r[pc->a]), BEYOND_LADDER) GO
    OP(FIRST)       r[pc->a] = first_match(image, image.matchers[pc->b], r); GO
    OP(ONLY)        CHECK(run.only(image.matchers[pc->b], r[pc->a]), NOT_UNIQUE) GO
    OP(EVERY)       context.matches.begin(image, image.matchers[pc->b], r);
                    r[pc->a] = context.matches.next();
                    JUMP_IF(r[pc->a] == image.matchers[pc->b].rules)
    OP(MORE)        r[pc->a] = context.matches.next();
                    JUMP_IF(r[pc->a] != image.matchers[pc->b].rules)
    OP(FIREFIRST)   {
                    const program::MatcherRec& matcher = image.matchers[pc->b];
                    const std::uint32_t rule = first_match(image, matcher, r);
                    r[pc->a] = rule;
                    JUMP_IF(rule != matcher.rules && run.fire_constant(matcher, rule, element_of(*pc, index))) }
    OP(FIREONLY)    {
                    const program::MatcherRec& matcher = image.matchers[pc->b];
                    CHECK(run.only(matcher, r[pc->a]), NOT_UNIQUE)
                    const auto rule = static_cast<std::uint32_t>(r[pc->a]);
                    JUMP_IF(rule != matcher.rules && run.fire_constant(matcher, rule, element_of(*pc, index))) }
    OP(FIREALL)     r[pc->a] = run.fire_all(image.matchers[pc->b], element_of(*pc, index));
                    JUMP_IF(r[pc->a] != 0)
    OP(CASE)        {
                    STEP(FaultCode::none);
                    const auto choice = static_cast<std::uint64_t>(r[pc->a]);
                    pc = choice < pc->b ? base + pc[1 + choice].c : pc + 1 + pc->b;
                    } goto* labels[pc->op];
    OP(GUARD)       r[pc->a] = 0; run.guard = pc; GO
    OP(UNGUARD)     run.guard = nullptr; GO
    OP(RAISE)       if (r[pc->a] != 0) { run.fault.code = static_cast<FaultCode>(r[pc->a]); goto raise; } GO
    OP(APPLIES)     run.apply(); GO
    OP(UNIQUE)      CHECK(r[pc->a] == 0 || run.not_unique(static_cast<std::uint32_t>(r[pc->a + 1]), pc->b), NOT_UNIQUE)
                    r[pc->a] = 1;
                    r[pc->a + 1] = pc->b;
                    GO
    OP(FIRE)        run.fire(pc->b, element_of(*pc, index)); GO
    OP(WAIVED)      out.fired.back().waiver = pc->b; GO
    OP(ARG)         run.arg(r[pc->a]); GO
    OP(EMIT)        run.emit(pc->b); GO
    OP(END)         pc = run.next();
                    if (pc == nullptr) return;
                    goto* labels[pc->op];
    // clang-format on

raise:
    STEP(run.fault.code);
    pc = run.raise();
    if (pc == nullptr) return;
    goto* labels[pc->op];

#undef OP
#undef STEP
#undef GO
#undef JUMP
#undef JUMP_IF
#undef CHECK
}

template void interpret<false>(const Context&, std::span<const Insn>, std::span<const program::ChunkRec>, program::Range32, Contributions&,
                               std::vector<TraceStep>*);
#ifndef ORDAIN_WITHOUT_TRACE  // a test compares the code of the other function with and without this one
template void interpret<true>(const Context&, std::span<const Insn>, std::span<const program::ChunkRec>, program::Range32, Contributions&,
                              std::vector<TraceStep>*);
#endif

}  // namespace ordain::vm
