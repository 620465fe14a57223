// Calendars: zone, covered years, opening times of weekdays and dates, closed days.
#include <algorithm>
#include <chrono>
#include <map>

#include "compiler/sema/checker.hpp"
#include "compiler/sema/numbers.hpp"

namespace ordain::sema {

namespace {

constexpr std::array<std::string_view, 7> weekdays{"mon", "tue", "wed", "thu", "fri", "sat", "sun"};

std::int32_t new_year(std::int32_t year) {
    return static_cast<std::int32_t>(std::chrono::sys_days{std::chrono::year{year} / 1 / 1}.time_since_epoch().count());
}

class CalendarCheck {
public:
    CalendarCheck(Checker& checker, const syntax::Calendar& decl, typed::Calendar& made, std::uint32_t tree)
        : c_(checker), decl_(decl), made_(made), tree_(tree) {}

    void run() {
        zone();
        covers();
        for (const syntax::Hours& h : decl_.hours) hours(h);
        for (const syntax::Days& d : decl_.closed) closed(d);
        std::sort(made_.closed.begin(), made_.closed.end());
        join_dates();
    }

private:
    using Openings = std::vector<typed::Opening>;
    struct Given {
        Openings openings;
        Span span;
    };

    void missing(Span span, std::string_view clause, std::string example) {
        c_.diagnostics.report(DiagKind::missing_clause, span, "the calendar `{}` doesn't say its {}", decl_.name.text, clause)
            .with_help("add " + example);
    }

    void zone() {
        if (!decl_.zone.written()) return missing(decl_.name.span, "zone", "`zone \"Europe/Berlin\"`");
        if (!c_.use_zone(decl_.zone, made_.zone)) return;
        for (const typed::Zone& z : c_.program.zones)
            if (z.name == made_.zone) made_.transitions = z.transitions;
    }

    void covers() {
        if (decl_.covers_from.text.empty()) return missing(decl_.span, "covered years", "`covers 2026..2028`");
        const auto first = c_.integer_in(decl_.covers_from, 1678, 2261, "a covered year");
        const auto last = decl_.covers_to.text.empty() ? first : c_.integer_in(decl_.covers_to, 1678, 2261, "a covered year");
        if (!first || !last) return;
        const Span span = decl_.covers_to.text.empty() ? decl_.covers_from.span : cover(decl_.covers_from.span, decl_.covers_to.span);
        if (*last < *first) {
            c_.diagnostics.report(DiagKind::bad_years, span, "the last covered year is before the first")
                .with_help("write the earlier year first, as in `2026..2027`");
            return;
        }
        if (*last - *first >= limits::calendar_years) {
            c_.diagnostics.report(DiagKind::bad_years, span, "a calendar covers at most {} years, and this is {}", limits::calendar_years,
                                  *last - *first + 1);
            return;
        }
        made_.first_year = static_cast<std::int32_t>(*first);
        made_.last_year = static_cast<std::int32_t>(*last);
        known_years_ = true;
    }

    /// The opening times of one `hours`, each from < to.
    Openings openings(const syntax::Hours& h) {
        Openings list;
        for (const syntax::TimeRange& t : h.times) {
            const auto from = time(t.from), to = time(t.to);
            if (!from || !to) continue;
            if (*from < *to) {
                list.push_back({static_cast<std::int32_t>(*from), static_cast<std::int32_t>(*to)});
                continue;
            }
            c_.diagnostics.report(DiagKind::bad_hours, cover(t.from.span, t.to.span), "opening times end after they begin")
                .with_help("hours over midnight are two: `22:00..24:00`, and `00:00..06:00` of the next day");
        }
        return list;
    }

    /// Like any time literal, and 24:00 too.
    std::optional<std::int64_t> time(const syntax::Literal& l) {
        if (const auto t = parse_time(l.text); t && *t == 1440) return t;
        const auto c = c_.literal(l);
        return c ? std::optional(c->value.number) : std::nullopt;
    }

    void hours(const syntax::Hours& h) {
        const Openings times = openings(h);
        for (const syntax::Days& d : h.days) {
            if (d.dated) {
                const auto range = dates(d);
                if (!range) continue;
                for (std::int32_t day = range->first; day <= range->second; ++day) add(dated_[day], times, d.span);
            } else {
                for (const std::size_t day : days_of_week(d)) {
                    add(weekly_[day], times, d.span);
                    made_.weekly[day] = weekly_[day].openings;
                }
            }
        }
    }

