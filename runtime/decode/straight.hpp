// Valid events in one go: every value is read where it stands. What is in any way unusual is left to Reading, which knows what is wrong
// with a line, and what counts first.
//
// What stands between two values is compared with what stood there in lines before (passage.hpp); only if it differs are names looked up.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "runtime/decode/event_store.hpp"
#include "runtime/decode/key_set.hpp"
#include "runtime/decode/passage.hpp"
#include "runtime/decode/plan.hpp"
#include "runtime/decode/quick_time.hpp"

namespace ordain::decode {

class Straight {
public:
    /// Behind the end of a line: a NUL and a quote, and bytes that can be read.
    static constexpr std::size_t padding = 160;

    /// Both outlive it.
    Straight(const program::Image& image, const Plan& plan);

    /// Fills the store with the event of a line, envelope and all. False says nothing about the line: then any values may stand in the
    /// frame and the columns, and the rest of the store wants to be cleared. The line is UTF-8 without backslashes; `controls`: there may
    /// be characters below 0x20. The texts of the store point into the line.
    [[nodiscard]] bool read(const char* begin, const char* end, bool controls, EventStore& store);

    /// Which event the next line is taken for while its type has not been read.
    void expect_next(std::uint32_t event) { expected_ = event; }

private:
    enum class Action : std::uint8_t {
        leave,
        path,
        code,
        fixed_code,
        amount_number,
        record,
        list,
        amount,
        boolean,
        number,
        text,
        enumerated,
        moment
    };

    /// What is done with a value at a place.
    struct alignas(64) Spot {
        Action action = Action::leave;
        std::uint8_t scale = 0;
        bool is_integer = false;
        bool says_currency = false;  // a text, too, that an amount beside it needs
        bool alone = false;          // of an amount: it may be a number
        std::uint32_t target = 0, presence = program::none, max_bytes = 0;
        const Op* op = nullptr;
        std::int64_t low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
        std::uint64_t seen = 0;  // in which object or element
        const Names* spellings = nullptr;
        std::uint32_t level = 0;  // how many objects stand around it, up to `data` or the element
    };
    /// What only amounts with a currency need, of their places and that of their code.
    struct Code {
        std::string_view text;
        std::uint64_t entered = 0;  // the object of an amount: like Spot::seen
    };
    /// The values of an event, or of an element.
    struct Here {
        std::int64_t* base = nullptr;  // frame, or row of the column store
        std::uint64_t number = 0;      // see Spot::seen
        std::uint32_t fields = 0;      // read so far
        bool amounts = false;          // one has been entered
    };
    enum Member : std::uint32_t { type, specversion, id, source, time, data, members };
    /// A passage that does not lead to a declared value.
    enum Leaf : std::uint32_t { stranger = program::none - 1, closed = program::none };
    /// Crossings of a place: behind its value; at the beginning of its object; in it, behind a value that nobody reads.
    enum Side : std::uint32_t { behind, beginning, behind_stranger, sides };

    const program::Image& image_;
    const Plan& plan_;
    std::vector<Spot> spots_;             // by PlanNode
    std::vector<Code> codes_;             // by PlanNode
    std::vector<std::uint32_t> deepest_;  // by PlanNode: the most objects within each other from here on
    std::vector<Crossing> crossings_;     // by PlanNode × Side
    std::vector<std::uint8_t> present_;   // by FieldRec of a record
    std::vector<KeySet> keys_;            // by ListRec
    Names envelope_names_;
    std::array<Crossing, members + 2> envelope_;  // behind each Member; behind a stranger; at the beginning
    Passage unkept_;                              // the way that was found last
    DateMemo date_;
    EventStore* store_ = nullptr;
    std::uint64_t number_ = 0;
    std::size_t rows_ = 0;
    std::uint32_t expected_ = program::none;  // EventRec of the line before
    bool controls_ = false;

