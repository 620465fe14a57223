// The code of one policy or table for one event type.
#pragma once

#include "compiler/codegen/effects.hpp"
#include "compiler/codegen/matcher_image.hpp"

namespace ordain::codegen {

class PolicyChunk {
public:
    /// `notes`: where to note what explanations show, or null.
    PolicyChunk(Shared& shared, Strings& strings, const typed::Instance& instance, const plan::EventLayout& layout, Notes* notes);
    /// The chunk with its code still relative; ChunkRec::code, code_end and frame are filled in when it is placed.
    [[nodiscard]] program::ChunkRec generate();
    [[nodiscard]] const ChunkBuilder& code() const { return lowering_.code; }
    /// Numbers of its matchers, whose registers are still relative, too.
    [[nodiscard]] const std::vector<std::uint32_t>& matchers() const { return matchers_; }

private:
    Shared& shared_;
    Strings& strings_;
    const typed::Program& program_;
    const typed::Instance& instance_;
    const typed::Policy& policy_;
    Lowering lowering_;
    Effects effects_;
    std::uint8_t element_ = no_index;
    std::uint32_t first_rule_ = 0;  // number of the first rule; the others follow
    std::vector<std::uint32_t> matchers_;

    /// Computes the lets that depend on the element, or the others.
    void lets(bool of_element);
    void note(program::NoteKind kind, std::uint32_t rule = program::none);
    /// Falls through if condition `number` of a rule, which gets the number `record`, holds.
    void condition(const typed::Rule& rule, std::size_t number, std::uint32_t record, Label& next);
    void rules(std::uint32_t table_default);
    void first_or_all(Label& done);
    void unique(Label& done);
    /// Rules found by ranks; falls through if none applies. False, and no code, where that is not worth it.
    [[nodiscard]] bool matched(Label& done);
    [[nodiscard]] std::vector<KeyPlace> match_keys(const plan::MatchPlan& plan, Label& in_turn);
    template <class Then>
    void every_match(const plan::MatchPlan& plan, std::uint32_t matcher, const Then& then);
    /// Goes to the block of that number, or falls through. `constant`: where rules with constant effects, which have fired, would lead.
    void choose(Reg number, std::vector<Label>& blocks, Label* constant = nullptr);
    void choose_unique(Reg match, std::vector<Label>& blocks, Label& none);
    void find_by_matcher(const plan::MatchPlan& plan, std::uint32_t matcher, std::vector<Label>& blocks, Label& none, Label& done);
    [[nodiscard]] bool is_constant(const typed::Rule& rule) const;
    [[nodiscard]] bool all_constant() const;
    /// The outcomes of a matcher: those of all rules are added next, in their order, so that effects have the same numbers as in code for
    /// explanations, which tries rules in turn.
    void begin_outcomes(std::uint32_t matcher);
    program::Range32 add_outcome(const typed::Rule& rule);
    /// The code of each rule that fires, where a label leads to it; with `outcomes` a matcher fires those with constant effects.
    void blocks_of_rules(std::vector<Label>& blocks, bool outcomes, Label& done);
    void find_in_turn(std::vector<Label>& blocks, Label& none);
    void fire_every(const plan::MatchPlan& plan, std::uint32_t matcher, Label& done);
    void fire(const typed::Rule& rule, std::uint32_t number);
    void effects(const typed::Rule& rule, std::uint32_t number, const typed::Waiver* waiver);
    [[nodiscard]] std::uint32_t rule_record(const typed::Rule& rule, std::uint32_t flags);
    [[nodiscard]] std::uint32_t waiver_record(const typed::Waiver& waiver, std::uint32_t rule);
};

}  // namespace ordain::codegen
