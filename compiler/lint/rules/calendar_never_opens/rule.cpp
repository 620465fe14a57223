#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_calendar_never_opens(const Subject& subject, Findings& findings) {
    for (const typed::Calendar& calendar : subject.program.calendars) {
        bool opens = false;
        for (const auto& day : calendar.weekly) opens = opens || !day.empty();
        for (const typed::DatedHours& dated : calendar.dated) opens = opens || !dated.openings.empty();
        if (!opens)
            findings.report(calendar.span, "`{}` never opens", calendar.name).with_help("add `hours mon..fri 08:00..17:00` or the like");
    }
}

}  // namespace ordain::lint
