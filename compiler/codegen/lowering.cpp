#include "compiler/codegen/lowering.hpp"

#include "runtime/base/arith.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::codegen {

using typed::Expr;
using typed::ExprId;
using typed::Op;

namespace {
constexpr unsigned deepest = 4000;  // nested lets and arguments: recursion stays within a thread's stack
constexpr std::uint32_t code_limit = 4'000'000;

std::uint8_t low(std::uint16_t n) {
    return static_cast<std::uint8_t>(n & 255);
}
std::uint8_t high(std::uint16_t n) {
    return static_cast<std::uint8_t>(n >> 8);
}
}  // namespace

std::uint16_t Lowering::zone_calendar(typed::CalendarId id) const {
    return static_cast<std::uint16_t>(id.valid() ? id.value : program_.calendars.size());
}

void Lowering::close_scope(std::size_t mark) {
    while (trail_.size() > mark) {
        const Remembered last = trail_.back();
        trail_.pop_back();
        if (last.is_aggregate)
            aggregates_.pop();
        else
            scalars_.pop();
        if (last.holds_index) --indices_;
    }
}

std::uint8_t Lowering::take_index() {
    if (indices_ >= limits::index_registers) {
        shared_.error = "too many look-ups and loops are open at one time";
        return 0;
    }
    return static_cast<std::uint8_t>(indices_++);
}

Scalar Lowering::scalar(ExprId id) {
    if (notes_ == nullptr) return known_or_made(id);
    const std::uint32_t note = notes_->open(id, code.here());
    const Scalar value = known_or_made(id);
    notes_->close(note, code, value.value, value.second, value.presence);
    return value;
}

Scalar Lowering::known_or_made(ExprId id) {
    const std::uint32_t computation = number(id);
    if (const Scalar* known = scalars_.find(computation)) return *known;
    if (!shared_.error.empty() || code.here() > code_limit || depth_ > deepest) {
        if (shared_.error.empty())
            shared_.error = "the policy costs more than a decision may: its lets use each other too often or too deeply";
        return {constant(0), constant(0), constant(0)};
    }
    ++depth_;
    const Scalar value = make(id, at(id));
    --depth_;
    if (shared_.options.reuse || at(id).op == Op::constant) {
        scalars_.push(computation, value);
        trail_.push_back({false, false});
    }
    return value;
}

Scalar Lowering::let(std::uint32_t index) {
    const auto guarded = guarded_lets_.find(index);
    if (guarded == guarded_lets_.end()) return scalar(instance_.lets[index].value);
    code.emit(Opcode::RAISE, guarded->second.fault);
    return guarded->second.value;
}

void Lowering::compute_let(std::uint32_t index) {
    const ExprId value = instance_.lets[index].value;
    const Type& type = at(value).type;
    GuardedLet& guarded = guarded_lets_[index];
    guarded.value = fresh(type);
    guarded.fault = code.temp();
    copy({constant(0), constant(0), constant(0)}, guarded.value, type);
    Label end;
    code.jump(Opcode::GUARD, end, guarded.fault);
    const std::size_t mark = open_scope();
    copy(scalar(value), guarded.value, type);
    close_scope(mark);
    code.emit(Opcode::UNGUARD);
    code.bind(end);
}

Aggregate Lowering::aggregate(ExprId id) {
    const Expr& e = at(id);
    if (e.op == Op::var) return variables_[e.index];
    const std::uint32_t computation = number(id);
    if (const Aggregate* known = aggregates_.find(computation)) return *known;
    bool holds_index = false;
    const Aggregate made = make_aggregate(e, holds_index);
    aggregates_.push(computation, made);
    trail_.push_back({true, holds_index});
    return made;
}

