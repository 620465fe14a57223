// Scalars: JSON values to 64-bit integers, as their fields declare them.
#include <optional>

#include "runtime/base/arith.hpp"
#include "runtime/decode/decoder.hpp"
#include "runtime/program/hash_text.hpp"
#include "runtime/value/decimal.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain {

using program::FieldRec;
using program::none;
using simdjson::ondemand::json_type;
namespace flags = program::field_flags;

namespace {

std::string_view trimmed(std::string_view token) {
    while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\n' || token.back() == '\r'))
        token.remove_suffix(1);
    return token;
}

/// A number, or a text that is exactly a number, as its decimal text.
FaultCode number_text(simdjson::ondemand::value& value, bool text_too, std::string_view& out) {
    json_type type{};
    if (value.type().get(type)) return FaultCode::INVALID_JSON;
    if (type == json_type::number) return out = trimmed(value.raw_json_token()), FaultCode::none;
    if (type != json_type::string || !text_too) return FaultCode::WRONG_TYPE;
    return value.get_string().get(out) ? FaultCode::INVALID_JSON : FaultCode::none;
}

FaultCode scaled(std::string_view digits, int scale, bool rounded, std::int64_t& out) {
    const Scaled read = read_scaled(digits, scale, rounded);
    out = read.value;
    return read.fault;
}

template <class T>
bool taken(const std::optional<T>& value, std::int64_t& out) {
    if (value) out = *value;
    return value.has_value();
}

}  // namespace

FaultCode Decoder::in_range(const FieldRec& f, std::int64_t v) const {
    if ((f.flags & flags::has_range) == 0) return FaultCode::none;
    const bool above = (f.flags & flags::low_open) != 0 ? v > f.low : v >= f.low;
    const bool below = (f.flags & flags::high_open) != 0 ? v < f.high : v <= f.high;
    return above && below ? FaultCode::none : FaultCode::OUT_OF_RANGE;
}

FaultCode Decoder::text(Value& value, const FieldRec& f, std::int64_t& out) {
    json_type type{};
    if (value.type().get(type)) return FaultCode::INVALID_JSON;
    std::string_view bytes;
    if (type == json_type::number && (f.flags & flags::text_or_int) != 0) {
        std::int64_t n = 0;
        if (scaled(trimmed(value.raw_json_token()), 0, false, n) != FaultCode::none) return FaultCode::WRONG_TYPE;
        const std::string plain = std::to_string(n);
        if (plain.size() > f.max_bytes) return FaultCode::TEXT_TOO_LONG;
        bytes = trimmed(value.raw_json_token());
        if (bytes != plain) return FaultCode::WRONG_TYPE;
    } else if (type != json_type::string) {
        return FaultCode::WRONG_TYPE;
    } else if (value.get_string().get(bytes)) {
        return FaultCode::INVALID_JSON;
    }
    if (f.type.kind == TypeKind::enumerated) {
        const program::EnumRec& e = image_.enums[f.type.ref];
        for (const program::SpellingRec& s : program::slice(image_.spellings, e.spellings))
            if (image_.str(s.spelling) == bytes) return out = s.ordinal, FaultCode::none;
        if (e.open == 0) return FaultCode::UNKNOWN_NAME;
        return out = unknown_ordinal, FaultCode::none;
    }
    if (bytes.size() > f.max_bytes) return FaultCode::TEXT_TOO_LONG;
    out = intern(bytes);
    return FaultCode::none;
}

FaultCode Decoder::number(Value& value, const FieldRec& f, std::int64_t& out) {
    const bool rounded = (f.flags & flags::rounded) != 0;
    std::string_view digits;
    if (const FaultCode bad = number_text(value, f.type.kind != TypeKind::integer, digits); bad != FaultCode::none) return bad;
    int scale = f.type.kind == TypeKind::integer ? 0 : 6;
    if (f.type.kind == TypeKind::percent) {
        const bool sign = !digits.empty() && digits.back() == '%';
        if (sign) digits.remove_suffix(1);
        if (sign || (f.flags & flags::points) != 0) scale = 4;  // points: a hundredth
    }
    if (const FaultCode bad = scaled(digits, scale, rounded, out); bad != FaultCode::none) return bad;
    return in_range(f, out);
}

