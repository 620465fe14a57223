#include <algorithm>
#include <map>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_dates_hole(const Subject& subject, Findings& findings) {
    std::map<std::string, std::vector<const typed::Policy*>> versions;
    for (const typed::Policy& policy : subject.program.policies) versions[policy.name].push_back(&policy);
    for (auto& [name, list] : versions) {
        std::sort(list.begin(), list.end(), [](const typed::Policy* a, const typed::Policy* b) { return a->from < b->from; });
        for (std::size_t i = 1; i < list.size(); ++i) {
            const std::int64_t days = std::int64_t{list[i]->from} - list[i - 1]->until - 1;
            if (days <= 0) continue;
            findings.report(list[i]->span, "`{}` is not in force for {} day{} before this", name, days, days == 1 ? "" : "s")
                .with_other(list[i - 1]->span, "ends before")
                .with_help("let one begin on the day after the other ends");
        }
    }
}

}  // namespace ordain::lint
