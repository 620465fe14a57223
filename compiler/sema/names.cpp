// Modules, the table of names, and look-ups that report what was probably meant.
#include <algorithm>

#include "compiler/sema/checker.hpp"
#include "compiler/syntax/habits.hpp"

namespace ordain::sema {

namespace {

/// Kinds of one namespace can't share a name: they stand in the same places and could not be told apart.
std::size_t name_space(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::role: return 0;
        case SymbolKind::ladder: return 12;
        case SymbolKind::channel: return 13;
        case SymbolKind::queue: return 1;
        case SymbolKind::action: return 2;
        case SymbolKind::reason: return 3;
        case SymbolKind::calendar: return 4;
        case SymbolKind::escalation: return 5;
        case SymbolKind::enumeration:
        case SymbolKind::record: return 6;
        case SymbolKind::event: return 7;
        case SymbolKind::constant:
        case SymbolKind::define:
        case SymbolKind::data: return 8;
        case SymbolKind::output: return 9;
        case SymbolKind::policy: return 10;
        case SymbolKind::fixture: return 11;
    }
    return 0;
}

/// Names that a decision or an event cites are unique in the bundle; the others only in their module.
bool unique_in_bundle(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::enumeration:
        case SymbolKind::record:
        case SymbolKind::constant:
        case SymbolKind::define:
        case SymbolKind::data: return false;
        default: return true;
    }
}

std::string module_in_words(const Module& module) {
    return module.name.empty() ? "the bundle file" : fmt::format("module `{}`", module.name);
}

/// Adds the names of one kind in one tree. `id_base` null: the kind has no typed id.
class Declarer {
public:
    explicit Declarer(Checker& checker) : c_(checker) {}

    /// Returns the symbol, or null when the name was taken (reported).
    Symbol* add(SymbolKind kind, std::string name, Span span, std::uint32_t tree, std::size_t decl) {
        if (name.empty()) return nullptr;
        const std::uint32_t module = tree == UINT32_MAX ? 0 : c_.module_of[tree];
        if (taken(kind, name, span, module)) return nullptr;
        Symbol& s = c_.symbols.emplace_back();
        s.kind = kind;
        s.name = std::move(name);
        s.module = module;
        s.tree = tree;
        s.decl = static_cast<std::uint32_t>(decl);
        s.span = span;
        c_.by_name[name_space(kind)].try_emplace(s.name).first->second.push_back(&s);
        return &s;
    }

private:
    bool taken(SymbolKind kind, std::string_view name, Span span, std::uint32_t module) {
        const auto& table = c_.by_name[name_space(kind)];
        const auto same = table.find(name);
        if (same == table.end()) return false;
        for (const Symbol* other : same->second) {
            if (!clash(*other, kind, module)) continue;
            if (other->module == 0) {
                c_.diagnostics.report(DiagKind::duplicate_name, span, "`{}` is built in and can't be declared again", name)
                    .with_label("choose another name");
            } else {
                c_.diagnostics.report(DiagKind::duplicate_name, span, "`{}` is declared twice", name)
                    .with_label(other->kind == kind ? fmt::format("second {} of this name", word(kind))
                                                    : fmt::format("a {} here, a {} there", word(kind), word(other->kind)))
                    .with_other(other->span, "first declared here");
            }
            return true;
        }
        return false;
    }

    static bool clash(const Symbol& other, SymbolKind kind, std::uint32_t module) {
        if (other.module == 0) return true;
        const bool same_module = other.module == module;
        if (kind == SymbolKind::policy) return !same_module;  // may occur again with other dates
        return same_module || unique_in_bundle(kind) || unique_in_bundle(other.kind);
    }

    Checker& c_;
};

template <class T>
std::uint32_t next_id(std::vector<T>& list, T value) {
    list.push_back(std::move(value));
    return static_cast<std::uint32_t>(list.size() - 1);
}

}  // namespace

std::string_view word(SymbolKind kind) {
    switch (kind) {
        case SymbolKind::role: return "role";
        case SymbolKind::ladder: return "ladder";
        case SymbolKind::channel: return "channel";
        case SymbolKind::queue: return "queue";
        case SymbolKind::action: return "action";
        case SymbolKind::reason: return "reason";
        case SymbolKind::calendar: return "calendar";
        case SymbolKind::escalation: return "escalation";
        case SymbolKind::enumeration: return "enum";
        case SymbolKind::record: return "record";
        case SymbolKind::event: return "event";
        case SymbolKind::constant: return "const";
        case SymbolKind::define: return "define";
        case SymbolKind::data: return "data table";
        case SymbolKind::output: return "output";
        case SymbolKind::policy: return "policy or table";
        case SymbolKind::fixture: return "fixture";
    }
    return "name";
}