FaultCode Decoder::money(Value& value, const FieldRec& f, std::int64_t& out, std::int64_t& second) {
    json_type type{};
    if (value.type().get(type)) return FaultCode::INVALID_JSON;
    const bool rounded = (f.flags & flags::rounded) != 0;
    second = f.type.kind == TypeKind::money ? static_cast<std::int64_t>(f.type.ref) : -1;
    std::string_view digits;
    if (type != json_type::object) {
        if (f.type.kind == TypeKind::money_any && f.currency_field == none) return FaultCode::WRONG_TYPE;
        if (const FaultCode bad = number_text(value, true, digits); bad != FaultCode::none) return bad;
        if (const FaultCode bad = scaled(digits, 4, rounded, out); bad != FaultCode::none) return bad;
        return in_range(f, out);
    }
    bool has_amount = false, has_currency = false;
    simdjson::ondemand::object object;
    if (value.get_object().get(object)) return FaultCode::INVALID_JSON;
    for (auto member : object) {
        std::string_view key;
        Value inner;
        if (member.unescaped_key().get(key) || member.value().get(inner)) return FaultCode::INVALID_JSON;
        if (key == "amount") {
            if (has_amount) return FaultCode::DUPLICATE_KEY;
            has_amount = true;
            if (const FaultCode bad = number_text(inner, true, digits); bad != FaultCode::none) return bad;
            if (const FaultCode bad = scaled(digits, 4, rounded, out); bad != FaultCode::none) return bad;
        } else if (key == "currency") {
            if (has_currency) return FaultCode::DUPLICATE_KEY;
            has_currency = true;
            std::string_view code;
            if (inner.get_string().get(code)) return FaultCode::WRONG_TYPE;
            if (f.type.kind == TypeKind::money && (!is_currency(code) || currency_code(code) != f.type.ref))
                return FaultCode::WRONG_CURRENCY;
            if (!is_currency(code)) return FaultCode::WRONG_TYPE;
            second = currency_code(code);
        }
    }
    if (!has_amount || !has_currency) return FaultCode::MISSING_FIELD;
    return in_range(f, out);
}

FaultCode Decoder::time(Value& value, const FieldRec& f, std::int64_t& out) {
    json_type type{};
    std::string_view bytes;
    if (value.type().get(type) || type != json_type::string || value.get_string().get(bytes)) return FaultCode::WRONG_TYPE;
    bool fine = false;
    if (f.type.kind == TypeKind::date)
        fine = taken(read_date(bytes), out);
    else if (f.type.kind == TypeKind::time)
        fine = taken(read_time(bytes), out);
    else
        fine = taken(read_timestamp(bytes, (f.flags & flags::zone_utc) != 0), out);
    return fine ? in_range(f, out) : FaultCode::INVALID_TIME;
}

FaultCode Decoder::scalar(Value& value, const FieldRec& f, std::int64_t& out, std::int64_t& second) {
    switch (f.type.kind) {
        case TypeKind::boolean: {
            bool truth = false;
            if (value.get_bool().get(truth)) return FaultCode::WRONG_TYPE;
            out = truth ? 1 : 0;
            return FaultCode::none;
        }
        case TypeKind::integer:
        case TypeKind::decimal:
        case TypeKind::percent: return number(value, f, out);
        case TypeKind::money:
        case TypeKind::money_any: return money(value, f, out, second);
        case TypeKind::date:
        case TypeKind::time:
        case TypeKind::timestamp: return time(value, f, out);
        default: return text(value, f, out);
    }
}

