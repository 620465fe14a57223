// Types as written, fields with their modifiers, and types and constants in the author's words.
#include <algorithm>

#include "compiler/sema/checker.hpp"
#include "runtime/base/arith.hpp"

namespace ordain::sema {

namespace {

constexpr Type scalar(TypeKind kind, std::uint32_t ref = 0) {
    return {kind, 0, 0, ref};
}

std::string_view place(TypeUse use) {
    switch (use) {
        case TypeUse::field: return "a field";
        case TypeUse::element: return "the elements of a list";
        case TypeUse::parameter: return "a parameter";
        case TypeUse::output: return "an output";
        case TypeUse::role_scope: return "the scope of a role";
        case TypeUse::ladder_scope: return "the scope of a ladder";
        case TypeUse::ladder_of: return "the limits of a ladder";
        case TypeUse::data_key: return "a key of data";
        case TypeUse::data_column: return "a column of data";
    }
    return "this place";
}

bool is_number(TypeKind k) {
    return k == TypeKind::integer || k == TypeKind::decimal || k == TypeKind::percent;
}
bool is_amount(TypeKind k) {
    return k == TypeKind::money || k == TypeKind::money_any;
}

/// Whether a type may stand in a place; modifiers, `?` and `advice` are judged elsewhere.
bool allowed(TypeKind k, TypeUse use) {
    const bool composite = k == TypeKind::record || k == TypeKind::list;
    switch (use) {
        case TypeUse::field:
        case TypeUse::parameter: return true;
        case TypeUse::element: return k != TypeKind::list;
        case TypeUse::output:
        case TypeUse::data_key:
        case TypeUse::data_column: return !composite && k != TypeKind::money_any;
        case TypeUse::role_scope:
        case TypeUse::ladder_scope: return k == TypeKind::text || k == TypeKind::enumerated;
        case TypeUse::ladder_of: return is_number(k) || k == TypeKind::money;
    }
    return true;
}

std::string allowed_help(TypeUse use) {
    switch (use) {
        case TypeUse::element: return "give the elements a record that holds the list";
        case TypeUse::output:
        case TypeUse::data_key:
        case TypeUse::data_column: return "it is a bool, number, money of a currency, text, enum, date, time or timestamp";
        case TypeUse::role_scope:
        case TypeUse::ladder_scope: return "it is `text` or an enum";
        case TypeUse::ladder_of: return "it is `int`, `decimal`, `percent` or money of a currency";
        default: return {};
    }
}

/// One type while it is being resolved.
class Resolver {
public:
    Resolver(Checker& checker, TypeUse use, std::uint32_t tree) : c_(checker), use_(use), tree_(tree) {}

    Type type(const syntax::TypeRef& t, const syntax::Modifiers* mods) {
        Type result = base(t, mods);
        if (result.kind == TypeKind::error) return result;
        if (!allowed(result.kind, use_)) {
            c_.diagnostics.report(DiagKind::type_not_allowed, t.span, "{} can't be {}", place(use_), c_.describe(result))
                .with_help(allowed_help(use_));
            return {};
        }
        if (t.base == syntax::BaseType::text_or_int && use_ != TypeUse::field)
            return refuse(t, "`text or int` says how JSON is read, and only a field is read from JSON");
        if (t.advice && use_ != TypeUse::field) return refuse(t, "only a field can be advice");
        if (t.advice && (result.kind == TypeKind::record || result.kind == TypeKind::list || result.kind == TypeKind::money_any))
            return refuse(t, "advice is one value: a bool, number, money of a currency, text, enum, date, time or timestamp");
        const bool may_be_optional =
            use_ == TypeUse::field || use_ == TypeUse::parameter || use_ == TypeUse::output || use_ == TypeUse::data_column;
        if (t.optional && !may_be_optional) return refuse(t, fmt::format("{} can't be missing; leave out the `?`", place(use_)));
        return t.optional || t.advice ? result.opt() : result;
    }

private:
    Type refuse(const syntax::TypeRef& t, std::string why) {
        c_.diagnostics.report(DiagKind::type_not_allowed, t.span, "`{}` can't stand here", c_.source_text(t.span))
            .with_label(std::move(why));
        return {};
    }

    Type base(const syntax::TypeRef& t, const syntax::Modifiers* mods) {
        using Base = syntax::BaseType;
        switch (t.base) {
            case Base::bool_: return scalar(TypeKind::boolean);
            case Base::int_: return scalar(TypeKind::integer);
            case Base::decimal: return scalar(TypeKind::decimal);
            case Base::percent: return scalar(TypeKind::percent);
            case Base::text:
            case Base::text_or_int: return scalar(TypeKind::text);
            case Base::date: return scalar(TypeKind::date);
            case Base::time: return scalar(TypeKind::time);
            case Base::timestamp: return scalar(TypeKind::timestamp);
            case Base::money:
                if (!t.currency.written()) return scalar(TypeKind::money_any);
                if (is_currency(t.currency.text)) return scalar(TypeKind::money, currency_code(t.currency.text));
                c_.diagnostics.report(DiagKind::type_not_allowed, t.currency.span, "a currency is three capitals, not `{}`",
                                      t.currency.text);
                return {};
            case Base::list: return list(t, mods);
            case Base::named: return named(t);
        }
        return {};
    }