// --- modules ------------------------------------------------------------------------------------------------------

void Checker::declare_modules() {
    modules.assign(1, Module{});
    module_of.assign(trees.size(), 0);
    std::unordered_map<std::string, std::uint32_t> by_module_name;
    for (std::uint32_t t = 0; t < trees.size(); ++t) {
        const syntax::Tree& tree = trees[t];
        const std::string& path = sources.file(tree.file).path;
        const bool bundle_file = path == "bundle.ord" || path.ends_with("/bundle.ord");
        if (!tree.module.written() && tree.bundles.empty() && !tree.order.empty() && !bundle_file) {
            diagnostics.report(DiagKind::no_module, Span{tree.file, 0, 0}, "this file doesn't say which module it is")
                .with_help("begin it with `module NAME`");
        }
        const std::string name = tree.module.text();
        const auto next = static_cast<std::uint32_t>(modules.size());
        if (name.empty()) {
            module_of[t] = next;
            modules.push_back({});
        } else if (const auto [at, fresh] = by_module_name.try_emplace(name, next); fresh) {
            module_of[t] = next;
            modules.push_back({name});
        } else {
            module_of[t] = at->second;
            const auto first = std::find(module_of.begin(), module_of.begin() + t, at->second) - module_of.begin();
            diagnostics.report(DiagKind::duplicate_name, tree.module.span, "there are two files of module `{}`", name)
                .with_other(trees[static_cast<std::size_t>(first)].module.span, "the other one")
                .with_help("a module is one file: give one of them another name");
        }
    }

    visible.assign(trees.size(), std::vector<bool>(modules.size(), false));
    for (std::uint32_t t = 0; t < trees.size(); ++t) {
        std::vector<std::string_view> module_names;
        for (std::size_t m = 0; m < modules.size(); ++m)
            if (m != module_of[t] && !modules[m].name.empty()) module_names.push_back(modules[m].name);
        visible[t][0] = visible[t][module_of[t]] = true;
        if (!trees[t].bundles.empty()) visible[t].assign(modules.size(), true);
        for (const syntax::Use& use : trees[t].uses) {
            const std::string name = use.module.text();
            const auto at = by_module_name.find(name);
            if (at != by_module_name.end()) {
                visible[t][at->second] = true;
                continue;
            }
            const std::string_view meant = nearest(name, module_names);
            diagnostics.report(DiagKind::unknown_module, use.module.span, "there is no module `{}` in this bundle", name)
                .with_help(trees.size() == 1 ? "no other file has been read: check the folder, which is the bundle"
                                             : did_you_mean(name, module_names));
            // its names are no further mistakes
            if (meant.empty())
                visible[t].assign(modules.size(), true);
            else
                visible[t][by_module_name.at(std::string(meant))] = true;
        }
    }

    tree_order.resize(trees.size());
    for (std::uint32_t t = 0; t < trees.size(); ++t) tree_order[t] = t;
    std::stable_sort(tree_order.begin(), tree_order.end(), [this](std::uint32_t a, std::uint32_t b) {
        const std::string &ma = modules[module_of[a]].name, &mb = modules[module_of[b]].name;
        return ma != mb ? ma < mb : sources.file(trees[a].file).path < sources.file(trees[b].file).path;
    });
}

// --- declaring ----------------------------------------------------------------------------------------------------

