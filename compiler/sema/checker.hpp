// The checker's shared state and services; internal to compiler/sema. The order of the passes is in check.cpp.
//
// Conventions: a function that "reports" adds its own diagnostic and returns nothing usable (nullopt, TypeKind::error); its caller
// then stays silent, so that one mistake is told once. A *tree* index says where a name is written: it decides what is visible.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/sema/describe.hpp"
#include "compiler/sema/typed.hpp"
#include "compiler/sema/zones.hpp"
#include "compiler/syntax/tree.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::sema {

/// Everything that has a name of its own.
enum class SymbolKind : std::uint8_t {
    role,
    ladder,
    channel,
    queue,
    action,
    reason,
    calendar,
    escalation,
    enumeration,
    record,
    event,
    constant,
    define,
    data,
    output,
    policy,  // tables too
    fixture,
};
/// "role", "reason code", "policy or table", … as authors call it.
[[nodiscard]] std::string_view word(SymbolKind kind);

struct Symbol {
    SymbolKind kind{};
    std::string name;
    std::uint32_t module = 0;       // index into Checker::modules
    std::uint32_t tree = 0;         // index into Checker::trees
    std::uint32_t decl = 0;         // index into the tree's vector of this kind
    std::uint32_t id = UINT32_MAX;  // value of the typed id, for kinds that have one (not constant, define, policy, fixture)
    Span span;                      // of the name; empty span of file 0 for built-ins
};

/// A constant with its type: a literal, an enumerator, a folded `const`.
struct Constant {
    Type type;
    typed::Value value;
};

struct Module {
    std::string name;  // "" for a bundle file without `module`, and for the built-ins (module 0)
};

/// Where a type stands: decides which types and modifiers make sense.
enum class TypeUse : std::uint8_t { field, element, parameter, output, role_scope, ladder_scope, ladder_of, data_key, data_column };

struct ExprState;  // what expression checks share: compiler/sema/exprs.hpp
struct Scope;      // what names mean inside one expression: compiler/sema/exprs.hpp

struct Checker {
    Checker(const std::vector<syntax::Tree>& trees_, SourceSet& sources_, const ReadFile& read_file_, Diagnostics& diagnostics_)
        : trees(trees_), sources(sources_), read_file(read_file_), diagnostics(diagnostics_) {}

    const std::vector<syntax::Tree>& trees;
    SourceSet& sources;
    const ReadFile& read_file;
    Diagnostics& diagnostics;
    typed::Program program;

    /// All trees, ordered by module name, then path: *decision order* follows it.
    std::vector<std::uint32_t> tree_order;
    std::vector<Module> modules;             // 0: the built-ins, visible everywhere
    std::vector<std::uint32_t> module_of;    // by tree
    std::vector<std::vector<bool>> visible;  // [tree][module]

    // --- names (names.cpp) ----------------------------------------------------------------------------------------
    std::deque<Symbol> symbols;                                                                // never moves: pointers stay valid
    std::array<std::unordered_map<std::string_view, std::vector<const Symbol*>>, 16> by_name;  // by namespace

    /// The visible symbol of this kind, or null. Silent. With several (policies of one name): the first.
    [[nodiscard]] const Symbol* find(SymbolKind kind, std::string_view name, std::uint32_t tree) const;
    /// All visible symbols of this kind and name, in decision order (policies may share a name).
    [[nodiscard]] std::vector<const Symbol*> find_all(SymbolKind kind, std::string_view name, std::uint32_t tree) const;
    /// Like find, but reports an unknown, invisible or ambiguous name, and one of another kind, with what was probably meant.
    const Symbol* resolve(SymbolKind kind, std::string_view name, Span span, std::uint32_t tree);
    const Symbol* resolve(SymbolKind kind, const syntax::Name& name, std::uint32_t tree) {
        return resolve(kind, name.text, name.span, tree);
    }
    const Symbol* resolve(SymbolKind kind, const syntax::Path& path, std::uint32_t tree) {
        return resolve(kind, path.text(), path.span, tree);
    }
    /// Names of all visible symbols of this kind, for `did you mean`.
    [[nodiscard]] std::vector<std::string_view> names(SymbolKind kind, std::uint32_t tree) const;

