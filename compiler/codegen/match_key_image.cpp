#include "compiler/codegen/match_key_image.hpp"

#include <algorithm>
#include <bit>
#include <numeric>

namespace ordain::codegen {

namespace {

std::uint64_t distance(std::int64_t low, std::int64_t high) {
    return static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
}

/// Where in the boundaries a search begins, by the upper bits of the value.
struct Radix {
    std::uint32_t shift = 0, most = 0;  // boundaries in one bucket
    std::vector<std::uint32_t> starts;
};

Radix radix_of(const std::vector<std::int64_t>& boundaries) {
    const std::uint64_t range = distance(boundaries.front(), boundaries.back());
    const std::uint64_t wanted = 2 * boundaries.size();
    Radix radix;
    while (range >> radix.shift >= wanted) ++radix.shift;
    radix.starts.resize((range >> radix.shift) + 1);
    std::vector<std::uint32_t> counts(radix.starts.size());
    for (const std::int64_t boundary : boundaries) ++counts[distance(boundaries.front(), boundary) >> radix.shift];
    std::exclusive_scan(counts.begin(), counts.end(), radix.starts.begin(), 0U);
    radix.most = *std::max_element(counts.begin(), counts.end());
    return radix;
}

}  // namespace

KeyImage::KeyImage(plan::Places cut, std::uint32_t most_direct) : cut_(std::move(cut)), places_(cut_.count()) {
    const auto& boundaries = cut_.boundaries;
    if (boundaries.empty() || boundaries.front() == INT64_MIN) return;
    const std::uint64_t width = distance(boundaries.front(), boundaries.back());
    if (width >= std::max<std::uint64_t>(most_direct, 4 * std::uint64_t{cut_.count()} + 16)) return;
    direct_ = true;
    base_ = boundaries.front() - 1;
    places_ = static_cast<std::uint32_t>(width) + 2;
}

std::uint32_t KeyImage::interval(std::uint32_t place) const {
    if (!direct_) return place;
    const std::int64_t value = base_ + place;
    const auto& boundaries = cut_.boundaries;
    return static_cast<std::uint32_t>(std::upper_bound(boundaries.begin(), boundaries.end(), value) - boundaries.begin());
}

std::uint32_t KeyImage::first_place(std::uint32_t interval) const {
    if (interval == cut_.count()) return places_;
    if (!direct_ || interval == 0) return interval;
    return static_cast<std::uint32_t>(cut_.boundaries[interval - 1] - base_);
}

std::uint32_t KeyImage::last_place(std::uint32_t interval) const {
    if (interval >= cut_.count()) return places_;
    return first_place(interval + 1) - 1;
}

void KeyImage::make_rows(bool own, std::uint32_t most_rows, bool optional) {
    rows_.resize(places_ + std::size_t{1});
    const std::uint32_t intervals = cut_.count(), present = most_rows - (optional ? 1 : 0);
    shares_ = intervals > present;
    if (own && !shares_) {
        std::iota(rows_.begin(), rows_.end(), 0U);
        plain_ = direct_ && !optional;
        return;
    }
    for (std::uint32_t place = 0, i = 0; place < places_; ++place) {
        while (i + 1 < intervals && first_place(i + 1) <= place) ++i;
        rows_[place] = shares_ ? static_cast<std::uint32_t>(std::uint64_t{i} * present / intervals) : i;
    }
    rows_[places_] = shares_ ? present : intervals;
}

program::MatchKeyRec KeyImage::write(program::ImageData& image, const KeyPlace& at) const {
    program::MatchKeyRec rec;
    rec.form = plain_ ? program::MatchKeyForm::plain : direct_ ? program::MatchKeyForm::direct : program::MatchKeyForm::search;
    rec.base = base_;
    rec.top = direct_ ? base_ + places_ - 1 : base_;
    rec.value = at.value;
    rec.presence = at.presence;
    rec.places = places_;
    if (!direct_) write_search(image, rec);
    if (rows_.empty()) return rec;  // of a split
    rec.shares = shares_ ? 1 : 0;
    const std::size_t used = rows_.size() - (at.presence == program::none ? 1 : 0);
    rec.row_count = rows_[used - 1] + 1;
    bool same = true;
    for (std::uint32_t place = 0; place < used; ++place) same = same && rows_[place] == place;
    if (same) return rec;
    rec.rows = static_cast<std::uint32_t>(image.match_rows.size());
    image.match_rows.insert(image.match_rows.end(), rows_.begin(), rows_.begin() + static_cast<std::ptrdiff_t>(used));
    return rec;
}

void KeyImage::write_search(program::ImageData& image, program::MatchKeyRec& rec) const {
    const auto& boundaries = cut_.boundaries;
    rec.boundaries = static_cast<std::uint32_t>(image.match_boundaries.size());
    if (boundaries.empty()) return;
    const auto steps = [](std::size_t count) { return std::bit_width(count); };
    auto most = static_cast<std::uint32_t>(boundaries.size());
    constexpr std::uint32_t few = 7;  // a radix takes about as long as three steps
    if (most > few) {
        const Radix radix = radix_of(boundaries);
        if (steps(radix.most) + 2 < steps(most)) {
            rec.base = boundaries.front();
            rec.top = boundaries.back();
            rec.shift = radix.shift;
            rec.radix = static_cast<std::uint32_t>(image.match_rows.size());
            image.match_rows.insert(image.match_rows.end(), radix.starts.begin(), radix.starts.end());
            most = radix.most;
        }
    }
    rec.half = std::bit_floor(most);
    image.match_boundaries.insert(image.match_boundaries.end(), boundaries.begin(), boundaries.end());
    image.match_boundaries.insert(image.match_boundaries.end(), 2 * std::size_t{rec.half} - 1, INT64_MAX);
}

}  // namespace ordain::codegen
