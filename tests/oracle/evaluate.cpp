#include "tests/oracle/evaluate.hpp"

#include <algorithm>

#include "tests/oracle/business.hpp"
#include "tests/oracle/decimal.hpp"
#include "tests/oracle/time.hpp"

namespace ordain::oracle {

using typed::Expr;
using typed::Op;

namespace {

[[noreturn]] void fault(FaultCode code) {
    throw Faulted{code, {}};
}

Value truth(bool b) {
    return Value::of(b ? 1 : 0);
}

bool has_unknown(Type type, const Value& v) {
    return type.kind == TypeKind::enumerated && v.number == unknown_ordinal;
}

}  // namespace

bool equal(Type type, const Value& a, const Value& b) {
    if (type.kind == TypeKind::text) return a.text == b.text;
    if (has_unknown(type, a) || has_unknown(type, b)) return false;
    return a.number == b.number && a.currency == b.currency;
}

Value constant(const typed::Value& v) {
    Value out = Value::of(v.number);
    out.text = v.text;
    return out;
}

const std::vector<typed::Transition>& zone_of(const typed::Program& program, typed::CalendarId calendar) {
    return calendar.valid() ? program.calendars[calendar.value].transitions : program.utc;
}

std::int64_t checked(Type type, int128 v) {
    const std::optional<std::int64_t> fit = fitting(v);
    if (!fit) fault(FaultCode::OVERFLOW);
    if (type.kind == TypeKind::date && (*fit < first_date() || *fit > last_date())) fault(FaultCode::OVERFLOW);
    if (type.kind == TypeKind::timestamp && (*fit < first_timestamp() || *fit > last_timestamp())) fault(FaultCode::OVERFLOW);
    return *fit;
}

void Evaluation::enter(const typed::Instance& instance) {
    instance_ = &instance;
    lets_.clear();
}

void Evaluation::bind_element(std::uint32_t variable, Value element) {
    variables_[variable] = std::move(element);
    lets_.clear();
}

Value Evaluation::operator()(typed::ExprId id) {
    const Expr& e = program_[id];
    switch (e.op) {
        case Op::constant: return constant(e.value);
        case Op::missing: return Value::none();
        case Op::envelope:
            switch (e.index) {
                case 0: return Value::of_text(*event_.id);
                case 1: return Value::of_text(*event_.source);
                case 2: return Value::of_text(*event_.type);
                default: return Value::of(*event_.time);
            }
        case Op::root: return event_.root;
        case Op::var: return variables_[e.index];
        case Op::let: return let(e.index);
        case Op::field: return field(e);
        case Op::confidence: {
            const Expr& advice = program_[e.a];
            const Value record = (*this)(advice.a);
            if (record.missing || !with_advice_) return Value::none();
            return record.record->confidences[advice.index];
        }
        case Op::element: return element(e);
        case Op::data_row: return data_row(e);
        case Op::unwrap: return (*this)(e.a);
        case Op::neg: return Value::of(checked(e.type, -static_cast<int128>((*this)(e.a).number)));
        case Op::abs: {
            const int128 v = (*this)(e.a).number;
            return Value::of(checked(e.type, v < 0 ? -v : v));
        }
        case Op::add:
        case Op::sub:
        case Op::mul:
        case Op::div:
        case Op::min2:
        case Op::max2: return arithmetic(e);
        case Op::round: return round(e);
        case Op::widen: {
            Value v = (*this)(e.a);
            if (!v.missing) v.number = checked(e.type, static_cast<int128>(v.number) * decimal_scale);
            return v;
        }
        case Op::convert_at:
        case Op::convert_per: return convert(e);
        case Op::eq:
        case Op::ne:
        case Op::lt:
        case Op::le:
        case Op::gt:
        case Op::ge: return compare(e);
        case Op::and_: return truth(is_true(e.a) && is_true(e.b));
        case Op::or_: return truth(is_true(e.a) || is_true(e.b));
        case Op::not_: return truth(!is_true(e.a));
        case Op::if_:
            if (is_true(e.a)) return (*this)(e.b);
            return e.c.valid() ? (*this)(e.c) : Value::none();
        case Op::if_missing: {
            Value v = (*this)(e.a);
            return v.missing ? (*this)(e.b) : v;
        }
        case Op::is_present: return truth(!(*this)(e.a).missing);
        case Op::is_missing: return truth((*this)(e.a).missing);
        case Op::is_unknown: {
            const Value v = (*this)(e.a);
            return truth(!v.missing && v.number == unknown_ordinal);
        }
        case Op::in_set: return in_set(e);
        case Op::in_range: return in_range(e);
        case Op::in_list: return in_list(e);
        case Op::starts_with:
        case Op::ends_with:
        case Op::contains: return text_test(e);
        case Op::same: {
            const Value a = (*this)(e.a);
            const Value b = (*this)(e.b);
            if (a.missing || b.missing) return truth(a.missing && b.missing);
            return truth(equal(program_[e.a].type.required(), a, b));
        }
        case Op::date_of:
        case Op::time_of:
        case Op::weekday:
        case Op::days_between:
        case Op::business_days_between:
        case Op::business_hours_between: return time(e);
        case Op::any:
        case Op::every:
        case Op::count: return quantified(e);
        case Op::sum:
        case Op::minimum:
        case Op::maximum: return aggregate(e);
    }
    return Value::none();
}

// --- reading ------------------------------------------------------------------------------------------------------

Value Evaluation::field(const Expr& e) {
    const Value record = (*this)(e.a);
    if (record.missing) return Value::none();
    const typed::Field& declared = program_.records[program_[e.a].type.ref].fields[e.index];
    if (declared.advice && !with_advice_) return Value::none();
    return record.record->fields[e.index];
}

Value Evaluation::element(const Expr& e) {
    const Value list = (*this)(e.a);
    const Value key = (*this)(e.b);
    if (list.missing) return Value::none();
    const typed::ListType& type = program_.lists[program_[e.a].type.ref];
    const auto field = static_cast<std::size_t>(type.key_field);
    const Type key_type = program_.records[type.element.ref].fields[field].type;
    for (const Value& candidate : list.list->elements)
        if (equal(key_type, candidate.record->fields[field], key)) return candidate;
    return Value::none();
}

namespace {

bool matches(const typed::DataKey& cell, Type type, const Value& key) {
    switch (cell.kind) {
        case typed::DataKey::Kind::any: return true;
        case typed::DataKey::Kind::exact: return equal(type, constant(cell.value), key);
        case typed::DataKey::Kind::range: return !has_unknown(type, key) && cell.range.contains(key.number);
    }
    return false;
}

}  // namespace

Value Evaluation::data_row(const Expr& e) {
    std::vector<Value> keys;
    for (typed::ExprId id : e.args) keys.push_back((*this)(id));
    const typed::Data& data = program_.data[e.index];
    for (const typed::DataRow& row : data.rows) {
        bool all = true;
        for (std::size_t k = 0; k < keys.size(); ++k) all = all && matches(row.keys[k], data.key_types[k], keys[k]);
        if (!all) continue;
        auto record = std::make_shared<RecordValue>();
        for (const typed::DataCell& cell : row.cells) {
            record->fields.push_back(cell.missing ? Value::none() : constant(cell.value));
            record->confidences.push_back(Value::none());
        }
        Value v;
        v.record = std::move(record);
        return v;
    }
    return Value::none();
}

Value Evaluation::let(std::uint32_t index) {
    const auto known = lets_.find(index);
    if (known != lets_.end()) return known->second;
    const Value v = (*this)(instance_->lets[index].value);
    lets_[index] = v;
    return v;
}

// --- arithmetic ---------------------------------------------------------------------------------------------------

Value Evaluation::arithmetic(const Expr& e) {
    const Value left = (*this)(e.a);
    const Value right = (*this)(e.b);
    const int128 a = left.number;
    const int128 b = right.number;
    const Type ta = program_[e.a].type;
    const Type tb = program_[e.b].type;
    const bool days = ta.kind == TypeKind::date && tb.kind == TypeKind::elapsed;
    switch (e.op) {
        case Op::add: return Value::of(checked(e.type, days ? a + b / ns_per_day : a + b));
        case Op::sub: return Value::of(checked(e.type, days ? a - b / ns_per_day : a - b));
        case Op::mul:
            return Value::of(
                checked(e.type, typed::mul_kind(ta, tb) == typed::MulKind::exact ? a * b : nearest_even(a * b, decimal_scale)));
        case Op::div:
            if (b == 0) fault(FaultCode::DIVISION_BY_ZERO);
            return Value::of(checked(
                e.type, typed::div_kind(ta, tb) == typed::DivKind::plain ? nearest_even(a, b) : nearest_even(a * decimal_scale, b)));
        case Op::min2: return a <= b ? left : right;
        default: return a >= b ? left : right;
    }
}

Value Evaluation::round(const Expr& e) {
    const Value v = (*this)(e.a);
    const int excess = fractional_digits(e.type.kind) - static_cast<int>(e.index);
    if (excess <= 0) return v;
    const std::int64_t unit = ten_to(excess);
    return Value::of(checked(e.type, nearest_even(v.number, unit) * unit));
}

Value Evaluation::convert(const Expr& e) {
    const int128 amount = (*this)(e.a).number;
    const int128 rate = (*this)(e.b).number;
    if (e.op == Op::convert_at) return Value::of(checked(e.type, nearest_even(amount * rate, decimal_scale)));
    if (rate == 0) fault(FaultCode::DIVISION_BY_ZERO);
    return Value::of(checked(e.type, nearest_even(amount * decimal_scale, rate)));
}

// --- conditions ---------------------------------------------------------------------------------------------------

Value Evaluation::compare(const Expr& e) {
    const Value a = (*this)(e.a);
    const Value b = (*this)(e.b);
    const Type type = program_[e.a].type;
    if (e.op == Op::eq) return truth(equal(type, a, b));
    if (e.op == Op::ne) return truth(!equal(type, a, b));
    if (has_unknown(type, a) || has_unknown(type, b)) return truth(false);
    switch (e.op) {
        case Op::lt: return truth(a.number < b.number);
        case Op::le: return truth(a.number <= b.number);
        case Op::gt: return truth(a.number > b.number);
        default: return truth(a.number >= b.number);
    }
}

Value Evaluation::in_set(const Expr& e) {
    const Value v = (*this)(e.a);
    for (typed::ExprId candidate : e.args)
        if (equal(program_[e.a].type, v, (*this)(candidate))) return truth(true);
    return truth(false);
}

Value Evaluation::in_range(const Expr& e) {
    const Value v = (*this)(e.a);
    const Value low = (*this)(e.b);
    const Value high = (*this)(e.c);
    const Type type = program_[e.a].type;
    if (has_unknown(type, v) || has_unknown(type, low) || has_unknown(type, high)) return truth(false);
    return truth(typed::Range{low.number, high.number, e.low_open, e.high_open}.contains(v.number));
}

Value Evaluation::in_list(const Expr& e) {
    const Value v = (*this)(e.a);
    const Value list = (*this)(e.b);
    if (list.missing) return truth(false);
    for (const Value& candidate : list.list->elements)
        if (equal(program_[e.a].type, v, candidate)) return truth(true);
    return truth(false);
}

Value Evaluation::text_test(const Expr& e) {
    const std::string text = (*this)(e.a).text;
    const std::string part = (*this)(e.b).text;
    if (e.op == Op::starts_with) return truth(text.starts_with(part));
    if (e.op == Op::ends_with) return truth(text.ends_with(part));
    return truth(text.find(part) != std::string::npos);
}

// --- time ---------------------------------------------------------------------------------------------------------

Value Evaluation::time(const Expr& e) {
    const std::int64_t a = (*this)(e.a).number;
    const std::int64_t b = e.b.valid() ? (*this)(e.b).number : 0;
    const auto& zone = zone_of(program_, e.calendar);
    const auto covered = [](std::optional<std::int64_t> v) {
        if (!v) fault(FaultCode::BEYOND_CALENDAR);
        return Value::of(*v);
    };
    switch (e.op) {
        case Op::date_of: return Value::of(local_date(zone, a));
        case Op::time_of: return Value::of(local_minute(zone, a));
        case Op::weekday: return Value::of(weekday_of(a));
        case Op::days_between: return Value::of(b - a);
        case Op::business_days_between: return covered(business_days_between(program_.calendars[e.calendar.value], a, b));
        default: return covered(business_hours_between(program_.calendars[e.calendar.value], a, b));
    }
}

// --- over lists ---------------------------------------------------------------------------------------------------

Value Evaluation::quantified(const Expr& e) {
    const Value list = (*this)(e.a);
    std::int64_t n = 0;
    if (!list.missing) {
        for (const Value& element : list.list->elements) {
            variables_[e.index] = element;
            const bool holds = !e.b.valid() || is_true(e.b);
            if (e.op == Op::any && holds) return truth(true);
            if (e.op == Op::every && !holds) return truth(false);
            if (holds) ++n;
        }
    }
    if (e.op == Op::any) return truth(false);
    if (e.op == Op::every) return truth(true);
    return Value::of(n);
}

Value Evaluation::aggregate(const Expr& e) {
    const Value list = (*this)(e.a);
    int128 sum = 0;
    Value best = Value::none();
    if (!list.missing) {
        for (const Value& element : list.list->elements) {
            variables_[e.index] = element;
            if (e.b.valid() && !is_true(e.b)) continue;
            const Value v = (*this)(e.c);
            sum += v.number;
            const bool better = best.missing || (e.op == Op::minimum ? v.number < best.number : v.number > best.number);
            if (better) best = v;
        }
    }
    if (e.op == Op::sum) return Value::of(checked(e.type, sum));
    return best;
}

}  // namespace ordain::oracle
