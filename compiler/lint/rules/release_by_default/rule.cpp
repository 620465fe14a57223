#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_release_by_default(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Bundle& bundle : tree.bundles)
            for (const syntax::BundleDefault& d : bundle.defaults)
                for (const syntax::Effect& e : d.effects)
                    if (e.kind == syntax::EffectKind::release)
                        findings.report(e.span, "what no policy speaks of is released")
                            .with_help("hold it in a queue where somebody looks, and release by rules");
}

}  // namespace ordain::lint