FaultCode Decoder::advice(Value& value, const FieldRec& f, std::int64_t row) {
    json_type type{};
    if (value.type().get(type) || type != json_type::object) return FaultCode::WRONG_TYPE;
    simdjson::ondemand::object object;
    if (value.get_object().get(object)) return FaultCode::INVALID_JSON;
    FieldRec confidence_field;
    confidence_field.type = {TypeKind::percent, 0, 0, 0};
    confidence_field.flags = flags::rounded | flags::has_range;
    confidence_field.high = decimal_scale;
    FieldRec model_field;
    model_field.type = {TypeKind::text, 0, 0, 0};
    model_field.max_bytes = 4096;
    std::int64_t result = 0, second = 0, confidence = 0, model = -1;
    unsigned seen = 0;
    for (auto member : object) {
        std::string_view key;
        Value inner;
        if (member.unescaped_key().get(key) || member.value().get(inner)) return FaultCode::INVALID_JSON;
        const unsigned bit = key == "value" ? 1 : key == "confidence" ? 2 : key == "model" ? 4 : 0;
        if (bit == 0) continue;
        if ((seen & bit) != 0) return FaultCode::DUPLICATE_KEY;
        seen |= bit;
        json_type inner_type{};
        if (inner.type().get(inner_type)) return FaultCode::INVALID_JSON;
        if (inner_type == json_type::null) {
            if (bit != 4) return FaultCode::MISSING_FIELD;
            continue;
        }
        const FaultCode bad = bit == 1   ? scalar(inner, f, result, second)
                              : bit == 2 ? number(inner, confidence_field, confidence)
                                         : text(inner, model_field, model);
        if (bad != FaultCode::none) return bad;
    }
    if ((seen & 3) != 3) return FaultCode::MISSING_FIELD;
    write(f, f.target, row, result);
    write(f, f.target + 1, row, confidence);
    write(f, f.target + 2, row, model);
    write(f, f.presence, row, 1);
    store_->has_advice = true;
    return FaultCode::none;
}

bool Decoder::leaf(Value& value, std::uint32_t field, const program::PlanNode& node, std::int64_t row) {
    const FieldRec& f = image_.fields[field];
    if ((f.flags & flags::advice) != 0) {
        seen_[field] = 1;
        store_->advice.push_back({field, row, advice(value, f, row)});
        return true;
    }
    if ((f.flags & flags::is_currency_sibling) != 0) {
        std::string_view code;
        json_type type{};
        if (value.type().get(type) || type != json_type::string || value.get_string().get(code))
            return fail(FaultCode::WRONG_TYPE, image_.str(node.pointer));
        const FieldRec& amount = image_.fields[f.currency_field];
        if (!is_currency(code))
            return amount.type.kind == TypeKind::money ? fail(FaultCode::WRONG_CURRENCY, image_.str(amount.pointer))
                                                       : fail(FaultCode::WRONG_TYPE, image_.str(node.pointer));
        sibling_[f.currency_field] = currency_code(code);
        return true;
    }
    std::int64_t v = 0, second = 0;
    json_type type{};
    if (value.type().get(type)) return fail(FaultCode::INVALID_JSON, "");
    if (const FaultCode bad = scalar(value, f, v, second); bad != FaultCode::none) return fail(bad, image_.str(node.pointer));
    write(f, f.target, row, v);
    if (f.type.kind == TypeKind::money_any) write(f, f.target + 1, row, second);
    write(f, f.presence, row, 1);
    const bool is_money = f.type.kind == TypeKind::money || f.type.kind == TypeKind::money_any;
    seen_[field] = is_money && type == json_type::object ? 2 : 1;
    return true;
}

bool Decoder::distinct(std::uint32_t list, std::int64_t row) {
    const program::ListRec& rec = image_.lists[list];
    KeyTable& table = keys_[list];
    const auto symbols = static_cast<std::int64_t>(image_.symbols.size());
    const auto bytes = [&](std::int64_t s) { return store_->texts[static_cast<std::size_t>(s - symbols)]; };
    const std::int64_t key = store_->columns[image_.columns[rec.key_column].offset + static_cast<std::size_t>(row)];
    const bool foreign = rec.key_is_text != 0 && key >= symbols;
    std::uint64_t h = foreign ? program::hash_text(bytes(key)) : static_cast<std::uint64_t>(key) * 0x9e3779b97f4a7c15U;
    for (h ^= h >> 32;; ++h) {
        const std::size_t at = h & (table.stamp.size() - 1);
        if (table.stamp[at] != table.now) {
            table.stamp[at] = table.now;
            table.key[at] = key;
            return true;
        }
        const std::int64_t other = table.key[at];
        if (other == key || (foreign && other >= symbols && bytes(other) == bytes(key))) return false;
    }
}

}  // namespace ordain
