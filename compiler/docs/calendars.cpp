// Calendars: hours, closed days, the years they cover.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"

namespace ordain::docs {

namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::year_month_day;

constexpr std::array<std::string_view, 7> weekdays{"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
constexpr int years_drawn = 10;

/// 0 is Monday. `day` counts from 1970-01-01, a Thursday.
std::size_t weekday(std::int32_t day) {
    return static_cast<std::size_t>(((day + 3) % 7 + 7) % 7);
}
std::int32_t first_of(int year, unsigned month) {
    return static_cast<std::int32_t>(
        sys_days{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{1}}.time_since_epoch().count());
}
std::string day_text(std::int32_t day) {
    const year_month_day d{sys_days{days{day}}};
    return fmt::format("{} {} {}", weekdays[weekday(day)], static_cast<unsigned>(d.day()), months[static_cast<unsigned>(d.month()) - 1]);
}
int year_of(std::int32_t day) {
    return static_cast<int>(year_month_day{sys_days{days{day}}}.year());
}
std::string time_text(std::int32_t minutes) {
    return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60);
}
std::string openings_text(const std::vector<typed::Opening>& openings) {
    std::string out;
    for (const typed::Opening& o : openings) out += fmt::format("{}{}–{}", out.empty() ? "" : ", ", time_text(o.from), time_text(o.to));
    return out.empty() ? "closed" : out;
}

enum Kind : std::uint8_t { open, some, shut, none };  // as on most weeks; other hours; closed for once; never open

Kind kind_of(const typed::Calendar& c, std::int32_t day) {
    const bool usual = !c.weekly[weekday(day)].empty();
    for (const auto& [first, last] : c.closed)
        if (first <= day && day <= last) return usual ? shut : none;
    for (auto i = c.dated.rbegin(); i != c.dated.rend(); ++i)
        if (i->first <= day && day <= i->last) return i->openings.empty() ? shut : some;
    return usual ? open : none;
}

Html label(int x, int y, std::string_view shown, Own anchor = "start") {
    return element("text",
                   {{"x", std::to_string(x)}, {"y", std::to_string(y)}, {"class", "small"}, {"text-anchor", std::string(anchor.bytes)}},
                   text(shown));
}

Html year_picture(const typed::Calendar& calendar, int year) {
    constexpr int cell = 10, left = 34;
    constexpr std::array<Own, 4> looks{"f-open", "f-some", "f-shut", "f-none"};
    std::array<std::string, 4> paths;
    Html labels;
    for (unsigned m = 1; m <= 12; ++m) {
        const std::int32_t begin = first_of(year, m), end = m == 12 ? first_of(year + 1, 1) : first_of(year, m + 1);
        const int y = static_cast<int>(m - 1) * (cell + 2);
        labels += label(0, y + 9, months[m - 1]);
        for (std::int32_t day = begin; day < end; ++day)
            paths[kind_of(calendar, day)] += fmt::format("M{} {}h9v10h-9z", left + (day - begin) * cell, y);
    }
    Html drawn;
    for (std::size_t i = 0; i < paths.size(); ++i)
        if (!paths[i].empty()) drawn += element("path", {{"class", std::string(looks[i].bytes)}, {"d", paths[i]}}, {});
    return element("div", element("h3", text(std::to_string(year))) +
                              element("svg",
                                      {{"viewBox", fmt::format("0 0 {} {}", left + 31 * cell, 12 * (cell + 2))},
                                       {"role", "img"},
                                       {"aria-label", fmt::format("the days of {}", year)}},
                                      labels + drawn));
}

/// The days that are closed, or open at other hours, by year.
template <class List, class Words>
Html days_by_year(const List& list, Words words) {
    std::map<int, std::string> years;
    for (const auto& [day, shown] : words(list)) {
        std::string& line = years[year_of(day)];
        line += (line.empty() ? "" : ", ") + shown;
    }
    Html out;
    for (const auto& [year, line] : years) out += element("li", element("b", text(std::to_string(year))) + own(" ") + text(line));
    return out.empty() ? out : element("ul", {{"class", "plain"}}, out);
}

std::string period(std::int32_t first, std::int32_t last) {
    return first == last ? day_text(first) : day_text(first) + " – " + day_text(last);
}

Html closed_days(const typed::Calendar& calendar) {
    return days_by_year(calendar.closed, [](auto list) {
        std::sort(list.begin(), list.end());
        std::vector<std::pair<std::int32_t, std::string>> shown;
        for (const auto& [first, last] : list) shown.emplace_back(first, period(first, last));
        return shown;
    });
}

Html other_hours(const typed::Calendar& calendar) {
    return days_by_year(calendar.dated, [](auto list) {
        std::stable_sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
        std::vector<std::pair<std::int32_t, std::string>> shown;
        for (const typed::DatedHours& d : list) shown.emplace_back(d.first, period(d.first, d.last) + " " + openings_text(d.openings));
        return shown;
    });
}

Html weekly_hours(const typed::Calendar& calendar) {
    Html out;
    const auto same = [&](std::size_t a, std::size_t b) {
        const auto& x = calendar.weekly[a];
        const auto& y = calendar.weekly[b];
        return std::equal(x.begin(), x.end(), y.begin(), y.end(), [](auto p, auto q) { return p.from == q.from && p.to == q.to; });
    };
    for (std::size_t first = 0; first < 7;) {
        std::size_t last = first;
        while (last + 1 < 7 && same(first, last + 1)) ++last;
        const std::string name = first == last ? std::string(weekdays[first]) : fmt::format("{}–{}", weekdays[first], weekdays[last]);
        out += element("li", element("b", text(name)) + own(" ") + text(openings_text(calendar.weekly[first])));
        first = last + 1;
    }
    return element("ul", {{"class", "plain"}}, out);
}

Html card(const Site& site, const syntax::Calendar& source_of, const typed::Calendar& calendar) {
    Html facts = element("dt", own("Zone")) + element("dd", text(calendar.zone));
    const std::string covers = calendar.first_year == calendar.last_year ? std::to_string(calendar.first_year)
                                                                         : fmt::format("{}–{}", calendar.first_year, calendar.last_year);
    facts += element("dt", own("Covers")) + element("dd", text(covers));
    facts += element("dt", own("Hours")) + element("dd", weekly_hours(calendar));
    if (const Html other = other_hours(calendar); !other.empty()) facts += element("dt", own("Other hours")) + element("dd", other);
    if (const Html closed = closed_days(calendar); !closed.empty()) facts += element("dt", own("Closed")) + element("dd", closed);
    return element("section", {{"class", "policy"}, {"id", "calendar-" + calendar.name}},
                   element("h2", link("#calendar-" + calendar.name, text(calendar.name))) + description(site, source_of) +
                       element("dl", {{"class", "facts"}}, facts) + week_picture(calendar) + year_pictures(calendar) +
                       used_by("counted on by", site.uses(Thing::calendar, calendar.name)));
}

}  // namespace

