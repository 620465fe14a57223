// Checking expressions; internal to compiler/sema. Scope says what names mean; Exprs turns a tree's expression into typed ones.
//
// A method that returns an ExprId always returns a valid one; its type is TypeKind::error where something was reported, and whoever
// meets such an operand stays silent.
#pragma once

#include <deque>
#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "compiler/sema/checker.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::sema {

/// A name bound inside an expression: a loop's element, or a parameter standing for its argument.
struct Binding {
    std::string_view name;
    Type type;
    std::uint32_t variable = 0;  // of a loop's element
    typed::ExprId argument;      // of a parameter
};

/// A `let` of the policy that is being checked for one event type.
struct LetSlot {
    syntax::Name name;
    syntax::ExprId source;
    bool percent = false;  // compared with a percentage somewhere: shown as one
    bool checked = false;
    Type type;
    typed::ExprId value;
    std::uint32_t index = UINT32_MAX;  // in Instance::lets; none: another name of a record or list, replaced by it
    std::uint32_t place = 0;
};

/// The lets of a policy.
struct Lets {
    std::vector<LetSlot> slots;  // in source order
    std::unordered_map<std::string_view, std::size_t> by_name;
    std::vector<std::size_t> by_index;  // slots, by their index in Instance::lets

    [[nodiscard]] LetSlot* find(std::string_view name) {
        const auto it = by_name.find(name);
        return it == by_name.end() ? nullptr : &slots[it->second];
    }
};

enum class Purpose : std::uint8_t { rule, constant, definition, bundle_default, event_clause, proof, test };

/// What names mean inside an expression.
struct Scope {
    const syntax::Tree* code = nullptr;  // holds the expressions
    std::uint32_t tree = 0;              // where names are looked up
    Purpose purpose = Purpose::rule;
    typed::EventId event;        // none: no event's fields
    typed::CalendarId calendar;  // of the policy; may be none
    std::vector<Binding> bindings;
    Lets* lets = nullptr;
    std::string_view hidden_element;                      // the policy's element, where it can't be read yet
    bool inlined = false;                                 // the body of a `define`, where its use has said what the parameters are
    std::map<std::uint32_t, Type>* path_types = nullptr;  // of scalar paths, by where they begin in the file: to compare event types
    bool blind = false;  // a condition before was wrong: what is present isn't known, so nothing is said about it
};

struct ExprState {
    // Places: equal numbers mean "the same value of the event"; 0 means nothing is known. Narrowing speaks about places.
    std::vector<std::uint32_t> place_of;                                                  // by ExprId
    std::map<std::tuple<typed::Op, std::uint32_t, std::uint32_t>, std::uint32_t> places;  // by operator, its index, its operand's place
    std::vector<std::uint32_t> present{0};  // by place: how many enclosing conditions say that it is present

    enum class Progress : std::uint8_t { running, good, bad };
    std::unordered_map<const Symbol*, std::pair<Progress, Constant>> constants;
    std::unordered_map<const Symbol*, Progress> defines;
    // What stands in braces in texts, parsed; kept because the typed program of every event type reads it again.
    syntax::Tree fragments;                                         // only exprs and needs
    std::unordered_map<std::uint64_t, syntax::ExprId> fragment_at;  // by file << 32 | offset; none: it can't be read
    std::deque<std::string> fragment_texts;                         // of those with quotes in them
    typed::ExprId error;
    unsigned depth = 0;
    bool full = false;  // limits::typed_nodes was met and reported

    std::uint32_t new_place() {
        present.push_back(0);
        return static_cast<std::uint32_t>(present.size() - 1);
    }
};

[[nodiscard]] ExprState& expr_state(Checker& c);

/// What is known to be present while it lives; see narrow.cpp. Must be destroyed in reverse order of creation.
class Narrowing {
public:
    explicit Narrowing(Checker& c) : c_(c) {}
    ~Narrowing();
    Narrowing(const Narrowing&) = delete;
    Narrowing& operator=(const Narrowing&) = delete;

    /// Adds what `condition` being `truth` says about presence.
    void assume(typed::ExprId condition, bool truth, const Scope& scope);

private:
    void add(typed::ExprId optional, const Scope& scope);

    Checker& c_;
    std::vector<std::uint32_t> added_;
};

class Exprs {
public:
    Exprs(Checker& c, Scope& s) : c_(c), s_(s), st_(expr_state(c)) {}