Aggregate Lowering::make_aggregate(const Expr& e, bool& holds_index) {
    switch (e.op) {
        case Op::root: return {.node = layout_.root()};
        case Op::unwrap: {
            Aggregate inner = aggregate(e.a);
            inner.presence = always;
            return inner;
        }
        case Op::let: return aggregate(instance_.lets[e.index].value);
        case Op::field: {
            const Aggregate record = aggregate(e.a);
            const plan::Entry& entry = record.node->fields[e.index];
            Aggregate result = record;
            result.node = entry.type.kind == TypeKind::list ? entry.element : entry.record;
            result.list = entry.type.kind == TypeKind::list ? entry.list : program::none;
            const Reg own = entry.presence == program::none ? always : load(record, entry.presence, program::none, false).value;
            result.presence = both(record.presence, own);
            return result;
        }
        case Op::element: {
            const Aggregate list = aggregate(e.a);
            const Reg key = scalar(e.b).value;
            const std::uint8_t index = take_index();
            holds_index = true;
            const Reg found = code.compute(Opcode::FINDKEY, list.list, key, index, list.index);
            return {.node = list.node, .index = index, .presence = found};
        }
        case Op::data_row: {
            std::vector<Reg> keys;
            for (const ExprId key : e.args) keys.push_back(scalar(key).value);
            const Reg first = code.temps(static_cast<std::uint32_t>(keys.size()));
            for (std::uint32_t i = 0; i < keys.size(); ++i) code.emit(Opcode::MOV, first + i, keys[i]);
            const std::uint8_t index = take_index();
            holds_index = true;
            const Reg found = code.compute(Opcode::DATAROW, e.index, first, index);
            return {.data = e.index, .index = index, .presence = found};
        }
        default: break;
    }
    shared_.error = "a record is used where the compiler expects none";
    return {};
}

Reg Lowering::both(Reg a, Reg b) {
    if (a == always) return b;
    if (b == always) return a;
    return code.compute(Opcode::AND, a, b);
}

Scalar Lowering::load(const Aggregate& record, std::uint32_t target, std::uint32_t presence, bool wide) {
    Scalar result;
    if (record.index == no_index) {
        result.value = slot_bit | target;
        if (wide) result.second = slot_bit | (target + 1);
        if (presence != program::none) result.presence = slot_bit | presence;
        return result;
    }
    result.value = code.compute(Opcode::COL, target, 0, record.index);
    if (wide) result.second = code.compute(Opcode::COL, target + 1, 0, record.index);
    if (presence != program::none) result.presence = code.compute(Opcode::COL, presence, 0, record.index);
    return result;
}

Scalar Lowering::data_field(const Aggregate& row, std::uint32_t index) {
    const typed::Data& data = program_.data[row.data];
    const auto& fields = program_.records[data.row.value].fields;
    std::uint32_t column = shared_.image.data[row.data].columns.first;
    for (std::uint32_t i = 0; i < index; ++i) column += 1u + fields[i].type.optional;
    Scalar result;
    result.value = code.compute(Opcode::DATACOL, column, 0, row.index);
    if (fields[index].type.optional != 0) result.presence = code.compute(Opcode::DATACOL, column + 1, 0, row.index);
    result.presence = both(row.presence, result.presence);
    return result;
}

Scalar Lowering::field(const Expr& e, bool confidence) {
    const Aggregate record = aggregate(e.a);
    if (record.data != program::none) return data_field(record, e.index);
    const plan::Entry& entry = record.node->fields[e.index];
    Scalar result = load(record, confidence ? entry.target + program::value_words(entry.type) : entry.target, entry.presence,
                         e.type.kind == TypeKind::money_any);
    result.presence = both(record.presence, result.presence);
    return result;
}

Reg Lowering::presence(ExprId id) {
    const Expr& e = at(id);
    const bool is_aggregate = e.type.kind == TypeKind::record || e.type.kind == TypeKind::list;
    const Reg found = is_aggregate ? aggregate(id).presence : scalar(id).presence;
    return found == always ? constant(1) : found;
}

Scalar Lowering::constant_value(const Expr& e) {
    if (e.type.kind == TypeKind::text) return {constant(shared_.symbols.add(e.value.text)), 0, always};
    return {constant(e.value.number), 0, always};
}

Scalar Lowering::binary(const Expr& e, Opcode op) {
    const Reg a = scalar(e.a).value;
    const Reg b = scalar(e.b).value;
    return {code.compute(op, a, b), 0, always};
}

Reg Lowering::shifted(Opcode op, Reg from, Reg by, TypeKind kind) {
    const bool date = kind == TypeKind::date;
    const Reg result = code.compute(op, from, by);
    code.emit(Opcode::WITHIN, result, constant(date ? first_date : first_timestamp), constant(date ? last_date : last_timestamp));
    return result;
}

/// Addition and subtraction.
Scalar Lowering::sum(const Expr& e, Opcode op) {
    if (e.type.kind != TypeKind::date && e.type.kind != TypeKind::timestamp) return binary(e, op);
    const Reg from = scalar(e.a).value;
    const Reg by = e.type.kind == TypeKind::date ? constant(at(e.b).value.number / ns_per_day) : scalar(e.b).value;
    return {shifted(op, from, by, e.type.kind), 0, always};
}

Scalar Lowering::fresh(const Type& type) {
    Scalar result{code.temp(), 0, always};
    if (type.kind == TypeKind::money_any) result.second = code.temp();
    if (type.optional != 0) result.presence = code.temp();
    return result;
}

