// What was seen at a place, as a type of the language.
#pragma once

#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "compiler/schema/seen.hpp"

namespace ordain::schema {

/// A field as it will be written. `left_out`: why it can't be declared; then only `member` counts.
struct FieldPlan {
    std::string member;  // its name in JSON
    std::string name;
    std::string type;  // "money EUR", "list<Line>"
    bool optional = false;
    // modifiers; empty or false: not written
    bool points = false, rounded = false, false_as_missing = false;
    std::string zone, key;
    std::size_t max = 0;
    std::optional<std::string> currency, from;  // JSON pointers
    std::vector<std::string> notes;             // of the comment behind it
    std::string left_out;

    /// `net_total money EUR? rounded from "amount_untaxed"  # 0 .. 44000`
    [[nodiscard]] std::string line() const;
};

struct EnumPlan {
    std::string name;
    std::set<std::string> spellings;
};
struct RecordPlan {
    std::string name;
    std::vector<FieldPlan> fields;
};

struct Wishes {
    std::string currency;      // of amounts that say none; empty: the only one that the samples have, if any
    std::string zone = "UTC";  // of timestamps without an offset
};

/// Makes plans of places, and collects the records and enums that they need, under names that are unique.
class Proposer {
public:
    /// `noisy`: some numbers carry what is left of binary arithmetic, so all numbers with a fraction are rounded.
    Proposer(Wishes wishes, bool noisy) : wishes_(std::move(wishes)), noisy_(noisy) {}

    /// The fields of an object, in order. `owner`: name of the record that has them, for the names of enums; `depth`: records around it.
    [[nodiscard]] std::vector<FieldPlan> fields(const Seen& object, const std::string& owner, std::size_t depth);
    /// A record for these objects; nothing if no member of them can be declared.
    [[nodiscard]] std::optional<std::string> record(const Seen& object, const std::string& wanted, const std::string& owner,
                                                    std::size_t depth);

    [[nodiscard]] const std::vector<RecordPlan>& records() const { return records_; }  // used ones before their users
    [[nodiscard]] const std::vector<EnumPlan>& enums() const { return enums_; }

private:
    struct Place;  // one member while it is judged

    void member(const Place& at, FieldPlan plan, std::vector<FieldPlan>& out);
    bool number(const Place& at, FieldPlan& plan, const Numbers& seen, bool in_text);
    bool percent(const Place& at, FieldPlan& plan, const Numbers& seen, bool in_text);
    bool amount(const Place& at, FieldPlan& plan, const Numbers& seen);
    bool amount_object(const Place& at, FieldPlan& plan);
    void text(const Place& at, FieldPlan& plan);
    static bool advised(FieldPlan& plan, const Seen& objects);
    void list(const Place& at, FieldPlan& plan);
    bool list_of_scalars(const Place& at, FieldPlan& plan, const Seen& element);
    void choose_key(const Seen& element, FieldPlan& plan);
    void link(const Place& at, FieldPlan plan, std::vector<FieldPlan>& out);
    [[nodiscard]] std::string enumeration(const Place& at, const Texts& texts);
    [[nodiscard]] std::string unique(std::string wanted, const std::string& owner);

    Wishes wishes_;
    bool noisy_;
    std::vector<RecordPlan> records_;
    std::vector<EnumPlan> enums_;
};

/// Whether some number with a fraction, anywhere, has more digits than a sender means.
[[nodiscard]] bool has_noise(const Seen& seen);
/// Collects the currencies at places that name one; texts that are no currency are left out.
void find_currencies(const Seen& seen, std::vector<std::string>& found);

}  // namespace ordain::schema