    void place(const Op& op, std::vector<std::uint32_t>& uses);
    void currency_beside(const Op& op);
    void settle(const std::vector<std::uint32_t>& uses);
    void levels();

    [[nodiscard]] static std::uint32_t crossing(std::uint32_t place, Side side) { return place * sides + side; }
    [[nodiscard]] static bool is_entered(const Spot& spot);
    [[nodiscard]] bool first_time(std::uint32_t place, const Here& here);
    void enter(std::uint32_t place, Here& here);
    [[nodiscard]] bool enter_all(const Passage& passage, Here& here);

    // Each takes where something begins and returns where it ends; nullptr: not read.
    const char* key(const char* at, bool first, std::string_view& name) const;
    const char* envelope_member(const char* at, std::uint32_t which);
    const char* payload(const char* at);
    const char* object(const char* at, std::uint32_t root, Here& here, unsigned depth);
    const char* value(const char* at, std::uint32_t place, Here& here, unsigned depth, std::uint32_t& next);
    const char* nothing(const char* at, const Spot& spot, Here& here);
    const char* number(const char* at, const Spot& spot, std::int64_t* base) const;
    const char* code(const char* at, std::uint32_t place);
    const char* text(const char* at, std::uint32_t place, std::int64_t* base);
    const char* enumerated(const char* at, const Spot& spot, std::int64_t* base) const;
    const char* moment(const char* at, const Spot& spot, std::int64_t* base);
    const char* boolean(const char* at, const Spot& spot, std::int64_t* base) const;
    const char* elements(const char* at, const Spot& spot, Here& here, unsigned depth);
    const char* element(const char* at, const program::ListRec& list, std::uint32_t number, Here& here, unsigned depth);
    const char* string(const char* at, std::string_view& out) const;
    const char* skip(const char* at, unsigned depth) const;
    const char* skip_scalar(const char* at) const;

    // From the end of a value to the next, which is found out name by name; `at` goes there. nullptr: not read.
    const Passage* way_in_envelope(const char*& at, std::uint32_t from);
    const Passage* way(const char*& at, std::uint32_t from, Here& here);
    const char* pass(const char* at, std::uint32_t place, bool& begins);
    const Passage* keep(Crossing& crossing, const char* begin, const char* end);

    [[nodiscard]] bool expect(std::uint32_t event);
    [[nodiscard]] bool new_key(const program::ListRec& list, std::uint32_t number, const Here& here);
    [[nodiscard]] bool complete(const Context& context, Here& here);
    [[nodiscard]] bool amounts_complete(const Context& context, const Here& here);
    [[nodiscard]] bool code_fits(const Op& op, std::uint32_t place, const Here& here) const;
};

/// Whether it has members of its own if an object stands there.
inline bool Straight::is_entered(const Spot& spot) {
    if (spot.action == Action::amount) return spot.op->declared->amount != program::none && spot.op->declared->sibling == program::none;
    return spot.action == Action::path || spot.action == Action::record;
}

/// Notes that an object begins that is entered.
inline void Straight::enter(std::uint32_t place, Here& here) {
    const Spot& spot = spots_[place];
    if (spot.action == Action::record) {
        present_[spot.op->field] = 1;
        if (spot.presence != program::none) here.base[spot.presence] = 1;
        ++here.fields;
    } else if (spot.action == Action::amount) {
        codes_[place].entered = here.number;
        here.amounts = true;
    }
}

/// Notes that something stands at a place; false if something did already.
inline bool Straight::first_time(std::uint32_t place, const Here& here) {
    Spot& spot = spots_[place];
    if (spot.seen == here.number) return false;
    spot.seen = here.number;
    return true;
}

inline const char* Straight::string(const char* at, std::string_view& out) const {
    if (*at != '"') return nullptr;
    const char* const end = controls_ ? plain_quote_from(at + 1) : quote_from(at + 1);
    if (end == nullptr) return nullptr;
    out = between(at + 1, end);
    return end + 1;
}

}  // namespace ordain::decode
