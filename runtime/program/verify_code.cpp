// Entry: verify_code.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "runtime/base/limits.hpp"
#include "runtime/program/match_lists.hpp"
#include "runtime/program/opcode.hpp"
#include "runtime/program/verify.hpp"
#include "runtime/program/written_registers.hpp"

namespace ordain::program {
namespace {

/// What an index register is a row of: nothing (0), list n (2n + 1) or data n (2n + 2).
using RowOf = std::uint64_t;
constexpr RowOf row_of_list(std::uint32_t list) {
    return std::uint64_t{list} * 2 + 1;
}
constexpr RowOf row_of_data(std::uint32_t data) {
    return std::uint64_t{data} * 2 + 2;
}

/// What is known at an instruction beside its registers.
struct State {
    std::vector<RowOf> rows;     // by index register
    std::uint32_t args = 0;      // since the last EMIT
    std::uint32_t guard = none;  // target of the GUARD in force
    bool fired = false;
};

struct OpenLoop {
    std::uint32_t at = 0, next = 0;
    std::uint8_t index = 0;
    std::uint32_t args = 0, guard = none;  // as it began
};

class CodeVerifier {
public:
    CodeVerifier(const Image& image, std::span<const Insn> code, const ChunkRec& chunk)
        : image_(image),
          code_(code),
          chunk_(chunk),
          event_(image.events[chunk.event]),
          first_temporary_(image.constants.size() + event_.slots),
          registers_(std::max<std::size_t>(chunk.frame, first_temporary_)),
          written_(registers_ - first_temporary_, chunk.code_end - chunk.code,
                   work_per_instruction * (chunk.code_end - chunk.code) + least_work),
          pending_(chunk.code_end - chunk.code, none) {}

    Result<void> run();

private:
    // Following the paths costs about what is written between a jump and its target. Code that makes it cost far more was not compiled.
    static constexpr std::size_t work_per_instruction = 256, least_work = 1 << 20;
    static constexpr std::size_t most_pending = 1 << 25;  // words of the states that jumps carry to their targets

    const Image& image_;
    std::span<const Insn> code_;
    const ChunkRec& chunk_;
    const EventRec& event_;
    std::size_t first_temporary_, registers_;
    WrittenRegisters written_;
    std::vector<std::uint32_t> pending_;      // per instruction of the chunk: the state of the jumps to it, or none
    std::vector<State> states_;               // of pending jumps, and some that are free
    std::vector<std::uint32_t> free_states_;  // their numbers
    std::vector<OpenLoop> loops_;
    std::vector<std::uint32_t> loop_begin_;  // per instruction of the chunk: LOOP of the innermost loop around it, or none
    std::unordered_map<std::uint32_t, std::bitset<256>> set_in_loop_;  // by LOOP: index registers that its body sets
    // temporaries with a meaning of their own: of UNIQUE, GUARD, EVERY; END: without one. Empty if there are none
    std::vector<Opcode> kept_;
    std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> matcher_reads_;
    std::uint32_t table_end_ = 0;  // after the jumps of the last CASE
    State now_;
    bool reached_ = true;
    std::uint32_t pc_ = 0;
    std::string_view wrong_;  // why the current instruction is refused

    [[nodiscard]] Error refuse(std::string_view why) const {
        return Error{fmt::format("instruction {} of the code is not valid: {}", pc_, why)};
    }
    bool fail(std::string_view why) {
        if (wrong_.empty()) wrong_ = why;
        return false;
    }
    bool in(std::uint32_t index, std::size_t size, std::string_view why) { return index < size || fail(why); }

