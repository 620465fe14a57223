// Finding rules by the ranks of values: see program::MatcherRec. Everything is inline: it runs within the interpreter's loop.
#pragma once

#include <array>
#include <bit>
#include <cstdint>
#include <span>

#include "runtime/base/limits.hpp"
#include "runtime/program/image.hpp"

namespace ordain::vm {

/// Index of the rank of `value` among ascending constants (MatcherRec). Cost: linear for a few, else logarithmic; no branch on the value.
[[nodiscard]] inline std::uint32_t rank_of(const std::int64_t* constants, std::uint32_t count, std::int64_t value) {
    constexpr std::uint32_t few = 8;
    std::uint32_t below = 0, up_to = 0;  // constants < value, constants <= value
    if (count <= few) {
        for (std::uint32_t i = 0; i < count; ++i) {
            below += constants[i] < value ? 1 : 0;
            up_to += constants[i] <= value ? 1 : 0;
        }
        return below + up_to;
    }
    const std::int64_t* at = constants;
    for (std::uint32_t rest = count; rest > 1;) {
        const std::uint32_t half = rest / 2;
        at += at[half - 1] < value ? half : 0;
        rest -= half;
    }
    below = static_cast<std::uint32_t>(at - constants) + (*at < value ? 1 : 0);
    return 2 * below + (below < count && constants[below] == value ? 1 : 0);
}

/// Rank of the key's value.
[[nodiscard]] inline std::uint32_t rank_of(const program::Image& image, const program::MatchKeyRec& key, const std::int64_t* r) {
    const std::uint32_t rank = rank_of(image.match_constants.data() + key.constants.first, key.constants.count, r[key.value]);
    return key.presence != program::none && r[key.presence] == 0 ? 2 * key.constants.count + 1 : rank;
}

/// The rules that a matcher leaves over for the values in registers `r`, in their order.
class Matches {
public:
    Matches() = default;
    /// Borrows the image.
    Matches(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r) : image_(&image), matcher_(&matcher) {
        const program::MatchKeyRec* keys = image.match_keys.data() + matcher.keys.first;
        const std::uint32_t stride = matcher.summaries + matcher.words;
        for (std::uint32_t k = 0; k < matcher.keys.count; ++k) {
            ranks_[k] = rank_of(image, keys[k], r);
            const std::uint32_t row = keys[k].shares == 0 ? ranks_[k] : image.match_rows[keys[k].ranks + ranks_[k]];
            rows_[k] = image.match_masks.data() + keys[k].masks + std::size_t{row} * stride;
        }
    }

    /// The first rule from number `from` on; the number of rules if there is none. Cost: the words from there to it, at most.
    [[nodiscard]] std::uint32_t next(std::uint32_t from) const {
        if (matcher_->summaries == 0) {
            if (from >= 64) return matcher_->rules;
            for (std::uint64_t bits = word(0) & ~std::uint64_t{0} << from; bits != 0; bits &= bits - 1) {
                const auto rule = static_cast<std::uint32_t>(std::countr_zero(bits));
                if (in_spans(rule)) return rule;
            }
            return matcher_->rules;
        }
        return next_of_many(from);
    }

private:
    const program::Image* image_ = nullptr;
    const program::MatcherRec* matcher_ = nullptr;
    std::array<const std::uint64_t*, limits::match_keys> rows_;  // by key
    std::array<std::uint32_t, limits::match_keys> ranks_;

    [[nodiscard]] std::uint64_t word(std::uint32_t at) const {
        std::uint64_t all = rows_[0][at];
        for (std::uint32_t k = 1; k < matcher_->keys.count; ++k) all &= rows_[k][at];
        return all;
    }
    [[nodiscard]] std::uint32_t next_of_many(std::uint32_t from) const;
    [[nodiscard]] bool in_spans(std::uint32_t rule) const { return matcher_->shared == 0 || in_shared_spans(rule); }
    [[nodiscard]] bool in_shared_spans(std::uint32_t rule) const;
};

/// Of a matcher with one word and no shared rows: a bit for each rule that is left over.
[[nodiscard]] inline std::uint64_t matches_of_few(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r) {
    const program::MatchKeyRec* keys = image.match_keys.data() + matcher.keys.first;
    std::uint64_t left = ~std::uint64_t{0};
    for (std::uint32_t k = 0; k < matcher.keys.count; ++k) left &= image.match_masks[keys[k].masks + rank_of(image, keys[k], r)];
    return left;
}

/// The first rule that is left over; the number of rules if there is none.
[[nodiscard]] inline std::uint32_t first_match(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r) {
    if (matcher.words > 1 || matcher.shared != 0) return Matches(image, matcher, r).next(0);
    const std::uint64_t left = matches_of_few(image, matcher, r);
    return left == 0 ? matcher.rules : static_cast<std::uint32_t>(std::countr_zero(left));
}

struct FirstTwo {
    std::uint32_t first, second;
};
/// The first rule that is left over, and the next one.
[[nodiscard]] inline FirstTwo first_two_matches(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r) {
    if (matcher.words > 1 || matcher.shared != 0) {
        const Matches found(image, matcher, r);
        const std::uint32_t first = found.next(0);
        return {first, first < matcher.rules ? found.next(first + 1) : matcher.rules};
    }
    const std::uint64_t left = matches_of_few(image, matcher, r), rest = left & (left - 1);
    const auto lowest = [&](std::uint64_t bits) { return bits == 0 ? matcher.rules : static_cast<std::uint32_t>(std::countr_zero(bits)); };
    return {lowest(left), lowest(left == 0 ? 0 : rest)};
}

}  // namespace ordain::vm