void Checker::declare_symbols() {
    Declarer declarer(*this);
    const auto built_in = [&](std::string name, std::vector<std::string> values) {
        Symbol* s = declarer.add(SymbolKind::enumeration, name, {}, UINT32_MAX, 0);
        typed::Enum e{std::move(name), "", false, {}, {}};
        for (std::string& v : values) e.values.push_back({v, {v}});
        s->id = next_id(program.enums, std::move(e));
    };
    built_in("Priority", {"low", "normal", "high", "urgent"});
    built_in("Weekday", {"mon", "tue", "wed", "thu", "fri", "sat", "sun"});

    for (const std::uint32_t t : tree_order) {
        const syntax::Tree& tree = trees[t];
        const std::string& module = modules[module_of[t]].name;
        const auto declare = [&](SymbolKind kind, const auto& declarations, auto&& make) {
            for (std::size_t i = 0; i < declarations.size(); ++i) {
                const syntax::Name& name = declarations[i].name;
                if (Symbol* s = declarer.add(kind, std::string(name.text), name.span, t, i)) s->id = make(s->name, name.span);
            }
        };
        const auto no_id = [](const std::string&, Span) { return UINT32_MAX; };
        const auto plain = [&](auto& list) {
            return [&list, &module](const std::string& name, Span span) {
                auto& made = list.emplace_back();
                made.name = name;
                made.module = module;
                made.span = span;
                return static_cast<std::uint32_t>(list.size() - 1);
            };
        };
        declare(SymbolKind::enumeration, tree.enums, plain(program.enums));
        declare(SymbolKind::record, tree.records, plain(program.records));
        declare(SymbolKind::role, tree.roles, plain(program.roles));
        declare(SymbolKind::queue, tree.queues, plain(program.queues));
        declare(SymbolKind::action, tree.actions, plain(program.actions));
        declare(SymbolKind::channel, tree.channels, plain(program.channels));
        declare(SymbolKind::reason, tree.reasons, [&](const std::string& name, Span span) {
            return next_id(program.reasons, typed::Reason{name, module, {}, span});
        });
        declare(SymbolKind::calendar, tree.calendars, plain(program.calendars));
        declare(SymbolKind::escalation, tree.escalations, plain(program.escalations));
        declare(SymbolKind::ladder, tree.ladders, plain(program.ladders));
        declare(SymbolKind::output, tree.outputs, plain(program.outputs));
        declare(SymbolKind::data, tree.data, plain(program.data));
        declare(SymbolKind::constant, tree.consts, no_id);
        declare(SymbolKind::define, tree.defines, no_id);
        declare(SymbolKind::policy, tree.policies, no_id);
        declare(SymbolKind::fixture, tree.fixtures, no_id);
        for (std::size_t i = 0; i < tree.events.size(); ++i) {
            const syntax::Path& path = tree.events[i].name;
            if (Symbol* s = declarer.add(SymbolKind::event, path.text(), path.span, t, i))
                s->id = next_id(program.events, typed::Event{s->name, module, {}, {}, {}, path.span});
        }
    }
}

// --- look-ups -----------------------------------------------------------------------------------------------------

std::vector<const Symbol*> Checker::find_all(SymbolKind kind, std::string_view name, std::uint32_t tree) const {
    std::vector<const Symbol*> found;
    const auto& table = by_name[name_space(kind)];
    if (const auto at = table.find(name); at != table.end()) {
        for (const Symbol* s : at->second)
            if (s->kind == kind && visible[tree][s->module]) found.push_back(s);
    }
    return found;
}

const Symbol* Checker::find(SymbolKind kind, std::string_view name, std::uint32_t tree) const {
    const auto found = find_all(kind, name, tree);
    return found.empty() ? nullptr : found.front();
}

std::vector<std::string_view> Checker::names(SymbolKind kind, std::uint32_t tree) const {
    std::vector<std::string_view> list;
    for (const Symbol& s : symbols)
        if (s.kind == kind && visible[tree][s.module]) list.push_back(s.name);
    return list;
}

const Symbol* Checker::resolve(SymbolKind kind, std::string_view name, Span span, std::uint32_t tree) {
    if (name.empty()) return nullptr;  // the parser has reported what is missing
    const auto found = find_all(kind, name, tree);
    if (!found.empty()) {
        for (const Symbol* s : found) {
            if (s->module == found.front()->module) continue;
            diagnostics.report(DiagKind::ambiguous_name, span, "`{}` is declared in more than one module used here", name)
                .with_other(found.front()->span, "here")
                .with_other(s->span, "and here")
                .with_help("rename one of them, or don't use both modules");
            return nullptr;
        }
        return found.front();
    }
    const auto& table = by_name[name_space(kind)];
    if (const auto at = table.find(name); at != table.end()) {
        const Symbol* other = at->second.front();
        for (const Symbol* s : at->second)
            if (s->kind == kind) other = s;
        if (other->kind == kind) {
            diagnostics
                .report(DiagKind::not_visible, span, "the {} `{}` is declared in {}, which this file doesn't use", word(kind), name,
                        module_in_words(modules[other->module]))
                .with_other(other->span, "declared here")
                .with_help(modules[other->module].name.empty() ? "declare it in a module of its own, and use that"
                                                               : fmt::format("add `use {}`", modules[other->module].name));
            if (!modules[other->module].name.empty()) visible[tree][other->module] = true;  // that `use` mends all its names
        } else {
            diagnostics.report(DiagKind::wrong_kind, span, "`{}` is a {}, not a {}", name, word(other->kind), word(kind))
                .with_other(other->span, "declared here");
        }
        return nullptr;
    }
    for (const Symbol& s : symbols) {
        if (s.name != name || !visible[tree][s.module]) continue;
        diagnostics.report(DiagKind::wrong_kind, span, "`{}` is a {}, not a {}", name, word(s.kind), word(kind))
            .with_other(s.span, "declared here");
        return nullptr;
    }
    diagnostics.report(DiagKind::unknown_name, span, "there is no {} `{}`", word(kind), name)
        .with_help(did_you_mean(name, names(kind, tree)));
    return nullptr;
}