    /// Any value; may be optional. `hint`: what its user wants, for enumerators.
    typed::ExprId value(syntax::ExprId id, Type hint = {});
    /// A value that is surely present.
    typed::ExprId required(syntax::ExprId id, Type hint = {});
    /// A boolean that is surely present. `user` says who wants it: "`when`".
    typed::ExprId condition(syntax::ExprId id, std::string_view user);
    typed::ExprId path(const syntax::Path& path, Type hint = {});

    /// `e` as a value of type `want` (int → decimal, T → T? …), or a report at `e`.
    typed::ExprId coerce(typed::ExprId e, Type want);
    /// Reports an optional value; false then, and for errors.
    bool present(typed::ExprId e);
    bool ok(typed::ExprId e) const { return type(e).kind != TypeKind::error; }
    [[nodiscard]] const Type& type(typed::ExprId e) const { return c_.program[e].type; }

    typed::ExprId make(typed::Op op, Type type, Span span, typed::ExprId a = {}, typed::ExprId b = {}, typed::ExprId d = {});
    typed::ExprId make(typed::Expr expr);
    typed::ExprId constant(Type type, typed::Value value, Span span);
    typed::ExprId truth(bool value, Span span);
    typed::ExprId error();
    /// The optional without its `unwrap`.
    [[nodiscard]] typed::ExprId optional_form(typed::ExprId e) const;
    /// Marks a read of a place that is known to be present.
    typed::ExprId read(typed::ExprId e);

    /// Brings all to one type (int → decimal …) and returns it without `optional`; TypeKind::error when it reported.
    /// `user` says what joins them: "`+`".
    Type unify(const std::vector<typed::ExprId*>& values, std::string_view user, bool optional_allowed = false);
    /// A comparison of two values, already checked.
    typed::ExprId comparison(typed::Op op, typed::ExprId a, typed::ExprId b, Span span);
    /// Whether the first word of a path means something without a hint (so that it isn't only an enumerator).
    [[nodiscard]] bool is_variable(std::string_view word) const;
    /// What already has this name in the scope, as "a field of `order.created`"; "" if nothing.
    [[nodiscard]] std::string taken_by(std::string_view word) const;
    typed::ExprId member(typed::ExprId of, const syntax::Name& name);
    /// Gives the error "no calendar" where business time is asked for without one.
    bool needs_calendar(Span span, std::string_view what);
    [[nodiscard]] std::string text_of(typed::ExprId e) const { return std::string(c_.source_text(c_.program[e].span)); }
    [[nodiscard]] std::string describe(typed::ExprId e) const { return c_.describe(type(e)); }

private:
    typed::ExprId checked(const syntax::Expr& e, Type hint);
    typed::ExprId literal(const syntax::Expr& e);
    typed::ExprId negation(const syntax::Expr& e);
    typed::ExprId not_operator(const syntax::Expr& e);

    // names: expr_names.cpp
    typed::ExprId first_word(const syntax::Path& path, Type hint);
    typed::ExprId let_read(LetSlot& slot, Span span);
    typed::ExprId unknown(const syntax::Name& name, Type hint);
    [[nodiscard]] std::string help_for_enumerator(std::string_view name) const;
    typed::ExprId enumerator(typed::EnumId e, std::int64_t ordinal, Span span);
    typed::ExprId index(const syntax::Expr& e);
    typed::ExprId data_row(const syntax::Expr& e, typed::DataId data);
    bool wants_hint(syntax::ExprId id) const;
    std::pair<typed::ExprId, typed::ExprId> pair(syntax::ExprId a, syntax::ExprId b, Type hint = {});

    // operators: expr_operators.cpp
    typed::ExprId arithmetic(const syntax::Expr& e);
    typed::ExprId sum_or_difference(typed::Op op, typed::ExprId a, typed::ExprId b, Span span);
    typed::ExprId time_arithmetic(typed::Op op, typed::ExprId a, typed::ExprId b, Span span);
    typed::ExprId product(typed::ExprId a, typed::ExprId b, Span span);
    typed::ExprId quotient(typed::ExprId a, typed::ExprId b, Span span);
    typed::ExprId compare(const syntax::Expr& e);
    typed::ExprId logic(const syntax::Expr& e, syntax::ExprId id);
    typed::ExprId conversion(const syntax::Expr& e);
    typed::ExprId widened(typed::ExprId e);
    void report_mismatch(typed::ExprId a, typed::ExprId b, std::string_view user);
    /// Of values that meet a percentage: reports a bare number above 1.
    bool looks_like_points(const std::vector<typed::ExprId*>& values);

