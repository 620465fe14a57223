// What samples show at one place of a payload.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/schema/json.hpp"
#include "runtime/base/result.hpp"

namespace ordain::schema {

/// Numbers at one place, also those that stand in texts.
struct Numbers {
    std::size_t count = 0;
    bool whole = true;                    // all are plain digits that an `int` holds
    bool long4 = false, long6 = false;    // some have more digits after the point than 4, than 6
    bool large4 = false, large6 = false;  // some are too large for an amount (10^-4), for a decimal (10^-6)
    std::string low, high;                // the least and the greatest, as written
    double least = 0, greatest = 0;       // the same, for comparing only

    /// `written`: a JSON number.
    void add(std::string_view written);
    void merge(const Numbers& other);
    /// More digits than a sender means: what is left of binary arithmetic.
    [[nodiscard]] bool noisy() const { return long6; }
};

/// Texts at one place. `all_…`: true of every one of them.
struct Texts {
    static constexpr std::size_t most_kept = 64;

    std::size_t count = 0;
    std::size_t longest = 0;  // bytes
    bool all_dates = true, all_times = true, all_currencies = true;
    bool all_stamps = true;  // timestamps with an offset
    bool all_clocks = true;  // timestamps with or without an offset, with T or a space
    bool all_numbers = true;
    bool all_shares = true;                       // numbers or percentages
    bool some_percent = false;                    // one ends in %
    bool some_point = false;                      // a number with a point
    Numbers numbers;                              // those that are numbers; percentages without their sign
    std::string first, last;                      // byte order; of dates the earliest and the latest
    std::map<std::string, std::size_t> distinct;  // how often; kept up to most_kept
    bool more = false;                            // there are others

    void add(const std::string& text);
    void merge(const Texts& other);
};

/// All values at one place. Bools, numbers, texts, arrays and objects are counted apart, so that a mix is seen.
struct Seen {
    std::size_t values = 0;  // with nulls
    std::size_t nulls = 0, falses = 0, trues = 0, objects = 0, arrays = 0;
    Numbers numbers;
    Texts texts;
    // objects
    std::vector<std::string> names;  // in the order of first appearance
    std::vector<Seen> members;       // of each name
    std::unordered_map<std::string, std::size_t> index;
    bool more_members = false;  // beyond most_members
    bool twice = false;         // this member occurred twice in one object
    // arrays
    std::size_t longest = 0;
    std::size_t pairs = 0;      // arrays that are exactly [number, text], as Odoo writes a link
    std::vector<Seen> pair;     // none, or what stands first and what second in these
    std::vector<Seen> element;  // none or one
    bool repeats = false;       // a member of elements: two elements of one array had the same scalar here

    static constexpr std::size_t most_members = 2000;

    [[nodiscard]] const Seen* member(std::string_view name) const;
    /// As if the values that `other` saw had been seen here.
    void merge(const Seen& other);
};

/// Adds values to what was seen. Not thread-safe.
class Observer {
public:
    /// Errors: the samples have more places than can be kept (most_places). Recursion is bounded by the depth that parse_json allows.
    [[nodiscard]] bool add(Seen& seen, const Json& value);

    static constexpr std::size_t most_places = 50'000;

private:
    void object(Seen& seen, const Json& value);
    void array(Seen& seen, const Json& value);
    void note_repeats(Seen& element, const Json& array);

    std::size_t places_ = 0;
};

}  // namespace ordain::schema