    std::optional<typed::RoleId> resolve_role(const syntax::Name& n, std::uint32_t tree) {
        return id_of<typed::RoleId>(SymbolKind::role, n, tree);
    }
    std::optional<typed::QueueId> resolve_queue(const syntax::Name& n, std::uint32_t tree) {
        return id_of<typed::QueueId>(SymbolKind::queue, n, tree);
    }
    std::optional<typed::ActionId> resolve_action(const syntax::Name& n, std::uint32_t tree) {
        return id_of<typed::ActionId>(SymbolKind::action, n, tree);
    }
    std::optional<typed::ReasonId> resolve_reason(const syntax::Name& n, std::uint32_t tree) {
        return id_of<typed::ReasonId>(SymbolKind::reason, n, tree);
    }
    std::optional<typed::OutputId> resolve_output(const syntax::Name& n, std::uint32_t tree) {
        return id_of<typed::OutputId>(SymbolKind::output, n, tree);
    }
    std::optional<typed::CalendarId> resolve_calendar(const syntax::Name& n, std::uint32_t tree) {
        return id_of<typed::CalendarId>(SymbolKind::calendar, n, tree);
    }
    std::optional<typed::EscalationId> resolve_escalation(const syntax::Name& n, std::uint32_t tree) {
        return id_of<typed::EscalationId>(SymbolKind::escalation, n, tree);
    }
    std::optional<typed::DataId> resolve_data(const syntax::Name& n, std::uint32_t tree) {
        return id_of<typed::DataId>(SymbolKind::data, n, tree);
    }
    std::optional<typed::EventId> resolve_event(const syntax::Path& p, std::uint32_t tree) {
        const Symbol* s = resolve(SymbolKind::event, p, tree);
        return s ? std::optional(typed::EventId{s->id}) : std::nullopt;
    }
    /// A role or a ladder (what `require` takes); reports when it is neither.
    const Symbol* resolve_role_or_ladder(const syntax::Name& name, std::uint32_t tree);
    /// A role or a channel (what `notify` takes); reports when it is neither.
    const Symbol* resolve_role_or_channel(const syntax::Name& name, std::uint32_t tree);
    /// An enum or a record (what a field's type names); reports when it is neither.
    const Symbol* resolve_enum_or_record(const syntax::Name& name, std::uint32_t tree);
    /// The ordinal of an enumerator, or nullopt. Silent.
    [[nodiscard]] std::optional<std::int64_t> find_enumerator(typed::EnumId e, std::string_view name) const;
    /// Whether a role may stand above another (a scoped one only above the same scope); reports at `span`.
    bool check_above(typed::RoleId upper, typed::RoleId lower, Span span);
    /// The events that a pattern covers, by id; reports a pattern that covers none.
    std::vector<typed::EventId> match_pattern(const syntax::Pattern& pattern, std::uint32_t tree);

    // --- literals (literals.cpp) ----------------------------------------------------------------------------------
    /// The value of a literal in its own type (integer, decimal, percent, money CUR, elapsed, business, date, time, timestamp,
    /// text, boolean). Reports what is out of range: month 13, more than 6 digits (4 for money), too large, …
    std::optional<Constant> literal(const syntax::Literal& l, bool negative = false);
    /// A constant where a value of type `expected` is wanted: literals (an int or percent also for a decimal, …), enumerators
    /// (`low`, `Risk.low`) against an enum, names of consts. `expected.optional` is ignored. Reports a mismatch.
    std::optional<typed::Value> constant_of(const syntax::SignedLiteral& l, Type expected, std::uint32_t tree);
    /// The constant in its own type; an enumerator must be written `Risk.low`. Reports.
    std::optional<Constant> constant_of(const syntax::SignedLiteral& l, std::uint32_t tree);
    /// Converts a constant to `expected` (int → decimal, decimal ↔ percent); reports a mismatch at `span`.
    std::optional<typed::Value> convert(const Constant& c, Type expected, Span span);
    /// Both ends converted; reports an empty range and a type without order.
    std::optional<typed::Range> range_of(const syntax::LiteralRange& r, Type expected, std::uint32_t tree);
    /// An integer literal within [low, high]; `what` names it in the report ("`max`").
    std::optional<std::int64_t> integer_in(const syntax::Literal& l, std::int64_t low, std::int64_t high, std::string_view what);