    // values where conditions stand: expr_bare_values.cpp
    [[nodiscard]] bool is_bare_value(syntax::ExprId id, Type type) const;
    /// `risk = low or medium`: of a chain of `and` or `or` (its right end first), how many parts from `at` down are values that `before`
    /// was meant to be compared with, too; reports them.
    std::size_t bare_values(const std::vector<syntax::ExprId>& chain, std::size_t at, typed::ExprId before, bool conjunction);
    /// `risk = (low or medium)`: reports it.
    bool compared_with_values(const syntax::Expr& e);

    // sets, presence, texts: expr_tests.cpp
    typed::ExprId in_set(const syntax::Expr& e);
    typed::ExprId in_range(const syntax::Expr& e);
    typed::ExprId in_list(const syntax::Expr& e);
    typed::ExprId presence(const syntax::Expr& e);
    typed::ExprId text_test(const syntax::Expr& e);

    // if, calls, loops: expr_calls.cpp, expr_loops.cpp
    typed::ExprId conditional(const syntax::Expr& e, Type hint);
    typed::ExprId if_missing(const syntax::Expr& e, Type hint);
    typed::ExprId call(const syntax::Expr& e);
    typed::ExprId call_define(const syntax::Expr& e, const Symbol& symbol);
    typed::ExprId call_min_max(const syntax::Expr& e);
    typed::ExprId call_round(const syntax::Expr& e);
    typed::ExprId call_same(const syntax::Expr& e);
    typed::ExprId call_calendar(const syntax::Expr& e, typed::Op op, TypeKind operand, Type result);
    typed::ExprId between(const syntax::Expr& e);
    typed::ExprId as_date(typed::ExprId e, Span span);
    typed::ExprId loop(const syntax::Expr& e);
    typed::ExprId include(const syntax::Expr& e);
    typed::ExprId verdict_comparison(const syntax::Expr& e);

    Checker& c_;
    Scope& s_;
    ExprState& st_;
};

/// Makes a scope blind while it lives, if `on`.
class Blindness {
public:
    Blindness(Scope& scope, bool on) : scope_(scope), before_(scope.blind) { scope.blind = before_ || on; }
    ~Blindness() { scope_.blind = before_; }
    Blindness(const Blindness&) = delete;
    Blindness& operator=(const Blindness&) = delete;

private:
    Scope& scope_;
    bool before_;
};

/// The type of a scalar kind without reference.
[[nodiscard]] constexpr Type scalar(TypeKind kind) {
    return {kind, 0, 0, 0};
}
[[nodiscard]] constexpr bool is_number(TypeKind k) {
    return k == TypeKind::integer || k == TypeKind::decimal || k == TypeKind::percent;
}
/// Kinds that are compared with < and that min, max and ranges take.
[[nodiscard]] constexpr bool is_ordered(TypeKind k) {
    return is_number(k) || k == TypeKind::money || k == TypeKind::enumerated || k == TypeKind::date || k == TypeKind::time ||
           k == TypeKind::timestamp || k == TypeKind::elapsed;
}
/// Kinds that `min` and `max` take.
[[nodiscard]] constexpr bool has_extremes(TypeKind k) {
    return is_ordered(k) && k != TypeKind::enumerated;
}
[[nodiscard]] constexpr bool is_scalar(TypeKind k) {
    return k != TypeKind::error && k != TypeKind::record && k != TypeKind::list && k != TypeKind::money_any;
}

/// From a to b; only b when they stand in different files (an argument of a `define` from elsewhere).
[[nodiscard]] constexpr Span join(Span a, Span b) {
    return a.file == b.file ? cover(a, b) : b;
}
/// The word of a path that is a single one, else "".
[[nodiscard]] std::string_view single_word(const syntax::Tree& tree, syntax::ExprId id);
/// Whether a tree's expression is a percentage literal, perhaps with a sign.
[[nodiscard]] bool is_percent_literal(const syntax::Tree& tree, syntax::ExprId id);

/// Drops the typed expressions from `mark` on: of checks that were made for their reports only.
void forget_exprs(Checker& c, std::size_t mark);

}  // namespace ordain::sema