void Lowering::copy(const Scalar& from, const Scalar& to, const Type& type) {
    code.emit(Opcode::MOV, to.value, from.value);
    if (type.kind == TypeKind::money_any) code.emit(Opcode::MOV, to.second, from.second);
    if (to.presence != always) code.emit(Opcode::MOV, to.presence, from.presence == always ? constant(1) : from.presence);
}

Scalar Lowering::if_else(const Expr& e) {
    const Scalar result = fresh(e.type);
    Label otherwise, end;
    jump_unless(e.a, true, otherwise);
    std::size_t mark = open_scope();
    copy(scalar(e.b), result, e.type);
    close_scope(mark);
    code.jump(Opcode::JMP, end);
    code.bind(otherwise);
    mark = open_scope();
    if (e.c.valid()) {
        copy(scalar(e.c), result, e.type);
    } else {
        copy({constant(0), constant(0), constant(0)}, result, e.type);
    }
    close_scope(mark);
    code.bind(end);
    return result;
}

Scalar Lowering::if_missing(const Expr& e) {
    const Scalar value = scalar(e.a);
    if (value.presence == always) return value;
    const Scalar result = fresh(e.type);
    if (notes_ == nullptr && at(e.b).op == Op::constant && e.type.kind != TypeKind::money_any && e.type.optional == 0) {
        code.emit(Opcode::MOV, result.value, scalar(e.b).value);
        code.emit(Opcode::MOVIF, result.value, value.value, value.presence);
        return result;
    }
    Label missing, end;
    code.jump(Opcode::JF, missing, value.presence);
    copy(value, result, e.type);
    code.jump(Opcode::JMP, end);
    code.bind(missing);
    const std::size_t mark = open_scope();
    copy(scalar(e.b), result, e.type);
    close_scope(mark);
    code.bind(end);
    return result;
}

Scalar Lowering::same(const Expr& e) {
    const Scalar a = scalar(e.a);
    const Scalar b = scalar(e.b);
    const Reg result = code.temp();
    const Reg pa = a.presence == always ? constant(1) : a.presence;
    const Reg pb = b.presence == always ? constant(1) : b.presence;
    Label end;
    code.emit(Opcode::EQ, result, pa, pb);
    code.jump(Opcode::JF, end, result);
    code.jump(Opcode::JF, end, pa);
    code.emit(Opcode::MOV, result, compare(Op::eq, at(e.a), a, at(e.b), b));
    if (e.a.valid() && at(e.a).type.kind == TypeKind::money_any) {
        const Reg currencies = code.compute(Opcode::EQ, a.second, b.second);
        code.emit(Opcode::AND, result, result, currencies);
    }
    code.bind(end);
    return {result, 0, always};
}

Reg Lowering::compare(Op op, const Expr& a, Scalar x, const Expr& b, Scalar y) {
    if (a.type.kind == TypeKind::text) {
        const Reg equal = code.compute(Opcode::TEQ, x.value, y.value);
        return op == Op::ne ? code.compute(Opcode::NOT, equal) : equal;
    }
    const bool open_a = open_enum(a.type) && a.op != Op::constant;
    const bool open_b = open_enum(b.type) && b.op != Op::constant;
    Reg result = 0;
    switch (op) {
        case Op::eq:
        case Op::ne: result = code.compute(Opcode::EQ, x.value, y.value); break;
        case Op::lt: result = code.compute(Opcode::LT, x.value, y.value); break;
        case Op::le: result = code.compute(Opcode::LE, x.value, y.value); break;
        case Op::gt: result = code.compute(Opcode::LT, y.value, x.value); break;
        default: result = code.compute(Opcode::LE, y.value, x.value); break;
    }
    if (open_a) result = code.compute(Opcode::AND, result, code.compute(Opcode::LE, constant(0), x.value));
    if (open_b) result = code.compute(Opcode::AND, result, code.compute(Opcode::LE, constant(0), y.value));
    return op == Op::ne ? code.compute(Opcode::NOT, result) : result;
}

/// The enumerators of a set, if they are constants below 64.
std::optional<std::int64_t> Lowering::set_mask(const Expr& e) const {
    std::uint64_t mask = 0;
    for (const ExprId member : e.args) {
        if (at(member).op != Op::constant || at(member).type.kind != TypeKind::enumerated || at(member).value.number >= 64)
            return std::nullopt;
        mask |= std::uint64_t{1} << at(member).value.number;
    }
    return static_cast<std::int64_t>(mask);
}

