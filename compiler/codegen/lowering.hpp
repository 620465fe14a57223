// Expressions to instructions, for one policy and one event type.
//
// A value is computed at its first use and remembered for all uses that are reached only through that one; uses on other paths compute it
// again (so `let`s are evaluated by need, as LANGUAGE.md has it, without any state at run time). Where that would multiply the code, all
// lets are computed first, under a guard: what faults in one is kept until the let is needed.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "compiler/codegen/chunk_builder.hpp"
#include "compiler/codegen/generate.hpp"
#include "compiler/codegen/notes.hpp"
#include "compiler/codegen/scoped_map.hpp"
#include "compiler/plan/field_plan.hpp"
#include "compiler/plan/same.hpp"
#include "compiler/plan/symbols.hpp"
#include "compiler/sema/typed.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::codegen {

inline constexpr Reg always = UINT32_MAX;  // presence of a value that is never missing

/// A scalar: where it is, and where its presence is.
struct Scalar {
    Reg value = 0;
    Reg second = 0;  // money_any: its currency
    Reg presence = always;
};
/// A record or list: where its fields are found.
struct Aggregate {
    const plan::Node* node = nullptr;    // record of the event
    std::uint32_t data = program::none;  // or a row of a data table
    std::uint32_t list = program::none;  // list: ListRec
    std::uint8_t index = no_index;       // row it lives in (list: of the parent)
    Reg presence = always;
};

/// What all chunks share.
struct Shared {
    const typed::Program& program;
    Constants& constants;
    Symbols& symbols;
    program::ImageData& image;
    Options options;
    std::string error;  // first thing that could not be expressed
};

class Lowering {
public:
    /// `notes`: where to note what explanations show, or null.
    Lowering(Shared& shared, const typed::Instance& instance, const plan::EventLayout& layout, Notes* notes)
        : shared_(shared),
          program_(shared.program),
          instance_(instance),
          layout_(layout),
          notes_(notes),
          same_(shared.program, instance),
          code(shared.constants) {}

    [[nodiscard]] Scalar scalar(typed::ExprId id);
    [[nodiscard]] Aggregate aggregate(typed::ExprId id);
    /// Falls through if the truth of the expression is `wanted`; else goes to the label.
    void jump_unless(typed::ExprId id, bool wanted, Label& label);
    [[nodiscard]] Reg event_time() const { return slot_bit | 0; }
    /// The date or timestamp `from` plus (ADD) or minus (SUB) a number of days or nanoseconds; a fault outside the years of its type.
    [[nodiscard]] Reg shifted(Opcode op, Reg from, Reg by, TypeKind kind);
    [[nodiscard]] Reg constant(std::int64_t value) { return code.constant(value); }
    [[nodiscard]] const typed::Expr& at(typed::ExprId id) const { return program_[id]; }

    /// Values computed between open and close are forgotten at close: that code may be skipped.
    [[nodiscard]] std::size_t open_scope() const { return trail_.size(); }
    void close_scope(std::size_t mark);
    /// Whether look-ups may stay open beyond the rule that made them.
    [[nodiscard]] bool has_room() const { return indices_ < limits::index_registers / 2; }

    /// Opens the loop over a list; the variable stands for the row. Close with end_loop.
    struct Loop {
        std::uint32_t list = 0;
        std::uint8_t index = 0;
        std::uint32_t body = 0;
        std::size_t scope = 0;
        std::uint32_t variable = 0;
        Label exit;
    };
    /// Computes the let now; whoever needs it first raises what went wrong in it.
    void compute_let(std::uint32_t index);

    [[nodiscard]] Loop begin_loop(typed::ExprId list, std::uint32_t variable);
    void end_loop(Loop& loop);

private:
    struct Remembered {
        bool is_aggregate;
        bool holds_index;
    };

    Shared& shared_;
    const typed::Program& program_;
    const typed::Instance& instance_;
    const plan::EventLayout& layout_;
    Notes* notes_;
    plan::Sameness same_;
    ScopedMap<Scalar> scalars_;
    ScopedMap<Aggregate> aggregates_;
    std::unordered_map<std::uint32_t, Aggregate> variables_;
    struct GuardedLet {
        Scalar value;
        Reg fault = 0;
    };
    std::unordered_map<std::uint32_t, GuardedLet> guarded_lets_;
    std::vector<Remembered> trail_;
    std::uint32_t indices_ = 0;
    unsigned depth_ = 0;

    /// What a value is remembered by: the same computation is the same value, however often it is written. Explanations show each on its
    /// own.
    [[nodiscard]] std::uint32_t number(typed::ExprId id) { return notes_ == nullptr ? same_(id) : id.value; }
    [[nodiscard]] bool jump_by_comparison(const typed::Expr& e, bool wanted, Label& label);
    [[nodiscard]] Scalar let(std::uint32_t index);
    [[nodiscard]] Scalar known_or_made(typed::ExprId id);
    [[nodiscard]] Scalar make(typed::ExprId id, const typed::Expr& e);
    void jump_by_operands(const typed::Expr& e, bool wanted, Label& label);
    [[nodiscard]] Aggregate make_aggregate(const typed::Expr& e, bool& holds_index);
    [[nodiscard]] std::uint8_t take_index();
    [[nodiscard]] Scalar field(const typed::Expr& e, bool confidence);
    [[nodiscard]] Scalar load(const Aggregate& record, std::uint32_t target, std::uint32_t presence, bool wide);
    [[nodiscard]] Scalar data_field(const Aggregate& row, std::uint32_t index);
    [[nodiscard]] Reg presence(typed::ExprId id);
    [[nodiscard]] Reg both(Reg a, Reg b);
    [[nodiscard]] Reg truth(typed::ExprId id);
    [[nodiscard]] Scalar constant_value(const typed::Expr& e);
    [[nodiscard]] Scalar binary(const typed::Expr& e, Opcode op);
    [[nodiscard]] Scalar sum(const typed::Expr& e, Opcode op);
    [[nodiscard]] Scalar if_else(const typed::Expr& e);
    [[nodiscard]] Scalar if_missing(const typed::Expr& e);
    [[nodiscard]] Scalar same(const typed::Expr& e);
    [[nodiscard]] Scalar in_list(const typed::Expr& e);
    [[nodiscard]] Scalar fold_list(const typed::Expr& e);
    [[nodiscard]] Scalar extreme(const typed::Expr& e);
    [[nodiscard]] Reg compare(typed::Op op, const typed::Expr& a, Scalar x, const typed::Expr& b, Scalar y);
    [[nodiscard]] Reg in_set(const typed::Expr& e);
    [[nodiscard]] std::optional<std::int64_t> set_mask(const typed::Expr& e) const;
    [[nodiscard]] Reg in_range(const typed::Expr& e);
    void copy(const Scalar& from, const Scalar& to, const Type& type);
    [[nodiscard]] Scalar fresh(const Type& type);
    [[nodiscard]] bool open_enum(const Type& type) const { return type.kind == TypeKind::enumerated && program_.enums[type.ref].open; }
    [[nodiscard]] std::uint16_t zone_calendar(typed::CalendarId id) const;

public:
    ChunkBuilder code;
    [[nodiscard]] Notes* notes() const { return notes_; }
    [[nodiscard]] std::uint16_t calendar_number(typed::CalendarId id) const { return zone_calendar(id); }
};

}  // namespace ordain::codegen
