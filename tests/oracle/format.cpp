#include "tests/oracle/format.hpp"

#include "tests/oracle/decimal.hpp"
#include "tests/oracle/time.hpp"

namespace ordain::oracle {

namespace {

/// The enumerator, or null for an open enum's unknown.
const typed::Enumerator* enumerator(const typed::Program& program, Type type, const Value& value) {
    if (value.number == unknown_ordinal) return nullptr;
    return &program.enums[type.ref].values[static_cast<std::size_t>(value.number)];
}

std::uint32_t currency_of(Type type, const Value& value) {
    return type.kind == TypeKind::money ? type.ref : value.currency;
}

}  // namespace

std::string value_text(const typed::Program& program, Type type, const Value& value) {
    switch (type.kind) {
        case TypeKind::boolean: return value.number != 0 ? "true" : "false";
        case TypeKind::integer:
        case TypeKind::decimal: return decimal_text(value.number, fractional_digits(type.kind));
        case TypeKind::percent: return decimal_text(value.number, 4) + "%";
        case TypeKind::money:
        case TypeKind::money_any: return decimal_text(value.number, 4) + " " + currency_text(currency_of(type, value));
        case TypeKind::text: return value.text;
        case TypeKind::enumerated: {
            const typed::Enumerator* e = enumerator(program, type, value);
            return e != nullptr ? e->name : "unknown";
        }
        case TypeKind::date: return date_text(value.number);
        case TypeKind::time: return time_text(value.number);
        case TypeKind::timestamp: return timestamp_text(value.number);
        case TypeKind::elapsed: return elapsed_text(value.number);
        default: return {};
    }
}

Json value_json(const typed::Program& program, Type type, const Value& value) {
    if (value.missing) return Json::null();
    switch (type.kind) {
        case TypeKind::boolean: return Json::boolean(value.number != 0);
        case TypeKind::integer:
        case TypeKind::decimal:
        case TypeKind::percent: return Json::number(decimal_text(value.number, fractional_digits(type.kind)));
        case TypeKind::money:
        case TypeKind::money_any:
            return Json::object()
                .with("amount", Json::number(decimal_text(value.number, 4)))
                .with("currency", Json::string(currency_text(currency_of(type, value))));
        case TypeKind::enumerated: return Json::string(scope_text(program, type, value));
        default: return Json::string(value_text(program, type, value));
    }
}

std::string scope_text(const typed::Program& program, Type type, const Value& value) {
    if (type.kind != TypeKind::enumerated) return value.text;
    const typed::Enumerator* e = enumerator(program, type, value);
    return e != nullptr ? e->spellings.front() : "unknown";
}

}  // namespace ordain::oracle