    Type named(const syntax::TypeRef& t) {
        const syntax::Name whole{t.name.words.size() == 1 ? t.name.words[0].text : c_.source_text(t.name.span), t.name.span};
        const Symbol* s = c_.resolve_enum_or_record(whole, tree_);
        if (!s) return {};
        return scalar(s->kind == SymbolKind::record ? TypeKind::record : TypeKind::enumerated, s->id);
    }

    Type list(const syntax::TypeRef& t, const syntax::Modifiers* mods) {
        if (t.element.empty()) return {};
        const Type element = Resolver(c_, TypeUse::element, tree_).type(t.element.front(), nullptr);
        std::uint32_t max = 0;
        bool ok = element.kind != TypeKind::error;
        if (mods && !mods->max.text.empty()) {
            const auto n = c_.integer_in(mods->max, 1, static_cast<std::int64_t>(limits::list_rows), "the `max` of a list");
            ok = ok && n.has_value();
            max = static_cast<std::uint32_t>(n.value_or(0));
        } else if (use_ == TypeUse::field) {
            c_.diagnostics.report(DiagKind::list_needs_max, t.span, "this list needs a greatest length")
                .with_help(
                    fmt::format("add `max N`, such as `{} max 100`: the cost of a decision is known in advance", c_.source_text(t.span)));
            ok = false;
        }
        if (!ok) return {};
        if (!mods || !mods->key.written()) return c_.list_type(element, max, -1);
        return keyed(element, max, mods->key);
    }

    Type keyed(Type element, std::uint32_t max, const syntax::Name& key) {
        if (element.kind != TypeKind::record) {
            c_.diagnostics.report(DiagKind::bad_list_key, key.span, "only a list of records has a key, and this is a list of {}",
                                  c_.describe(element));
            return {};
        }
        const std::string& record = c_.program.records[element.ref].name;
        const auto symbol = std::find_if(c_.symbols.begin(), c_.symbols.end(),
                                         [&](const Symbol& s) { return s.kind == SymbolKind::record && s.id == element.ref; });
        const auto& fields = c_.trees[symbol->tree].records[symbol->decl].fields;
        std::vector<std::string_view> candidates;
        for (std::size_t i = 0; i < fields.size(); ++i) {
            candidates.push_back(fields[i].name.text);
            if (fields[i].name.text != key.text) continue;
            const Type made = c_.list_type(element, max, static_cast<std::int32_t>(i));
            c_.list_keys.push_back({made.ref, key});
            return made;
        }
        c_.diagnostics.report(DiagKind::unknown_name, key.span, "`{}` has no field `{}`", record, key.text)
            .with_help(did_you_mean(key.text, candidates));
        return {};
    }

    Checker& c_;
    TypeUse use_;
    std::uint32_t tree_;
};

/// Modifiers of one field, judged against its type.
class ModifierCheck {
public:
    ModifierCheck(Checker& checker, TypeUse use) : c_(checker), use_(use) {}

    /// Reports each modifier that the type or the place doesn't take. `t.optional` counts.
    void check(const syntax::Modifiers& m, Type t) {
        const TypeKind k = t.kind;
        if (k == TypeKind::error) return;
        const bool field = use_ == TypeUse::field;
        if (m.points && !(field && k == TypeKind::percent)) refuse(m.points_span, "points", "a `percent` field");
        if (m.zone.written() && !(field && k == TypeKind::timestamp)) refuse(m.zone.span, "zone", "a `timestamp` field");
        const bool takes_max = k == TypeKind::list ? use_ == TypeUse::field || use_ == TypeUse::parameter
                                                   : k == TypeKind::text && (field || use_ == TypeUse::data_column);
        if (!m.max.text.empty() && !takes_max) refuse(m.max.span, "max", "a text or a list");
        if (m.key.written() && !(field && k == TypeKind::list)) refuse(m.key.span, "key", "a list");
        if (m.rounded && !(field && (is_number(k) || is_amount(k)))) refuse(m.rounded_span, "rounded", "a field that is a number or money");
        if (m.false_as_missing && !(field && t.optional))
            refuse(m.false_span, "false as missing", "an optional field: add `?` to its type");
        if (m.currency.written() && !(field && is_amount(k))) refuse(m.currency.span, "currency", "a `money` field");
        if (m.from.written() && !field) refuse(m.from.span, "from", "a field of a record or an event");
        if (m.has_range) check_range_place(m, k);
    }

private:
    void check_range_place(const syntax::Modifiers& m, TypeKind k) {
        const bool ordered = is_number(k) || is_amount(k) || k == TypeKind::date || k == TypeKind::time || k == TypeKind::timestamp;
        const bool has_values = use_ == TypeUse::field || use_ == TypeUse::data_column;
        if (!ordered || !has_values) refuse(m.range.span, "in", "a number, money, date, time or timestamp of a field or a column");
    }