Reg Lowering::in_set(const Expr& e) {
    const Scalar x = scalar(e.a);
    if (notes_ == nullptr)
        if (const auto mask = set_mask(e)) return code.compute(Opcode::INMASK, x.value, constant(*mask));
    const Reg result = code.temp();
    code.emit(Opcode::MOV, result, constant(0));
    Label end;
    const std::size_t mark = open_scope();
    for (const ExprId member : e.args) {
        const Scalar y = scalar(member);
        code.emit(Opcode::MOV, result, compare(Op::eq, at(e.a), x, at(member), y));
        code.jump(Opcode::JT, end, result);
    }
    close_scope(mark);
    code.bind(end);
    return result;
}

Reg Lowering::in_range(const Expr& e) {
    const Scalar x = scalar(e.a), from = scalar(e.b), to = scalar(e.c);
    const Reg above = compare(e.low_open ? Op::gt : Op::ge, at(e.a), x, at(e.b), from);
    const Reg below = compare(e.high_open ? Op::lt : Op::le, at(e.a), x, at(e.c), to);
    return code.compute(Opcode::AND, above, below);
}

Reg Lowering::truth(ExprId id) {
    const Reg result = code.temp();
    Label no, end;
    jump_unless(id, true, no);
    code.emit(Opcode::MOV, result, constant(1));
    code.jump(Opcode::JMP, end);
    code.bind(no);
    code.emit(Opcode::MOV, result, constant(0));
    code.bind(end);
    return result;
}

void Lowering::jump_by_operands(const Expr& e, bool wanted, Label& label) {
    if (e.op == Op::not_) return jump_unless(e.a, !wanted, label);
    if ((e.op == Op::and_) == wanted) {  // both operands must be as wanted
        jump_unless(e.a, wanted, label);
        const std::size_t mark = open_scope();
        jump_unless(e.b, wanted, label);
        close_scope(mark);
    } else {  // one is enough
        Label enough;
        jump_unless(e.a, !wanted, enough);
        const std::size_t mark = open_scope();
        jump_unless(e.b, wanted, label);
        close_scope(mark);
        code.bind(enough);
    }
}

/// A comparison of numbers and its jump in one instruction. False, and no code, if it is no such comparison.
bool Lowering::jump_by_comparison(const Expr& e, bool wanted, Label& label) {
    if (e.op < Op::eq || e.op > Op::ge) return false;
    const bool equality = e.op == Op::eq || e.op == Op::ne;
    const bool with_constant = at(e.a).op == Op::constant || at(e.b).op == Op::constant;
    if (at(e.a).type.kind == TypeKind::text && !with_constant) return false;  // texts of the event may be equal under two symbols
    if ((open_enum(at(e.a).type) || open_enum(at(e.b).type)) && !(equality && with_constant)) return false;
    const Reg x = scalar(e.a).value, y = scalar(e.b).value;
    const bool leaves_when_true = !wanted;
    switch (e.op) {
        case Op::eq: code.jump(leaves_when_true ? Opcode::JEQ : Opcode::JNE, label, x, y); break;
        case Op::ne: code.jump(leaves_when_true ? Opcode::JNE : Opcode::JEQ, label, x, y); break;
        case Op::lt: leaves_when_true ? code.jump(Opcode::JLT, label, x, y) : code.jump(Opcode::JLE, label, y, x); break;
        case Op::le: leaves_when_true ? code.jump(Opcode::JLE, label, x, y) : code.jump(Opcode::JLT, label, y, x); break;
        case Op::gt: leaves_when_true ? code.jump(Opcode::JLT, label, y, x) : code.jump(Opcode::JLE, label, x, y); break;
        default: leaves_when_true ? code.jump(Opcode::JLE, label, y, x) : code.jump(Opcode::JLT, label, x, y); break;
    }
    return true;
}

void Lowering::jump_unless(ExprId id, bool wanted, Label& label) {
    const Expr& e = at(id);
    if (e.op == Op::not_ || e.op == Op::and_ || e.op == Op::or_) {
        const std::uint32_t note = notes_ == nullptr ? program::none : notes_->open(id, code.here());
        jump_by_operands(e, wanted, label);
        if (note != program::none) notes_->close(note, code);
        return;
    }
    if (notes_ == nullptr && jump_by_comparison(e, wanted, label)) return;
    const Opcode opcode = wanted ? Opcode::JF : Opcode::JT;
    const Reg value = scalar(id).value;
    code.jump(opcode, label, value);
}