namespace {

const Symbol* resolve_either(Checker& c, SymbolKind first, SymbolKind second, const syntax::Name& name, std::uint32_t tree) {
    const Symbol *one = c.find(first, name.text, tree), *other = c.find(second, name.text, tree);
    if (one && other) {
        c.diagnostics.report(DiagKind::ambiguous_name, name.span, "`{}` is a {} and a {}", name.text, word(first), word(second))
            .with_other(one->span, "here")
            .with_other(other->span, "and here")
            .with_help("rename one of them");
        return nullptr;
    }
    if (one || other) return c.resolve(one ? first : second, name, tree);
    const auto declared = [&](SymbolKind kind) {
        const auto& table = c.by_name[name_space(kind)];
        return table.find(name.text) != table.end();
    };
    if (declared(first) || declared(second)) return c.resolve(declared(first) ? first : second, name, tree);  // not visible
    const bool anything =
        std::any_of(c.symbols.begin(), c.symbols.end(), [&](const Symbol& s) { return s.name == name.text && c.visible[tree][s.module]; });
    if (!name.written() || anything) return c.resolve(first, name, tree);
    auto candidates = c.names(first, tree);
    for (std::string_view n : c.names(second, tree)) candidates.push_back(n);
    std::string help = first == SymbolKind::enumeration ? syntax::help_for_type(name.text) : "";
    if (help.empty()) help = did_you_mean(name.text, candidates);
    c.diagnostics.report(DiagKind::unknown_name, name.span, "there is no {} or {} `{}`", word(first), word(second), name.text)
        .with_help(std::move(help));
    return nullptr;
}

}  // namespace

const Symbol* Checker::resolve_role_or_ladder(const syntax::Name& name, std::uint32_t tree) {
    return resolve_either(*this, SymbolKind::role, SymbolKind::ladder, name, tree);
}

const Symbol* Checker::resolve_role_or_channel(const syntax::Name& name, std::uint32_t tree) {
    return resolve_either(*this, SymbolKind::role, SymbolKind::channel, name, tree);
}

const Symbol* Checker::resolve_enum_or_record(const syntax::Name& name, std::uint32_t tree) {
    return resolve_either(*this, SymbolKind::enumeration, SymbolKind::record, name, tree);
}

std::optional<std::int64_t> Checker::find_enumerator(typed::EnumId e, std::string_view name) const {
    const auto& values = program.enums[e.value].values;
    for (std::size_t i = 0; i < values.size(); ++i)
        if (values[i].name == name) return static_cast<std::int64_t>(i);
    return std::nullopt;
}

std::string Checker::help_for_quoted(typed::EnumId e, std::string_view written) const {
    if (!written.starts_with('"')) return {};
    const std::string text = syntax::unescape(written);
    for (const typed::Enumerator& v : program.enums[e.value].values)
        if (v.name == text || std::find(v.spellings.begin(), v.spellings.end(), text) != v.spellings.end())
            return fmt::format("write the name without quotes: `{}`", v.name);
    return fmt::format("the names of `{}` stand without quotes", program.enums[e.value].name);
}

std::vector<typed::EventId> Checker::match_pattern(const syntax::Pattern& pattern, std::uint32_t tree) {
    std::vector<typed::EventId> events;
    if (!pattern.any && !pattern.wildcard) {
        if (const auto e = resolve_event(pattern.name, tree)) events.push_back(*e);
        return events;
    }
    const std::string prefix = pattern.any ? "" : pattern.name.text() + ".";
    for (const Symbol& s : symbols) {
        if (s.kind == SymbolKind::event && visible[tree][s.module] && s.name.compare(0, prefix.size(), prefix) == 0)
            events.push_back({s.id});
    }
    if (events.empty() && !pattern.any) {
        std::vector<std::string_view> prefixes;
        for (std::string_view n : names(SymbolKind::event, tree)) prefixes.push_back(n.substr(0, n.rfind('.')));
        diagnostics.report(DiagKind::unknown_name, pattern.span, "no event's name begins with `{}`", prefix)
            .with_help(did_you_mean(pattern.name.text(), prefixes));
    }
    return events;
}

}  // namespace ordain::sema
