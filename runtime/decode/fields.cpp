// Values that are not plainly what their field declares: what is missing, what is wrong, and which of several troubles counts.
#include "runtime/base/arith.hpp"
#include "runtime/base/limits.hpp"
#include "runtime/decode/reading.hpp"
#include "runtime/value/decimal.hpp"

namespace ordain::decode {

using program::FieldRec;
using program::none;
namespace flags = program::field_flags;

void Reading::absent(const Op& op, std::int64_t* base) {
    plan_.write_absent(op, base, *store_);
    if (op.kind == Kind::record) present_[op.field] = 0;
}

/// False if the field has no value, or a wrong one.
bool Reading::carefully(const Op& op, std::int64_t* base) {
    const FieldRec& f = *op.declared;
    check_forms(f);
    absent(op, base);
    if (f.record != none && present_[f.record] == 0) return false;
    const Found at = follow(f.node, f.steps, (f.flags & flags::false_as_missing) != 0, troubles_);
    if (at.broken) return false;
    if (at.mark == 0) {
        if (op.required) troubles_.missing(at.node, rank(op.field));
        return false;
    }
    if (op.kind == Kind::advice) {
        advice(op, at, base);
        return true;
    }
    if (!value_of(op, at, base, troubles_)) return false;
    set_presence(op, base, 1);
    return true;
}

/// Scalars whose form the walk left to be checked when they are read.
void Reading::check_forms(const FieldRec& f) {
    for (const std::uint32_t node : {f.node, f.amount, f.currency}) {
        if (node == none || marks_[node] == 0) continue;
        const char c = line_.at(marks_[node]);
        if (c != '{' && c != '[') check_scalar(marks_[node]);
    }
}

bool Reading::value_of(const Op& op, const Found& at, std::int64_t* base, Troubles& troubles) {
    const FieldRec& f = *op.declared;
    const Kind kind = kind_of(f);
    const auto wrong = [&](FaultCode code) {
        troubles.wrong(code, at.node, line_.offset(at.mark), rank(op.field));
        return false;
    };
    if (kind == Kind::record) {
        if (line_.at(at.mark) != '{') return wrong(FaultCode::WRONG_TYPE);
        present_[op.field] = 1;
        return true;
    }
    if (kind == Kind::list) {
        if (line_.at(at.mark) != '[') return wrong(FaultCode::WRONG_TYPE);
        const ListState& state = list_states_[f.list];
        base[op.target] = state.count;
        if (op.second != none) base[op.second] = state.first;
        return true;
    }
    if (kind == Kind::amount) return amount(op, at, base, troubles);
    std::int64_t v = 0;
    if (const FaultCode bad = scalar(kind, op, at.mark, v); bad != FaultCode::none) return wrong(bad);
    base[op.target] = v;
    return true;
}

bool Reading::amount(const Op& op, const Found& at, std::int64_t* base, Troubles& troubles) {
    const FieldRec& f = *op.declared;
    const bool carried = f.type.kind == TypeKind::money_any, object = line_.at(at.mark) == '{';
    if (!object && carried && f.sibling == none) {
        troubles.wrong(FaultCode::WRONG_TYPE, at.node, line_.offset(at.mark), rank(op.field));
        return false;
    }
    Found number_at = at, said;
    if (object) {
        number_at = member(f.amount, false, troubles);
        said = member(f.currency, false, troubles);
        if (number_at.mark == 0) troubles.missing(number_at.node, rank(op.field));
    } else if (f.sibling != none) {
        said = follow(f.sibling, f.sibling_steps, (f.flags & flags::false_as_missing) != 0, troubles);
    }
    const bool needed = object || carried;
    if (!said.broken && said.mark == 0 && needed) troubles.missing(said.node, rank(op.field));
    bool fine = number_at.mark != 0;
    if (fine) {
        std::int64_t v = 0;
        const FaultCode bad = number(op, number_at.mark, true, v);
        if (bad != FaultCode::none) troubles.wrong(bad, number_at.node, line_.offset(number_at.mark), rank(op.field));
        fine = bad == FaultCode::none;
        base[op.target] = fine ? v : 0;
    }
    if (said.broken || said.mark == 0) return fine && !needed;
    return currency(op, at, said, base, troubles) && fine;
}

/// Whether what is said at `said` can be the currency of the amount at `at`; a carried one is written.
bool Reading::currency(const Op& op, const Found& at, const Found& said, std::int64_t* base, Troubles& troubles) {
    std::string_view code;
    const bool is_text = line_.string(said.mark, code);
    const std::uint32_t offset = line_.offset(said.mark);
    const bool carried = op.declared->type.kind == TypeKind::money_any;
    if (!is_text || (carried && !is_currency(code))) {
        troubles.wrong(FaultCode::WRONG_TYPE, said.node, offset, rank(op.field));
        return false;
    }
    if (carried) {
        base[op.second] = currency_code(code);
        return true;
    }
    if (is_currency(code) && currency_code(code) == op.declared->type.ref) return true;
    troubles.wrong(FaultCode::WRONG_CURRENCY, at.node, offset, rank(op.field));
    return false;
}

// --- advice -------------------------------------------------------------------------------------------------------------------------

/// Troubles within advice make it count as missing, and the event stays valid.
void Reading::advice(const Op& op, const Found& at, std::int64_t* base) {
    const FieldRec& f = *op.declared;
    Troubles own;
    std::int64_t confidence_read = -1, model_read = -1;
    if (line_.at(at.mark) != '{') {
        own.wrong(FaultCode::WRONG_TYPE, at.node, line_.offset(at.mark), rank(op.field));
    } else {
        const Found given = member(f.value, false, own);
        if (given.mark == 0)
            own.missing(given.node, rank(op.field));
        else
            (void)value_of(op, given, base, own);
        confidence_read = confidence(f, own);
        model_read = model(f, own);
    }
    const bool fine = own.none();
    if (!fine) {
        base[op.target] = 0;
        if (op.second != none) base[op.second] = 0;
    }
    const std::uint32_t after = f.target + program::value_words(f.type);
    base[plan_.word(f, after)] = confidence_read;
    base[plan_.word(f, after + 1)] = model_read;
    set_presence(op, base, fine ? 1 : 0);
    store_->has_advice |= fine;
    store_->advice.push_back({op.field, row_, fine ? FaultCode::none : own.first().code});
}

/// -1 if it is not there or cannot be read.
std::int64_t Reading::confidence(const FieldRec& f, Troubles& troubles) {
    const Found at = member(f.confidence, false, troubles);
    if (at.mark == 0) {
        troubles.missing(at.node, around_);
        return -1;
    }
    FaultCode bad = FaultCode::WRONG_TYPE;
    Scaled read;
    if (line_.at(at.mark) != '"') {
        read = read_scaled(line_.token(at.mark), 6, true);
        bad = read.fault;
    }
    if (bad == FaultCode::none && (read.value < 0 || read.value > decimal_scale)) bad = FaultCode::OUT_OF_RANGE;
    if (bad == FaultCode::none) return read.value;
    troubles.wrong(bad, at.node, line_.offset(at.mark), around_);
    return -1;
}

/// The same for the model's name, a symbol.
std::int64_t Reading::model(const FieldRec& f, Troubles& troubles) {
    const Found at = member(f.model, false, troubles);
    if (at.mark == 0) return -1;
    std::string_view name;
    FaultCode bad = line_.string(at.mark, name) ? FaultCode::none : FaultCode::WRONG_TYPE;
    if (bad == FaultCode::none && name.size() > limits::text_bytes) bad = FaultCode::TEXT_TOO_LONG;
    if (bad == FaultCode::none) return intern(name);
    troubles.wrong(bad, at.node, line_.offset(at.mark), around_);
    return -1;
}

// --- finding values -----------------------------------------------------------------------------------------------------------------

Reading::Found Reading::unless_missing(std::uint32_t mark, std::uint32_t node, bool false_is_missing) {
    if (mark == 0) return {0, node, false};
    const char c = line_.at(mark);
    if (c != 'n' && !(c == 'f' && false_is_missing)) return {mark, node, false};
    return {0, node, false};
}

/// The member of an object that the walk went through.
Reading::Found Reading::member(std::uint32_t node, bool false_is_missing, Troubles& troubles) {
    if (twice_[node] != 0) troubles.wrong(FaultCode::DUPLICATE_KEY, node, line_.offset(twice_[node]), around_);
    return unless_missing(marks_[node], node, false_is_missing);
}

/// The value `steps` below the place of a record that is there.
Reading::Found Reading::follow(std::uint32_t node, std::uint32_t steps, bool false_is_missing, Troubles& troubles) {
    way_.resize(std::size_t{steps} + 1);
    for (std::size_t i = steps + std::size_t{1}; i-- > 0; node = image_.plan_nodes[node].parent) way_[i] = node;
    Found at = unless_missing(marks_[way_[0]], way_[0], false_is_missing);
    for (std::size_t i = 1; i <= steps; ++i) {
        const std::uint32_t next = way_[i];
        const char c = at.mark == 0 ? '\0' : line_.at(at.mark);
        if (at.mark == 0) {
            at.node = next;
        } else if (c == '{') {
            at = member(next, false_is_missing, troubles);
        } else if (c == '[' && plan_.places[next].is_item) {
            at = unless_missing(marks_[next], next, false_is_missing);
        } else {
            troubles.wrong(FaultCode::WRONG_TYPE, at.node, line_.offset(at.mark), around_);
            return {0, at.node, true};
        }
    }
    return at;
}

// --- ranks --------- -----------------------------------------------------------------------------------------------------------------

Rank Reading::rank(std::uint32_t field) const {
    Rank here = around_;
    here.push(field);
    return here;
}

}  // namespace ordain::decode
