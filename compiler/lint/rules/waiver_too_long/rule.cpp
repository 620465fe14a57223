#include "compiler/lint/rule.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::lint {

void check_waiver_too_long(const Subject& subject, Findings& findings) {
    constexpr std::int64_t most = 366;  // days
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Waive& waiver : tree.waives) {
            const auto until = read_date(waiver.until.text);
            const auto from = read_date(waiver.from.text);
            const std::int64_t begin = from ? *from : subject.today;
            if (until && *until - begin > most)
                findings.report(waiver.until.span, "this waiver runs for {} days", *until - begin)
                    .with_help("an exception that lasts for more than a year is a rule: write it as one");
        }
}

}  // namespace ordain::lint