    // --- types (types.cpp) ----------------------------------------------------------------------------------------
    /// The type as written; reports and gives TypeKind::error when it is none. `mods` may be null.
    Type resolve_type(const syntax::TypeRef& type, const syntax::Modifiers* mods, TypeUse use, std::uint32_t tree);
    typed::Field make_field(const syntax::Field& field, TypeUse use, std::uint32_t tree);
    /// The list type with these properties; equal ones share an id. max 0: a parameter's list, of any length.
    Type list_type(Type element, std::uint32_t max, std::int32_t key_field);
    /// In the author's words: "money EUR", "text?", "list of Line", "Risk".
    [[nodiscard]] std::string describe(Type type) const { return sema::describe(program, type); }
    /// A constant as an author would write it: `12.5%`, `50000 EUR`, `low`, `"edi"`.
    [[nodiscard]] std::string describe(Type type, const typed::Value& value) const { return sema::describe(program, type, value); }
    /// Checks that the zone exists and keeps its transitions in program.zones; reports. `written`: a string literal.
    bool use_zone(const syntax::String& written, std::string& name);
    bool use_zone(const syntax::String& written, const std::string& name, ZoneTable table);

    // --- the typed program ----------------------------------------------------------------------------------------
    typed::ExprId add(typed::Expr expr) {
        program.exprs.push_back(std::move(expr));
        return {static_cast<std::uint32_t>(program.exprs.size() - 1)};
    }
    typed::NeedId add(typed::Need need) {
        program.needs.push_back(std::move(need));
        return {static_cast<std::uint32_t>(program.needs.size() - 1)};
    }
    /// How a name of the enum is written instead of the literal `written`; empty if that is no text.
    [[nodiscard]] std::string help_for_quoted(typed::EnumId e, std::string_view written) const;
    [[nodiscard]] std::string_view source_text(Span span) const { return sources.text(span); }

    // --- passes over declarations, in this order (each in the file it is named after) -------------------------------
    void declare_modules();        // names.cpp: modules, use, visibility
    void declare_symbols();        // names.cpp: every name, duplicates; typed ids
    void check_initials();         // initials.cpp: capitals and small letters
    void check_enums();            // enums.cpp
    void check_records();          // records.cpp: records and events' roots; recursion
    void check_symbols();          // organisation.cpp: queues, actions, channels, reasons, outputs
    void check_roles();            // organisation.cpp
    void check_calendars();        // calendars.cpp
    void check_ladders();          // ladders.cpp; adds the rungs' order to Role::above
    void check_role_order();       // organisation.cpp: cycles in `above`, once ladders have spoken
    void check_escalations();      // escalations.cpp
    void check_data();             // data.cpp
    void check_bundle();           // bundle.cpp: name, calendar, fault queue; before policies
    void check_bundle_defaults();  // bundle.cpp: program.defaults; after roles, ladders and escalations

    std::deque<std::string> texts;  // what literals made here (from CSV cells) are views of

    /// Lists with a key, whose key field is checked once all records are known.
    struct ListKey {
        std::uint32_t list;
        syntax::Name field;
    };
    std::vector<ListKey> list_keys;

    /// Set by check_bundle: the tree that holds the `bundle` declaration, if there is exactly one.
    std::optional<std::uint32_t> bundle_tree;

    // --- expressions, policies, proofs and tests (exprs.cpp and its neighbours) ---------------------------------------
    /// The value of a `const`, folded on first use; reports a value that is not constant, and consts that need each other. A const
    /// that was reported gives nullopt silently from then on.
    std::optional<Constant> constant_value(const Symbol& constant);
    void check_consts();         // every const, used or not
    void check_defines();        // every define, used or not
    void check_event_clauses();  // subject, binds
    void check_policies();       // policies, tables, waivers: program.policies, program.instances
    void check_proofs();
    void check_fixtures();
    void check_tests();  // the last: what it makes of expressions and needs is set apart
    /// The events of fixtures that were asked for; without one where something was reported.
    struct FixtureEvent {
        bool open = false;  // being worked out
        std::optional<typed::TestEvent> event;
    };
    std::unordered_map<const Symbol*, FixtureEvent> fixture_events;
    /// The effects of `default on …`: constant ones only (no fields, no deadlines that need any); reports others.
    std::vector<typed::Effect> check_default_effects(const std::vector<syntax::Effect>& effects, std::uint32_t tree);
    /// One expression in `scope`; the result's type is TypeKind::error where something was reported.
    typed::ExprId check_expr(syntax::ExprId expr, Scope& scope);

    std::shared_ptr<ExprState> expr_state;  // made on first use

private:
    template <class Id>
    std::optional<Id> id_of(SymbolKind kind, const syntax::Name& name, std::uint32_t tree) {
        const Symbol* s = resolve(kind, name, tree);
        return s ? std::optional(Id{s->id}) : std::nullopt;
    }
};

}  // namespace ordain::sema
