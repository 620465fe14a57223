// The fields of a context in the order of declaration. Most values are plainly what their field declares: these are read at once; all
// else is looked at again by fields.cpp.
#include "runtime/decode/reading.hpp"

namespace ordain::decode {

using program::FieldRec;
using program::none;

/// The usual forms; false says nothing.
inline bool Reading::plain_scalar(const Op& op, std::uint32_t mark, std::int64_t& out) {
    std::string_view bytes;
    switch (op.kind) {
        case Kind::integer:
        case Kind::number: return plain_number(op, mark, out);
        case Kind::text:
            if (!line_.string(mark, bytes) || bytes.size() > op.declared->max_bytes) return false;
            out = intern(bytes);
            return true;
        case Kind::enumerated: {
            if (!line_.string(mark, bytes)) return false;
            const std::uint32_t ordinal = plan_.spellings[op.declared->type.ref].find(bytes);
            out = ordinal;
            return ordinal != none;
        }
        default: return false;
    }
}

inline bool Reading::plain_amount(const Op& op, std::uint32_t mark, std::int64_t* base) {
    const FieldRec& f = *op.declared;
    std::uint32_t amount_mark = mark, code_mark = 0;
    if (line_.at(mark) == '{') {
        amount_mark = marks_[f.amount];
        code_mark = marks_[f.currency];
        if (amount_mark == 0 || code_mark == 0) return false;
    } else if (f.sibling != none) {
        code_mark = marks_[f.sibling];
        if (code_mark == 0) return false;
    } else if (op.second != none) {
        return false;
    }
    std::int64_t v = 0;
    if (!plain_number(op, amount_mark, v) && number(op, amount_mark, true, v) != FaultCode::none) return false;
    if (code_mark != 0) {
        std::string_view code;
        if (!line_.string(code_mark, code) || !is_currency(code)) return false;
        if (op.second == none && currency_code(code) != f.type.ref) return false;
        if (op.second != none) base[op.second] = currency_code(code);
    }
    base[op.target] = v;
    return true;
}

inline bool Reading::plainly(const Op& op, std::uint32_t mark, std::int64_t* base) {
    switch (op.kind) {
        case Kind::record:
            if (line_.at(mark) != '{') return false;
            present_[op.field] = 1;
            break;
        case Kind::list: {
            if (line_.at(mark) != '[') return false;
            const ListState& state = list_states_[op.declared->list];
            base[op.target] = state.count;
            if (op.second != none) base[op.second] = state.first;
            break;
        }
        case Kind::advice: return false;
        case Kind::amount:
            if (!plain_amount(op, mark, base)) return false;
            break;
        default: {
            std::int64_t v = 0;
            if (!plain_scalar(op, mark, v) && scalar(op.kind, op, mark, v) != FaultCode::none) return false;
            base[op.target] = v;
        }
    }
    set_presence(op, base, 1);
    return true;
}

bool Reading::fields(const Context& context, std::int64_t* base, bool any_repeated, std::uint32_t key_field) {
    bool key_read = false;
    const Op* const end = plan_.ops.data() + context.first_op + context.ops;
    for (const Op* op = plan_.ops.data() + context.first_op; op != end; ++op) {
        const std::uint32_t mark = marks_[op->node];
        bool read = false;
        if (any_repeated)
            read = carefully(*op, base);
        else if (mark == 0 && op->plain_absence)
            absent(*op, base);
        else
            read = (mark != 0 && plainly(*op, mark, base)) || carefully(*op, base);
        if (op->field == key_field) key_read = read && !(op->kind == Kind::enumerated && base[op->target] == unknown_ordinal);
    }
    return key_read;
}

}  // namespace ordain::decode
