// What names and paths mean: bound names, lets, the event's fields, constants, enumerators, look-ups.
#include "compiler/sema/exprs.hpp"

namespace ordain::sema {

using syntax::ExprKind;
using typed::ExprId;
using typed::Op;

namespace {

std::string event_name(const Checker& c, const Scope& s) {
    return s.event.valid() ? c.program.events[s.event.value].name : std::string();
}

const typed::Record* root_record(const Checker& c, const Scope& s) {
    if (!s.event.valid()) return nullptr;
    const typed::RecordId root = c.program.events[s.event.value].root;
    return root.valid() ? &c.program.records[root.value] : nullptr;
}

std::optional<std::uint32_t> field_index(const typed::Record& record, std::string_view name) {
    for (std::uint32_t i = 0; i < record.fields.size(); ++i)
        if (record.fields[i].name == name) return i;
    return std::nullopt;
}

/// Where in `record` or the records in it (not in lists) a field of this name stands: `customer.overdue_days`; the nearest, or "".
std::string path_to(const Checker& c, const typed::Record& record, std::string_view name) {
    constexpr std::size_t most = 200;  // records looked into
    std::vector<std::pair<const typed::Record*, std::string>> open{{&record, ""}};
    for (std::size_t i = 0; i < open.size() && i < most; ++i) {
        const auto [in, prefix] = open[i];
        if (field_index(*in, name)) return fmt::format("{}{}", prefix, name);
        for (const typed::Field& f : in->fields)
            if (f.type.kind == TypeKind::record) open.emplace_back(&c.program.records[f.type.ref], fmt::format("{}{}.", prefix, f.name));
    }
    return "";
}

struct EnvelopeField {
    std::string_view name;
    TypeKind kind;
};
constexpr EnvelopeField envelope_fields[] = {
    {"id", TypeKind::text}, {"source", TypeKind::text}, {"type", TypeKind::text}, {"time", TypeKind::timestamp}};

// What was probably meant; of few, where nothing is near, all.
std::string help_for_choice(std::string_view word, const std::vector<std::string_view>& names) {
    constexpr std::size_t few = 12;
    const std::string near = did_you_mean(word, names);
    if (!near.empty() || names.empty() || names.size() > few) return near;
    std::string list;
    for (std::string_view name : names) list += fmt::format("{}`{}`", list.empty() ? "" : ", ", name);
    return names.size() == 1 ? fmt::format("there is only {}", list) : fmt::format("there are {}", list);
}

}  // namespace

bool Exprs::is_variable(std::string_view word) const {
    for (const Binding& b : s_.bindings)
        if (b.name == word) return true;
    if (s_.lets && s_.lets->find(word)) return true;

    if (const typed::Record* root = root_record(c_, s_); root && field_index(*root, word)) return true;
    return (word == "event" && s_.event.valid()) || word == s_.hidden_element || c_.find(SymbolKind::constant, word, s_.tree) != nullptr;
}

std::string Exprs::taken_by(std::string_view word) const {
    for (const Binding& b : s_.bindings)
        if (b.name == word) return b.argument.valid() ? "a parameter" : "an element";
    if (s_.lets && s_.lets->find(word)) return "a `let`";

    if (const typed::Record* root = root_record(c_, s_); root && field_index(*root, word))
        return fmt::format("a field of `{}`", event_name(c_, s_));
    if (word == "event") return "the event's envelope";
    if (c_.find(SymbolKind::constant, word, s_.tree)) return "a `const`";
    return "";
}

ExprId Exprs::enumerator(typed::EnumId e, std::int64_t ordinal, Span span) {
    return constant({TypeKind::enumerated, 0, 0, e.value}, {ordinal, {}}, span);
}

// Enumerators resolve against an operand of enum type before anything else; a name that means something else too must be written out.
ExprId Exprs::path(const syntax::Path& path, Type hint) {
    if (!path.written()) return error();
    const syntax::Name& first = path.words[0];
    if (hint.kind == TypeKind::enumerated && path.words.size() == 1) {
        if (const auto ordinal = c_.find_enumerator({hint.ref}, first.text)) {
            if (const std::string other = taken_by(first.text); !other.empty()) {
                const std::string& owner = c_.program.enums[hint.ref].name;
                c_.diagnostics.report(DiagKind::enumerator_clash, path.span, "`{}` is a name of `{}` and also {}", first.text, owner, other)
                    .with_help(fmt::format("write `{}.{}` for the name", owner, first.text));
                return error();
            }
            return enumerator({hint.ref}, *ordinal, path.span);
        }
    }
    if (path.words.size() == 2 && !is_variable(first.text)) {
        if (c_.find(SymbolKind::enumeration, first.text, s_.tree)) {
            const Symbol* e = c_.resolve(SymbolKind::enumeration, first, s_.tree);
            if (!e) return error();
            if (const auto ordinal = c_.find_enumerator({e->id}, path.words[1].text)) return enumerator({e->id}, *ordinal, path.span);
            return unknown(path.words[1], {TypeKind::enumerated, 0, 0, e->id});
        }
    }
    ExprId at = first_word(path, hint);
    std::size_t next = 1;
    if (first.text == "event" && ok(at) && c_.program[at].op == Op::envelope) next = 2;
    for (; next < path.words.size() && ok(at); ++next) at = member(read(at), path.words[next]);
    if (!ok(at)) return error();
    if (s_.path_types && is_scalar(type(at).kind)) s_.path_types->emplace(path.span.begin, type(at));
    return read(at);
}

ExprId Exprs::first_word(const syntax::Path& path, Type hint) {
    const syntax::Name& first = path.words[0];
    for (std::size_t i = s_.bindings.size(); i-- > 0;) {
        const Binding& b = s_.bindings[i];
        if (b.name != first.text) continue;
        if (b.argument.valid()) return b.argument;
        typed::Expr e;
        e.op = Op::var;
        e.type = b.type;
        e.span = first.span;
        e.index = b.variable;
        return b.type.kind == TypeKind::error ? error() : make(std::move(e));
    }
    if (LetSlot* let = s_.lets ? s_.lets->find(first.text) : nullptr) return let_read(*let, first.span);

    if (!s_.hidden_element.empty() && first.text == s_.hidden_element) {
        c_.diagnostics
            .report(DiagKind::element_not_here, first.span, "`{}` is one element; `applies when` is about the whole event", first.text)
            .with_help("move the condition to `where`, or to a rule");
        return error();
    }
    if (const typed::Record* root = root_record(c_, s_)) {
        if (const auto i = field_index(*root, first.text)) {
            const Type root_type{TypeKind::record, 0, 0, c_.program.events[s_.event.value].root.value};
            return member(make(Op::root, root_type, first.span), first);
        }
    }
    if (first.text == "event" && s_.event.valid()) {
        if (path.words.size() > 1)
            for (std::uint32_t i = 0; i < std::size(envelope_fields); ++i)
                if (envelope_fields[i].name == path.words[1].text) {
                    typed::Expr e;
                    e.op = Op::envelope;
                    e.type = scalar(envelope_fields[i].kind);
                    e.span = cover(first.span, path.words[1].span);
                    e.index = i;
                    return make(std::move(e));
                }
        c_.diagnostics.report(DiagKind::unknown_field, path.span, "`event` has `id`, `source`, `type` and `time`");
        return error();
    }
    if (c_.find(SymbolKind::constant, first.text, s_.tree)) {
        const Symbol* symbol = c_.resolve(SymbolKind::constant, first, s_.tree);  // reports one that two modules declare
        const auto known = symbol ? c_.constant_value(*symbol) : std::nullopt;
        return known ? constant(known->type, known->value, first.span) : error();
    }
    return unknown(first, hint);
}

ExprId Exprs::let_read(LetSlot& slot, Span span) {
    if (!slot.checked || slot.type.kind == TypeKind::error) return error();
    if (slot.index == UINT32_MAX) return slot.value;  // another name of a record or list
    typed::Expr e;
    e.op = Op::let;
    e.type = slot.type;
    e.span = span;
    e.index = slot.index;
    e.reads_advice = c_.program[slot.value].reads_advice;
    const ExprId id = make(std::move(e));
    if (ok(id)) st_.place_of[id.value] = slot.place;
    return id;
}

// `Risk.low` for a `low` that stands alone; of the author's own enums first.
std::string Exprs::help_for_enumerator(std::string_view name) const {
    std::string help;
    for (std::string_view of : c_.names(SymbolKind::enumeration, s_.tree)) {
        const Symbol* e = c_.find(SymbolKind::enumeration, of, s_.tree);
        if (e != nullptr && c_.find_enumerator({e->id}, name) && (help.empty() || e->module != 0))
            help = fmt::format("`{0}` is a name of the enum `{1}`: compare something with it, or write `{1}.{0}`", name, of);
    }
    return help;
}

ExprId Exprs::unknown(const syntax::Name& name, Type hint) {
    if (hint.kind == TypeKind::enumerated) {
        const typed::Enum& e = c_.program.enums[hint.ref];
        std::vector<std::string_view> names;
        for (const typed::Enumerator& v : e.values) names.push_back(v.name);
        c_.diagnostics.report(DiagKind::unknown_enumerator, name.span, "`{}` is not one of the names of `{}`", name.text, e.name)
            .with_help(help_for_choice(name.text, names));
        return error();
    }
    if (s_.purpose != Purpose::proof && (name.text == "verdict" || name.text == "approvers" || name.text == "holds")) {
        c_.diagnostics.report(DiagKind::only_in_proofs, name.span, "`{}` of the decision is known in `prove` only", name.text);
        return error();
    }
    if (c_.diagnostics.error_count() >= limits::reported_errors) {  // not kept, so not worth a search
        c_.diagnostics.report(DiagKind::unknown_name, name.span, "unknown name `{}`", name.text);
        return error();
    }
    std::vector<std::string_view> names = c_.names(SymbolKind::constant, s_.tree);
    for (const Binding& b : s_.bindings) names.push_back(b.name);
    if (s_.lets)
        for (const LetSlot& let : s_.lets->slots) names.push_back(let.name.text);
    if (const typed::Record* root = root_record(c_, s_))
        for (const typed::Field& f : root->fields) names.push_back(f.name);

    for (SymbolKind kind :
         {SymbolKind::role, SymbolKind::ladder, SymbolKind::queue, SymbolKind::action, SymbolKind::channel, SymbolKind::reason,
          SymbolKind::define, SymbolKind::data, SymbolKind::output, SymbolKind::enumeration, SymbolKind::record, SymbolKind::policy}) {
        const Symbol* symbol = c_.find(kind, name.text, s_.tree);
        if (!symbol) continue;
        auto& d = c_.diagnostics.report(DiagKind::not_a_value, name.span, "`{}` is a {}, not a value", name.text, word(kind));
        d.with_other(symbol->span, "declared here");
        if (kind == SymbolKind::define) d.with_help(fmt::format("call it: `{}(…)`", name.text));
        if (kind == SymbolKind::data) d.with_help(fmt::format("look something up in it: `{}[…]`", name.text));
        return error();
    }
    if (!s_.event.valid() && (name.text == "event" || s_.purpose == Purpose::constant || s_.purpose == Purpose::bundle_default)) {
        const std::string near = did_you_mean(name.text, names);
        c_.diagnostics.report(DiagKind::no_event_here, name.span, "`{}` is not a constant; nothing of an event can be read here", name.text)
            .with_help(near.empty() ? "what depends on the event is a `let` of a policy" : near);
        return error();
    }
    auto& d =
        c_.diagnostics.report(DiagKind::unknown_name, name.span,
                              s_.event.valid() ? fmt::format("unknown name `{}`; `{}` has no such field", name.text, event_name(c_, s_))
                                               : fmt::format("unknown name `{}`", name.text));
    d.with_help(did_you_mean(name.text, names));
    if (const typed::Record* root = root_record(c_, s_))
        if (const std::string path = path_to(c_, *root, name.text); !path.empty()) d.with_help(fmt::format("did you mean `{}`?", path));
    if (name.text == "null") d.with_help("ask `x is missing`, or `x is present`");
    if (name.text == "today" || name.text == "now") d.with_help("there is no clock: write `date(event.time)`, or `event.time`");
    if (d.help.empty()) d.with_help(help_for_enumerator(name.text));
    if (s_.purpose == Purpose::definition && d.help.empty()) d.with_help("a `define` sees its parameters and constants only");
    return error();
}

ExprId Exprs::member(ExprId of, const syntax::Name& name) {
    const Type t = type(of);
    if (t.kind == TypeKind::error) return error();
    const Span span = join(c_.program[of].span, name.span);
    if (t.kind == TypeKind::record) {
        const typed::Record& record = c_.program.records[t.ref];
        const auto i = field_index(record, name.text);
        if (!i) {
            std::vector<std::string_view> names;
            for (const typed::Field& f : record.fields) names.push_back(f.name);
            const std::string path = path_to(c_, record, name.text);
            c_.diagnostics.report(DiagKind::unknown_field, name.span, "`{}` has no field `{}`", record.name, name.text)
                .with_help(path.empty() ? help_for_choice(name.text, names) : fmt::format("did you mean `{}.{}`?", text_of(of), path));
            return error();
        }
        typed::Expr e;
        e.op = Op::field;
        e.type = record.fields[*i].type;
        if (t.optional || record.fields[*i].advice) e.type = e.type.opt();
        e.span = span;
        e.a = of;
        e.index = *i;
        return e.type.kind == TypeKind::error ? error() : make(std::move(e));
    }
    const ExprId field = optional_form(of);
    const typed::Expr& f = c_.program[field];
    if (name.text == "confidence" && f.op == Op::field && c_.program.records[type(f.a).ref].fields[f.index].advice) {
        const bool known = field != of;  // present advice has a confidence
        const ExprId e = make(Op::confidence, scalar(TypeKind::percent).opt(), span, field);
        return known && ok(e) ? make(Op::unwrap, scalar(TypeKind::percent), span, e) : e;
    }
    auto& d =
        c_.diagnostics.report(DiagKind::unknown_field, name.span, "`{}` is {} and has no field `{}`", text_of(of), describe(of), name.text);
    if (t.kind == TypeKind::list)
        d.with_help(fmt::format("say which elements: `any l in {0} where …`, `sum(… for l in {0})`", text_of(of)));
    return error();
}

// A name that can only be an enumerator waits for the type of its partner.
bool Exprs::wants_hint(syntax::ExprId id) const {
    while (id.valid()) {
        const syntax::Expr& e = (*s_.code)[id];
        if (e.kind == ExprKind::path) return e.path.words.size() == 1 && !is_variable(e.path.words[0].text);
        if (e.kind == ExprKind::if_) {
            id = e.b;
        } else if (e.kind == ExprKind::if_missing) {
            id = e.a;
        } else {
            return false;
        }
    }
    return false;
}

std::pair<ExprId, ExprId> Exprs::pair(syntax::ExprId a, syntax::ExprId b, Type hint) {
    const bool turned = wants_hint(a) && !wants_hint(b);
    const syntax::ExprId first = turned ? b : a;
    const syntax::ExprId second = turned ? a : b;
    const ExprId x = value(first, hint);
    if (!ok(x) && wants_hint(second)) return {error(), error()};
    const ExprId y = value(second, ok(x) ? type(x) : hint);
    return turned ? std::pair{y, x} : std::pair{x, y};
}

// --- look-ups -------------------------------------------------------------------------------------------------------

ExprId Exprs::index(const syntax::Expr& e) {
    if (!e.a.valid()) return error();
    const syntax::Expr& source = (*s_.code)[e.a];
    if (source.kind == ExprKind::path && source.path.words.size() == 1 && !is_variable(source.path.words[0].text))
        if (c_.find(SymbolKind::data, source.path.words[0].text, s_.tree)) {
            const Symbol* data = c_.resolve(SymbolKind::data, source.path.words[0], s_.tree);  // reports one that two modules declare
            return data ? data_row(e, {data->id}) : error();
        }
    const ExprId list = required(e.a);
    if (!ok(list)) return error();
    if (type(list).kind != TypeKind::list) {
        c_.diagnostics
            .report(DiagKind::not_a_list, c_.program[list].span, "`{}` is {}, so nothing can be looked up in it", text_of(list),
                    describe(list))
            .with_help("look-ups go into `data` and into lists with a `key`");
        return error();
    }
    const typed::ListType& l = c_.program.lists[type(list).ref];
    if (l.key_field < 0) {
        c_.diagnostics.report(DiagKind::no_list_key, e.span, "`{}` has no key to find an element by", text_of(list))
            .with_help("declare it: `list<…> max … key FIELD`");
        return error();
    }
    if (e.args.size() != 1) {
        c_.diagnostics.report(DiagKind::wrong_argument_count, e.span, "one key finds an element, but {} are given", e.args.size());
        return error();
    }
    const typed::Field& field = c_.program.records[l.element.ref].fields[static_cast<std::size_t>(l.key_field)];
    const Type key_type = field.type.required();
    const ExprId key = coerce(value(e.args[0], key_type), key_type);
    if (!ok(key)) return error();
    return make(Op::element, c_.program.lists[type(list).ref].element.opt(), e.span, list, key);
}

ExprId Exprs::data_row(const syntax::Expr& e, typed::DataId data) {
    const auto key_types = c_.program.data[data.value].key_types;
    const std::string name = c_.program.data[data.value].name;
    if (e.args.size() != key_types.size()) {
        if (!key_types.empty())
            c_.diagnostics.report(DiagKind::wrong_argument_count, e.span, "`{}` has {} key{}, but {} {} given", name, key_types.size(),
                                  key_types.size() == 1 ? "" : "s", e.args.size(), e.args.size() == 1 ? "is" : "are");
        return error();
    }
    typed::Expr row;
    row.op = Op::data_row;
    row.type = Type{TypeKind::record, 1, 0, c_.program.data[data.value].row.value};
    row.span = e.span;
    row.index = data.value;
    bool good = true;
    for (std::size_t i = 0; i < e.args.size(); ++i) {
        row.args.push_back(coerce(value(e.args[i], key_types[i]), key_types[i].required()));
        good = good && ok(row.args.back());
    }
    return good && c_.program.data[data.value].row.valid() ? make(std::move(row)) : error();
}

}  // namespace ordain::sema
