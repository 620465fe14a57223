#include "runtime/explain/considered.hpp"

#include <algorithm>
#include <set>

#include "runtime/explain/replay.hpp"

namespace ordain::explain {

namespace {

using program::none;
using program::Opcode;

std::int64_t side(std::int64_t a, std::int64_t b) {
    return a < b ? -1 : a > b ? 1 : 0;
}

/// What of a step has to stay besides where it leads: see Considered::facts.
void add_facts(const program::Insn& insn, const TraceStep& step, const Registers& before, std::vector<std::int64_t>& facts) {
    const auto& r = before.r;
    switch (static_cast<Opcode>(insn.op)) {
        case Opcode::EQ: facts.push_back(side(r[insn.b], r[insn.c])); break;
        case Opcode::JEQ:
        case Opcode::JNE: facts.push_back(side(r[insn.a], r[insn.b])); break;
        case Opcode::LT:
        case Opcode::LE:
        case Opcode::INMASK:
        case Opcode::TEQ:
        case Opcode::TSTARTS:
        case Opcode::TENDS:
        case Opcode::TCONTAINS:
        case Opcode::FINDKEY:
        case Opcode::DATAROW: facts.push_back(step.value); break;
        case Opcode::ABS: facts.push_back(r[insn.b] >= 0); break;
        case Opcode::DIV:
        case Opcode::DIVS: facts.push_back(side(r[insn.c], 0)); break;
        case Opcode::LADDER: facts.push_back(r[insn.c] >= 0); break;
        default: break;
    }
}

void add_arguments(const detail::EvaluatorState& state, const Contributions& out, std::size_t first, std::size_t last,
                   std::vector<std::int64_t>& outcome) {
    const program::Image& image = state.image();
    for (std::size_t i = first; i < last; ++i) {
        const Contributions::Emitted& emitted = out.emitted[i];
        outcome.push_back(emitted.effect);
        const std::vector<bool> matter = arguments_that_matter(image, image.effects[emitted.effect]);
        for (std::size_t a = 0; a < matter.size(); ++a)
            if (matter[a]) outcome.push_back(out.args[emitted.first_arg + a]);
    }
}

void add_outcome(const detail::EvaluatorState& state, const ChunkRun& run, std::vector<std::int64_t>& outcome) {
    const Contributions::Fault& fault = run.out.fault;
    outcome.insert(outcome.end(), {static_cast<std::int64_t>(fault.code), std::int64_t{fault.rule_a}, std::int64_t{fault.rule_b}});
    for (const auto& kept : run.out.shadow_faults) outcome.push_back(static_cast<std::int64_t>(kept.code));
    outcome.push_back(run.out.applied.empty() ? 0 : 1);
    for (std::size_t i = 0; i < run.out.fired.size(); ++i) {
        const Contributions::Fired& fired = run.out.fired[i];
        outcome.insert(outcome.end(), {std::int64_t{fired.rule}, fired.element, std::int64_t{fired.waiver}});
        const std::size_t last = i + 1 < run.out.fired.size() ? run.out.fired[i + 1].first_emitted : run.out.emitted.size();
        add_arguments(state, run.out, fired.first_emitted, last, outcome);
    }
}

/// How a register depends on the cell.
enum class Trend : std::uint8_t { constant, up, down, other };

Trend flip(Trend t) {
    if (t == Trend::up) return Trend::down;
    return t == Trend::down ? Trend::up : t;
}
Trend join(Trend a, Trend b) {
    if (a == Trend::constant) return b;
    return b == Trend::constant || a == b ? a : Trend::other;
}
Trend scaled(Trend t, std::int64_t by) {
    if (by == 0) return t == Trend::other ? t : Trend::constant;
    return by > 0 ? t : flip(t);
}

/// Follows one cell through the steps of one chunk.
class Follower {
public:
    Follower(const detail::EvaluatorState& state, const ChunkRun& run, Cell cell, bool is_text, Dependence& found)
        : image_(state.image()), cell_(cell), is_text_(is_text), found_(found), trends_(state.store.frame.size()) {
        if (!cell.in_list) trends_[image_.constants.size() + cell.number] = Trend::up;
        replay(state, run.steps, [this](const program::Insn& insn, const TraceStep& step, const Registers& before) {
            if (found_.monotone) follow(insn, step, before);
        });
    }

private:
    const program::Image& image_;
    Cell cell_;
    bool is_text_;
    Dependence& found_;
    std::vector<Trend> trends_;
    std::vector<std::uint32_t> arguments_;  // registers since the last EMIT

    Trend of(std::uint32_t reg) const { return trends_[reg]; }
    void fail() { found_.monotone = false; }
    /// The comparison of two registers stays monotone as long as their difference is.
    void compare(std::uint32_t a, std::uint32_t b) {
        if (join(of(a), flip(of(b))) == Trend::other) fail();
    }

    void follow(const program::Insn& insn, const TraceStep& step, const Registers& before) {
        const auto op = static_cast<Opcode>(insn.op);
        // what overflows may do so on both sides of what does not
        if (step.fault != FaultCode::none && reads(insn)) return fail();
        if (is_text_)
            follow_text(insn, op, step, before);
        else
            follow_number(insn, op, before);
    }

