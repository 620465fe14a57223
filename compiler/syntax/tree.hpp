// The tree of one source file: what was written, nothing resolved. The parser's output, the formatter's and the checker's input.
//
// Invariants: names and literals are views into the source text, which must outlive the tree. Ids index the vectors of the same
// tree. A tree from a file with errors is well formed (no dangling id), but declarations that could not be read are absent.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/diag/source.hpp"

namespace ordain::syntax {

/// A typed index; `none` by default.
template <class Tag>
struct Id {
    std::uint32_t value = UINT32_MAX;
    [[nodiscard]] constexpr bool valid() const { return value != UINT32_MAX; }
    friend constexpr bool operator==(Id, Id) = default;
};
using ExprId = Id<struct ExprTag>;
using NeedId = Id<struct NeedTag>;
using ValueId = Id<struct ValueTag>;

struct Name {
    std::string_view text;  // empty: not written
    Span span;
    [[nodiscard]] bool written() const { return !text.empty(); }
};
/// a.b.c; `text` is the source as written (white space around dots is allowed, so use `words`).
struct Path {
    std::vector<Name> words;
    Span span;
    [[nodiscard]] bool written() const { return !words.empty(); }
    [[nodiscard]] std::string text() const;  // joined by "."
};
/// "…" with its quotes and escapes as written; see unescape().
struct String {
    std::string_view raw;
    Span span;
    [[nodiscard]] bool written() const { return !raw.empty(); }
};
/// The text a string literal stands for, as UTF-8. The parser has checked the escapes.
[[nodiscard]] std::string unescape(std::string_view raw);

enum class LiteralKind : std::uint8_t { integer, decimal, percent, money, duration, date, time, timestamp, string, true_, false_ };
/// The raw text, e.g. `50_000 EUR`, `4 business hours`, `12.5%`, `"edi"`. Ranges (month 13, …) are checked later.
struct Literal {
    LiteralKind kind{};
    std::string_view text;
    Span span;
};
/// A literal with a sign, or the name of an enumerator (`low`, `Risk.low`), const or symbol: what cells and ranges hold.
struct SignedLiteral {
    bool negative = false;
    bool is_name = false;
    Literal literal;  // if not is_name
    Path name;        // if is_name
    Span span;
};
struct LiteralRange {
    bool low_open = false, high_open = false;
    SignedLiteral low, high;
    Span span;
};

// --- expressions ------------------------------------------------------------------------------------------------
enum class ExprKind : std::uint8_t {
    literal,  // literal
    path,     // path: a.b.c
    index,    // a [ args ]
    member,   // a . name            (only after an index)
    call,     // name ( args )
    neg,      // - a
    not_,     // not a
    add,
    sub,
    mul,
    div,
    eq,
    ne,
    lt,
    le,
    gt,
    ge,
    and_,
    or_,
    if_,          // if a then b else c  (c may be none)
    if_missing,   // a if missing b
    convert_at,   // a in NAME at b      (name: currency)
    convert_per,  // a in NAME per b
    in_set,       // a in (args)
    in_range,     // a in lo .. hi: b, c; low_open, high_open
    in_list,      // a in b              (b: path)
    is_present,
    is_missing,
    is_unknown,  // a is …
    starts_with,
    ends_with,
    contains,  // a … b
    include,   // a include need      (proofs only)
    any,
    every,  // any name in a where b
    count,
    sum,
    min,
    max,  // count(name in a where b); sum(c for name in a where b); b may be none. `min(x, y)` is a call
    days_between,
    business_days_between,
    business_hours_between,  // a, b
};
struct Expr {
    ExprKind kind{};
    bool low_open = false, high_open = false;
    bool parenthesised = false;  // stood in parentheses of its own
    Span span;
    ExprId a, b, c;
    NeedId need;
    Literal literal;
    Name name;
    Path path;
    std::vector<ExprId> args;
};

// --- needs, effects ---------------------------------------------------------------------------------------------
enum class NeedKind : std::uint8_t { role, all, any_of, then };  // `a or b` is any_of with count 1
struct Need {
    NeedKind kind{};
    Span span;
    std::uint32_t count = 1;  // role: people of it; any_of: how many of the children
    Name name;                // role or ladder
    ExprId scope;             // for …
    ExprId covering;          // covering …
    std::vector<NeedId> children;
};
enum class EffectKind : std::uint8_t { require, escalate, release, reject, hold, route, do_, notify, reason, set };
enum class When : std::uint8_t { cleared, refused, now };
struct Effect {
    EffectKind kind{};
    Span span;
    When when = When::cleared;  // do
    NeedId need;                // require
    Literal within;             // require: a duration literal, or …
    Path within_path;           //          … a const or let
    Path of;                    //          start of the deadline
    Name on_calendar;           //          its calendar
    std::vector<Path> never;
    bool never_if_missing_nobody = false;
    Name escalation;             // require, escalate
    Name name;                   // hold/route: queue; do: action; notify: role or channel; reason: code; set: output
    bool notify_person = false;  // notify person PATH
    Path person;
    ExprId scope;  // notify ROLE for …
    ExprId expr;   // set value, route priority
    String text;   // notify, reason
};

// --- types and fields -------------------------------------------------------------------------------------------
enum class BaseType : std::uint8_t { bool_, int_, decimal, percent, money, text, text_or_int, date, time, timestamp, list, named };
struct TypeRef {
    Span span;
    BaseType base{};
    bool advice = false;
    bool optional = false;
    Name currency;                 // money CUR
    Path name;                     // named: enum or record
    std::vector<TypeRef> element;  // list<T>: exactly one
};
struct Modifiers {
    bool points = false, rounded = false, false_as_missing = false;
    Span points_span, rounded_span, false_span;
    String zone, currency, from;
    Literal max;  // integer literal; text empty: not written
    Name key;
    bool has_range = false;
    LiteralRange range;
};
struct Field {
    Name name;
    TypeRef type;
    Modifiers mods;
    Span span;
};

// --- declarations -----------------------------------------------------------------------------------------------
/// Every declaration may have `##` comment lines before it.
struct DeclBase {
    Span span;             // the whole declaration
    std::string_view doc;  // the lines of `##` directly before it, as written; may be empty
};
struct Use : DeclBase {
    Path module;
};
struct LintLevel {
    enum class Level : std::uint8_t { deny, warn, allow } level{};
    Name rule;
};
struct Pattern {
    bool any = false;
    Path name;
    bool wildcard = false;
    Span span;
};  // `*`, `order.created`, `shipment.*`
struct BundleDefault {
    std::vector<Pattern> on;
    std::vector<Effect> effects;
    Span span;
};
struct Bundle : DeclBase {
    Name name;
    Literal edition;
    Name calendar;
    std::vector<LintLevel> lint;
    std::vector<BundleDefault> defaults;
    Name fault_queue;
};
struct Role : DeclBase {
    Name name;
    bool scoped = false;
    TypeRef scope;
    Modifiers scope_mods;
    std::vector<Name> above;
    String title;
};
struct Symbol : DeclBase {
    Name name;
    String text;
};  // queue, action, channel; reason with its text
struct Days {
    bool dated = false;
    SignedLiteral from_date, to_date;
    Name from_day, to_day;
    bool range = false;
    Span span;
};
struct TimeRange {
    Literal from, to;
};
struct Hours {
    std::vector<Days> days;
    std::vector<TimeRange> times;
    Span span;
};
struct Calendar : DeclBase {
    Name name;
    String zone;
    Literal covers_from, covers_to;  // covers_to.text empty: one year
    std::vector<Hours> hours;
    std::vector<Days> closed;
};
struct EscalationAct {
    enum class Kind : std::uint8_t { notify, reassign, reassign_next, hold, reject } kind{};
    Effect notify_effect;
    Name name;
    Span span;
};
struct EscalationStep {
    enum class Kind : std::uint8_t { after, at_due, past_due, every_past_due } kind{};
    Literal duration;  // not for at_due
    Literal times;     // every … up to N times
    std::vector<EscalationAct> acts;
    Span span;
};
struct Escalation : DeclBase {
    Name name;
    std::vector<EscalationStep> steps;
};
struct Rung {
    Name role;
    bool unlimited = false;
    SignedLiteral up_to;
    Span span;
};
struct LadderRow {
    bool any = false;  // `-`
    bool is_string = false;
    Name word;
    String string;
    struct Cell {
        enum class Kind : std::uint8_t { limit, unlimited, none } kind{};
        SignedLiteral limit_value;
        Span span;
    };
    std::vector<Cell> cells;
    Span span;
};
struct Ladder : DeclBase {
    Name name;
    bool scoped = false;
    TypeRef scope;
    bool typed = false;
    TypeRef of;
    std::vector<Rung> rungs;       // plain form
    std::vector<Name> grid_roles;  // matrix form: columns after `scope`
    std::vector<LadderRow> grid;
    String from;  // CSV file
};
struct Enumerator {
    Name name;
    std::vector<String> spellings;
};
struct Enum : DeclBase {
    Name name;
    bool open = false;
    std::vector<Enumerator> values;
};
struct Record : DeclBase {
    Name name;
    std::vector<Field> fields;
};
struct Bind {
    Path path;
    bool has_tolerance = false;
    Literal tolerance;
    Span span;
};
struct Event : DeclBase {
    Path name;
    std::vector<Field> fields;
    Path subject;
    std::vector<Bind> binds;
};
struct Const : DeclBase {
    Name name;
    ExprId value;
};
struct Param {
    Name name;
    TypeRef type;
    Modifiers mods;
};
struct Define : DeclBase {
    Name name;
    std::vector<Param> params;
    ExprId body;
};
struct Output : DeclBase {
    Name name;
    TypeRef type;
    Modifiers mods;
};

enum class CellKind : std::uint8_t { any, compare, not_compare, not_range, not_list, range, list, present, missing, unknown };
struct Cell {
    CellKind kind{};
    ExprKind op = ExprKind::eq;         // compare, not_compare: eq … ge
    std::vector<SignedLiteral> values;  // compare: 1; list: 1 or more
    LiteralRange range;
    Span span;
};
struct DataCell {
    bool missing = false;
    bool is_word = false;
    Name word;
    SignedLiteral value;
    Span span;
};  // `-`, word, literal
struct DataRow {
    std::vector<Cell> keys;
    std::vector<DataCell> values;
    Span span;
};
struct Data : DeclBase {
    Name name;
    std::vector<Field> keys;  // key (category text, …)
    std::vector<Field> columns;
    std::vector<Name> grid_keys, grid_columns;  // header of the inline rows
    std::vector<DataRow> rows;
    bool has_grid = false;
    String from;  // CSV file
};

struct Let {
    Name name;
    ExprId value;
    Span span;
};
struct Rule {
    Name name;
    String text;
    ExprId when;
    std::vector<Effect> effects;
    Span span;
};
struct OutCell {
    bool empty = false;           // `-` or nothing
    std::vector<Effect> effects;  // decide, reason, route, notify columns: as effects
    ExprId expr;                  // set column
    Span span;
};
enum class OutKind : std::uint8_t { decide, reason, route, notify, set };
struct OutColumn {
    OutKind kind{};
    Name output;
    Span span;
};
struct Row {
    Name name;
    std::vector<Cell> cells;
    std::vector<OutCell> outs;
    Span span;
};
enum class Mode : std::uint8_t { enforced, shadow };
enum class Match : std::uint8_t { first, unique, all };
struct Policy : DeclBase {
    bool is_table = false;
    Name name;
    bool each = false;
    Name each_var;
    Path each_list;
    ExprId each_where;
    std::vector<Path> on;
    String owner;
    Literal from, until;  // dates; text empty: not written
    Name calendar;
    Mode mode = Mode::enforced;
    Span mode_span;
    Match match = Match::first;
    Span match_span;
    ExprId applies;
    std::vector<Let> lets;
    // policy
    std::vector<Rule> rules;
    bool has_otherwise = false;
    Rule otherwise;  // name not written, when none
    // table
    bool named_rows = false;      // first column is `rule`
    std::vector<ExprId> columns;  // path or index expressions
    std::vector<OutColumn> outs;
    std::vector<Row> rows;
};
struct Waive : DeclBase {
    bool reject = false;
    Name policy, rule;
    ExprId when;
    Literal from, until;
    String by, because;
};
struct Prove : DeclBase {
    String title;
    std::vector<Pattern> on;
    ExprId when, holds;
};
/// Values of `with`: expressions, or lists and records of values.
struct Value {
    enum class Kind : std::uint8_t { expr, missing, list, record } kind{};
    ExprId expr_id;
    std::vector<ValueId> items;  // list, record
    std::vector<Name> names;     // record
    Span span;
};
struct Assign {
    ExprId target;
    ValueId value;
    Span span;
};
struct GivenSource {
    Path name;
    String from;
    std::vector<Assign> with;
    Span span;
};
struct Expect {
    enum class Kind : std::uint8_t { effects, fault, due, output } kind{};
    bool negated = false;
    std::vector<Effect> effects_list;
    Name name;      // fault code (may be unwritten), output
    ValueId value;  // output = …
    bool due_none = false;
    Literal due;
    std::vector<Path> by;  // policy.rule
    ExprId at;
    Span span;
};
/// A cell of a test's table, before `||`.
struct CaseCell {
    bool as_given = false;  // `-`
    ValueId value;
    Span span;
};
enum class CaseOut : std::uint8_t { expect, reason, due, output };
struct CaseColumn {
    CaseOut kind{};
    Name output;
    Span span;
};
/// A row of a test's table: a test of its own.
struct Case {
    String name;
    std::vector<CaseCell> cells;
    std::vector<Expect> expects;  // of the cells that hold one
    std::vector<Span> outs;       // the cells behind `||`
    Span span;
};
struct Test : DeclBase {
    String title;
    GivenSource given;
    std::vector<Expect> expects;  // outside the table: of every case
    // table
    bool has_table = false;
    std::vector<ExprId> places;  // what the cells give values to
    std::vector<CaseColumn> outs;
    std::vector<Case> cases;
};
struct Fixture : DeclBase {
    Name name;
    GivenSource source;
};

/// `allow rule because "…"`: the lint rule does not speak of the declaration that follows.
struct Allow : DeclBase {
    Name rule;
    String because;
};

enum class DeclKind : std::uint8_t {
    use,
    bundle,
    role,
    queue,
    action,
    channel,
    reason,
    calendar,
    escalation,
    ladder,
    enumeration,
    record,
    event,
    constant,
    define,
    output,
    data,
    policy,
    waive,
    prove,
    test,
    fixture,
    allow,
};
/// `index` is into the vector of the kind.
struct DeclRef {
    DeclKind kind;
    std::uint32_t index;
};

struct Tree {
    std::uint32_t file = 0;
    Path module;                 // `module a.b`; not written in bundle.ord
    std::vector<DeclRef> order;  // declarations as they stand
    std::vector<Span> comments;  // every comment, in order, without its line end
    std::vector<Span> unread;    // what could not be read, and so is not in the tree; in order, apart

