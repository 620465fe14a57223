// Valid events in one go: every byte is looked at once, every value is read where it stands. What is in any way unusual is left to
// Reading, which knows what is wrong with a line, and what counts first.
//
// A member is compared with the bytes that stood there in the line before (with its comma, its quotes, its colon and the space
// between); its name is looked up only if it differs.
#pragma once

#include <array>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include "runtime/decode/bytes.hpp"
#include "runtime/decode/event_store.hpp"
#include "runtime/decode/key_set.hpp"
#include "runtime/decode/plan.hpp"

namespace ordain::decode {

class Straight {
public:
    /// Both outlive it.
    Straight(const program::Image& image, const Plan& plan);

    /// Fills the store with the event of a line, envelope and all. False says nothing about the line: then any values may stand in the
    /// frame and the columns, and the rest of the store wants to be cleared. A control character stands at `end`, and 64 bytes behind
    /// it can be read; the texts of the store point into the line.
    [[nodiscard]] bool read(const char* begin, const char* end, EventStore& store);

private:
    enum class Action : std::uint8_t { leave, path, code, amount_number, record, list, amount, boolean, number, text, enumerated, moment };

    /// What is done with a value at a place.
    struct Spot {
        Action action = Action::leave;
        std::uint8_t scale = 0;
        bool is_integer = false, says_currency = false;  // a text, too, that an amount beside it needs
        std::uint32_t target = 0, presence = program::none, max_bytes = 0;
        const Op* op = nullptr;
        std::int64_t low = std::numeric_limits<std::int64_t>::min(), high = std::numeric_limits<std::int64_t>::max();
        std::uint64_t seen = 0;  // in which object or element
        std::string_view code;
    };
    /// The member that stood at a place of the line before.
    struct Guess {
        std::array<char, literal_bytes> bytes{};  // from the end of the value before
        std::uint32_t mask = UINT32_MAX;          // of the bytes that count; of NULs none fits
        std::uint32_t size = 0, member = program::none;

        [[nodiscard]] bool fits(const char* at) const { return (same_bytes(at, bytes.data()) & mask) == mask; }
        void learn(const char* from, const char* to, std::uint32_t which);
    };
    /// The values of an event, or of an element.
    struct Here {
        std::int64_t* base = nullptr;  // frame, or row of the column store
        std::uint64_t number = 0;      // see Spot::seen
        std::uint32_t fields = 0;      // read so far
    };
    enum Member : std::uint8_t { type, specversion, id, source, time, data, members };

    const program::Image& image_;
    const Plan& plan_;
    std::vector<Spot> spots_;                         // by PlanNode
    std::vector<Guess> first_, next_, next_unknown_;  // by PlanNode: its first child, its next sibling, its child behind a stranger
    std::vector<std::uint8_t> present_;               // by FieldRec of a record
    std::vector<KeySet> keys_;                        // by ListRec
    Names envelope_names_;
    std::array<Guess, members + 2> after_;  // by Member; the last two: behind a stranger, at the beginning
    EventStore* store_ = nullptr;
    std::uint64_t number_ = 0;
    std::size_t rows_ = 0;
    bool beyond_ascii_ = false;

    void place(const Op& op, std::vector<std::uint32_t>& uses);
    void settle(const std::vector<std::uint32_t>& uses);

    // Each takes where something begins and returns where it ends; nullptr: not read.
    const char* key(const char* at, bool first, std::string_view& name);
    const char* top_member(const char* at, std::uint32_t which, std::uint32_t& seen, std::array<std::string_view, members>& texts);
    const char* payload(const char* at);
    const char* object(const char* at, std::uint32_t node, Here& here, unsigned depth);
    const char* value(const char* at, std::uint32_t node, Here& here, unsigned depth);
    const char* nothing(const char* at, const Spot& spot, Here& here);
    const char* record(const char* at, std::uint32_t node, Here& here, unsigned depth);
    const char* number(const char* at, const Spot& spot, std::int64_t* base);
    const char* amount(const char* at, std::uint32_t node, Here& here, unsigned depth);
    const char* texts(const char* at, Spot& spot, std::int64_t* base);
    const char* boolean(const char* at, const Spot& spot, std::int64_t* base);
    const char* elements(const char* at, const Spot& spot, Here& here, unsigned depth);
    const char* element(const char* at, const program::ListRec& list, std::uint32_t number, Here& here, unsigned depth);
    const char* string(const char* at, std::string_view& out);
    const char* skip(const char* at, unsigned depth);
    const char* skip_scalar(const char* at);
    [[nodiscard]] bool new_key(const program::ListRec& list, std::uint32_t number, const Here& here);
    [[nodiscard]] bool complete(const Context& context, Here& here);
    [[nodiscard]] bool code_fits(const Op& op, std::string_view code, std::int64_t* base) const;
    [[nodiscard]] bool envelope(const std::array<std::string_view, members>& texts);
};

}  // namespace ordain::decode
