// From what fired to the decision: the join of passes, and the merging of equal entries.
#pragma once

#include <cstdint>
#include <vector>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/canonical.hpp"
#include "runtime/vm/contributions.hpp"
#include "runtime/vm/decision_model.hpp"

namespace ordain {

/// Borrows the image. Not thread-safe: one composer an evaluator.
class Composer {
public:
    explicit Composer(const program::Image& image);

    /// Composes the decision for a decoded event. Invalid event: both passes are ignored. `with`: the pass with advice, or null if
    /// there was none.
    void compose(const EventStore& store, const Contributions& without, const Contributions* with, DecisionModel& model);

private:
    struct Item {
        const Contributions* pass = nullptr;
        std::uint32_t index = 0;  // of `fired`; none: the bundle's default
        bool last_pass = false;
        std::uint32_t position = 0;  // in `items_`, for sorting
    };

    const program::Image& image_;
    std::vector<Item> items_;
    Canonical form_, other_form_;  // of needs that are compared

    // of the decision being composed
    const EventStore* store_ = nullptr;
    DecisionModel* model_ = nullptr;

    struct Ladder {  // where the first ladder need of a require stands
        std::uint32_t ladder = program::none;
        std::int64_t rung = 0, scope = 0;
        bool scoped = false;
    };
    struct Require {
        std::uint32_t need = program::none;
        Ladder ladder;
    };

    void collect(const Contributions& pass, bool last_pass);
    [[nodiscard]] bool before(const Item& a, const Item& b) const;
    void sort_items();
    void add(const Item& item);
    struct Place {
        std::uint32_t source = 0, element = program::none;
        bool last_pass = false;
        int stated = -1;
    };
    void effect(const program::EffectRec& e, const std::int64_t* args, Place& place, Require& require);
    void add_require(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source, Require& require);
    void add_escalations(std::uint32_t chain, const std::int64_t* times, std::uint32_t source, const Require& require);
    void add_notice(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source);
    void add_output(const program::EffectRec& e, const std::int64_t* args, std::uint32_t element);
    [[nodiscard]] std::uint32_t resolve(std::uint32_t need, const std::int64_t*& args, Ladder& ladder);
    [[nodiscard]] bool same_need(std::uint32_t a, std::uint32_t b);
    [[nodiscard]] std::uint32_t next_rung(const Ladder& ladder) const;
    void append_role(std::uint32_t role, std::uint32_t need);
    [[nodiscard]] DecisionModel::Text fill(program::Range32 parts, const std::int64_t* args);
    [[nodiscard]] std::uint32_t source_of(const Item& item);
    void add_once(DecisionModel::Chain& chain, std::uint32_t source);
    void add_shadow(const Contributions& without, const Contributions* with);
    void shadow_rules(const Contributions& pass, DecisionModel::Shadow& shadow);
    void add_advice(FaultCode dropped);
    [[nodiscard]] bool advice_before(const DecisionModel::Advice& a, const DecisionModel::Advice& b) const;
    [[nodiscard]] int verdict_of(const Contributions& pass, std::size_t fired) const;
};

}  // namespace ordain
