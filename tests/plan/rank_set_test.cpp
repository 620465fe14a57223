// Sets of ranks against the plainest form of them: a yes or no for each rank.
#include "compiler/plan/rank_set.hpp"

#include <rapidcheck.h>
#include <catch2/catch.hpp>

#include <vector>

using ordain::plan::RankSet;

namespace {

struct Naive {
    std::vector<bool> ranks;
    bool missing = false;
};

/// The one form that a set has: spans as long as they can be.
RankSet set_of(const Naive& naive) {
    RankSet set;
    set.missing = naive.missing;
    for (std::uint32_t rank = 0; rank < naive.ranks.size(); ++rank) {
        if (!naive.ranks[rank]) continue;
        if (!set.spans.empty() && set.spans.back().second + 1 == rank)
            set.spans.back().second = rank;
        else
            set.spans.push_back({rank, rank});
    }
    return set;
}

template <class Combine>
Naive combined(const Naive& a, const Naive& b, const Combine& combine) {
    Naive out{std::vector<bool>(a.ranks.size()), combine(a.missing, b.missing)};
    for (std::size_t i = 0; i < a.ranks.size(); ++i) out.ranks[i] = combine(a.ranks[i], b.ranks[i]);
    return out;
}

Naive random_set(std::size_t ranks) {
    return {*rc::gen::container<std::vector<bool>>(ranks, rc::gen::arbitrary<bool>()), *rc::gen::arbitrary<bool>()};
}

}  // namespace

TEST_CASE("sets of ranks are sets") {
    CHECK(rc::check([] {
        const auto ranks = *rc::gen::inRange<std::uint32_t>(1, 70);
        const Naive a = random_set(ranks), b = random_set(ranks);
        const RankSet set_a = set_of(a), set_b = set_of(b);
        RC_ASSERT(set_a.complement(ranks) == set_of(combined(a, a, [](bool x, bool) { return !x; })));
        RC_ASSERT(set_a.intersected(set_b) == set_of(combined(a, b, [](bool x, bool y) { return x && y; })));
        RC_ASSERT(set_a.united(set_b, ranks) == set_of(combined(a, b, [](bool x, bool y) { return x || y; })));
        RC_ASSERT(set_a.complement(ranks).complement(ranks) == set_a);
        RC_ASSERT(set_a.empty() == (set_a == RankSet()));
    }));
}

TEST_CASE("a span of ranks holds both its ends") {
    CHECK(RankSet::of(2, 2) == set_of({{false, false, true, false}}));
    CHECK(RankSet::of(0, 3) == set_of({{true, true, true, true}}));
    CHECK(RankSet::of(3, 2).empty());
}
