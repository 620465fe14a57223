// Effects of rules: records in the bundle, and the instructions that fill in their arguments.
#pragma once

#include "compiler/codegen/lowering.hpp"
#include "compiler/plan/strings.hpp"

namespace ordain::codegen {

class Effects {
public:
    Effects(Shared& shared, Strings& strings) : shared_(shared), program_(shared.program), image_(shared.image), strings_(strings) {}

    /// Emits one effect with its arguments.
    void emit(Lowering& lowering, const typed::Effect& effect);
    /// Is it the same for every event? Then it takes no arguments.
    [[nodiscard]] bool is_constant(const typed::Effect& effect) const;
    /// The record of an effect without arguments.
    [[nodiscard]] std::uint32_t without_arguments(const typed::Effect& effect);
    /// The record of a constant effect of a bundle default; its arguments, the scopes of roles, are added to `default_args`.
    [[nodiscard]] std::uint32_t constant_effect(const typed::Effect& effect);

private:
    Shared& shared_;
    const typed::Program& program_;
    program::ImageData& image_;
    Strings& strings_;

    [[nodiscard]] program::EffectRec record(const typed::Effect& effect);
    [[nodiscard]] std::uint32_t need(typed::NeedId id);
    [[nodiscard]] bool is_constant(typed::NeedId id) const;
    void constant_scopes(typed::NeedId id, std::vector<typed::ExprId>& scopes) const;
    void need_args(Lowering& lowering, typed::NeedId id, std::vector<Reg>& args);
    [[nodiscard]] Reg deadline(Lowering& lowering, const typed::Effect& effect, Reg start);
    void step_args(Lowering& lowering, const typed::Effect& effect, Reg start, Reg due, std::vector<Reg>& args);
    void text_args(Lowering& lowering, const typed::Effect& effect, std::vector<Reg>& args);
    void value_args(Lowering& lowering, const typed::Effect& effect, std::vector<Reg>& args);
    void require_args(Lowering& lowering, const typed::Effect& effect, std::vector<Reg>& args);
};

}  // namespace ordain::codegen
