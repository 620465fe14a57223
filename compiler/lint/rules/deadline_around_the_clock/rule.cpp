#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"

namespace ordain::lint {

void check_deadline_around_the_clock(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for_each_effect(tree, [&](const syntax::Policy&, const syntax::Effect& e) {
            if (e.kind != syntax::EffectKind::require || e.within.text.empty()) return;
            if (e.within.text.find("business") != std::string_view::npos) return;
            findings.report(e.within.span, "`{}` also counts nights and weekends", e.within.text)
                .with_help("say `business hours` or `business days`, unless somebody is there around the clock");
        });
}

}  // namespace ordain::lint
