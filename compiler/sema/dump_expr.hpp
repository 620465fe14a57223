// Expressions, needs and effects of the typed program as text; internal to the dump.
#pragma once

#include <string>

#include "compiler/sema/typed.hpp"

namespace ordain::sema {

class ExprPrinter {
public:
    explicit ExprPrinter(const typed::Program& program) : p_(program) {}

    /// An instance's lets are printed by name.
    void enter(const typed::Instance* instance) { instance_ = instance; }

    /// `(le discount 15%)`. Operands below the depth of limits::nesting are printed by their number, `#17`.
    [[nodiscard]] std::string expr(typed::ExprId id, unsigned depth = 0) const;
    [[nodiscard]] std::string need(typed::NeedId id, unsigned depth = 0) const;
    [[nodiscard]] std::string effect(const typed::Effect& effect) const;

private:
    [[nodiscard]] std::string operands(const typed::Expr& e, unsigned depth) const;
    [[nodiscard]] std::string require(const typed::Effect& e) const;
    [[nodiscard]] std::string text(const typed::Template& parts) const;

    const typed::Program& p_;
    const typed::Instance* instance_ = nullptr;
};

}  // namespace ordain::sema
