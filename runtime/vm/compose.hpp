// From what fired to the decision: the join of passes, and the merging of equal entries.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/canonical.hpp"
#include "runtime/vm/contributions.hpp"
#include "runtime/vm/decision_model.hpp"
#include "runtime/vm/equal_index.hpp"

namespace ordain {

/// Borrows the image; decisions that it composed refer to it. Not thread-safe: one composer an evaluator.
class Composer {
public:
    explicit Composer(const program::Image& image);
    Composer(const Composer&) = delete;
    Composer& operator=(const Composer&) = delete;

    /// Composes the decision for a decoded event. Invalid event: both passes are ignored. `with`: the pass with advice, or null if
    /// there was none. Cost: linear in what fired and in the bytes of texts that the event fills in; with advice, and for advice, n log n.
    void compose(const EventStore& store, const Contributions& without, const Contributions* with, DecisionModel& model);

private:
    /// A rule that fired in one of two passes.
    struct Item {
        const Contributions* pass = nullptr;
        std::uint32_t index = 0;  // of `fired`
        bool last_pass = false;
        std::uint32_t position = 0;  // in `items_`, for sorting
    };
    struct Indices {
        EqualIndex persons, approvals, holds, routes, actions, escalations, notices, reasons, outputs, elements;
    };

    const program::Image& image_;
    std::vector<Item> items_;
    Canonical form_, other_form_;  // of needs that are compared
    Indices indices_;
    std::vector<bool> has_shadow_;                // by event type: whether a policy for it is in the shadow
    std::vector<std::uint32_t> advice_places_;    // by field: where it stands in the order of advice
    std::string acts_;                            // texts of steps
    std::vector<DecisionModel::Text> step_acts_;  // by step: its act, in `acts_`; constant null if it depends on the need

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
    /// Of the rule being added.
    struct Place {
        std::uint32_t source = 0, element = program::none;
        bool last_pass = false;
        int stated = -1;
        Require require;
    };

    void prepare_acts();
    [[nodiscard]] bool is_shadow(std::uint32_t chunk) const;
    void add_pass(const Contributions& pass);
    void add_passes(const Contributions& without, const Contributions& with);
    [[nodiscard]] bool before(const Item& a, const Item& b) const;
    void sort_items();
    [[nodiscard]] int add(const Contributions& pass, std::uint32_t index, bool last_pass);
    void add_default(bool last_pass);
    [[nodiscard]] std::uint32_t add_element(const DecisionModel::Source& source, std::uint32_t number);
    void effect(const program::EffectRec& e, const std::int64_t* args, Place& place);
    void add_reason(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source);
    void add_require(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source, Require& require);
    void add_person(std::uint32_t approval, std::string_view name);
    void add_escalations(std::uint32_t chain, const std::int64_t* times, std::uint32_t source, const Require& require);
    void add_notice(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source);
    void add_output(const program::EffectRec& e, const std::int64_t* args, std::uint32_t element);
    [[nodiscard]] std::uint32_t resolve(std::uint32_t need, const std::int64_t*& args, Ladder& ladder);
    [[nodiscard]] bool same_need(std::uint32_t a, std::uint32_t b);
    [[nodiscard]] std::uint64_t need_hash(std::uint32_t need);
    [[nodiscard]] std::uint32_t next_rung(const Ladder& ladder) const;
    void append_role(std::uint32_t role, std::uint32_t need);
    void append_needed_act(const program::StepRec& step, const Require& require);
    [[nodiscard]] DecisionModel::Text fill(program::Range32 parts, const std::int64_t* args);
    [[nodiscard]] DecisionModel::Text text_from(std::size_t begin) const;
    [[nodiscard]] std::uint32_t source_of(const Contributions::Fired& fired);
    void add_once(DecisionModel::Chain& chain, std::uint32_t source);
    void add_shadow(const Contributions& without, const Contributions* with);
    void shadow_rules(const Contributions& pass, DecisionModel::Shadow& shadow);
    void add_advice(FaultCode dropped);
    [[nodiscard]] bool advice_before(const DecisionModel::Advice& a, const DecisionModel::Advice& b) const;
    [[nodiscard]] int verdict_of(const Contributions& pass, std::size_t fired) const;

    /// The entry of `list` that is `same` as `fresh`; else `fresh` is put at its end. `hash` is of what `same` compares.
    template <class T, class Same, class Hash>
    T& entry(std::vector<T>& list, EqualIndex& index, const T& fresh, Same same, Hash hash) {
        const auto of = [&](std::uint32_t number) { return hash(list[number]); };
        const std::uint32_t at = index.find(
            list.size(), [&](std::uint32_t number) { return same(list[number]); }, of, [&] { return hash(fresh); });
        return at != EqualIndex::absent ? list[at] : list.emplace_back(fresh);
    }
    /// The same, for an entry whose texts, if it is fresh, stand in the model from `begin` on: otherwise they are taken out again.
    template <class T, class Same, class Hash>
    T& worded_entry(std::vector<T>& list, EqualIndex& index, const T& fresh, std::size_t begin, Same same, Hash hash) {
        const std::size_t before = list.size();
        T& at = entry(list, index, fresh, same, hash);
        if (list.size() == before) model_->chars.resize(begin);
        return at;
    }
};

}  // namespace ordain
