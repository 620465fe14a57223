// Literals and other constants: their values, and whether they fit where they stand.
#include <algorithm>

#include "compiler/sema/checker.hpp"
#include "compiler/sema/numbers.hpp"
#include "runtime/base/arith.hpp"

namespace ordain::sema {

namespace {

using typed::Value;

constexpr Type scalar(TypeKind kind, std::uint32_t ref = 0) {
    return {kind, 0, 0, ref};
}

Constant number(TypeKind kind, std::int64_t value, std::uint32_t ref = 0) {
    return {scalar(kind, ref), Value{value, {}}};
}

/// A scaled number of a literal; `digits` of it after the point (`said` of them as the author counts).
std::optional<std::int64_t> scaled(Checker& c, const syntax::Literal& l, std::string_view text, unsigned digits, bool negative,
                                   std::string_view what, unsigned said) {
    const ScaledNumber n = scaled_number(trim(text), digits, negative);
    switch (n.status) {
        case NumberStatus::ok: return n.value;
        case NumberStatus::malformed: c.diagnostics.report(DiagKind::impossible_literal, l.span, "`{}` is not a number", l.text); break;
        case NumberStatus::too_many_digits:
            c.diagnostics.report(DiagKind::too_many_digits, l.span, "`{}` has too many digits after the point", l.text)
                .with_help(said == 0 ? fmt::format("{} has none", what) : fmt::format("{} has at most {}", what, said));
            break;
        case NumberStatus::too_large:
            c.diagnostics.report(DiagKind::number_too_large, l.span, "`{}` is too large for {}", l.text, what);
            break;
    }
    return std::nullopt;
}

std::optional<Constant> duration(Checker& c, const syntax::Literal& l, bool negative) {
    const auto d = parse_duration(l.text);
    if (!d) {
        c.diagnostics.report(DiagKind::impossible_literal, l.span, "`{}` is not a duration", l.text);
        return std::nullopt;
    }
    const auto n = scaled(c, l, d->number, 0, negative, "a duration", 0);
    if (!n) return std::nullopt;
    using Unit = Duration::Unit;
    if (d->business && d->unit == Unit::week) {
        c.diagnostics.report(DiagKind::business_weeks, l.span, "a business week has no fixed number of business days")
            .with_help(fmt::format("say how many: `{} business days`", *n < 1000 ? *n * 5 : *n));
        return std::nullopt;
    }
    std::int64_t unit = 0;
    if (d->business)
        unit = d->unit == Unit::minute ? 2 : d->unit == Unit::hour ? 120 : 2;  // see TypeKind::business
    else if (d->unit == Unit::minute)
        unit = ns_per_minute;
    else if (d->unit == Unit::hour)
        unit = ns_per_hour;
    else
        unit = d->unit == Unit::day ? ns_per_day : 7 * ns_per_day;
    std::int64_t value = 0;
    if (!mul(*n, unit, value) || (d->business && d->unit == Unit::day && !add(value, 1, value))) {
        c.diagnostics.report(DiagKind::number_too_large, l.span, "`{}` is too long", l.text);
        return std::nullopt;
    }
    return number(d->business ? TypeKind::business : TypeKind::elapsed, value);
}

/// Why a date does not exist, in words.
std::string date_trouble(std::string_view text) {
    if (text.substr(0, 4) == "0000") return "there is no year 0000";
    const std::string_view month = text.substr(5, 2);
    if (month < "01" || month > "12") return fmt::format("there is no month {}", month);
    return fmt::format("{} has no day {}", text.substr(0, 7), text.substr(8, 2));
}

std::optional<Constant> point_in_time(Checker& c, const syntax::Literal& l) {
    std::optional<std::int64_t> value;
    std::string why;
    TypeKind kind = TypeKind::date;
    if (l.kind == syntax::LiteralKind::date) {
        value = parse_date(l.text);
        if (!value) why = date_trouble(l.text);
    } else if (l.kind == syntax::LiteralKind::time) {
        kind = TypeKind::time;
        const std::optional<std::int64_t> minutes = parse_time(l.text);
        if (minutes && *minutes < 1440) value = minutes;
        why = "a time is from 00:00 to 23:59";
    } else {
        kind = TypeKind::timestamp;
        value = parse_timestamp(l.text);
        if (!value) {
            why = parse_date(l.text.substr(0, 10)) ? "timestamps are from 1678 to 2261, hours to 23, minutes and seconds to 59"
                                                   : date_trouble(l.text);
        }
    }
    if (value) return number(kind, *value);
    c.diagnostics.report(DiagKind::impossible_literal, l.span, "`{}` does not exist", l.text).with_label(std::move(why));
    return std::nullopt;
}

/// Whether `value` of type `have` stands where `want` is wanted, after the conversions that lose nothing.
bool fits(Type have, Type want) {
    if (have.kind == want.kind) return have.ref == want.ref;
    const bool wants_number = want.kind == TypeKind::decimal || want.kind == TypeKind::percent;
    return wants_number && (have.kind == TypeKind::integer || have.kind == TypeKind::decimal || have.kind == TypeKind::percent);
}

std::string mismatch_help(const Checker& c, Type have, Type want, std::string_view written) {
    const bool bare = have.kind == TypeKind::integer || have.kind == TypeKind::decimal;
    if (want.kind == TypeKind::money && bare) return fmt::format("did you mean `{} {}`?", written, c.describe(want).substr(6));
    if (want.kind == TypeKind::text && written.find('"') == std::string_view::npos) return fmt::format("did you mean `\"{}\"`?", written);
    if (want.kind == TypeKind::enumerated && have.kind == TypeKind::text) return c.help_for_quoted({want.ref}, written);
    if (want.kind == TypeKind::money && have.kind == TypeKind::money) return "amounts of different currencies are never mixed silently";
    if (want.kind == TypeKind::elapsed && have.kind == TypeKind::business) return "elapsed and business durations don't mix";
    if (want.kind == TypeKind::business && have.kind == TypeKind::elapsed) return "elapsed and business durations don't mix";
    return {};
}

}  // namespace

std::optional<Constant> Checker::literal(const syntax::Literal& l, bool negative) {
    using Kind = syntax::LiteralKind;
    const auto of = [](TypeKind kind, std::optional<std::int64_t> v, std::uint32_t ref = 0) {
        return v ? std::optional(number(kind, *v, ref)) : std::nullopt;
    };
    switch (l.kind) {
        case Kind::integer: return of(TypeKind::integer, scaled(*this, l, l.text, 0, negative, "an int", 0));
        case Kind::decimal: return of(TypeKind::decimal, scaled(*this, l, l.text, 6, negative, "a decimal", 6));
        case Kind::percent:
            return of(TypeKind::percent, scaled(*this, l, l.text.substr(0, l.text.size() - 1), 4, negative, "a percentage", 4));
        case Kind::money: {
            const std::string_view currency = l.text.substr(l.text.size() - 3);
            const auto v = scaled(*this, l, l.text.substr(0, l.text.size() - 3), 4, negative, "an amount of money", 4);
            return of(TypeKind::money, v, currency_code(currency));
        }
        case Kind::duration: return duration(*this, l, negative);
        case Kind::true_: return number(TypeKind::boolean, 1);
        case Kind::false_: return number(TypeKind::boolean, 0);
        case Kind::string: return Constant{scalar(TypeKind::text), Value{0, syntax::unescape(l.text)}};
        case Kind::date:
        case Kind::time:
        case Kind::timestamp: return point_in_time(*this, l);
    }
    return std::nullopt;
}

std::optional<Value> Checker::convert(const Constant& c, Type expected, Span span) {
    if (expected.kind == TypeKind::error || c.type.kind == TypeKind::error) return std::nullopt;
    const Type want = expected.required();
    if (!fits(c.type.required(), want)) {
        const std::string_view written = source_text(span);
        diagnostics.report(DiagKind::constant_mismatch, span, "expected {}, but this is {}", describe(want), describe(c.type.required()))
            .with_help(mismatch_help(*this, c.type, want, written));
        return std::nullopt;
    }
    Value value = c.value;
    if (c.type.kind == TypeKind::integer && want.kind != TypeKind::integer && !mul(value.number, decimal_scale, value.number)) {
        diagnostics.report(DiagKind::number_too_large, span, "`{}` is too large for {}", source_text(span), describe(want));
        return std::nullopt;
    }
    if (want.kind == TypeKind::percent && c.type.kind != TypeKind::percent &&
        (value.number > decimal_scale || value.number < -decimal_scale)) {
        diagnostics
            .report(DiagKind::looks_like_points, span, "a percentage is expected here, and `{}` is {}", source_text(span),
                    describe(scalar(TypeKind::percent), value))
            .with_help(fmt::format("did you mean `{}%`?", source_text(span)));
        return std::nullopt;
    }
    return value;
}

std::optional<Constant> Checker::constant_of(const syntax::SignedLiteral& l, std::uint32_t tree) {
    if (!l.is_name) {
        const bool signed_kind = l.literal.kind <= syntax::LiteralKind::duration;
        if (l.negative && !signed_kind) {
            diagnostics.report(DiagKind::constant_mismatch, l.span, "`{}` can't be negative", l.literal.text);
            return std::nullopt;
        }
        return literal(l.literal, l.negative);
    }
    if (l.name.words.size() == 2) {
        if (!find(SymbolKind::enumeration, l.name.words[0].text, tree) && l.name.words[0].text[0] >= 'a') {
            diagnostics.report(DiagKind::constant_mismatch, l.span, "`{}` is no constant", l.name.text())
                .with_help(
                    "only literals, names of enums and consts stand here; in a table name the comparison with `let` and make that a "
                    "column");
            return std::nullopt;
        }
        const Symbol* e = resolve(SymbolKind::enumeration, l.name.words[0], tree);
        if (!e) return std::nullopt;
        const syntax::Name& wanted = l.name.words[1];
        if (const auto ordinal = find_enumerator({e->id}, wanted.text)) return number(TypeKind::enumerated, *ordinal, e->id);
        std::vector<std::string_view> candidates;
        for (const typed::Enumerator& v : program.enums[e->id].values) candidates.push_back(v.name);
        diagnostics.report(DiagKind::unknown_enumerator, wanted.span, "`{}` is not one of the names of `{}`", wanted.text, e->name)
            .with_help(did_you_mean(wanted.text, candidates));
        return std::nullopt;
    }
    const Symbol* constant = resolve(SymbolKind::constant, l.name, tree);
    auto value = constant ? constant_value(*constant) : std::nullopt;
    if (!value || !l.negative) return value;
    switch (value->type.kind) {
        case TypeKind::integer:
        case TypeKind::decimal:
        case TypeKind::percent:
        case TypeKind::money:
        case TypeKind::elapsed:
            if (sub(0, value->value.number, value->value.number)) return value;
            diagnostics.report(DiagKind::number_too_large, l.span, "`{}` is too large", source_text(l.span));
            return std::nullopt;
        default:
            diagnostics.report(DiagKind::constant_mismatch, l.span, "`{}` is {} and can't be negative", l.name.text(),
                               describe(value->type));
            return std::nullopt;
    }
}

std::optional<Value> Checker::constant_of(const syntax::SignedLiteral& l, Type expected, std::uint32_t tree) {
    if (expected.kind == TypeKind::error) return std::nullopt;
    if (l.is_name && l.name.words.size() == 1 && expected.kind == TypeKind::enumerated) {
        const syntax::Name& name = l.name.words[0];
        const typed::Enum& e = program.enums[expected.ref];
        const Symbol* constant = find(SymbolKind::constant, name.text, tree);
        if (const auto ordinal = find_enumerator({expected.ref}, name.text)) {
            if (!constant) return Value{*ordinal, {}};
            diagnostics.report(DiagKind::ambiguous_name, name.span, "`{}` is a name of `{}` and a const", name.text, e.name)
                .with_other(constant->span, "the const")
                .with_help(fmt::format("write `{}.{}`, or rename the const", e.name, name.text));
            return std::nullopt;
        }
        if (!constant) {
            std::vector<std::string_view> candidates;
            for (const typed::Enumerator& v : e.values) candidates.push_back(v.name);
            diagnostics.report(DiagKind::unknown_enumerator, name.span, "`{}` is not one of the names of `{}`", name.text, e.name)
                .with_help(did_you_mean(name.text, candidates));
            return std::nullopt;
        }
    }
    if (l.is_name && l.name.words.size() == 1 && expected.kind == TypeKind::text &&
        !find(SymbolKind::constant, l.name.words[0].text, tree)) {
        diagnostics.report(DiagKind::constant_mismatch, l.span, "expected text, but this is a name")
            .with_help(fmt::format("did you mean `\"{}\"`?", l.name.words[0].text));
        return std::nullopt;
    }
    if (l.is_name && expected.kind == TypeKind::boolean && (l.name.text() == "yes" || l.name.text() == "no")) {
        diagnostics.report(DiagKind::constant_mismatch, l.span, "expected bool, but this is a name").with_help("write `true` or `false`");
        return std::nullopt;
    }
    const auto c = constant_of(l, tree);
    return c ? convert(*c, expected, l.span) : std::nullopt;
}

std::optional<typed::Range> Checker::range_of(const syntax::LiteralRange& r, Type expected, std::uint32_t tree) {
    switch (expected.kind) {
        case TypeKind::error: return std::nullopt;
        case TypeKind::boolean:
        case TypeKind::text:
        case TypeKind::money_any:
        case TypeKind::business:
        case TypeKind::record:
        case TypeKind::list:
            diagnostics.report(DiagKind::no_range_for_type, r.span, "{} has no order, so it can't have a range",
                               describe(expected.required()));
            return std::nullopt;
        default: break;
    }
    const auto low = constant_of(r.low, expected, tree);
    const auto high = constant_of(r.high, expected, tree);
    if (!low || !high) return std::nullopt;
    const bool open = r.low_open || r.high_open;
    if (low->number > high->number || (open && low->number == high->number)) {
        diagnostics.report(DiagKind::empty_range, r.span, "nothing lies in `{}`", source_text(r.span))
            .with_label(low->number > high->number ? "the lower end is above the upper one" : "both ends are the same and one is excluded");
        return std::nullopt;
    }
    return typed::Range{low->number, high->number, r.low_open, r.high_open};
}

std::optional<std::int64_t> Checker::integer_in(const syntax::Literal& l, std::int64_t low, std::int64_t high, std::string_view what) {
    const ScaledNumber n = scaled_number(l.text, 0, false);
    if (n.status == NumberStatus::ok && n.value >= low && n.value <= high) return n.value;
    diagnostics.report(DiagKind::impossible_literal, l.span, "{} is a whole number from {} to {}, not `{}`", what, low, high, l.text);
    return std::nullopt;
}

}  // namespace ordain::sema
