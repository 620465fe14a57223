#include "runtime/explain/replay.hpp"

namespace ordain::explain {

namespace {

/// Arguments of a need come in pre-order; all of them matter.
std::size_t need_arguments(const program::Image& image, std::uint32_t need) {
    const program::NeedRec& rec = image.needs[need];
    std::size_t count = (rec.op == program::NeedOp::ladder ? 1u : 0u) + (rec.scoped != 0 ? 1u : 0u);
    for (const std::uint32_t child : program::slice(image.need_children, rec.children)) count += need_arguments(image, child);
    return count;
}

}  // namespace

std::vector<bool> arguments_that_matter(const program::Image& image, const program::EffectRec& effect) {
    std::vector<bool> matter(effect.args, false);
    std::size_t next = 0;
    const auto mark = [&](std::size_t count, bool value) {
        for (; count != 0 && next < matter.size(); --count) matter[next++] = value;
    };
    switch (effect.op) {
        case program::EffectOp::require:
            mark(need_arguments(image, effect.id), true);
            mark((effect.flags & program::effect_flags::has_due) != 0 ? 1 : 0, false);
            mark(effect.never, true);
            break;
        case program::EffectOp::route:
        case program::EffectOp::notify_person: mark(1, true); break;
        case program::EffectOp::notify_role: mark((effect.flags & program::effect_flags::scoped) != 0 ? 1 : 0, true); break;
        case program::EffectOp::set: mark(image.outputs[effect.id].type.optional, true); break;
        default: break;
    }
    return matter;
}

}  // namespace ordain::explain
