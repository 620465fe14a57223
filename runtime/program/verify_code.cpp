// Entry: verify_code.
#include <fmt/format.h>

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/base/limits.hpp"
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
    std::array<RowOf, limits::index_registers> rows{};
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
          written_(registers_ - first_temporary_) {}

    Result<void> run();

private:
    const Image& image_;
    std::span<const Insn> code_;
    const ChunkRec& chunk_;
    const EventRec& event_;
    std::size_t first_temporary_, registers_;
    WrittenRegisters written_;
    std::unordered_map<std::uint32_t, State> pending_;
    std::vector<OpenLoop> loops_;
    std::vector<std::uint32_t> loop_begin_;  // per instruction of the chunk: LOOP of the innermost loop around it, or none
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
    void arrive();
    void jump_to(std::uint32_t target);
    bool check_form(const Insn& insn, const OpcodeInfo& kind);
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
};

bool is_register_read(Operand kind) {
    return kind == Operand::read;
}

/// Pairs LOOP with NEXT. What jumps into a loop is refused later, with loop_begin_.
bool CodeVerifier::find_loops() {
    loop_begin_.assign(chunk_.code_end - chunk_.code, none);
    std::vector<std::uint32_t> open;
    for (pc_ = chunk_.code; pc_ < chunk_.code_end; ++pc_) {
        const Insn& insn = code_[pc_];
        if (insn.op == static_cast<std::uint16_t>(Opcode::NEXT)) {
            if (open.empty()) return fail("NEXT without LOOP");
            const Insn& loop = code_[open.back()];
            if (insn.c != open.back() + 1 || loop.c != pc_ + 1 || insn.x != loop.x || insn.b != loop.b)
                return fail("NEXT is not that of the innermost LOOP");
        }
        loop_begin_[pc_ - chunk_.code] = open.empty() ? none : open.back();
        if (insn.op == static_cast<std::uint16_t>(Opcode::NEXT)) open.pop_back();
        if (insn.op == static_cast<std::uint16_t>(Opcode::LOOP)) {
            if (open.size() >= limits::index_registers) return fail("loops are nested too deeply");
            open.push_back(pc_);
        }
    }
    return open.empty() || fail("LOOP without NEXT");
}

void CodeVerifier::jump_to(std::uint32_t target) {
    if (!reached_) return;
    written_.jump(target);
    State arriving = now_;
    arriving.guard = target == now_.guard ? none : now_.guard;
    const auto [at, first] = pending_.try_emplace(target, arriving);
    if (first) return;
    State& state = at->second;
    for (std::size_t i = 0; i < state.rows.size(); ++i)
        if (state.rows[i] != arriving.rows[i]) state.rows[i] = 0;
    state.fired = state.fired && arriving.fired;
    if (state.args != arriving.args) fail("paths meet with different numbers of arguments");
    if (state.guard != arriving.guard) fail("paths meet within and outside a guard");
}

void CodeVerifier::arrive() {
    const auto at = pending_.find(pc_);
    const bool falls_through = reached_;
    if (at != pending_.end()) {
        if (falls_through) {
            now_.guard = now_.guard == pc_ ? none : now_.guard;
            jump_to(pc_);
        }
        now_ = pending_.at(pc_);
        pending_.erase(pc_);
    }
    reached_ = written_.arrive(pc_, falls_through);
}

bool CodeVerifier::check_number(Operand kind, std::uint32_t value) {
    switch (kind) {
        case Operand::unused: return value == 0 || fail("an unused operand is not 0");
        case Operand::list:
            return (value >= event_.lists.first && value - event_.lists.first < event_.lists.count) || fail("the list is not the event's");
        case Operand::column: return in(value, image_.columns.size(), "no such column");
        case Operand::data: return in(value, image_.data.size(), "no such data");
        case Operand::data_column: return in(value, image_.data_columns.size(), "no such column of data");
        case Operand::ladder: return in(value, image_.ladders.size(), "no such ladder");
        case Operand::rule: return in(value, image_.rules.size(), "no such rule");
        case Operand::effect: return in(value, image_.effects.size(), "no such effect");
        case Operand::waiver: return in(value, image_.waivers.size(), "no such waiver");
        case Operand::index_written:
        case Operand::index_read: return in(value, limits::index_registers, "no such index register");
        case Operand::index_parent: return value == no_index || in(value, limits::index_registers, "no such index register");
        default: return true;  // registers and jumps are checked where the paths are known
    }
}

bool CodeVerifier::check_jump(const Insn& insn) {
    if (insn.c <= pc_ || insn.c >= chunk_.code_end) return fail("the jump doesn't go forward within the chunk");
    const std::uint32_t loop = loop_begin_[insn.c - chunk_.code];
    return loop == none || loop < pc_ || fail("the jump goes into a loop");
}

