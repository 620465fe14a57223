// Proofs: their conditions, for each event that they are about. Who proves them reads the tree.
#include <algorithm>

#include "compiler/sema/exprs.hpp"

namespace ordain::sema {

void Checker::check_proofs() {
    for (std::uint32_t tree : tree_order) {
        for (const syntax::Prove& proof : trees[tree].proofs) {
            std::vector<typed::EventId> events;
            for (const syntax::Pattern& pattern : proof.on)
                for (typed::EventId e : match_pattern(pattern, tree))
                    if (std::find(events.begin(), events.end(), e) == events.end()) events.push_back(e);
            const std::size_t mark = program.exprs.size();
            const std::size_t needs = program.needs.size();
            for (typed::EventId event : events) {
                Scope scope;
                scope.code = &trees[tree];
                scope.tree = tree;
                scope.purpose = Purpose::proof;
                scope.event = event;
                scope.calendar = program.calendar;
                Exprs exprs(*this, scope);
                Narrowing known(*this);
                if (proof.when.valid()) {
                    const typed::ExprId when = exprs.condition(proof.when, "`when`");
                    if (exprs.ok(when)) known.assume(when, true, scope);
                    scope.blind = !exprs.ok(when);
                }
                static_cast<void>(exprs.condition(proof.holds, "`holds`"));
            }
            forget_exprs(*this, mark);
            program.needs.resize(needs);
        }
    }
}

}  // namespace ordain::sema
