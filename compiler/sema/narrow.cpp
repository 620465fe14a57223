// Places and narrowing: which optional values are known to be present.
#include "compiler/sema/exprs.hpp"

namespace ordain::sema {
namespace {

using typed::ExprId;
using typed::Op;

}  // namespace

Narrowing::~Narrowing() {
    ExprState& st = expr_state(c_);
    for (std::uint32_t place : added_) --st.present[place];
}

// A present leaf implies present ancestors; a let that is only another name for a path stands for it.
void Narrowing::add(ExprId optional, const Scope& scope) {
    ExprState& st = expr_state(c_);
    ExprId at = optional;
    while (at.valid()) {
        const typed::Expr& e = c_.program[at];
        const std::uint32_t place = at.value < st.place_of.size() ? st.place_of[at.value] : 0;
        if (place != 0) {
            ++st.present[place];
            added_.push_back(place);
        }
        if (e.op == Op::field || e.op == Op::confidence || e.op == Op::unwrap) {
            at = e.a;
        } else if (e.op == Op::let && scope.lets) {
            at = scope.lets->slots[scope.lets->by_index[e.index]].value;
        } else {
            break;
        }
    }
}

void Narrowing::assume(ExprId condition, bool truth, const Scope& scope) {
    std::vector<std::pair<ExprId, bool>> open{{condition, truth}};
    while (!open.empty()) {
        const auto [id, holds] = open.back();
        open.pop_back();
        if (!id.valid()) continue;
        const typed::Expr& e = c_.program[id];
        switch (e.op) {
            case Op::not_: open.emplace_back(e.a, !holds); break;
            case Op::and_:
                if (holds) open.insert(open.end(), {{e.a, true}, {e.b, true}});
                break;
            case Op::or_:
                if (!holds) open.insert(open.end(), {{e.a, false}, {e.b, false}});
                break;
            case Op::is_present:
                if (holds) add(e.a, scope);
                break;
            case Op::is_missing:
                if (!holds) add(e.a, scope);
                break;
            default: break;
        }
    }
}

}  // namespace ordain::sema
