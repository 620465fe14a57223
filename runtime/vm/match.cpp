#include "runtime/vm/match.hpp"

namespace ordain::vm {

bool Matches::in_shared_spans(std::uint32_t rule) const {
    const program::MatchKeyRec* keys = image_->match_keys.data() + matcher_->keys.first;
    const program::MatchSpanRec* span = image_->match_spans.data() + matcher_->spans + std::size_t{rule} * matcher_->shared;
    bool in = true;
    for (std::uint32_t k = 0; k < matcher_->keys.count; ++k) {
        if (keys[k].shares == 0) continue;
        in = in && span->first <= ranks_[k] && ranks_[k] <= span->last;
        ++span;
    }
    return in;
}

std::uint32_t Matches::next_of_many(std::uint32_t from) const {
    if (from >= matcher_->rules) return matcher_->rules;
    for (std::uint32_t s = from / 64 / 64; s < matcher_->summaries; ++s) {
        std::uint64_t words = word(s);
        if (s == from / 64 / 64) words &= ~std::uint64_t{0} << (from / 64 % 64);
        for (; words != 0; words &= words - 1) {
            const std::uint32_t w = s * 64 + static_cast<std::uint32_t>(std::countr_zero(words));
            std::uint64_t bits = word(matcher_->summaries + w);
            if (w == from / 64) bits &= ~std::uint64_t{0} << from % 64;
            for (; bits != 0; bits &= bits - 1) {
                const std::uint32_t rule = w * 64 + static_cast<std::uint32_t>(std::countr_zero(bits));
                if (in_spans(rule)) return rule;
            }
        }
    }
    return matcher_->rules;
}

}  // namespace ordain::vm