Scalar Lowering::make(ExprId id, const Expr& e) {
    const auto of = [](Reg reg) { return Scalar{reg, 0, always}; };
    const std::uint16_t zone = zone_calendar(e.calendar);
    switch (e.op) {
        case Op::constant: return constant_value(e);
        case Op::missing: return {constant(0), constant(0), constant(0)};
        case Op::envelope: return of(slot_bit | (e.index == 3 ? 0 : e.index + 1));
        case Op::var: {
            const Aggregate& row = variables_[e.index];
            const std::uint32_t column = shared_.image.lists[row.list].columns.first;
            return of(code.compute(Opcode::COL, column, 0, row.index));
        }
        case Op::let: return let(e.index);
        case Op::field: return field(e, false);
        case Op::confidence: return field(at(e.a), true);
        case Op::unwrap: {
            Scalar inner = scalar(e.a);
            inner.presence = always;
            return inner;
        }
        case Op::neg: return of(code.compute(Opcode::NEG, scalar(e.a).value));
        case Op::abs: return of(code.compute(Opcode::ABS, scalar(e.a).value));
        case Op::add: return sum(e, Opcode::ADD);
        case Op::sub: return sum(e, Opcode::SUB);
        case Op::mul: return binary(e, typed::mul_kind(at(e.a).type, at(e.b).type) == typed::MulKind::exact ? Opcode::MUL : Opcode::MULS);
        case Op::div: return binary(e, typed::div_kind(at(e.a).type, at(e.b).type) == typed::DivKind::plain ? Opcode::DIV : Opcode::DIVS);
        case Op::convert_at: return binary(e, Opcode::MULS);
        case Op::convert_per: return binary(e, Opcode::DIVS);
        case Op::min2: return binary(e, Opcode::MIN);
        case Op::max2: return binary(e, Opcode::MAX);
        case Op::widen: {
            const Scalar x = scalar(e.a);
            return {code.compute(Opcode::MUL, x.value, constant(decimal_scale)), 0, x.presence};
        }
        case Op::round: {
            const unsigned digits = at(e.a).type.kind == TypeKind::money ? 4 : 6;
            const Scalar x = scalar(e.a);
            if (at(e.a).type.kind == TypeKind::integer || e.index >= digits) return x;
            std::int64_t unit = 1;
            for (unsigned i = e.index; i < digits; ++i) unit *= 10;
            return of(code.compute(Opcode::ROUND, x.value, constant(unit)));
        }
        case Op::eq:
        case Op::ne:
        case Op::lt:
        case Op::le:
        case Op::gt:
        case Op::ge: {
            const Scalar x = scalar(e.a), y = scalar(e.b);
            return of(compare(e.op, at(e.a), x, at(e.b), y));
        }
        case Op::and_:
        case Op::or_:
        case Op::not_: return of(truth(id));
        case Op::if_: return if_else(e);
        case Op::if_missing: return if_missing(e);
        case Op::is_present: return of(presence(e.a));
        case Op::is_missing: return of(code.compute(Opcode::NOT, presence(e.a)));
        case Op::is_unknown: return of(code.compute(Opcode::LT, scalar(e.a).value, constant(0)));
        case Op::in_set: return of(in_set(e));
        case Op::in_range: return of(in_range(e));
        case Op::in_list: return in_list(e);
        case Op::starts_with: return binary(e, Opcode::TSTARTS);
        case Op::ends_with: return binary(e, Opcode::TENDS);
        case Op::contains: return binary(e, Opcode::TCONTAINS);
        case Op::same: return same(e);
        case Op::date_of: return of(code.compute(Opcode::DATE, scalar(e.a).value, 0, low(zone), high(zone)));
        case Op::time_of: return of(code.compute(Opcode::TIME, scalar(e.a).value, 0, low(zone), high(zone)));
        case Op::weekday: return of(code.compute(Opcode::WEEKDAY, scalar(e.a).value));
        case Op::days_between: {
            const Reg a = scalar(e.a).value, b = scalar(e.b).value;
            return of(code.compute(Opcode::SUB, b, a));
        }
        case Op::business_days_between:
        case Op::business_hours_between: {
            const Reg a = scalar(e.a).value, b = scalar(e.b).value;
            return of(code.compute(e.op == Op::business_days_between ? Opcode::BDAYS : Opcode::BHOURS, a, b, low(zone), high(zone)));
        }
        case Op::any:
        case Op::every:
        case Op::count:
        case Op::sum: return fold_list(e);
        case Op::minimum:
        case Op::maximum: return extreme(e);
        case Op::root:
        case Op::element:
        case Op::data_row: break;
    }
    shared_.error = "an expression has no value of its own";
    return of(constant(0));
}

}  // namespace ordain::codegen
