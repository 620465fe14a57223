// How the place of a value is found (program::MatchKeyRec): by a direct table, or by search.
#pragma once

#include <cstdint>

#include "compiler/codegen/chunk_builder.hpp"
#include "compiler/plan/places.hpp"

namespace ordain::codegen {

/// Where the value of a key is, before relocation.
struct KeyPlace {
    Reg value = 0;
    Reg presence = program::none;  // none: never missing
};

/// Intervals are those that a plan cuts (plan::Places); places, as the bundle counts them, may be finer, and rows of masks coarser.
/// The interval behind the last, its place and its row are those of a missing value.
class KeyImage {
public:
    /// A direct table has `most_direct` places, or four times as many as intervals and 16, at most.
    KeyImage(plan::Places cut, std::uint32_t most_direct);

    /// Gives the places their rows: `own`: each place has its own, if they are few enough; else each interval has, or several share one.
    void make_rows(bool own, std::uint32_t most_rows, bool optional);
    /// Appends its tables.
    [[nodiscard]] program::MatchKeyRec write(program::ImageData& image, const KeyPlace& at) const;

    [[nodiscard]] const plan::Places& cut() const { return cut_; }
    [[nodiscard]] std::uint32_t places() const { return places_; }
    [[nodiscard]] std::uint32_t interval(std::uint32_t place) const;
    [[nodiscard]] std::uint32_t first_place(std::uint32_t interval) const;
    [[nodiscard]] std::uint32_t last_place(std::uint32_t interval) const;
    [[nodiscard]] std::uint32_t first_row(std::uint32_t interval) const { return rows_[first_place(interval)]; }
    [[nodiscard]] std::uint32_t last_row(std::uint32_t interval) const { return rows_[last_place(interval)]; }
    [[nodiscard]] bool shares() const { return shares_; }
    /// A direct table of a value that is never missing; each place has its own row.
    [[nodiscard]] bool is_plain() const { return plain_; }

private:
    plan::Places cut_;
    bool direct_ = false, shares_ = false, plain_ = false;
    std::uint32_t places_ = 1;
    std::int64_t base_ = 0;
    std::vector<std::uint32_t> rows_;  // by place

    void write_search(program::ImageData& image, program::MatchKeyRec& rec) const;
};

}  // namespace ordain::codegen
