// The bundle as it stands in memory and in a file: arrays of plain records, one array a section (sections.def). Records refer to each
// other by index. `Image` views sections that lie in a mapped file; `ImageData` owns them while a compiler builds them.
//
// All records are trivially copyable, little-endian, without padding that could hold garbage (static_asserts below); integers that are
// not used are 0, so that equal programs give equal bytes. `none` marks an absent index. The verifier (verify.hpp) checks every
// index and range once; what reads a verified image checks nothing.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

#include "runtime/value/type.hpp"

namespace ordain::program {

inline constexpr std::uint32_t none = UINT32_MAX;

struct Str {
    std::uint32_t offset = 0, size = 0;
};  // UTF-8 bytes in section `chars`
struct Range32 {
    std::uint32_t first = 0, count = 0;
};

struct Insn {
    std::uint16_t op = 0;
    std::uint8_t x = 0, y = 0;
    std::uint32_t a = 0, b = 0, c = 0;
};
static_assert(sizeof(Insn) == 16);

struct MetaRec {
    Str name;
    std::uint32_t edition = 1;
    std::uint32_t fault_queue = 0;
};

// --- enums --------------------------------------------------------------------------------------------------------
struct EnumRec {
    Str name;
    Range32 values;
    Range32 spellings;
    std::uint32_t open = 0, reserved = 0;
};
struct EnumValueRec {
    Str name;
    Str spelling;
};  // by ordinal; spelling: the first one, for output
struct SpellingRec {
    Str spelling;
    std::uint32_t ordinal = 0, reserved = 0;
};  // sorted bytewise within an enum

// --- events: where JSON goes ------------------------------------------------------------------------------------
// Frame of an event: [constants | slots | temporaries]. Slot s is register constants.size() + s. Slots 0..3 are event.time (ns), event.id,
// event.source, event.type (symbols). A place ("target") of a field outside lists is a slot number; of a field within a list a column
// number. Every optional field has a presence target (0 or 1); a field within optional records is present iff its own presence target says
// so: the decoder writes 0 to presence and value of everything below an absent record. money_any takes two targets: amount, currency code
// (target + 1 for slots and for columns). An advice field takes value, confidence (percent), model (symbol), each directly after what is
// before it, and presence; a confidence or model that could not be read is -1.
struct EventRec {
    Str type;
    Range32 nodes;            // places outside lists; the first is the line's `data`
    std::uint32_t slots = 0;  // number of slots
    Range32 chunks;           // in decision order
    Range32 lists;
    std::uint32_t column_words = 0;  // int64s that all columns of all lists need
    std::uint32_t texts = 0;         // upper bound of texts an event can hold
    Range32 fields;
    Range32 advice;  // advice section
    Range32 default_effects;
    Range32 binds;  // first: the subject, if has_subject
    std::uint32_t has_subject = 0;
    std::uint32_t default_args = 0;  // first argument of the default effects, which take theirs one after the other
};
/// A place in the JSON payload, with children by member name (objects) or by element number (arrays, for pointers such as partner_id/1; a
/// child that is an item is a member, too). The places of an event outside lists stand together, and so do those of a list's elements.
struct PlanNode {
    Range32 keys;                 // members, sorted bytewise by name
    Range32 items;                // plan_keys whose `index` counts, sorted
    Str pointer;                  // from the line's root, * for the number of an element ("/data/order/lines/*/price")
    std::uint32_t parent = none;  // a smaller number; none: `data`, or an element
    std::uint32_t reserved = 0;
};
struct PlanKey {
    Str name;
    std::uint32_t index = 0;
    std::uint32_t node = 0;
};
namespace field_flags {
inline constexpr std::uint32_t advice = 1, text_or_int = 2, points = 4, rounded = 8, false_as_missing = 16, in_list = 32, has_range = 64,
                               low_open = 128, high_open = 256, is_element = 512 /* the element itself of a list of scalars */;
}
/// Fields of an event in the order of their declaration, those of a record or of a list's elements directly after it.
struct FieldRec {
    Type type;
    std::uint32_t flags = 0;
    std::uint32_t target = none;    // slot or column
    std::uint32_t presence = none;  // slot or column; none: required
    std::uint32_t record = none;    // FieldRec of the record it belongs to; none: the event, or an element of a list
    std::uint32_t max_bytes = 0;
    std::uint32_t list = none;  // type list: ListRec
    // Where it stands. Steps: how many nodes above is its record's own place.
    std::uint32_t node = 0, steps = 0;
    std::uint32_t amount = none, currency = none;                 // money: members of an amount with its currency
    std::uint32_t sibling = none, sibling_steps = 0;              // money: the currency beside the amount
    std::uint32_t value = none, confidence = none, model = none;  // advice: its members; amount and currency are then members of value
    std::uint32_t reserved = 0;
    std::int64_t low = 0, high = 0;  // range
    Str name;                        // as the author calls it, e.g. "net_total"
    Str pointer;                     // from the line's root, with * for list elements
    Range32 zone;                    // timestamp: transitions of the zone of values without offset; empty: an offset is required
};
/// Targets that a value of this type takes, beside its presence.
[[nodiscard]] constexpr std::uint32_t value_words(Type type) {
    return type.kind == TypeKind::money_any ? 2 : 1;
}
struct ListRec {
    std::uint32_t parent = none;    // list whose elements hold this list
    std::uint32_t start = none;     // column of the parent: first row; none for outermost lists (row 0)
    std::uint32_t count = 0;        // masks: rules that it knows
    std::uint32_t presence = none;  // slot, or column of the parent
    std::uint32_t max = 0;          // elements, as declared
    std::uint32_t rows = 0;         // rows reserved: max × rows of the parent; >= 1
    Range32 columns;
    std::uint32_t key_column = none;  // its values are distinct within one list
    std::uint32_t key_is_text = 0;
    Str pointer;                                   // "/data/order/lines"
    Range32 nodes;                                 // places in an element; the first is the element
    Range32 fields;                                // of an element
    std::uint32_t key_field = none, reserved = 0;  // FieldRec of the key
};
struct ColumnRec {
    std::uint32_t list = 0;
    std::uint32_t offset = 0;
};  // offset in int64s into the event's column store
struct AdviceRec {
    std::uint32_t field = 0, reserved = 0;
};
struct BindRec {
    std::uint32_t slot = 0, presence = none;
    Type type;
    std::uint32_t tolerance = 0 /*typed::Tolerance*/, reserved = 0;
    std::int64_t amount = 0;
    Str text;
};

// --- policies -----------------------------------------------------------------------------------------------------
namespace policy_flags {
inline constexpr std::uint32_t shadow = 1, table = 2, each = 4;
}
struct PolicyRec {
    Str name;
    Str owner;
    std::uint32_t flags = 0, calendar = none;
};
/// The code of one policy for one event type.
struct ChunkRec {
    std::uint32_t policy = 0, event = 0;
    std::uint32_t code = 0, code_end = 0;  // instructions [code, code_end)
    std::uint32_t frame = 0;               // registers in use, from 0
    std::uint32_t reads_advice = 0;
    std::int64_t from = INT64_MIN, until = INT64_MAX;            // from <= event.time < until, else the policy does not apply
    std::uint32_t max_fired = 0, max_emitted = 0, max_args = 0;  // upper bounds of what one run contributes; recomputed by the verifier
    std::uint32_t each_list = none;                              // list of the elements
    std::uint64_t cost = 0;                                      // static cost; recomputed by the verifier
    std::uint32_t table_default = none;                          // RuleRec "table.default", fired by the code when no row applies
    std::uint32_t reserved = 0;
};
struct RuleRec {
    Str id;
    Str name;
    Str text;
    std::uint32_t policy = 0, flags = 0;
};  // flags: 1 otherwise, 2 default of a table
/// Finds the rules whose conditions hold for values in registers. The matcher of a policy is a tree; its nodes stand before it. Results are
/// numbers of rules from 0 on, in the order of the policy.
///   masks  each key's value leads to a row of masks, with a bit for each rule that it leaves over; the rules are those that all keys leave
///          over. A row is `words` words; above one, summaries come before them: bit w of the summaries says that word w is not 0.
///   tests  the tests of its rules are looked at one after the other
///   split  the place of one key leads to a node below; rules that don't look at the key are in the node `rest`. Below a split a list of
///          tests has no record of its own: it stands there as its first test and the bit `list_of_tests`
enum class MatchForm : std::uint32_t { masks, tests, split };
struct MatcherRec {
    MatchForm form{};
    std::uint32_t rules = 0;        // rules of the whole tree; as a result: none
    std::uint32_t first_rule = 0;   // RuleRec of number 0; the others follow
    std::uint32_t nodes = 1;        // of this tree, it included: they stand right before it
    std::uint32_t count = 0;        // masks: rules that it knows
    std::uint32_t numbers = none;   // masks: first of match_numbers, ascending; none: 0, 1, 2 …
    Range32 keys;                   // match_keys. masks: at least one; split: one
    std::uint32_t plain = 0;        // masks: so many of its keys, the first, are of form plain
    std::uint32_t spans = 0;        // masks: first of match_spans: by rule, then by key that shares rows
    std::uint32_t shared = 0;       // masks: keys of which several places share a row: a rule's span of places decides, too
    std::uint32_t words = 0;        // masks: (count + 63) / 64
    std::uint32_t summaries = 0;    // masks with words > 1: (words + 63) / 64
    std::uint32_t tests = 0;        // tests: first of match_tests
    std::uint32_t children = 0;     // split: first of match_children, one a place: node, tests, or none
    std::uint32_t rest = none;      // split: node, tests, or none
    std::uint32_t outcomes = none;  // of a whole tree: first of match_outcomes, one a rule; none: there are none
};
/// Boundaries cut the range of a value into places, counted from 0: a value's place is the number of boundaries up to it.
///   direct  base and all values below it have place 0, base + 1 has 1 …, top and all above it the last
///   plain   as direct, never missing, and place i has row i
///   search  `places` - 1 ascending boundaries are searched, in steps of `half`, half/2 … 1; behind them stand 2·half - 1 times INT64_MAX.
///           With a radix the search begins where `match_rows[radix + (value - base) >> shift]` says (the last bucket is that of all
///           above).
enum class MatchKeyForm : std::uint32_t { direct, search, plain };
struct MatchKeyRec {
    std::int64_t base = 0, top = 0;
    MatchKeyForm form{};
    std::uint32_t value = 0;        // register
    std::uint32_t presence = none;  // register; none: never missing
    std::uint32_t places = 1;       // a missing value has the place behind them
    std::uint32_t boundaries = 0;   // search: first of match_boundaries
    std::uint32_t half = 0;         // search: a power of two, or 0: one place
    std::uint32_t radix = none;     // search: first of match_rows
    std::uint32_t shift = 0;
    std::uint32_t rows = none;    // first of match_rows, which has the row of each place; none: place i has row i
    std::uint32_t shares = 0;     // 1: places that some rule tells apart have the same row
    std::uint32_t row_count = 0;  // in masks
    std::uint32_t masks = 0;      // first word of row 0 in match_masks
};
struct MatchSpanRec {
    std::uint32_t first = 0, last = 0;
};  // places; first > last: none
/// In references to nodes below a split.
inline constexpr std::uint32_t list_of_tests = 0x8000'0000;
namespace match_test_flags {
inline constexpr std::uint32_t last = 1 /* of its rule */, end = 2 /* of the list; also the last of its rule */,
                               outside = 4 /* holds for all other values */, missing = 8 /* holds for a missing one */;
}
/// Holds for the values low … low + span.
struct MatchTestRec {
    std::int64_t low = 0;
    std::uint64_t span = 0;
    std::uint32_t value = 0, presence = none;  // registers
    std::uint32_t flags = 0;
    std::uint32_t number = 0;  // of the rule; ascending
};
struct WaiverRec {
    std::uint32_t rule = 0, reject = 0;
    Str approved_by, because, until;
};

// --- effects ------------------------------------------------------------------------------------------------------
enum class EffectOp : std::uint32_t {
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
/// What an EMIT adds, and which arguments it comes with, in this order:
///   require         need arguments (pre-order over the need: `for` value of a scoped role; rung number of a ladder, then its scope if
///   scoped), then the deadline
///                   (if has_due), then per `never` one symbol (or -1: missing), then one timestamp per escalation step
///   escalate        one timestamp per escalation step
///   route           the priority's ordinal (if dynamic_priority)
///   notify_role     the `for` value (if scoped), then template arguments;   notify_channel, reason: template arguments
///   notify_person   the person's symbol, then template arguments
///   set             for an optional output presence (0/1), then the value (money_any: amount, currency)
/// Template arguments: one per PartRec with a type, in order (money_any: two).
namespace effect_flags {
inline constexpr std::uint32_t has_due = 1, dynamic_priority = 2, scoped = 4;
}
struct EffectRec {
    EffectOp op{};
    std::uint32_t flags = 0;
    std::uint32_t id = none;  // hold, route: queue; do: action; notify: role/channel; reason; set: output; require: need
    std::uint32_t extra = 0;  // do: 0 cleared, 1 refused, 2 now; route: constant priority
    std::uint32_t never = 0;  // number of `never` arguments
    std::uint32_t escalation = none;
    Range32 text;                   // parts; empty: no text
    Type scope;                     // type of the `for` value (notify_role)
    std::uint32_t args = 0;         // number of arguments
    std::uint32_t calendar = none;  // of the deadline, for explanations
    Str within;                     // the deadline as written ("4 business hours"), for explanations
};
enum class NeedOp : std::uint32_t { role, ladder, all, any_of, then };
struct NeedRec {
    NeedOp op{};
    std::uint32_t count = 1;
    std::uint32_t id = none; /* role or ladder */
    std::uint32_t scoped = 0;
    Type scope;
    Range32 children; /* need_children */
};
struct PartRec {
    Str text;
    Type type;
    std::uint32_t is_value = 0, reserved = 0;
};

// --- organisation -------------------------------------------------------------------------------------------------
struct RoleRec {
    Str name;
    Str title;
    Range32 above; /* role_above: every role it stands above, transitively */
    Type scope;
    std::uint32_t scoped = 0, reserved = 0;
};
struct NameRec {
    Str name;
    Str text;
};  // queue, action, channel; reason: code and text
struct OutputRec {
    Str name;
    Type type;
};
struct LadderRec {
    Str name;
    Range32 roles; /* ladder_roles */
    Range32 rows;
    Type of;
    Type scope;
    std::uint32_t scoped = 0, reserved = 0;
};
struct LadderRowRec {
    std::int64_t scope = 0;
    std::uint32_t any = 0;
    std::uint32_t rungs = 0; /* first LadderRungRec; one a role */
};
struct LadderRungRec {
    std::int64_t limit = 0;
    std::uint32_t unlimited = 0, absent = 0;
};
struct EscalationRec {
    Str name;
    Range32 steps;
};
struct StepRec {
    std::uint32_t kind = 0 /*typed::StepKind*/, act = 0 /*typed::StepAct*/, target = none, reserved = 0;
    std::int64_t duration = 0;
    Type duration_type;
    Str text;
};
struct TransitionRec {
    std::int64_t at = 0;
    std::int64_t offset = 0;
};  // from `at` (UTC ns) on: local = UTC + offset (ns)
struct OpeningRec {
    std::int64_t open = 0, close = 0, before = 0;
};  // UTC ns; before: opening time of all earlier openings, ns
struct DayRec {
    std::int64_t close = 0;
    std::uint32_t before = 0;
    std::uint32_t open = 0;
};  // last closing of the local day; business days before it; 1 if it is one
/// Ascending, disjoint openings; one DayRec for each day first_date … first_date + days.count - 1 (the years of `covers`).
struct CalendarRec {
    Str name;
    Str zone;
    Range32 transitions;
    Range32 openings;
    Range32 days;
    std::int64_t first_date = 0;
    std::int64_t covers_from = 0, covers_until = 0; /* UTC ns, [from, until) */
};
struct DataRec {
    Str name;
    Range32 keys; /* data_key_types */
    std::uint32_t rows = 0;
    std::uint32_t first_key = 0;  /* data_keys, row by row */
    Range32 columns;              /* data_columns */
    std::uint32_t first_cell = 0; /* data_cells, row by row, one word a column */
    std::uint32_t index = none;   /* data_index, if all keys are exact */
    std::uint32_t index_size = 0, reserved = 0;
};
struct DataKeyRec {
    std::int64_t low = 0, high = 0;
    std::uint32_t kind = 0; /* 0 any, 1 exact, 2 range (closed: the compiler makes bounds inclusive) */
    std::uint32_t reserved = 0;
};
struct DataColumnRec {
    std::uint32_t data = 0, column = 0;
    Type type;
    Str name;
};  // a presence column is a column of its own, directly after its value

// --- debug: what explanations show --------------------------------------------------------------------------------
/// Operands within operands that are noted: what walks notes may recurse.
inline constexpr std::uint32_t most_note_depth = 200;
enum class NoteKind : std::uint32_t { applies, where, let, condition, cell, waiver, effect, deadline, operand };
enum class NoteOp : std::uint32_t { plain, name, compare, and_, or_, not_, any, every, aggregate };
/// An expression of a trace chunk, and where its value shows. Notes of a chunk are in pre-order: operands follow what they are operands
/// of, one deeper. A value shows in the step of the instruction at `pc`, which copies it for that purpose alone; instructions before
/// `pc`, from `begin` on, compute it. An instruction that has no step did not run: the value was not needed.
/// and_, or_, not_ have no instruction of their own; their value follows from those of their operands.
struct NoteRec {
    NoteKind kind{};
    NoteOp op{};
    Type type;
    Str text;                   // as written
    std::uint32_t rule = none;  // RuleRec it belongs to; none: policy level
    std::uint32_t depth = 0;    // at most one more than that of the note before it
    std::uint32_t begin = 0;    // instructions [begin, end) compute it
    std::uint32_t end = 0;
    std::uint32_t pc = none;
    std::uint32_t presence = none;  // instruction whose step says whether an optional value is present; deadline: shows the start
    std::uint32_t second = none;    // money of any currency: shows the currency; deadline: shows the duration
    std::uint32_t loop = none;      // LOOP whose body computes the operands
    std::uint32_t effect = none;    // deadline: of this effect
    std::uint32_t calendar = none;  // deadline
    std::uint32_t constant = 0;     // 1: the same for every event
    std::uint32_t file = none;      // debug_files
    std::uint32_t line = 0;         // from 1
};
struct DebugFileRec {
    Str path;
};  // Str of debug sections: bytes in debug_chars
/// Where a rule, row or policy stands.
struct PlaceRec {
    std::uint32_t file = none, line = 0;
};

/// Which sections make the meaning (and so the bundle id), and which are for explanations only.
enum class SectionClass : std::uint32_t { semantic, debug };

enum class Section : std::uint32_t {
#define ORDAIN_SECTION(NAME, RECORD, CLASS) NAME,
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
};

struct Image {
#define ORDAIN_SECTION(NAME, RECORD, CLASS) std::span<const RECORD> NAME;
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
    [[nodiscard]] std::string_view str(Str s) const {
        return {chars.data() + s.offset, s.size};
    }
    [[nodiscard]] std::string_view debug_str(Str s) const {
        return {debug_chars.data() + s.offset, s.size};
    }
};

struct ImageData {
#define ORDAIN_SECTION(NAME, RECORD, CLASS) std::vector<RECORD> NAME;
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
    [[nodiscard]] Image view() const {
        Image image;
#define ORDAIN_SECTION(NAME, RECORD, CLASS) image.NAME = NAME;
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
        return image;
    }
};

template <class T>
[[nodiscard]] std::span<const T> slice(std::span<const T> all, Range32 r) {
    return all.subspan(r.first, r.count);
}

#define ORDAIN_SECTION(NAME, RECORD, CLASS) \
    static_assert(std::is_trivially_copyable_v<RECORD> && (std::has_unique_object_representations_v<RECORD>), #RECORD " has padding");
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION

}  // namespace ordain::program