    void refuse(Span at, std::string_view modifier, std::string_view for_what) {
        c_.diagnostics.report(DiagKind::modifier_not_allowed, at, "`{}` doesn't fit here", modifier)
            .with_help(fmt::format("it is for {}", for_what));
    }

    Checker& c_;
    TypeUse use_;
};

/// The tokens of a JSON pointer without its leading slash; nullopt (reported) when it is malformed.
std::optional<std::vector<std::string>> pointer(Checker& c, const syntax::String& written) {
    const std::string text = syntax::unescape(written.raw);
    std::vector<std::string> tokens;
    if (text.empty()) return tokens;
    const auto bad = [&](std::string why) {
        c.diagnostics.report(DiagKind::bad_pointer, written.span, "{} is not a place in JSON", written.raw).with_label(std::move(why));
        return std::nullopt;
    };
    if (text.front() == '/') return bad("write it without the slash at its beginning");
    tokens.emplace_back();
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '/') {
            tokens.emplace_back();
        } else if (text[i] != '~') {
            tokens.back() += text[i];
        } else if (i + 1 < text.size() && (text[i + 1] == '0' || text[i + 1] == '1')) {
            tokens.back() += text[++i] == '0' ? '~' : '/';
        } else {
            return bad("`~` is written `~0`, and `/` in a name `~1`");
        }
    }
    return tokens;
}

}  // namespace

Type Checker::list_type(Type element, std::uint32_t max, std::int32_t key_field) {
    for (std::uint32_t i = 0; i < program.lists.size(); ++i) {
        const typed::ListType& l = program.lists[i];
        if (l.element == element && l.max == max && l.key_field == key_field) return scalar(TypeKind::list, i);
    }
    program.lists.push_back({element, max, key_field});
    return scalar(TypeKind::list, static_cast<std::uint32_t>(program.lists.size() - 1));
}

Type Checker::resolve_type(const syntax::TypeRef& type, const syntax::Modifiers* mods, TypeUse use, std::uint32_t tree) {
    const Type t = Resolver(*this, use, tree).type(type, mods);
    if (mods) ModifierCheck(*this, use).check(*mods, t);
    return t;
}

typed::Field Checker::make_field(const syntax::Field& field, TypeUse use, std::uint32_t tree) {
    typed::Field f;
    const syntax::Modifiers& m = field.mods;
    f.name = std::string(field.name.text);
    f.span = field.name.span;
    f.type = resolve_type(field.type, &m, use, tree);
    f.advice = field.type.advice;
    f.text_or_int = field.type.base == syntax::BaseType::text_or_int;
    f.points = m.points;
    f.rounded = m.rounded;
    f.false_as_missing = m.false_as_missing;
    f.pointer = {f.name};
    const TypeKind k = f.type.kind;
    if (k == TypeKind::text) {
        f.max_bytes = static_cast<std::uint32_t>(limits::text_bytes);
        if (!m.max.text.empty()) {
            const auto n = integer_in(m.max, 1, static_cast<std::int64_t>(limits::event_bytes), "the `max` of a text");
            if (n) f.max_bytes = static_cast<std::uint32_t>(*n);
        }
    }
    if (m.has_range && (is_number(k) || is_amount(k) || k == TypeKind::date || k == TypeKind::time || k == TypeKind::timestamp))
        f.range = range_of(m.range, f.type, tree);
    if (m.zone.written() && k == TypeKind::timestamp) use_zone(m.zone, f.zone);
    if (m.from.written()) {
        if (auto tokens = pointer(*this, m.from)) {
            if (tokens->empty() && k != TypeKind::record && k != TypeKind::error) {
                diagnostics.report(DiagKind::bad_pointer, m.from.span, "`\"\"` is the whole object, and only a record can be read from it");
            }
            f.pointer = std::move(*tokens);
        }
    }
    if (m.currency.written()) {
        f.currency_pointer = pointer(*this, m.currency);
        if (f.currency_pointer && f.currency_pointer->empty())
            diagnostics.report(DiagKind::bad_pointer, m.currency.span, "`\"\"` is the whole object, not a currency");
    }
    return f;
}

}  // namespace ordain::sema
