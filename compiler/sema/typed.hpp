// The typed program: every name resolved, every expression typed, every literal a scaled integer, every table row a rule.
// The checker's output; input of lowering, of documentation and linting, and of the reference evaluator in tests/oracle.
//
// Invariants (of a program that was made without errors): ids are in range; expressions form a DAG whose operands have smaller
// ids than their users (so depth-first walks end, and vectors can be filled in order); the types of operands are exactly what
// the comment at each Op says; no TypeKind::error anywhere; optional values reach only operators that accept them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diag/source.hpp"
#include "runtime/value/type.hpp"

namespace ordain::typed {

template <class Tag>
struct Id {
    std::uint32_t value = UINT32_MAX;
    [[nodiscard]] constexpr bool valid() const { return value != UINT32_MAX; }
    friend constexpr auto operator<=>(Id, Id) = default;
};
using ExprId = Id<struct ExprTag>;
using NeedId = Id<struct NeedTag>;
using EnumId = Id<struct EnumTag>;
using RecordId = Id<struct RecordTag>;
using ListId = Id<struct ListTag>;
using EventId = Id<struct EventTag>;
using RoleId = Id<struct RoleTag>;
using QueueId = Id<struct QueueTag>;
using ActionId = Id<struct ActionTag>;
using ChannelId = Id<struct ChannelTag>;
using ReasonId = Id<struct ReasonTag>;
using OutputId = Id<struct OutputTag>;
using CalendarId = Id<struct CalendarTag>;
using EscalationId = Id<struct EscalationTag>;
using LadderId = Id<struct LadderTag>;
using DataId = Id<struct DataTag>;
using PolicyId = Id<struct PolicyTag>;

// --- values and schema --------------------------------------------------------------------------------------------
/// A constant: `number` for every scalar (scaled, see TypeKind), `text` for texts; for money_any `currency` too.
struct Value {
    std::int64_t number = 0;
    std::string text;
    friend bool operator==(const Value&, const Value&) = default;
};
struct Range {  // low <= x <= high, an open end excludes its bound; scaled like the type
    std::int64_t low = 0, high = 0;
    bool low_open = false, high_open = false;
    [[nodiscard]] bool contains(std::int64_t v) const { return (low_open ? v > low : v >= low) && (high_open ? v < high : v <= high); }
};
struct Enumerator {
    std::string name;
    std::vector<std::string> spellings;
};  // spellings: at least one; the name itself if none was written
struct Enum {
    std::string name, module;
    bool open = false;
    std::vector<Enumerator> values;
    Span span;
};

struct Field {
    std::string name;
    Type type;  // advice fields: optional
    bool advice = false;
    bool text_or_int = false;
    bool points = false;   // percent: JSON number is in points
    bool rounded = false;  // excess digits are rounded half even instead of being invalid
    bool false_as_missing = false;
    std::optional<Range> range;
    std::uint32_t max_bytes = 0;       // text
    std::string zone;                  // timestamp: zone of values without one (in Program::zones); empty: a zone is required
    std::vector<std::string> pointer;  // JSON pointer tokens, unescaped, relative to the enclosing record's place (event fields: to
                                       // `data`); default: the field's own name
    std::optional<std::vector<std::string>> currency_pointer;  // sibling currency, relative like `pointer`
    Span span;
};
struct Record {
    std::string name, module;
    std::vector<Field> fields;
    Span span;
};  // also the roots of events and rows of data
struct ListType {
    Type element;
    std::uint32_t max = 0;
    std::int32_t key_field = -1;
};  // element: record or required scalar
enum class Tolerance : std::uint8_t { none, percent, absolute };
struct Bind {
    ExprId value;
    Tolerance tolerance = Tolerance::none;
    std::int64_t amount = 0;
    std::string text;
};  // text: as written, for people
struct Event {
    std::string name, module;
    RecordId root;
    ExprId subject;
    std::vector<Bind> binds;
    Span span;
};

// --- organisation -------------------------------------------------------------------------------------------------
struct Role {
    std::string name, module, title;
    bool scoped = false;
    Type scope;
    std::vector<RoleId> above;
    Span span;
};
struct Symbol {
    std::string name, module;
    Span span;
};  // queue, action, channel
struct Reason {
    std::string code, module, text;
    Span span;
};  // text: template source without fields
struct Output {
    std::string name, module;
    Type type;
    Span span;
};
struct Rung {
    RoleId role;
    bool unlimited = false;
    bool absent = false;
    std::int64_t limit = 0;
};
struct LadderRow {
    bool any = false;
    Value scope;
    std::vector<Rung> rungs;
};  // one Rung per column, in ladder order
struct Ladder {
    std::string name, module;
    bool scoped = false;
    Type scope;
    Type of;                      // type of `covering`
    std::vector<RoleId> roles;    // lowest first
    std::vector<LadderRow> rows;  // plain form: one row with any = true
    Span span;
};
struct Transition {
    std::int64_t at = 0;
    std::int32_t offset = 0;
};  // from `at` (ns UTC) on, local = UTC + offset seconds
struct Zone {
    std::string name;
    std::vector<Transition> transitions;  // as in Calendar
};
struct Opening {
    std::int32_t from = 0, to = 0;
};  // minutes of the day, from < to <= 1440
struct DatedHours {
    std::int32_t first = 0, last = 0;
    std::vector<Opening> openings;
};  // days since 1970, inclusive; replaces the weekly hours
struct Calendar {
    std::string name, module, zone;
    std::int32_t first_year = 0, last_year = 0;                 // covers
    std::vector<Opening> weekly[7];                             // Monday first; sorted, disjoint
    std::vector<DatedHours> dated;                              // later wins
    std::vector<std::pair<std::int32_t, std::int32_t>> closed;  // day ranges, inclusive; closed wins over hours
    std::vector<Transition> transitions;                        // ascending; first has at = INT64_MIN; for all of 1678..2261
    Span span;
};
enum class StepKind : std::uint8_t { after, at_due, past_due };  // `every` is expanded to past_due steps
enum class StepAct : std::uint8_t { notify_role, notify_channel, notify_person, reassign, reassign_next, hold, reject };
struct Step {
    StepKind kind{};
    Type duration_type;         // elapsed or business
    std::int64_t duration = 0;  // already multiplied for `every`
    StepAct act{};
    std::uint32_t target = 0;  // role, channel or queue by act
    std::string text;          // notify: constant text, may be empty
};
struct Escalation {
    std::string name, module;
    std::vector<Step> steps;
    Span span;
};
struct DataKey {
    enum class Kind : std::uint8_t { any, exact, range } kind{};
    Value value;
    Range range;
};  // range: INT64_MIN/MAX for half-open comparisons
struct DataCell {
    bool missing = false;
    Value value;
};
struct DataRow {
    std::vector<DataKey> keys;
    std::vector<DataCell> cells;
};
struct Data {
    std::string name, module;
    RecordId row;
    std::vector<std::string> key_names;
    std::vector<Type> key_types;
    std::vector<DataRow> rows;
    Span span;
};

// --- expressions --------------------------------------------------------------------------------------------------
// T? means the operand may be optional. "number" is integer or decimal/percent; operands of one operator always have the same scale.
enum class Op : std::uint8_t {
    constant,    // value
    missing,     // the optional constant without value
    envelope,    // index: 0 event.id, 1 event.source, 2 event.type (texts), 3 event.time (timestamp)
    root,        // the event's root record
    var,         // index: variable; record or scalar element of a list
    let,         // index: let of the policy instance; evaluated by need
    field,       // a: record (optional: result optional), index: field of the record
    confidence,  // a: a `field` that is advice; percent?
    element,     // a: list with key (optional allowed), b: key; the element, optional
    data_row,    // index: data; args: keys; the first matching row, optional record
    unwrap,      // a: T?, known to be present here; T
    neg,
    abs,  // a
    add,
    sub,    // a, b of one type (also date + elapsed of whole days, timestamp + elapsed, timestamp - timestamp)
    mul,    // int × int: exact. Else at least one of a, b is decimal/percent or integer: see mul_kind()
    div,    // see div_kind()
    round,  // a, index: digits
    widen,  // a: integer; decimal
    min2,
    max2,  // a, b of one type
    convert_at,
    convert_per,  // a: money or money_any, b: decimal; money of type
    eq,
    ne,
    lt,
    le,
    gt,
    ge,  // a, b of one type
    and_,
    or_,  // a, b: short-circuit, left to right
    not_,
    if_,         // a ? b : c; b and c may be optional (then the result is); c none: optional, missing
    if_missing,  // a: T?, b: T
    is_present,
    is_missing,  // a: T?
    is_unknown,  // a: open enum
    in_set,      // a; args: constants or expressions of the same type, compared in order
    in_range,    // a, b: low, c: high; low_open, high_open
    in_list,     // a scalar, b: list of scalars
    starts_with,
    ends_with,
    contains,  // a, b: texts
    same,      // a, b: T?
    date_of,
    time_of,                 // a: timestamp; calendar's zone (calendar none: UTC)
    weekday,                 // a: date
    days_between,            // a, b: dates; integer
    business_days_between,   // a, b: dates; integer
    business_hours_between,  // a, b: timestamps; decimal
    any,
    every,
    count,  // a: list, index: variable, b: where (count: may be none)
    sum,
    minimum,
    maximum,  // a: list, index: variable, b: where (may be none), c: value; minimum/maximum: optional
};
struct Expr {
    Op op{};
    Type type;
    Span span;  // what the author wrote
    ExprId a, b, c;
    std::uint32_t index = 0;
    bool low_open = false, high_open = false;
    bool reads_advice = false;  // it or an operand (also through lets) is advice
    CalendarId calendar;
    std::vector<ExprId> args;
    Value value;
};

// --- effects ------------------------------------------------------------------------------------------------------
enum class NeedKind : std::uint8_t { role, ladder, all, any_of, then };
struct Need {
    NeedKind kind{};
    std::uint32_t count = 1;  // role: people; any_of: how many
    RoleId role;
    LadderId ladder;
    ExprId scope;     // role: `for`; ladder: row scope. none if unscoped
    ExprId covering;  // ladder
    std::vector<NeedId> children;
};
struct TextPart {
    std::string text;
    ExprId expr;
};                                       // expr none: literal text
using Template = std::vector<TextPart>;  // empty: no text
enum class EffectKind : std::uint8_t {
    release,
    require,
    hold,
    reject,
    route,
    do_,
    notify_role,
    notify_channel,
    notify_person,
    reason,
    set,
    escalate
};
enum class When : std::uint8_t { cleared, refused, now };
struct Effect {
    EffectKind kind{};
    Span span;
    // require
    NeedId need;
    ExprId within;              // elapsed or business; none: no deadline
    ExprId start;               // timestamp; none: event.time
    CalendarId due_calendar;    // for `within`
    std::vector<ExprId> never;  // text, or text? with `if missing nobody`
    EscalationId escalation;    // require, escalate
    CalendarId step_calendar;   // for escalation steps: the policy's
    // others
    QueueId queue;  // hold, route
    ActionId action;
    When when = When::cleared;
    RoleId role;  // notify_role
    ChannelId channel;
    ExprId scope;   // notify_role for …
    ExprId person;  // notify_person: text
    ReasonId reason;
    OutputId output;
    ExprId value;   // set (may be optional), route priority (enum Priority; none: normal)
    Template text;  // notify, reason (reason: its declared text if the rule gives none)
};

// --- policies -----------------------------------------------------------------------------------------------------
struct Waiver {
    bool reject = false;
    ExprId when;
    std::int32_t from = INT32_MIN, until = 0;
    std::string approved_by, because;
    Span span;
};
struct Rule {
    std::string name;  // "" for an unnamed row and for otherwise
    std::string id;    // "policy.rule", "table.row3", "policy.otherwise"
    std::string text;  // the author's description
    std::vector<ExprId>
        conditions;  // `and`ed left to right, short-circuit; a policy rule has one, a row one a restricting cell; none: true
    std::vector<std::uint32_t> columns;  // for rows: which table column each condition tests
    std::vector<Effect> effects;
    std::vector<Waiver> waivers;
    Span span;
};
struct Let {
    std::string name;
    ExprId value;
    Span span;
};
enum class Mode : std::uint8_t { enforced, shadow };
enum class Match : std::uint8_t { first, unique, all };
struct Policy {
    std::string name, module, owner, doc;
    bool is_table = false;
    std::int32_t from = INT32_MIN, until = INT32_MAX;  // local dates, inclusive
    CalendarId calendar;                               // the policy's own or the bundle's; may be none
    Mode mode = Mode::enforced;
    Match match = Match::first;
    std::vector<std::string> column_names;  // table: the columns before ||, as written
    Span span;
};
/// A policy checked against one of its event types: everything in it is resolved for that event's schema.
struct Instance {
    PolicyId policy;
    EventId event;
    ExprId applies;    // none: always
    ExprId each_list;  // none: not an `each` policy
    std::uint32_t each_var = 0;
    ExprId each_where;
    std::vector<Let> lets;    // a let refers only to earlier ones
    std::vector<Rule> rules;  // in source order
    std::optional<Rule> otherwise;
    std::vector<ExprId> columns;  // table: the columns' expressions
};
struct Default {
    std::vector<Effect> effects;
    Span span;
};  // constant effects; states a verdict
// --- tests --------------------------------------------------------------------------------------------------------
/// One step on the way to a place in an event.
struct TestStep {
    enum class Kind : std::uint8_t { field, position, key, advice_value, advice_confidence, advice_model } kind{};
    RecordId record;          // field: its record; key: the elements'
    std::uint32_t index = 0;  // of the field, of the key's field
    Type type;                // key: its type
    Value value;              // position, key
};
/// A place in an event: from `data`, or a member of the envelope.
struct TestPlace {
    std::int32_t envelope = -1;  // as Op::envelope's index; -1: below `data`
    std::vector<TestStep> steps;
};
struct TestValue {
    enum class Kind : std::uint8_t { missing, scalar, list, record } kind{};
    Type type;                  // scalar: of the value itself
    bool advice = false;        // a bare value for a field that is advice
    bool any_currency = false;  // an amount for a `money` that carries its currency
    Value value;
    std::vector<TestStep> members;  // record: by item
    std::vector<TestValue> items;   // list, record
};
struct TestAssign {
    TestPlace place;
    TestValue value;
    Span span;
};
/// The event of a test; fixtures are replaced by what they stand for.
struct TestEvent {
    EventId event;
    std::string file;  // as written, relative to the source that `file_span` stands in; empty: none
    Span file_span;
    std::vector<TestAssign> with;  // in the order in which they are put in
    Span span;
};
struct Expectation {
    enum class Kind : std::uint8_t { effects, fault, due, output } kind{};
    bool negated = false;
    std::vector<Effect> effects;            // effects; output: one `set`, unless the value is missing
    std::vector<EscalationId> escalations;  // effects: chains that are named
    std::string fault;                      // the code; empty: any
    std::optional<std::int64_t> due;        // due: none for `due none`
    OutputId output;                        // output
    std::vector<std::string> by;            // ids of rules, as in a decision
    std::optional<TestPlace> at;
    Span span;
};
/// Expressions of expectations have ids that continue Program::exprs, and needs that continue Program::needs.
struct Test {
    std::string title, module;
    TestEvent given;
    std::vector<Expectation> expects;
    Span span;  // of the title, or of the name of its case
};

struct Program {
    std::string name;         // of the bundle
    std::vector<Enum> enums;  // 0: Priority, 1: Weekday
    std::vector<Record> records;
    std::vector<ListType> lists;
    std::vector<Event> events;
    std::vector<Role> roles;
    std::vector<Symbol> queues, actions, channels;
    std::vector<Reason> reasons;
    std::vector<Output> outputs;
    std::vector<Ladder> ladders;
    std::vector<Calendar> calendars;
    std::vector<Escalation> escalations;
    std::vector<Data> data;
    std::vector<Policy> policies;     // in decision order
    std::vector<Instance> instances;  // grouped by event, within an event in decision order
    std::vector<Default> defaults;    // one per event
    std::vector<Transition> utc;      // transitions of the zone "UTC": one
    std::vector<Zone> zones;          // every zone that a timestamp field or a calendar names, once
    QueueId fault_queue;
    CalendarId calendar;  // the bundle's default; may be none
    std::vector<Test> tests;

    std::vector<Expr> exprs;
    std::vector<Need> needs;
    std::uint32_t variables = 0;  // all variable numbers are below

    // of tests only: no decision depends on them
    std::vector<Expr> test_exprs;
    std::vector<Need> test_needs;

    [[nodiscard]] const Expr& operator[](ExprId id) const { return exprs[id.value]; }
    [[nodiscard]] const Need& operator[](NeedId id) const { return needs[id.value]; }
};

/// How a product or quotient is computed from scaled operands (what LANGUAGE.md calls "once, at the result's scale").
enum class MulKind : std::uint8_t { exact, scaled };  // a·b, or a·b ÷ 10^6
enum class DivKind : std::uint8_t { scaled, plain };  // a·10^6 ÷ b, or a ÷ b (money ÷ integer)
[[nodiscard]] inline MulKind mul_kind(const Type& a, const Type& b) {
    return a.kind == TypeKind::integer || b.kind == TypeKind::integer ? MulKind::exact : MulKind::scaled;
}
[[nodiscard]] inline DivKind div_kind(const Type& a, const Type& b) {
    return a.kind == TypeKind::money && b.kind == TypeKind::integer ? DivKind::plain : DivKind::scaled;
}

}  // namespace ordain::typed