bool CodeVerifier::check_form(const Insn& insn, const OpcodeInfo& kind) {
    if (!check_number(kind.a, insn.a) || !check_number(kind.b, insn.b) || !check_number(kind.c, insn.c)) return false;
    if (kind.x == Operand::calendar) {
        if (!in(insn.x + 256U * insn.y, image_.calendars.size(), "no such calendar")) return false;
    } else if (!check_number(kind.x, insn.x) || !check_number(kind.y, insn.y)) {
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

bool CodeVerifier::check_reads(const Insn& insn, const OpcodeInfo& kind) {
    const auto op = static_cast<Opcode>(insn.op);
    if (is_register_read(kind.a) && !check_read(insn.a, 1)) return false;
    if (is_register_read(kind.b) && !check_read(insn.b, 1)) return false;
    if (is_register_read(kind.c) && !check_read(insn.c, 1)) return false;
    if (kind.a == Operand::pair && !check_read(insn.a, op == Opcode::UNIQUE ? 1 : 2))
        return false;  // a second rule is read if it was written
    if (kind.b == Operand::pair && !check_read(insn.b, 2)) return false;
    if (op == Opcode::DATAROW) return check_read(insn.c, image_.data[insn.b].keys.count);
    if (op == Opcode::LADDER) return check_read(insn.c, image_.ladders[insn.b].scoped != 0 ? 2 : 1);
    return true;
}

bool CodeVerifier::check_parent(std::uint32_t list, std::uint8_t index) {
    const std::uint32_t parent = image_.lists[list].parent;
    if (parent == none) return true;
    return (index != no_index && now_.rows[index] == row_of_list(parent)) || fail("the index register is no row of the list around");
}

bool CodeVerifier::set_row(std::uint8_t index, RowOf row) {
    for (const OpenLoop& loop : loops_)
        if (loop.index == index) return fail("the index register of a loop is overwritten");
    now_.rows[index] = row;
    if (now_.guard != none) jump_to(now_.guard);
    return true;
}

bool CodeVerifier::check_rows(const Insn& insn, Opcode op) {
    switch (op) {
        case Opcode::COUNT: return check_parent(insn.b, insn.x);
        case Opcode::LOOP: return check_parent(insn.b, insn.y);
        case Opcode::FINDKEY:
            if (image_.lists[insn.b].key_column == none) return fail("the list has no key");
            return check_parent(insn.b, insn.y) && set_row(insn.x, row_of_list(insn.b));
        case Opcode::DATAROW: return set_row(insn.x, row_of_data(insn.b));
        case Opcode::COL:
            return now_.rows[insn.x] == row_of_list(image_.columns[insn.b].list) ||
                   fail("the index register is no row of the column's list");
        case Opcode::DATACOL:
            return now_.rows[insn.x] == row_of_data(image_.data_columns[insn.b].data) || fail("the index register is no row of the data");
        case Opcode::FIRE: return insn.x == no_index || now_.rows[insn.x] % 2 == 1 || fail("the index register is no row of a list");
        default: return true;
    }
}

bool CodeVerifier::check_contribution(const Insn& insn, Opcode op) {
    const bool contributes = op == Opcode::FIRE || op == Opcode::WAIVED || op == Opcode::ARG || op == Opcode::EMIT ||
                             op == Opcode::UNIQUE || op == Opcode::APPLIES;
    if (contributes && now_.guard != none) return fail("a guard encloses a contribution");
    if ((op == Opcode::WAIVED || op == Opcode::EMIT) && !now_.fired) return fail("no rule has fired");
    if ((op == Opcode::FIRE || op == Opcode::END) && now_.args != 0) return fail("arguments without their effect");
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
        jump_to(insn.c);
        now_.guard = insn.c;
        return true;
    }
    if (op == Opcode::UNGUARD) {
        now_.guard = none;
        return true;
    }
    if (op == Opcode::LOOP) {
        jump_to(insn.c);
        for (const OpenLoop& loop : loops_)
            if (loop.index == insn.x) return fail("the index register of a loop is overwritten");
        now_.rows[insn.x] = row_of_list(insn.b);
        loops_.push_back({pc_, insn.c - 1, insn.x, now_.args, now_.guard});
        if (now_.guard != none) jump_to(now_.guard);
        return true;
    }
    if (op == Opcode::NEXT) {
        if (reached_ && now_.args != loops_.back().args) return fail("a loop leaves arguments without their effect");
        if (reached_ && now_.guard != loops_.back().guard) return fail("a guard ends after its loop, or in a loop that it encloses");
        loops_.pop_back();
        now_.rows[insn.x] = 0;
        return true;
    }
    if (kind.c == Operand::target) jump_to(insn.c);
    if (op == Opcode::JMP || op == Opcode::END) reached_ = false;
    return true;
}

bool CodeVerifier::step(const Insn& insn) {
    const auto op = static_cast<Opcode>(insn.op);
    const OpcodeInfo& kind = info(op);
    if (!check_form(insn, kind)) return false;
    if (!reached_) return flow(insn, op, kind);
    if (!check_reads(insn, kind) || !check_rows(insn, op) || !check_contribution(insn, op)) return false;
    if (kind.a == Operand::written && !check_write(insn.a, 1)) return false;
    if ((kind.a == Operand::written_pair || kind.a == Operand::pair) && !check_write(insn.a, 2)) return false;
    return flow(insn, op, kind);
}

Result<void> CodeVerifier::run() {
    for (pc_ = chunk_.code; pc_ < chunk_.code_end; ++pc_)
        if (code_[pc_].op >= opcode_count) return refuse("no such instruction");
    pc_ = chunk_.code_end - 1;
    if (code_[pc_].op != static_cast<std::uint16_t>(Opcode::END)) return refuse("the chunk doesn't end with END");
    if (!find_loops()) return refuse(wrong_);
    for (pc_ = chunk_.code; pc_ < chunk_.code_end; ++pc_) {
        arrive();
        if (!wrong_.empty() || !step(code_[pc_]) || !wrong_.empty()) return refuse(wrong_);
    }
    return {};
}

}  // namespace

Result<void> verify_code(const Image& image, std::span<const Insn> code, const ChunkRec& chunk) {
    if (chunk.code >= chunk.code_end || chunk.code_end > code.size()) return Error{"a chunk has no code"};
    if (chunk.frame > limits::frame_registers) return Error{"a chunk needs too many registers"};
    return CodeVerifier(image, code, chunk).run();
}

}  // namespace ordain::program