    bool reads(const program::Insn& insn) const {
        using program::Operand;
        const program::OpcodeInfo& kind = program::info(static_cast<Opcode>(insn.op));
        const auto is_read = [](Operand o) { return o == Operand::read || o == Operand::pair || o == Operand::read_run; };
        return (is_read(kind.a) && of(insn.a) != Trend::constant) || (is_read(kind.b) && of(insn.b) != Trend::constant) ||
               (is_read(kind.c) && kind.c != Operand::read_run && of(insn.c) != Trend::constant) || reads_run(insn);
    }
    bool reads_run(const program::Insn& insn) const {
        const auto op = static_cast<Opcode>(insn.op);
        const std::uint32_t count = op == Opcode::DATAROW ? image_.data[insn.b].keys.count : op == Opcode::LADDER ? 2 : 0;
        for (std::uint32_t i = 0; i < count; ++i)
            if (of(insn.c + i) != Trend::constant) return true;
        return false;
    }

    bool is_cell(const program::Insn& insn, const Registers& before) const {
        return cell_.in_list && insn.b == cell_.number && before.index[insn.x] == cell_.row;
    }
    /// The keys of a list are read without being loaded.
    void find_key(const program::Insn& insn) {
        if (cell_.in_list && image_.lists[insn.b].key_column == cell_.number) fail();
        if (of(insn.c) != Trend::constant) fail();
    }

    void emit(const program::Insn& insn) {
        const std::vector<bool> matter = arguments_that_matter(image_, image_.effects[insn.b]);
        for (std::size_t i = 0; i < matter.size() && i < arguments_.size(); ++i) {
            if (!matter[i] || of(arguments_[i]) == Trend::constant) continue;
            if (is_text_)
                found_.pinned = true;
            else if (of(arguments_[i]) == Trend::other)
                fail();
        }
        arguments_.clear();
    }

    void follow_text(const program::Insn& insn, Opcode op, const TraceStep& step, const Registers& before) {
        const auto& r = before.r;
        switch (op) {
            case Opcode::MOV: trends_[insn.a] = of(insn.b); return;
            case Opcode::COL: trends_[insn.a] = is_cell(insn, before) ? Trend::up : Trend::constant; return;
            case Opcode::ARG: arguments_.push_back(insn.a); return;
            case Opcode::EMIT: return emit(insn);
            case Opcode::FINDKEY: find_key(insn); break;
            case Opcode::TEQ: text_compared(of(insn.b), of(insn.c), r[insn.b], r[insn.c], step.value != 0); break;
            default:
                if (reads(insn)) fail();
                break;
        }
        if (program::info(op).a == program::Operand::written) trends_[insn.a] = Trend::constant;
    }
    void text_compared(Trend a, Trend b, std::int64_t x, std::int64_t y, bool equal) {
        if (a == Trend::constant && b == Trend::constant) return;
        if (a != Trend::constant && b != Trend::constant) return;  // the value with itself
        if (equal)
            found_.pinned = true;
        else
            found_.excluded.push_back(a == Trend::constant ? x : y);
    }

