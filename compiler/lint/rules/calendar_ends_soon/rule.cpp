#include "compiler/lint/rule.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::lint {

void check_calendar_ends_soon(const Subject& subject, Findings& findings) {
    for (const typed::Calendar& calendar : subject.program.calendars) {
        const std::int64_t end = days_of({calendar.last_year, 12, 31});
        if (end - subject.today < 365)
            findings.report(calendar.span, "`{}` covers {} and no later year", calendar.name, calendar.last_year)
                .with_help("deadlines beyond it are faults: add the years, with their closed days");
    }
}

}  // namespace ordain::lint