Html week_picture(const typed::Calendar& calendar) {
    constexpr int left = 36, hour = 13, row = 16;
    Html drawn;
    for (int h = 0; h <= 24; h += 6)
        drawn += label(left + h * hour, 7 * row + 14, std::to_string(h), h == 24 ? Own("end") : h == 0 ? Own("start") : Own("middle"));
    for (int d = 0; d < 7; ++d) {
        drawn += label(0, d * row + 11, weekdays[static_cast<std::size_t>(d)]);
        drawn += element("rect",
                         {{"class", "f-none"},
                          {"x", std::to_string(left)},
                          {"y", std::to_string(d * row)},
                          {"width", std::to_string(24 * hour)},
                          {"height", "13"},
                          {"rx", "3"}},
                         {});
        for (const typed::Opening& o : calendar.weekly[d])
            drawn += element("rect",
                             {{"class", "f-open"},
                              {"x", fmt::format("{:.1f}", left + o.from * hour / 60.0)},
                              {"y", std::to_string(d * row)},
                              {"width", fmt::format("{:.1f}", (o.to - o.from) * hour / 60.0)},
                              {"height", "13"},
                              {"rx", "3"}},
                             {});
    }
    return element("div", {{"class", "week"}},
                   element("svg",
                           {{"viewBox", fmt::format("0 0 {} {}", left + 24 * hour + 4, 7 * row + 18)},
                            {"role", "img"},
                            {"aria-label", "the hours of a week"}},
                           drawn));
}

Html year_pictures(const typed::Calendar& calendar) {
    Html out;
    const int last = std::min(calendar.last_year, calendar.first_year + years_drawn - 1);
    for (int year = calendar.first_year; year <= last; ++year) out += year_picture(calendar, year);
    return element("div", {{"class", "years"}}, out) +
           own("<p class=\"legend\"><span><i class=\"f-open\"></i>usual hours</span><span><i class=\"f-some\"></i>other hours</span>"
               "<span><i class=\"f-shut\"></i>closed</span><span><i class=\"f-none\"></i>never open</span></p>");
}

Page calendars_page(const Site& site) {
    Content content{"calendars.html", "Calendars", own("When business hours and business days count."), {}, {}};
    for (const syntax::Tree* tree : site.modules) {
        for (const syntax::Calendar& d : tree->calendars) {
            const auto* calendar = declared(site.program.calendars, d.name.text);
            if (!calendar) continue;
            content.contents += contents_entry("calendar-" + calendar->name, calendar->name);
            content.body += card(site, d, *calendar);
        }
    }
    if (content.body.empty()) content.body = element("p", own("The bundle declares no calendar."));
    return framed(site, content);
}

}  // namespace ordain::docs
