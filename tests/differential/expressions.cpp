#include "tests/differential/expressions.hpp"

#include <algorithm>

namespace ordain::differential {

namespace {

std::string tag_of(const GType& type) {
    return std::to_string(static_cast<int>(type.kind)) + type.ref;
}

Piece paren(std::vector<Piece> parts) {
    std::vector<Piece> all{"("};
    all.insert(all.end(), parts.begin(), parts.end());
    all.push_back(")");
    return cat(std::move(all));
}

const GType kBool{Kind::boolean, ""};
const GType kInt{Kind::integer, ""};
const GType kDec{Kind::decimal, ""};
const GType kPct{Kind::percent, ""};
const GType kText{Kind::text, ""};
const GType kDate{Kind::date, ""};
const GType kTime{Kind::time, ""};
const GType kStamp{Kind::timestamp, ""};
const GType kElapsed{Kind::elapsed, ""};

}  // namespace

Piece Expressions::of(const GType& type, int depth, const Scope& scope) {
    if (type.kind == Kind::boolean) {
        Scope when_true, when_false;
        return test(depth, scope, when_true, when_false);
    }
    std::vector<std::string> simpler;
    if (type.kind != Kind::enumerated) simpler = {literal(type)};
    if (depth > 0 && random_.chance(40)) return tagged(tag_of(type), computed(type, depth, scope), simpler);
    if (random_.chance(70))
        if (std::optional<Piece> r = read(type, depth, scope)) return tagged(tag_of(type), *r, simpler);
    for (const GNamed& c : model_.consts)
        if (c.type == type && random_.chance(40)) return tagged(tag_of(type), c.name, simpler);
    if (type.kind == Kind::decimal && random_.chance(20)) return tagged(tag_of(type), literal(kInt), simpler);
    if (type.kind == Kind::enumerated) return type.ref + "." + random_.pick(model_.enumeration(type.ref).values);
    return tagged(tag_of(type), literal(type), simpler);
}

std::optional<Piece> Expressions::read(const GType& type, int depth, const Scope& scope) {
    const std::vector<Readable> there = scope.of(type, false);
    if (!there.empty() && random_.chance(75)) return Piece(random_.pick(there).path);
    const bool fallible = type.kind == Kind::enumerated;
    const std::string fallback = fallible ? type.ref + "." + random_.pick(model_.enumeration(type.ref).values) : literal(type);
    if (random_.chance(80) && !scope.of(type, true).empty()) return paren({optional_of(type, depth - 1, scope), " if missing ", fallback});
    if (!there.empty()) return Piece(random_.pick(there).path);
    if (scope.pure) return std::nullopt;
    switch (type.kind) {
        case Kind::text: return Piece(random_.chance(50) ? "event.id" : "event.source");
        case Kind::timestamp: return Piece("event.time");
        case Kind::date: return Piece("date(event.time)");
        case Kind::time: return Piece("time(event.time)");
        default: return std::nullopt;
    }
}

Piece Expressions::optional_of(const GType& type, int depth, const Scope& scope) {
    const std::vector<Readable> there = scope.of(type, true);
    if (depth > 0 && random_.chance(30)) {
        // a look-up in reference rows
        for (const GData& d : model_.data) {
            for (const GColumn& c : d.columns) {
                if (c.type != type || random_.chance(30)) continue;
                std::vector<Piece> parts{d.name + "["};
                for (std::size_t k = 0; k < d.keys.size(); ++k) {
                    if (k > 0) parts.push_back(", ");
                    parts.push_back(of(d.keys[k], depth - 1, scope));
                }
                parts.push_back("]." + c.name);
                return cat(std::move(parts));
            }
        }
        // an element of a keyed list
        for (const ReadableList& l : scope.lists) {
            if (l.key.empty() || scope.pure) continue;
            for (const GField& f : model_.record(l.record).fields) {
                if (f.type != type || f.list || !f.record.empty() || f.advice || random_.chance(30)) continue;
                return cat({l.path + "[", of(l.key_type, depth - 1, scope), "]." + f.name});
            }
        }
    }
    if (depth > 0 && random_.chance(15) && (is_number(type.kind) || type.kind == Kind::money)) {
        std::string name, path;
        if (std::optional<Scope> element = inside(scope, name, path)) {
            Scope narrowed;
            const Piece filter = where(depth, *element, narrowed);
            if (std::optional<Piece> v = read(type, depth - 1, narrowed))
                return cat({random_.chance(50) ? "min(" : "max(", *v, " for " + name + " in " + path, filter, ")"});
        }
    }
    if (!there.empty() && (depth <= 0 || !random_.chance(10))) return random_.pick(there).path;
    Scope when_true, when_false;
    const int below = depth > 0 ? depth - 1 : 0;
    Piece c = test(below, scope, when_true, when_false);
    return paren({"if ", std::move(c), " then ", of(type, below, when_true)});
}

// --- conditions ---------------------------------------------------------------------------------------------------

Piece Expressions::test(int depth, const Scope& scope, Scope& when_true, Scope& when_false) {
    for (int attempt = 0; attempt < 8; ++attempt) {
        when_true = when_false = scope;
        std::optional<Piece> found;
        const std::size_t way = random_.below(depth > 0 ? 20 : 8);
        if (way < 7) {
            found = comparison(depth, scope);
        } else if (way < 8) {
            const auto bools = scope.of(kBool, false);
            if (!bools.empty()) found = Piece(random_.pick(bools).path);
        } else if (way < 11) {
            found = presence(depth, scope, when_true, when_false);
        } else if (way < 13) {
            found = quantifier(depth, scope);
        } else if (way < 18) {
            found = joined(depth, scope, when_true, when_false);
        } else if (way < 19) {
            found = paren({"not ", test(depth - 1, scope, when_false, when_true)});
        } else {
            found = choice(kBool, depth, scope);
        }
        if (found) return tagged(tag_of(kBool), *found, {"true", "false"});
    }
    when_true = when_false = scope;
    return scope.pure ? "true" : "(event.id != \"a\")";
}

Piece Expressions::joined(int depth, const Scope& scope, Scope& when_true, Scope& when_false) {
    const bool both = random_.chance(50);
    Scope left_true, left_false, right_true, right_false;
    Piece left = test(depth - 1, scope, left_true, left_false);
    Piece right = test(depth - 1, both ? left_true : left_false, right_true, right_false);
    if (both)
        when_true = right_true;  // it grew from what the left says
    else
        when_false = right_false;
    return paren({std::move(left), both ? " and " : " or ", std::move(right)});
}

Piece Expressions::choice(const GType& type, int depth, const Scope& scope) {
    Scope when_true, when_false;
    Piece c = test(depth - 1, scope, when_true, when_false);
    Piece a = of(type, depth - 1, when_true);
    Piece b = of(type, depth - 1, when_false);
    return paren({"if ", std::move(c), " then ", std::move(a), " else ", std::move(b)});
}

/// " where …" or nothing, and what it leaves known about the element.
Piece Expressions::where(int depth, const Scope& element, Scope& narrowed) {
    narrowed = element;
    if (random_.chance(30)) return "";
    Scope when_false;
    return removable(cat({" where ", test(depth - 1, element, narrowed, when_false)}));
}

std::optional<GType> Expressions::readable_type(const Scope& scope, bool optional) {
    std::vector<GType> types;
    for (const Readable& r : scope.values)
        if (r.optional == optional && r.type.kind != Kind::money_any) types.push_back(r.type);
    if (types.empty()) return std::nullopt;
    return random_.pick(types);
}

std::optional<Piece> Expressions::comparison(int depth, const Scope& scope) {
    if (!scope.ratios.empty() && random_.chance(25))
        return paren({random_.pick(scope.ratios), random_.chance(50) ? " <= " : " > ", literal(kPct)});
    if (!scope.pure && random_.chance(8))
        return cat({"(weekday(", of(kDate, depth - 1, scope), ") ", random_.chance(50) ? "in (sat, sun))" : "<= tue)"});
    std::optional<GType> type = readable_type(scope, false);
    if (!type || random_.chance(10)) type = random_.chance(50) ? kStamp : kElapsed;
    if (type->kind == Kind::elapsed) {
        const auto stamp = read(kStamp, depth, scope);
        if (!stamp || scope.pure) return std::nullopt;
        return paren({"(event.time - ", *stamp, ") ", random_.chance(50) ? "<= " : "> ", literal(kElapsed)});
    }
    std::optional<Piece> left;
    if (depth > 0 && random_.chance(40) && type->kind != Kind::boolean && type->kind != Kind::enumerated)
        left = computed(*type, depth, scope);
    else
        left = read(*type, depth, scope);
    if (!left) return std::nullopt;
    return compare_to(tagged(tag_of(*type), *left), *type, depth, scope);
}

Piece Expressions::compare_to(Piece left, const GType& type, int depth, const Scope& scope) {
    static const std::vector<std::string> orders{" < ", " <= ", " > ", " >= ", " = ", " != "};
    static const std::vector<std::string> equalities{" = ", " != "};
    const auto other = [&]() -> Piece {
        if (type.kind == Kind::enumerated) return enumerator(type.ref);
        return random_.chance(60) ? Piece(literal(type)) : of(type, depth - 1, scope);
    };
    const std::size_t way = random_.below(10);
    if (way < 5) return paren({std::move(left), random_.pick(has_order(type.kind) ? orders : equalities), other()});
    if (way < 7 && type.kind != Kind::boolean) {
        std::vector<Piece> parts{std::move(left), " in (", literal(type)};
        for (std::size_t n = 1 + random_.below(3); n > 0; --n) parts.push_back(removable(cat({", ", literal(type)})));
        parts.push_back(")");
        return paren(std::move(parts));
    }
    if (way < 9)
        if (const auto bounds = ordered_literals(type)) {
            const bool brackets = random_.chance(50);
            const std::string open = !brackets ? "" : random_.chance(50) ? "(" : "[";
            const std::string close = !brackets ? "" : random_.chance(50) ? ")" : "]";
            const std::string dots = brackets ? " .. " : "..";
            return paren({std::move(left), " in " + open + bounds->first + dots + bounds->second + close});
        }
    if (type.kind == Kind::text && way == 9) {
        static const std::vector<std::string> tests{" starts with ", " ends with ", " contains "};
        return paren({std::move(left), random_.pick(tests), other()});
    }
    for (const ReadableList& l : scope.lists)
        if (l.record.empty() && l.scalar == type && !l.optional && random_.chance(50)) return paren({std::move(left), " in " + l.path});
    return paren({std::move(left), random_.pick(equalities), other()});
}

std::optional<Piece> Expressions::presence(int depth, const Scope& scope, Scope& when_true, Scope& when_false) {
    std::vector<Readable> optionals;
    for (const Readable& r : scope.values)
        if (r.optional) optionals.push_back(r);
    if (optionals.empty()) return std::nullopt;
    const Readable r = random_.pick(optionals);
    const bool comparable = r.type.kind != Kind::money_any && r.simple;
    const Scope there = scope.narrowed(r);
    const auto compared = [&] { return compare_to(r.path, r.type, depth, there); };
    const std::size_t way = random_.below(6);
    if (way == 0 || !comparable) {
        const bool present = random_.chance(50);
        (present ? when_true : when_false) = there;
        return paren({r.path, present ? " is present" : " is missing"});
    }
    if (way == 1) {
        when_false = there;
        return paren({r.path, " is missing or ", compared()});
    }
    if (way == 2) {
        const Readable other = random_.pick(scope.of(r.type, true));
        return cat({"same(" + r.path + ", " + other.path + ")"});
    }
    if (way == 3) return paren({"if ", r.path + " is missing then ", of(kBool, depth - 1, scope), " else ", compared()});
    when_true = there;
    if (way == 4 && r.type.kind == Kind::enumerated && model_.enumeration(r.type.ref).open)
        return paren({r.path + " is present and " + r.path + " is unknown"});
    return paren({r.path + " is present and ", compared()});
}

std::optional<Scope> Expressions::inside(const Scope& scope, std::string& name, std::string& path) {
    std::vector<ReadableList> lists;
    for (const ReadableList& l : scope.lists)
        if (!l.optional) lists.push_back(l);
    if (lists.empty() || scope.pure) return std::nullopt;
    const ReadableList& list = random_.pick(lists);
    name = fresh("x");
    path = list.path;
    Scope element = scope;
    add_element(model_, list, name, element);
    // prefer what the element has
    Scope only;
    add_element(model_, list, name, only);
    for (const Readable& r : only.values) element.values.push_back(r), element.values.push_back(r);
    return element;
}

std::optional<Piece> Expressions::quantifier(int depth, const Scope& scope) {
    std::string name, path;
    const std::optional<Scope> element = inside(scope, name, path);
    if (!element) return std::nullopt;
    const std::string word = random_.chance(50) ? "any " : "every ";
    return paren({word + name + " in " + path + " where ", of(kBool, depth - 1, *element)});
}

// --- values -------------------------------------------------------------------------------------------------------

Piece Expressions::computed(const GType& type, int depth, const Scope& scope) {
    if (random_.chance(12)) return choice(type, depth, scope);
    if (random_.chance(15)) {
        for (const GDefine& d : model_.defines) {
            if (d.result != type || scope.pure) continue;
            std::vector<Piece> parts{d.name + "("};
            for (std::size_t i = 0; i < d.parameters.size(); ++i) {
                if (i > 0) parts.push_back(", ");
                const std::optional<Piece> argument = read(d.parameters[i], depth - 1, scope);
                if (!argument) break;
                parts.push_back(*argument);
            }
            if (parts.size() != 2 * d.parameters.size()) continue;
            parts.push_back(")");
            return cat(std::move(parts));
        }
    }
    if (random_.chance(15)) {
        const auto a = read(type, depth - 1, scope);
        const bool extremes = is_number(type.kind) || type.kind == Kind::money || type.kind == Kind::date || type.kind == Kind::timestamp;
        if (a && extremes) return cat({random_.chance(50) ? "min(" : "max(", *a, ", ", of(type, depth - 1, scope), ")"});
    }
    if (random_.chance(25))
        if (std::optional<Piece> a = aggregate(type, depth, scope)) return *a;
    switch (type.kind) {
        case Kind::integer: return integer(depth, scope);
        case Kind::decimal: return decimal(depth, scope);
        case Kind::percent:
            if (const auto a = read(kPct, depth - 1, scope)) {
                if (random_.chance(40)) return paren({"1 - ", *a});
                return paren({*a, random_.chance(50) ? " + " : " - ", of(kPct, depth - 1, scope)});
            }
            return literal(type);
        case Kind::money: return money(type, depth, scope);
        case Kind::date:
        case Kind::time:
        case Kind::timestamp: return time(type, depth, scope);
        default:
            if (const auto a = read(type, depth - 1, scope)) return *a;
            return of(type, 0, scope);
    }
}

std::optional<Piece> Expressions::aggregate(const GType& type, int depth, const Scope& scope) {
    std::string name, path;
    const std::optional<Scope> element = inside(scope, name, path);
    if (!element) return std::nullopt;
    Scope narrowed;
    const Piece filter = where(depth, *element, narrowed);
    if (type.kind == Kind::integer && random_.chance(60)) return cat({"count(" + name + " in " + path, filter, ")"});
    if (!is_number(type.kind) && type.kind != Kind::money) return std::nullopt;
    const std::optional<Piece> value = read(type, depth - 1, narrowed);
    if (!value) return std::nullopt;
    return cat({"sum(", tagged(tag_of(type), *value), " for " + name + " in " + path, filter, ")"});
}

Piece Expressions::integer(int depth, const Scope& scope) {
    static const std::vector<std::string> operators{" + ", " - ", " * "};
    const std::optional<Piece> a = read(kInt, depth - 1, scope);
    const std::size_t way = random_.below(10);
    if (way < 2 && !scope.pure) {
        const bool business = scope.calendar && random_.chance(50);
        return paren({business ? "business days between " : "days between ", "date(event.time)", " and ", of(kDate, 0, scope)});
    }
    if (!a) return literal(kInt);
    if (way < 4) return cat({"abs(", *a, ")"});
    if (way < 5) return paren({"-", *a});
    return paren({*a, random_.pick(operators), of(kInt, depth - 1, scope)});
}

Piece Expressions::decimal(int depth, const Scope& scope) {
    static const std::vector<std::string> operators{" + ", " - ", " * ", " / "};
    const std::size_t way = random_.below(12);
    if (way < 2 && scope.calendar && !scope.pure) return paren({"business hours between event.time and ", of(kStamp, 0, scope)});
    if (way < 4) {
        const auto a = read(kInt, depth - 1, scope);
        const auto b = read(kInt, depth - 1, scope);
        if (a && b) return paren({*a, " / ", *b});
    }
    if (way < 6) {
        const GType euro{Kind::money, "EUR"};
        const auto a = read(euro, depth - 1, scope);
        if (a) return paren({*a, " / ", random_.chance(50) ? Piece("50_000 EUR") : of(euro, depth - 1, scope)});
    }
    const std::optional<Piece> a = read(kDec, depth - 1, scope);
    if (!a) return literal(kDec);
    if (way < 8) return cat({"round(", *a, ", ", std::to_string(random_.below(7)), ")"});
    if (way < 9) return paren({"-", *a});
    if (way < 10)
        if (const auto p = read(kPct, depth - 1, scope)) return paren({*a, " * ", *p});
    const std::string op = random_.pick(operators);
    return paren({*a, op, op == " * " && random_.chance(30) ? of(kInt, depth - 1, scope) : of(kDec, depth - 1, scope)});
}

Piece Expressions::money(const GType& type, int depth, const Scope& scope) {
    const std::optional<Piece> a = read(type, depth - 1, scope);
    const std::size_t way = random_.below(12);
    if (way < 3 || !a) {
        std::vector<Readable> carried = scope.of({Kind::money_any, ""}, false);
        for (const Readable& r : scope.values)
            if (r.type.kind == Kind::money && !r.optional) carried.push_back(r);
        const auto rate = read(kDec, depth - 1, scope);
        if (!carried.empty() && rate)
            return paren(
                {random_.pick(carried).path + " in " + type.ref + (random_.chance(50) ? " at " : " per "), tagged("rate", paren({*rate}))});
    }
    if (!a) return literal(type);
    if (way < 5) return paren({*a, " * ", of(random_.chance(50) ? kDec : kPct, depth - 1, scope)});
    if (way < 6) return paren({*a, " * ", of(kInt, depth - 1, scope)});
    if (way < 7)
        if (const auto n = read(random_.chance(50) ? kInt : kDec, depth - 1, scope)) return paren({*a, " / ", *n});
    if (way < 8) return paren({*a, " / ", random_.chance(50) ? "3" : "1.5"});
    if (way < 9) return cat({"round(", *a, ", ", std::to_string(random_.below(5)), ")"});
    if (way < 10) return cat({random_.chance(50) ? "abs(" : "(-", *a, ")"});
    return paren({*a, random_.chance(50) ? " + " : " - ", of(type, depth - 1, scope)});
}

Piece Expressions::time(const GType& type, int depth, const Scope& scope) {
    if (type.kind == Kind::time) {
        const auto t = read(kStamp, depth - 1, scope);
        return t ? cat({"time(", *t, ")"}) : Piece(literal(type));
    }
    const std::optional<Piece> a = read(type, depth - 1, scope);
    if (!a) return literal(type);
    const std::string sign = random_.chance(50) ? " + " : " - ";
    if (type.kind == Kind::timestamp) return paren({*a, sign, literal(kElapsed)});
    if (random_.chance(40))
        if (const auto t = read(kStamp, depth - 1, scope)) return cat({"date(", *t, ")"});
    static const std::vector<std::string> spans{"1 day", "30 days", "1 week", "48 hours"};
    return paren({*a, sign, random_.pick(spans)});
}

Piece Expressions::text_with_braces(const Scope& scope) {
    std::vector<Piece> parts{"\"it is "};
    std::vector<Readable> shown;
    for (const Readable& r : scope.values)
        if (!r.optional) shown.push_back(r);
    for (std::size_t n = random_.below(3); n > 0 && !shown.empty(); --n)
        parts.push_back(removable(cat({"{" + random_.pick(shown).path + "} "})));
    if (!scope.ratios.empty() && random_.chance(30)) parts.push_back(removable("{" + random_.pick(scope.ratios) + "}"));
    if (random_.chance(10)) parts.push_back("{{x}}");
    parts.push_back("\"");
    return cat(std::move(parts));
}

}  // namespace ordain::differential