    void follow_number(const program::Insn& insn, Opcode op, const Registers& before) {
        const auto& r = before.r;
        Trend result = Trend::constant;
        switch (op) {
            case Opcode::MOV:
            case Opcode::ROUND:
            case Opcode::DATE:
            case Opcode::ACCGET: result = of(insn.b); break;
            case Opcode::ADD:
            case Opcode::BADD:
            case Opcode::MIN:
            case Opcode::MAX: result = join(of(insn.b), of(insn.c)); break;
            case Opcode::SUB: result = join(of(insn.b), flip(of(insn.c))); break;
            case Opcode::BDAYS:
            case Opcode::BHOURS: result = join(flip(of(insn.b)), of(insn.c)); break;
            case Opcode::NEG: result = flip(of(insn.b)); break;
            case Opcode::ABS: result = r[insn.b] >= 0 ? of(insn.b) : flip(of(insn.b)); break;
            case Opcode::MUL:
            case Opcode::MULS:
                if (of(insn.b) != Trend::constant && of(insn.c) != Trend::constant) return fail();
                result = of(insn.b) != Trend::constant ? scaled(of(insn.b), r[insn.c]) : scaled(of(insn.c), r[insn.b]);
                break;
            case Opcode::DIV:
            case Opcode::DIVS:
                if (of(insn.b) != Trend::constant && of(insn.c) != Trend::constant) return fail();
                result = of(insn.b) != Trend::constant ? scaled(of(insn.b), r[insn.c]) : scaled(flip(of(insn.c)), r[insn.b]);
                break;
            case Opcode::ACC0: trends_[insn.a] = Trend::constant; return;
            case Opcode::ACCADD:
                trends_[insn.a] = join(of(insn.a), of(insn.b));
                if (of(insn.a) == Trend::other) fail();
                return;
            case Opcode::EQ:
            case Opcode::LT:
            case Opcode::LE: compare(insn.b, insn.c); break;
            case Opcode::JEQ:
            case Opcode::JNE:
            case Opcode::JLT:
            case Opcode::JLE: return compare(insn.a, insn.b);
            case Opcode::COL: result = is_cell(insn, before) ? Trend::up : Trend::constant; break;
            case Opcode::FINDKEY: find_key(insn); break;
            case Opcode::LADDER:
                if (of(insn.c + 1) != Trend::constant) return fail();
                result = r[insn.c] >= 0 ? of(insn.c) : flip(of(insn.c));
                break;
            case Opcode::TIME:
            case Opcode::WEEKDAY: result = of(insn.b) == Trend::constant ? Trend::constant : Trend::other; break;
            case Opcode::WITHIN:
                if (of(insn.a) == Trend::other || of(insn.b) != Trend::constant || of(insn.c) != Trend::constant) fail();
                return;
            case Opcode::ARG: arguments_.push_back(insn.a); return;
            case Opcode::EMIT: return emit(insn);
            default:
                if (reads(insn)) return fail();
                break;
        }
        // what may fault has to be monotone itself
        const bool cannot_fault = op == Opcode::MOV || op == Opcode::TIME || op == Opcode::WEEKDAY;
        if (!cannot_fault && result == Trend::other) return fail();
        if (program::info(op).a == program::Operand::written) trends_[insn.a] = result;
    }
};

}  // namespace

std::vector<ChunkRun> run_chunks(detail::EvaluatorState& state) {
    std::vector<ChunkRun> runs;
    if (state.store.fault != FaultCode::none) return runs;
    const program::Image& image = state.image();
    const program::Range32 chunks = image.events[state.store.event].chunks;
    for (const bool with_advice : {false, true}) {
        if (with_advice && !state.two_passes) break;
        for (std::uint32_t i = chunks.first; i < chunks.first + chunks.count; ++i) {
            ChunkRun& run = runs.emplace_back();
            run.chunk = i;
            run.with_advice = with_advice;
            state.machine.trace(state.store, i, run.out, with_advice, run.steps);
            if (run.out.fault.code != FaultCode::none) break;
        }
    }
    return runs;
}

bool cut_short(const std::vector<ChunkRun>& runs) {
    return std::any_of(runs.begin(), runs.end(), [](const ChunkRun& run) { return run.steps.size() >= most_trace_steps; });
}

Considered consider(const detail::EvaluatorState& state, const std::vector<ChunkRun>& runs) {
    Considered found;
    for (const ChunkRun& run : runs) {
        for (const TraceStep& step : run.steps) found.path.push_back(std::uint64_t{step.pc} << 8 | static_cast<std::uint8_t>(step.fault));
        found.path.push_back(UINT64_MAX);
        replay(state, run.steps, [&found](const program::Insn& insn, const TraceStep& step, const Registers& before) {
            if (step.fault == FaultCode::none) add_facts(insn, step, before, found.facts);
        });
        add_outcome(state, run, found.outcome);
    }
    return found;
}

std::vector<Cell> cells_read(const detail::EvaluatorState& state, const std::vector<ChunkRun>& runs) {
    using program::Operand;
    const program::Image& image = state.image();
    const std::size_t first = image.constants.size(), last = first + image.events[state.store.event].slots;
    std::set<Cell> cells;
    // long loops read the same cells over and over
    std::vector<bool> slots(last - first), words(state.store.columns.size());
    const auto read = [&](std::uint32_t reg) {
        if (reg < first || reg >= last || slots[reg - first]) return;
        slots[reg - first] = true;
        cells.insert({false, static_cast<std::uint32_t>(reg - first), 0});
    };
    const auto read_column = [&](std::uint32_t column, std::uint32_t row) {
        const std::size_t word = std::size_t{image.columns[column].offset} + row;
        if (word < words.size() && words[word]) return;
        if (word < words.size()) words[word] = true;
        cells.insert({true, column, row});
    };
    // whether a policy is in force depends on event.time, even where no instruction says so
    for (const auto& chunk : program::slice(image.chunks, image.events[state.store.event].chunks))
        if (chunk.from != INT64_MIN || chunk.until != INT64_MAX) read(static_cast<std::uint32_t>(first));
    for (const ChunkRun& run : runs) {
        replay(state, run.steps, [&](const program::Insn& insn, const TraceStep&, const Registers& before) {
            const program::OpcodeInfo& kind = program::info(static_cast<Opcode>(insn.op));
            if (kind.a == Operand::read) read(insn.a);
            if (kind.b == Operand::read) read(insn.b);
            if (kind.c == Operand::read) read(insn.c);
            if (static_cast<Opcode>(insn.op) == Opcode::COL) read_column(insn.b, before.index[insn.x]);
        });
    }
    return {cells.begin(), cells.end()};
}

Dependence dependence(const detail::EvaluatorState& state, const std::vector<ChunkRun>& runs, Cell cell, bool is_text) {
    Dependence found;
    for (const ChunkRun& run : runs)
        if (found.monotone) Follower(state, run, cell, is_text, found);
    return found;
}

}  // namespace ordain::explain
