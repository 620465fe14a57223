// Conditions that look at one value only and compare it with constants: what they hold for is a set of ranks.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "compiler/plan/rank_set.hpp"
#include "compiler/plan/same.hpp"
#include "compiler/plan/symbols.hpp"
#include "compiler/sema/typed.hpp"

namespace ordain::plan {

class TestOfOne {
public:
    TestOfOne(const typed::Program& program, Sameness& same, Symbols& symbols) : program_(program), same_(same), symbols_(symbols) {}

    /// The one value that the condition looks at. A condition that looks at several, or compares them with anything but constants, is
    /// itself that value: true or false.
    [[nodiscard]] typed::ExprId value_of(typed::ExprId condition) const;

    /// Adds the constants that `condition` compares its value with. Texts stand for their symbols.
    void add_constants(typed::ExprId condition, std::vector<std::int64_t>& constants);

    /// What the condition holds for, among ascending constants which contain its own.
    [[nodiscard]] RankSet holds_for(typed::ExprId condition, const std::vector<std::int64_t>& constants);

private:
    const typed::Program& program_;
    Sameness& same_;
    Symbols& symbols_;

    [[nodiscard]] std::optional<typed::ExprId> value_of_term(typed::ExprId term) const;
    [[nodiscard]] std::optional<typed::ExprId> value_of_comparison(const typed::Expr& e) const;
    [[nodiscard]] bool open(typed::ExprId term) const;
    [[nodiscard]] std::int64_t number(typed::ExprId constant);
    [[nodiscard]] bool if_missing_is(typed::ExprId term, typed::Op op, std::int64_t constant);
    [[nodiscard]] RankSet is_one_of(const typed::Expr& e, const std::vector<std::int64_t>& constants);
    [[nodiscard]] RankSet term_is(typed::ExprId term, typed::Op op, typed::ExprId constant, const std::vector<std::int64_t>& constants);
};

}  // namespace ordain::plan
