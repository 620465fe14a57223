#include "compiler/codegen/notes.hpp"
#include "compiler/diag/one_line.hpp"

#include <algorithm>

namespace ordain::codegen {

using program::none;
using program::NoteKind;
using program::NoteOp;
using typed::Op;

namespace {

NoteOp op_of(Op op) {
    switch (op) {
        case Op::and_: return NoteOp::and_;
        case Op::or_: return NoteOp::or_;
        case Op::not_: return NoteOp::not_;
        case Op::any: return NoteOp::any;
        case Op::every: return NoteOp::every;
        case Op::count:
        case Op::sum:
        case Op::minimum:
        case Op::maximum: return NoteOp::aggregate;
        case Op::let: return NoteOp::name;
        case Op::eq:
        case Op::ne:
        case Op::lt:
        case Op::le:
        case Op::gt:
        case Op::ge:
        case Op::in_set:
        case Op::in_range: return NoteOp::compare;
        default: return NoteOp::plain;
    }
}

/// Named constants are shown, what the author wrote as a value is not.
bool is_literal(const typed::Expr& e, std::string_view written) {
    const bool is_name = !written.empty() && ((written[0] >= 'a' && written[0] <= 'z') || written[0] == '_');
    return e.op == Op::constant && (!is_name || e.type.kind == TypeKind::boolean || e.type.kind == TypeKind::enumerated);
}

}  // namespace

DebugSources::DebugSources(const SourceSet& sources, program::ImageData& image) : sources_(sources), strings_(image.debug_chars) {
    for (std::size_t i = 0; i < sources.size(); ++i)
        image.debug_files.push_back({strings_.add(sources.file(static_cast<std::uint32_t>(i)).path)});
}

program::Str DebugSources::text(Span span) {
    const std::string_view text = sources_.text(span);
    const bool as_it_is = text.find_first_of("\n\r\t") == text.npos && text.find("  ") == text.npos && !text.starts_with(' ');
    return as_it_is ? strings_.add(text) : strings_.add(on_one_line(text));
}

program::PlaceRec DebugSources::place(Span span) {
    const std::vector<std::uint32_t>& starts = sources_.file(span.file).line_starts;
    const auto begins_before_end = [&](std::uint32_t line) { return line >= starts.size() || span.begin < starts[line]; };
    if (span.file == file_ && starts[line_ - 1] <= span.begin && begins_before_end(line_)) return {file_, line_};
    file_ = span.file;
    line_ = static_cast<std::uint32_t>(std::upper_bound(starts.begin(), starts.end(), span.begin) - starts.begin());
    return {file_, line_};
}

std::uint32_t Notes::add(NoteKind kind, NoteOp op, Span span, std::uint32_t here) {
    program::NoteRec note;
    note.kind = kind;
    note.op = op;
    note.rule = rule_;
    note.depth = static_cast<std::uint32_t>(open_.size());
    note.begin = note.end = here;
    note.text = sources_.text(span);
    const program::PlaceRec place = sources_.place(span);
    note.file = place.file;
    note.line = place.line;
    notes_.push_back(note);
    return static_cast<std::uint32_t>(notes_.size() - 1);
}

std::uint32_t Notes::open(typed::ExprId id, std::uint32_t here) {
    const typed::Expr& e = program_[id];
    if (e.op == Op::unwrap || e.op == Op::widen || e.op == Op::missing || open_.size() >= program::most_note_depth) return none;
    if (is_literal(e, sources_.source(e.span))) return none;
    if (!open_.empty()) {
        if (exprs_.back() == id.value) return none;  // and, or, not are lowered as a jump within a value
        const NoteOp around = notes_[open_.back()].op;
        if ((around == NoteOp::and_ && e.op == Op::and_) || (around == NoteOp::or_ && e.op == Op::or_)) return none;
    }
    const std::uint32_t number = add(open_.empty() ? kind_ : NoteKind::operand, op_of(e.op), e.span, here);
    program::NoteRec& note = notes_[number];
    note.type = e.type;
    note.constant = e.op == Op::constant ? 1 : 0;
    if (open_.empty() && !column_.empty()) {
        note.text = sources_.add(column_ + ": " + on_one_line(sources_.source(e.span)));
        column_.clear();
    }
    open_.push_back(number);
    exprs_.push_back(id.value);
    return number;
}

std::uint32_t Notes::show(ChunkBuilder& code, Reg value) {
    if (shown_ == none) shown_ = code.temp();
    code.emit(Opcode::MOV, shown_, value);
    return code.here() - 1;
}

void Notes::close(std::uint32_t number, ChunkBuilder& code, Reg value, Reg second, Reg presence) {
    if (number == none) return;
    program::NoteRec& note = notes_[number];
    note.end = code.here();
    note.pc = show(code, value);
    if (note.type.kind == TypeKind::money_any) note.second = show(code, second);
    if (presence != none) note.presence = show(code, presence);
    open_.pop_back();
    exprs_.pop_back();
}

void Notes::close(std::uint32_t number, const ChunkBuilder& code) {
    if (number == none) return;
    notes_[number].end = code.here();
    open_.pop_back();
    exprs_.pop_back();
}

void Notes::loop(std::uint32_t pc) {
    if (!open_.empty()) notes_[open_.back()].loop = pc;
}

void Notes::deadline(ChunkBuilder& code, typed::ExprId within, std::uint32_t effect, std::uint32_t calendar, Reg start, Reg duration,
                     Reg due) {
    const typed::Expr& e = program_[within];
    const std::uint32_t number = add(NoteKind::deadline, NoteOp::plain, e.span, code.here());
    program::NoteRec& note = notes_[number];
    note.type = e.type;
    note.effect = effect;
    note.calendar = calendar;
    note.presence = show(code, start);
    note.second = show(code, duration);
    note.pc = show(code, due);
    note.end = code.here();
}

std::vector<program::NoteRec> Notes::relocate(std::uint32_t base) const {
    std::vector<program::NoteRec> out = notes_;
    for (program::NoteRec& note : out) {
        note.begin += base;
        note.end += base;
        for (std::uint32_t* pc : {&note.pc, &note.presence, &note.second, &note.loop})
            if (*pc != none) *pc += base;
    }
    return out;
}

}  // namespace ordain::codegen
