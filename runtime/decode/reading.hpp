// One decoder's state, and the steps of reading a line. Valid events in usual form are read by Straight; of all others walk.cpp notes where
// in the line the plan's places stand and checks the form of all of it; fields.cpp then reads the fields in the order of declaration, those
// of a list's element as soon as the element ends.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/decode/event_store.hpp"
#include "runtime/decode/key_set.hpp"
#include "runtime/decode/line.hpp"
#include "runtime/decode/plan.hpp"
#include "runtime/decode/quick.hpp"
#include "runtime/decode/straight.hpp"
#include "runtime/decode/troubles.hpp"

namespace ordain::decode {

class Reading {
public:
    explicit Reading(const program::Image& image);

    /// See Decoder::decode.
    void read(std::string_view text, EventStore& store);

private:
    enum Member : std::uint8_t { type, specversion, id, source, time, data, members };

    /// A value on the way of a pointer. No mark: missing.
    struct Found {
        std::uint32_t mark = 0;
        std::uint32_t node = 0;
        bool broken = false;  // a trouble was noted on the way
    };
    struct ListState {
        KeySet keys;
        std::int64_t first = 0, count = 0;  // rows of the array read last
    };

    const program::Image& image_;
    Plan plan_;
    Straight straight_;
    Names envelope_names_;  // to Member
    std::array<QuotedName, members> quoted_members_;
    std::array<std::uint32_t, members + 1> after_{};  // by Member: the one that stood after it; the last: the one that stood first
    std::uint32_t previous_ = members;
    Line line_;
    EventStore* store_ = nullptr;
    bool malformed_ = false;  // the line is not well formed

    std::array<std::uint32_t, members> envelope_{};  // marks of the first values; 0: absent
    std::uint32_t envelope_twice_ = 0;               // bits by member
    std::uint32_t second_data_ = 0;                  // mark of its key

    std::vector<std::uint32_t> first_, next_;  // by PlanNode: the child, or the sibling, that was seen to stand first, or after it
    std::vector<std::uint32_t> marks_;         // by PlanNode: the first value at a place; 0: none
    std::vector<std::uint32_t> twice_;         // by PlanNode: mark of the key that stands there a second time; 0: none
    std::vector<std::uint32_t> repeated_;      // nodes whose `twice_` is set
    std::vector<std::uint8_t> present_;        // by FieldRec of a record
    std::vector<ListState> list_states_;       // by ListRec
    std::vector<std::uint32_t> way_;           // nodes of a pointer
    std::size_t rows_ = 0;                     // elements of all lists
    Rank around_;                              // lists and elements that are being read
    std::int64_t row_ = -1;                    // of the list that is being read
    Troubles troubles_;

    // --- walk.cpp: every function takes the mark of a value and returns the mark after it -----------------------------------------
    void walk_line();
    std::uint32_t top_member(std::uint32_t key);
    std::uint32_t value(std::uint32_t mark, std::uint32_t node, unsigned depth);
    std::uint32_t object(std::uint32_t mark, std::uint32_t node, unsigned depth);
    [[nodiscard]] bool child(std::uint32_t mark, const Place& place, std::uint32_t& guess, std::uint32_t& node);
    std::uint32_t array_value(std::uint32_t mark, std::uint32_t node, unsigned depth);
    std::uint32_t array(std::uint32_t mark, std::uint32_t node, unsigned depth);
    std::uint32_t elements(std::uint32_t mark, std::uint32_t field, unsigned depth);
    std::uint32_t element(std::uint32_t mark, const program::ListRec& list, std::uint32_t number, unsigned depth);
    std::uint32_t skip(std::uint32_t mark, unsigned depth);
    std::uint32_t malformed();
    void check_scalar(std::uint32_t mark) {
        if (!line_.is_scalar(mark)) malformed_ = true;
    }
    [[nodiscard]] bool key(std::uint32_t mark, std::string_view& name);
    void note_again(std::uint32_t node, std::uint32_t key_mark);
    void begin(const Context& context);
    void forget_repeated(std::size_t from);

    // --- plain.cpp, fields.cpp -----------------------------------------------------------------------------------------------------
    /// Reads all fields of a context. `base`: frame, or row of the column store. False for `key_field`'s value: it could not be read.
    bool fields(const Context& context, std::int64_t* base, bool any_repeated, std::uint32_t key_field);
    [[nodiscard]] bool plainly(const Op& op, std::uint32_t mark, std::int64_t* base);
    [[nodiscard]] bool plain_scalar(const Op& op, std::uint32_t mark, std::int64_t& out);
    [[nodiscard]] bool plain_number(const Op& op, std::uint32_t mark, std::int64_t& out) {
        return quickly_scaled(line_.token(mark), op.scale, out) && in_range(*op.declared, out);
    }
    [[nodiscard]] bool plain_amount(const Op& op, std::uint32_t mark, std::int64_t* base);
    [[nodiscard]] bool carefully(const Op& op, std::int64_t* base);
    static void set_presence(const Op& op, std::int64_t* base, std::int64_t value) {
        if (op.presence != program::none) base[op.presence] = value;
    }
    void absent(const Op& op, std::int64_t* base);
    [[nodiscard]] bool value_of(const Op& op, const Found& at, std::int64_t* base, Troubles& troubles);
    [[nodiscard]] bool amount(const Op& op, const Found& at, std::int64_t* base, Troubles& troubles);
    [[nodiscard]] bool currency(const Op& op, const Found& at, const Found& said, std::int64_t* base, Troubles& troubles);
    void advice(const Op& op, const Found& at, std::int64_t* base);
    [[nodiscard]] std::int64_t confidence(const program::FieldRec& f, Troubles& troubles);
    [[nodiscard]] std::int64_t model(const program::FieldRec& f, Troubles& troubles);
    [[nodiscard]] Found follow(std::uint32_t node, std::uint32_t steps, bool false_is_missing, Troubles& troubles);
    [[nodiscard]] Found member(std::uint32_t node, bool false_is_missing, Troubles& troubles);
    [[nodiscard]] Found unless_missing(std::uint32_t mark, std::uint32_t node, bool false_is_missing);
    void check_forms(const program::FieldRec& f);
    [[nodiscard]] Rank rank(std::uint32_t field) const;

    // --- scalars.cpp: the value of the token at a mark ----------------------------------------------------------------------------
    [[nodiscard]] FaultCode scalar(Kind kind, const Op& op, std::uint32_t mark, std::int64_t& out);
    [[nodiscard]] FaultCode number(const Op& op, std::uint32_t mark, bool text_too, std::int64_t& out);
    [[nodiscard]] FaultCode text(const program::FieldRec& f, std::uint32_t mark, std::int64_t& out);
    [[nodiscard]] FaultCode spelling(const program::FieldRec& f, std::uint32_t mark, std::int64_t& out);
    [[nodiscard]] FaultCode moment(Kind kind, const program::FieldRec& f, std::uint32_t mark, std::int64_t& out);
    /// The symbol of a text.
    [[nodiscard]] std::int64_t intern(std::string_view bytes) { return plan_.symbol(bytes, *store_); }

    // --- envelope.cpp -------------------------------------------------------------------------------------------------------------
    [[nodiscard]] std::uint32_t event_at(std::uint32_t mark);
    void read_envelope();
    void envelope_text(Member member, bool& has, std::string_view& out);
    void envelope_time();
    void payload();
    void clear(EventStore& store);
    void fail(FaultCode code, std::string_view pointer);
};

}  // namespace ordain::decode
