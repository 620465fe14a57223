#include "compiler/lint/rule.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::lint {

void check_waiver_expired(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Waive& waiver : tree.waives) {
            const auto until = read_date(waiver.until.text);
            if (until && *until < subject.today)
                findings.report(waiver.until.span, "this waiver ended on {}", waiver.until.text)
                    .with_help("remove it; what it allowed stays in the history");
        }
}

}  // namespace ordain::lint