    std::vector<Use> uses;
    std::vector<Bundle> bundles;
    std::vector<Role> roles;
    std::vector<Symbol> queues, actions, channels, reasons;
    std::vector<Calendar> calendars;
    std::vector<Escalation> escalations;
    std::vector<Ladder> ladders;
    std::vector<Enum> enums;
    std::vector<Record> records;
    std::vector<Event> events;
    std::vector<Const> consts;
    std::vector<Define> defines;
    std::vector<Output> outputs;
    std::vector<Data> data;
    std::vector<Policy> policies;  // tables too
    std::vector<Waive> waives;
    std::vector<Allow> allows;
    std::vector<Prove> proofs;
    std::vector<Test> tests;
    std::vector<Fixture> fixtures;

    std::vector<Expr> exprs;
    std::vector<Need> needs;
    std::vector<Value> values;

    [[nodiscard]] const Expr& operator[](ExprId id) const { return exprs[id.value]; }
    [[nodiscard]] const Need& operator[](NeedId id) const { return needs[id.value]; }
    [[nodiscard]] const Value& operator[](ValueId id) const { return values[id.value]; }
};

/// Where a declaration of the tree stands.
[[nodiscard]] Span span_of(const Tree& tree, DeclRef ref);

}  // namespace ordain::syntax