    bool find_loops();
    bool check_blocks(std::uint32_t every, std::uint32_t more);
    bool find_kept();
    void arrive();
    void jump_to(std::uint32_t target);
    void jump_to(std::uint32_t target, const State& arriving);
    void fault_to_guard();
    bool keep(std::uint32_t reg, Opcode op);
    [[nodiscard]] Opcode kept_for(std::uint64_t reg) const;
    bool check_kept(const Insn& insn, const OpcodeInfo& kind);
    const std::vector<std::uint32_t>& matcher_reads(std::uint32_t matcher);
    [[nodiscard]] RowOf row(std::uint8_t index) const { return index < now_.rows.size() ? now_.rows[index] : 0; }
    bool check_form(const Insn& insn, const OpcodeInfo& kind);
    bool check_operand(Operand kind, std::uint32_t value);
    bool check_number(Operand kind, std::uint32_t value);
    bool check_jump(const Insn& insn);
    bool check_read(std::uint32_t reg, std::uint32_t count);
    bool check_write(std::uint32_t reg, std::uint32_t count);
    bool check_reads(const Insn& insn, const OpcodeInfo& kind);
    bool check_rows(const Insn& insn, Opcode op);
    bool check_parent(std::uint32_t list, std::uint8_t index);
    bool check_contribution(const Insn& insn, Opcode op);
    bool set_row(std::uint8_t index, RowOf row);
    bool step(const Insn& insn);
    bool flow(const Insn& insn, Opcode op, const OpcodeInfo& kind);
    bool choose(const Insn& insn);
};

bool all_constant(const Image& image, const MatcherRec& matcher) {
    const auto outcomes = image.match_outcomes.subspan(matcher.outcomes, matcher.rules);
    return std::all_of(outcomes.begin(), outcomes.end(), [](Range32 effects) { return effects.first != none; });
}

bool is_register_read(Operand kind) {
    return kind == Operand::read;
}

bool ends_loop(Opcode op) {
    return op == Opcode::NEXT || op == Opcode::MORE;
}

/// Pairs LOOP with NEXT, and notes what each body sets. What jumps into a loop is refused later, with loop_begin_.
bool CodeVerifier::find_loops() {
    loop_begin_.assign(chunk_.code_end - chunk_.code, none);
    std::vector<std::uint32_t> open;
    std::size_t indices = 0;
    for (pc_ = chunk_.code; pc_ < chunk_.code_end; ++pc_) {
        const Insn& insn = code_[pc_];
        const auto op = static_cast<Opcode>(insn.op);
        if (ends_loop(op)) {
            if (open.empty()) return fail("the end of a loop without its beginning");
            const Insn& loop = code_[open.back()];
            if (loop.op != static_cast<std::uint16_t>(op == Opcode::NEXT ? Opcode::LOOP : Opcode::EVERY) || insn.c != open.back() + 1 ||
                loop.c != pc_ + 1 || insn.x != loop.x || insn.a != loop.a || insn.b != loop.b)
                return fail("it does not end the innermost loop");
            if (op == Opcode::MORE && !check_blocks(open.back(), pc_)) return false;
        }
        loop_begin_[pc_ - chunk_.code] = open.empty() ? none : open.back();
        if (info(op).x == Operand::index_written) {
            indices = std::max<std::size_t>(indices, std::size_t{insn.x} + 1);
            for (const std::uint32_t loop : open)
                if (op != Opcode::NEXT) set_in_loop_[loop].set(insn.x);
        }
        if (ends_loop(op)) open.pop_back();
        if (op == Opcode::LOOP || op == Opcode::EVERY) {
            if (open.size() >= limits::index_registers) return fail("loops are nested too deeply");
            const auto is_every = [this](std::uint32_t at) { return code_[at].op == static_cast<std::uint16_t>(Opcode::EVERY); };
            if (op == Opcode::EVERY && std::any_of(open.begin(), open.end(), is_every)) return fail("EVERY within EVERY");
            open.push_back(pc_);
        }
    }
    now_.rows.assign(std::min<std::size_t>(indices, limits::index_registers), 0);
    return open.empty() || fail("a loop without its end");
}

/// The body of an EVERY is a CASE of as many blocks as the matcher has rules. No block leads into another, so that each runs once at most:
/// that is what bounds.cpp counts with.
bool CodeVerifier::check_blocks(std::uint32_t every, std::uint32_t more) {
    const Insn& loop = code_[every];
    const Insn& choice = code_[every + 1];
    if (loop.b >= image_.matchers.size()) return fail("no such matcher");
    const std::uint64_t blocks = image_.matchers[loop.b].rules, first = every + 2 + blocks;
    if (choice.op != static_cast<std::uint16_t>(Opcode::CASE) || choice.a != loop.a || choice.b != blocks || first >= more)
        return fail("the body of EVERY is not a CASE of its rules");
    std::uint64_t begin = first;
    for (std::uint64_t i = 0; i < blocks; ++i) {
        const Insn& entry = code_[every + 2 + i];
        const std::uint64_t end = i + 1 < blocks ? code_[every + 3 + i].c : more;
        if (entry.op != static_cast<std::uint16_t>(Opcode::JMP) || entry.c != begin || end <= begin || end > more)
            return fail("the blocks of a CASE do not follow each other");
        if (code_[end - 1].op != static_cast<std::uint16_t>(Opcode::JMP)) return fail("a block of a CASE has no end");
        for (std::uint64_t pc = begin; pc < end; ++pc) {
            const Insn& insn = code_[pc];
            if (info(static_cast<Opcode>(insn.op)).c == Operand::target && insn.c >= end && insn.c < more)
                return fail("a block of a CASE leads into another");
        }
        begin = end;
    }
    return true;
}

bool CodeVerifier::keep(std::uint32_t reg, Opcode op) {
    if (reg < first_temporary_ || reg >= registers_) return fail("a register that is kept is no temporary");
    if (kept_.empty()) kept_.assign(registers_ - first_temporary_, Opcode::END);
    Opcode& known = kept_[reg - first_temporary_];
    if (known == Opcode::END) known = op;
    return known == op || fail("a register is used for two things");
}

/// What the register is kept for; END: nothing.
Opcode CodeVerifier::kept_for(std::uint64_t reg) const {
    return reg - first_temporary_ < kept_.size() ? kept_[reg - first_temporary_] : Opcode::END;
}

/// The pair of a UNIQUE names a rule once its first register is not 0; the register of a GUARD holds a fault code, that of an EVERY the
/// number of a rule. Nothing else may write them.
bool CodeVerifier::find_kept() {
    for (pc_ = chunk_.code; pc_ < chunk_.code_end; ++pc_) {
        const Insn& insn = code_[pc_];
        const auto op = static_cast<Opcode>(insn.op);
        if ((op == Opcode::GUARD || op == Opcode::EVERY) && !keep(insn.a, op)) return false;
        // the first of a pair and the second are told apart, so that pairs do not overlap
        if (op == Opcode::UNIQUE && (!keep(insn.a, Opcode::UNIQUE) || !keep(insn.a + 1, Opcode::ACC0))) return false;
    }
    return true;
}

bool CodeVerifier::check_kept(const Insn& insn, const OpcodeInfo& kind) {
    if (kept_.empty()) return true;
    const auto op = static_cast<Opcode>(insn.op);
    const auto kept = [this](std::uint64_t reg) { return kept_for(reg) != Opcode::END; };
    if (op == Opcode::UNIQUE || op == Opcode::GUARD || op == Opcode::EVERY || op == Opcode::MORE) return true;
    if (op == Opcode::ACC0) {
        const Opcode first = kept_for(insn.a), second = kept_for(std::uint64_t{insn.a} + 1);
        const bool whole = first == Opcode::UNIQUE && second == Opcode::ACC0;
        return whole || (first == Opcode::END && second == Opcode::END) || fail("a register that is kept for something else is written");
    }
    bool free = true;
    if (kind.a == Operand::written) free = !kept(insn.a);
    if (kind.a == Operand::written_pair || kind.a == Operand::pair) free = !kept(insn.a) && !kept(std::uint64_t{insn.a} + 1);
    return free || fail("a register that is kept for something else is written");
}

void CodeVerifier::jump_to(std::uint32_t target) {
    jump_to(target, now_);
}

/// A fault within a guard goes to its target, where the guard is over.
void CodeVerifier::fault_to_guard() {
    if (now_.guard == none) return;
    State arriving = now_;
    arriving.guard = none;
    jump_to(now_.guard, arriving);
}

void CodeVerifier::jump_to(std::uint32_t target, const State& arriving) {
    if (!reached_) return;
    written_.jump(target - chunk_.code);
    std::uint32_t& number = pending_[target - chunk_.code];
    if (number == none) {
        if (free_states_.empty()) {
            number = static_cast<std::uint32_t>(states_.size());
            states_.push_back(arriving);
        } else {
            number = free_states_.back();
            free_states_.pop_back();
            states_[number] = arriving;
        }
        if (states_.size() * (arriving.rows.size() + 1) > most_pending) fail("too many jumps are open at one time");
        return;
    }
    State& state = states_[number];
    for (std::size_t i = 0; i < state.rows.size(); ++i)
        if (state.rows[i] != arriving.rows[i]) state.rows[i] = 0;
    state.fired = state.fired && arriving.fired;
    if (state.args != arriving.args) fail("paths meet with different numbers of arguments");
    if (state.guard != arriving.guard) fail("paths meet within and outside a guard");
}

void CodeVerifier::arrive() {
    const std::uint32_t number = pending_[pc_ - chunk_.code];
    if (number != none && pc_ < table_end_) fail("a jump goes into the table of a CASE");
    const bool falls_through = reached_;
    if (number != none) {
        if (falls_through) jump_to(pc_);
        std::swap(now_, states_[number]);
        free_states_.push_back(number);
    }
    reached_ = written_.arrive(pc_ - chunk_.code, falls_through);
    if (reached_ && now_.guard == pc_) fail("a guard has no UNGUARD");
    if (written_.exhausted()) fail("its paths are too many to be followed");
}

/// Registers, jumps and immediates are checked where the paths are known, or not at all.
constexpr std::array<bool, 128> checked_elsewhere = [] {
    std::array<bool, 128> kinds{};
    for (const Operand kind : {Operand::written, Operand::read, Operand::written_pair, Operand::pair, Operand::read_run, Operand::target,
                               Operand::immediate, Operand::match_kept, Operand::fault})
        kinds[static_cast<std::size_t>(kind)] = true;
    return kinds;
}();

inline bool CodeVerifier::check_operand(Operand kind, std::uint32_t value) {
    if (checked_elsewhere[static_cast<std::size_t>(kind)]) return true;
    if (kind == Operand::unused) return value == 0 || fail("an unused operand is not 0");
    return check_number(kind, value);
}

bool CodeVerifier::check_number(Operand kind, std::uint32_t value) {
    switch (kind) {
        case Operand::list:
            return (value >= event_.lists.first && value - event_.lists.first < event_.lists.count) || fail("the list is not the event's");
        case Operand::column: return in(value, image_.columns.size(), "no such column");
        case Operand::data: return in(value, image_.data.size(), "no such data");
        case Operand::data_column: return in(value, image_.data_columns.size(), "no such column of data");
        case Operand::matcher: return in(value, image_.matchers.size(), "no such matcher");
        case Operand::ladder: return in(value, image_.ladders.size(), "no such ladder");
        case Operand::rule: return in(value, image_.rules.size(), "no such rule");
        case Operand::effect: return in(value, image_.effects.size(), "no such effect");
        case Operand::waiver: return in(value, image_.waivers.size(), "no such waiver");
        case Operand::index_written:
        case Operand::index_read: return in(value, limits::index_registers, "no such index register");
        case Operand::index_parent: return value == no_index || in(value, limits::index_registers, "no such index register");
        default: return true;
    }
}

bool CodeVerifier::check_jump(const Insn& insn) {
    if (insn.c <= pc_ || insn.c >= chunk_.code_end) return fail("the jump doesn't go forward within the chunk");
    const std::uint32_t loop = loop_begin_[insn.c - chunk_.code];
    return loop == none || loop < pc_ || fail("the jump goes into a loop");
}

bool CodeVerifier::check_form(const Insn& insn, const OpcodeInfo& kind) {
    if (!check_operand(kind.a, insn.a) || !check_operand(kind.b, insn.b) || !check_operand(kind.c, insn.c)) return false;
    if (kind.x == Operand::calendar) {
        if (!in(insn.x + 256U * insn.y, image_.calendars.size(), "no such calendar")) return false;
    } else if (!check_operand(kind.x, insn.x) || !check_operand(kind.y, insn.y)) {
        return false;
    }
    return kind.c != Operand::target || check_jump(insn);
}

bool CodeVerifier::check_read(std::uint32_t reg, std::uint32_t count) {
    for (std::uint64_t i = reg; i < std::uint64_t{reg} + count; ++i) {
        if (i >= registers_) return fail("a register lies outside the frame");
        if (i >= first_temporary_ && !written_.contains(static_cast<std::uint32_t>(i - first_temporary_)))
            return fail("a register is read that may not have been written");
    }
    return true;
}

bool CodeVerifier::check_write(std::uint32_t reg, std::uint32_t count) {
    if (reg < first_temporary_) return fail("a constant or a value of the event is overwritten");
    if (std::uint64_t{reg} + count > registers_) return fail("a register lies outside the frame");
    for (std::uint32_t i = 0; i < count; ++i) written_.add(static_cast<std::uint32_t>(reg - first_temporary_) + i);
    return true;
}

/// The registers that the nodes of a matcher read.
const std::vector<std::uint32_t>& CodeVerifier::matcher_reads(std::uint32_t matcher) {
    const auto [at, fresh] = matcher_reads_.try_emplace(matcher);
    std::vector<std::uint32_t>& reads = at->second;
    if (!fresh) return reads;
    const auto add = [&reads](std::uint32_t value, std::uint32_t presence) {
        reads.push_back(value);
        if (presence != none) reads.push_back(presence);
    };
    const std::uint32_t nodes = image_.matchers[matcher].nodes;
    for (const MatcherRec& node : image_.matchers.subspan(matcher + 1 - nodes, nodes)) {
        for (const MatchKeyRec& key : slice(image_.match_keys, node.keys)) add(key.value, key.presence);
        for_each_list(image_, node, [&](std::uint32_t first) {
            for (const MatchTestRec* test = &image_.match_tests[first];; ++test) {
                add(test->value, test->presence);
                if ((test->flags & match_test_flags::end) != 0) break;
            }
        });
    }
    std::sort(reads.begin(), reads.end());
    reads.erase(std::unique(reads.begin(), reads.end()), reads.end());
    return reads;
}

bool CodeVerifier::check_reads(const Insn& insn, const OpcodeInfo& kind) {
    const auto op = static_cast<Opcode>(insn.op);
    if (is_register_read(kind.a) && !check_read(insn.a, 1)) return false;
    if (is_register_read(kind.b) && !check_read(insn.b, 1)) return false;
    if (is_register_read(kind.c) && !check_read(insn.c, 1)) return false;
    if (op == Opcode::MOVIF && !check_read(insn.a, 1)) return false;
    if (kind.a == Operand::pair && !check_read(insn.a, op == Opcode::UNIQUE ? 1 : 2))
        return false;  // a second rule is read if it was written
    if (kind.b == Operand::pair && !check_read(insn.b, 2)) return false;
    if (op == Opcode::DATAROW) return check_read(insn.c, image_.data[insn.b].keys.count);
    if (kind.b == Operand::matcher && op != Opcode::MORE) {
        for (const std::uint32_t reg : matcher_reads(insn.b))
            if (!check_read(reg, 1)) return false;
        return true;
    }
    if (op == Opcode::LADDER) return check_read(insn.c, image_.ladders[insn.b].scoped != 0 ? 2 : 1);
    return true;
}

bool CodeVerifier::check_parent(std::uint32_t list, std::uint8_t index) {
    const std::uint32_t parent = image_.lists[list].parent;
    if (parent == none) return true;
    return (index != no_index && row(index) == row_of_list(parent)) || fail("the index register is no row of the list around");
}

bool CodeVerifier::set_row(std::uint8_t index, RowOf row) {
    for (const OpenLoop& loop : loops_)
        if (loop.index == index) return fail("the index register of a loop is overwritten");
    now_.rows[index] = row;
    fault_to_guard();
    return true;
}

bool CodeVerifier::check_rows(const Insn& insn, Opcode op) {
    switch (op) {
        case Opcode::LOOP: return check_parent(insn.b, insn.y);
        case Opcode::FINDKEY:
            if (image_.lists[insn.b].key_column == none) return fail("the list has no key");
            return check_parent(insn.b, insn.y) && set_row(insn.x, row_of_list(insn.b));
        case Opcode::DATAROW: return set_row(insn.x, row_of_data(insn.b));
        case Opcode::COL:
            return row(insn.x) == row_of_list(image_.columns[insn.b].list) || fail("the index register is no row of the column's list");
        case Opcode::DATACOL:
            return row(insn.x) == row_of_data(image_.data_columns[insn.b].data) || fail("the index register is no row of the data");
        case Opcode::FIRE:
        case Opcode::FIREFIRST:
        case Opcode::FIREONLY:
        case Opcode::FIREALL:
            return insn.x == no_index || (chunk_.each_list != none && row(insn.x) == row_of_list(chunk_.each_list)) ||
                   fail("the index register is no row of the policy's list");
        default: return true;
    }
}

bool CodeVerifier::check_contribution(const Insn& insn, Opcode op) {
    const bool matches = op == Opcode::FIREFIRST || op == Opcode::FIREONLY || op == Opcode::FIREALL;
    if (matches && image_.matchers[insn.b].outcomes == none) return fail("the matcher has no effects");
    if (op == Opcode::FIREALL && !all_constant(image_, image_.matchers[insn.b])) return fail("not all effects of the matcher are constant");
    const bool contributes = matches || op == Opcode::FIRE || op == Opcode::WAIVED || op == Opcode::ARG || op == Opcode::EMIT ||
                             op == Opcode::UNIQUE || op == Opcode::ONLY || op == Opcode::APPLIES;
    if (contributes && now_.guard != none) return fail("a guard encloses a contribution");
    if ((op == Opcode::WAIVED || op == Opcode::EMIT) && !now_.fired) return fail("no rule has fired");
    if ((matches || op == Opcode::FIRE || op == Opcode::END) && now_.args != 0) return fail("arguments without their effect");
    if (op == Opcode::FIRE) now_.fired = true;
    if (op == Opcode::ARG) ++now_.args;
    if (op == Opcode::EMIT) {
        if (now_.args != image_.effects[insn.b].args) return fail("the effect takes another number of arguments");
        now_.args = 0;
    }
    return true;
}

/// Where control goes from here.
bool CodeVerifier::flow(const Insn& insn, Opcode op, const OpcodeInfo& kind) {
    if (op == Opcode::GUARD) {
        if (now_.guard != none) return fail("a guard within a guard");
        now_.guard = insn.c;
        fault_to_guard();
        return true;
    }
    if (op == Opcode::UNGUARD) {
        now_.guard = none;
        return true;
    }
    if (op == Opcode::LOOP) {
        now_.rows[insn.x] = 0;
        jump_to(insn.c);
        for (const OpenLoop& loop : loops_)
            if (loop.index == insn.x) return fail("the index register of a loop is overwritten");
        for (std::size_t i = 0; i < now_.rows.size(); ++i)
            if (set_in_loop_[pc_].test(i)) now_.rows[i] = 0;  // the next time round it is what the body made it
        now_.rows[insn.x] = row_of_list(insn.b);
        loops_.push_back({pc_, insn.c - 1, insn.x, now_.args, now_.guard});
        fault_to_guard();
        return true;
    }
    if (op == Opcode::EVERY) {
        jump_to(insn.c);
        for (std::size_t i = 0; i < now_.rows.size(); ++i)
            if (set_in_loop_[pc_].test(i)) now_.rows[i] = 0;
        loops_.push_back({pc_, insn.c - 1, no_index, now_.args, now_.guard});
        return true;
    }
    if (op == Opcode::CASE) return choose(insn);
    if (ends_loop(op)) {
        if (reached_ && now_.args != loops_.back().args) return fail("a loop leaves arguments without their effect");
        if (reached_ && now_.guard != loops_.back().guard) return fail("a guard ends after its loop, or in a loop that it encloses");
        loops_.pop_back();
        if (op == Opcode::MORE) return true;
        now_.rows[insn.x] = 0;
        fault_to_guard();
        return true;
    }
    if (kind.c == Operand::target) jump_to(insn.c);
    if (op == Opcode::JMP || op == Opcode::END) reached_ = false;
    return true;
}

/// The jumps behind a CASE are a table: nothing else goes there.
bool CodeVerifier::choose(const Insn& insn) {
    if (insn.b >= chunk_.code_end - pc_ - 1) return fail("the table of a CASE is too long");
    for (std::uint32_t i = 1; i <= insn.b; ++i) {
        const Insn& entry = code_[pc_ + i];
        if (entry.op != static_cast<std::uint16_t>(Opcode::JMP)) return fail("the table of a CASE holds something else than JMP");
        if (entry.c <= pc_ + insn.b) return fail("the table of a CASE leads into itself");
        if (entry.c >= chunk_.code_end) return fail("the jump doesn't go forward within the chunk");
        jump_to(entry.c);
    }
    table_end_ = pc_ + 1 + insn.b;
    jump_to(table_end_);
    reached_ = false;
    return true;
}

bool CodeVerifier::step(const Insn& insn) {
    const auto op = static_cast<Opcode>(insn.op);
    const OpcodeInfo& kind = info(op);
    if (!check_form(insn, kind)) return false;
    if (!check_kept(insn, kind)) return false;
    if (!reached_) return flow(insn, op, kind);
    if (op == Opcode::RAISE) {
        if (kept_for(insn.a) != Opcode::GUARD) return fail("the register holds no fault code");
    }
    if (!check_reads(insn, kind) || !check_rows(insn, op) || !check_contribution(insn, op)) return false;
    if ((kind.a == Operand::written || kind.a == Operand::match_kept) && !check_write(insn.a, 1)) return false;
    if ((kind.a == Operand::written_pair || kind.a == Operand::pair) && !check_write(insn.a, 2)) return false;
    return flow(insn, op, kind);
}

Result<void> CodeVerifier::run() {
    for (pc_ = chunk_.code; pc_ < chunk_.code_end; ++pc_)
        if (code_[pc_].op >= opcode_count) return refuse("no such instruction");
    pc_ = chunk_.code_end - 1;
    if (code_[pc_].op != static_cast<std::uint16_t>(Opcode::END)) return refuse("the chunk doesn't end with END");
    if (!find_loops() || !find_kept()) return refuse(wrong_);
    for (pc_ = chunk_.code; pc_ < chunk_.code_end; ++pc_) {
        arrive();
        if (!wrong_.empty() || !step(code_[pc_]) || !wrong_.empty()) return refuse(wrong_);
    }
    return {};
}

}  // namespace

Result<void> verify_code(const Image& image, std::span<const Insn> code, const ChunkRec& chunk) {
    if (chunk.code >= chunk.code_end || chunk.code_end > code.size()) return Error{"a chunk has no code"};
    const std::uint64_t given = image.constants.size() + image.events[chunk.event].slots;
    const std::uint64_t written = 2 * std::uint64_t{chunk.code_end - chunk.code};  // no instruction writes more than two
    if (chunk.frame > limits::frame_registers || chunk.frame > given + written) return Error{"a chunk needs too many registers"};
    return CodeVerifier(image, code, chunk).run();
}

}  // namespace ordain::program