    /// Adds opening times to a day; touching ones become one, overlapping ones are reported once.
    void add(Given& day, const Openings& times, Span span) {
        Openings all = day.openings;
        all.insert(all.end(), times.begin(), times.end());
        std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.from < b.from; });
        Openings joined;
        for (const typed::Opening& o : all) {
            if (joined.empty() || o.from > joined.back().to) {
                joined.push_back(o);
                continue;
            }
            if (o.from < joined.back().to && (overlap_.begin != span.begin || overlap_.end != span.end)) {
                overlap_ = span;
                auto& d = c_.diagnostics.report(DiagKind::bad_hours, span, "opening times of one day overlap")
                              .with_help("opening times of several `hours` add up; hours of a date replace those of its weekday");
                if (day.span != Span{}) d.with_other(day.span, "hours are given here too");
            }
            joined.back().to = std::max(joined.back().to, o.to);
        }
        day = {std::move(joined), day.span == Span{} ? span : day.span};
    }

    std::optional<std::size_t> weekday(const syntax::Name& name) {
        const auto at = std::find(weekdays.begin(), weekdays.end(), name.text);
        if (at != weekdays.end()) return static_cast<std::size_t>(at - weekdays.begin());
        if (name.written()) {
            c_.diagnostics.report(DiagKind::bad_days, name.span, "`{}` is not a day of the week", name.text)
                .with_help("they are mon, tue, wed, thu, fri, sat, sun");
        }
        return std::nullopt;
    }

    /// A range of weekdays may run over Sunday.
    std::vector<std::size_t> days_of_week(const syntax::Days& d) {
        const auto from = weekday(d.from_day);
        const auto to = d.range ? weekday(d.to_day) : from;
        if (!from || !to) return {};
        std::vector<std::size_t> days{*from};
        for (std::size_t day = *from; day != *to;) days.push_back(day = (day + 1) % 7);
        return days;
    }

    /// First and last date, inclusive; reports what is not covered, so that the number of days is bounded.
    std::optional<std::pair<std::int32_t, std::int32_t>> dates(const syntax::Days& d) {
        const Type date{TypeKind::date, 0, 0, 0};
        const auto from = c_.constant_of(d.from_date, date, tree_);
        const auto to = d.range ? c_.constant_of(d.to_date, date, tree_) : from;
        if (!from || !to || !known_years_) return std::nullopt;
        if (to->number < from->number) {
            c_.diagnostics.report(DiagKind::bad_days, d.span, "the last date is before the first");
            return std::nullopt;
        }
        if (from->number < new_year(made_.first_year) || to->number >= new_year(made_.last_year + 1)) {
            c_.diagnostics
                .report(DiagKind::date_not_covered, d.span, "`{}` is outside the years that the calendar covers", c_.source_text(d.span))
                .with_other(decl_.covers_from.span, "covered years");
            return std::nullopt;
        }
        return std::pair{static_cast<std::int32_t>(from->number), static_cast<std::int32_t>(to->number)};
    }

    void closed(const syntax::Days& d) {
        if (!d.dated) {
            for (const std::size_t day : days_of_week(d)) {
                if (weekly_[day].openings.empty()) continue;
                c_.diagnostics.report(DiagKind::bad_days, d.span, "`{}` is closed and has opening times", weekdays[day])
                    .with_other(weekly_[day].span, "hours are given here");
            }
            return;
        }
        const auto range = dates(d);
        if (!range) return;
        const auto hit = dated_.lower_bound(range->first);
        if (hit != dated_.end() && hit->first <= range->second) {
            c_.diagnostics.report(DiagKind::bad_days, d.span, "a date here is closed and has opening times")
                .with_other(hit->second.span, "hours are given here");
        }
        made_.closed.push_back(*range);
    }

    /// Days in a row with the same opening times become one entry.
    void join_dates() {
        const auto same = [](const Openings& a, const Openings& b) {
            return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](auto x, auto y) { return x.from == y.from && x.to == y.to; });
        };
        for (auto& [day, given] : dated_) {
            auto& list = made_.dated;
            if (!list.empty() && list.back().last == day - 1 && same(list.back().openings, given.openings))
                list.back().last = day;
            else
                list.push_back({day, day, std::move(given.openings)});
        }
    }

    Checker& c_;
    const syntax::Calendar& decl_;
    typed::Calendar& made_;
    std::uint32_t tree_;
    bool known_years_ = false;
    Given weekly_[7];
    std::map<std::int32_t, Given> dated_;
    Span overlap_;
};

}  // namespace

void Checker::check_calendars() {
    for (const Symbol& s : symbols) {
        if (s.kind == SymbolKind::calendar) CalendarCheck(*this, trees[s.tree].calendars[s.decl], program.calendars[s.id], s.tree).run();
    }
}

}  // namespace ordain::sema
