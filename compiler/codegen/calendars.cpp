// Calendars as instants: what runtime/calendar/business.hpp searches.
#include <algorithm>
#include <chrono>

#include "compiler/codegen/local_time.hpp"
#include "compiler/codegen/organisation.hpp"

namespace ordain::codegen {

namespace {

std::int64_t new_year(std::int32_t year) {
    using namespace std::chrono;
    return sys_days{std::chrono::year{year} / January / 1}.time_since_epoch().count();
}

/// Monday 0.
std::size_t weekday_of(std::int64_t date) {
    return static_cast<std::size_t>(((date + 3) % 7 + 7) % 7);
}

/// The opening times of each covered day; null where it is closed.
std::vector<const std::vector<typed::Opening>*> hours_by_day(const typed::Calendar& calendar, std::int64_t first, std::int64_t end) {
    std::vector<const std::vector<typed::Opening>*> hours;
    for (std::int64_t date = first; date < end; ++date) hours.push_back(&calendar.weekly[weekday_of(date)]);
    const auto set = [&](std::int64_t from, std::int64_t to, const std::vector<typed::Opening>* given) {
        for (std::int64_t date = std::max(from, first); date <= std::min(to, end - 1); ++date)
            hours[static_cast<std::size_t>(date - first)] = given;
    };
    for (const typed::DatedHours& dated : calendar.dated) set(dated.first, dated.last, &dated.openings);
    for (const auto& [from, to] : calendar.closed) set(from, to, nullptr);
    return hours;
}

class CalendarWriter {
public:
    CalendarWriter(const typed::Calendar& calendar, program::ImageData& image) : calendar_(calendar), image_(image) {}

    void write(program::CalendarRec& record) {
        const std::int64_t first = new_year(calendar_.first_year), end = new_year(calendar_.last_year + 1);
        first_opening_ = image_.openings.size();
        record.openings.first = size32(image_.openings);
        record.days.first = size32(image_.days);
        record.first_date = first;
        record.covers_from = first_instant(calendar_.transitions, first);
        record.covers_until = first_instant(calendar_.transitions, end);
        const auto hours = hours_by_day(calendar_, first, end);
        for (std::size_t i = 0; i < hours.size(); ++i) day(first + static_cast<std::int64_t>(i), hours[i]);
        record.openings.count = size32(image_.openings) - record.openings.first;
        record.days.count = size32(image_.days) - record.days.first;
    }

private:
    void day(std::int64_t date, const std::vector<typed::Opening>* hours) {
        program::DayRec record{0, business_days_, 0};
        if (hours && !hours->empty()) {
            for (const typed::Opening& o : *hours) {
                const std::int64_t open = instants_of(calendar_.transitions, date, o.from).earlier;
                record.close = instants_of(calendar_.transitions, date, o.to).later;
                opening(open, record.close);
            }
            record.open = 1;
            ++business_days_;
        }
        image_.days.push_back(record);
    }

    /// Openings come in local order; where a zone change makes them overlap, an instant counts for the earlier one.
    void opening(std::int64_t open, std::int64_t close) {
        if (image_.openings.size() > first_opening_) open = std::max(open, image_.openings.back().close);
        if (open >= close) return;
        image_.openings.push_back({open, close, open_time_});
        open_time_ += close - open;
    }

    const typed::Calendar& calendar_;
    program::ImageData& image_;
    std::size_t first_opening_ = 0;
    std::int64_t open_time_ = 0;  // of all openings so far, ns
    std::uint32_t business_days_ = 0;
};

program::CalendarRec zone_record(std::string_view zone, const std::vector<typed::Transition>& transitions, program::ImageData& image,
                                 Strings& strings) {
    program::CalendarRec record;
    record.zone = strings.add(zone);
    record.transitions = {size32(image.transitions), size32(transitions)};
    for (const typed::Transition& t : transitions) image.transitions.push_back({t.at, std::int64_t{t.offset} * ns_per_second});
    return record;
}

}  // namespace

void emit_calendars(const typed::Program& program, program::ImageData& image, Strings& strings) {
    for (const typed::Calendar& calendar : program.calendars) {
        program::CalendarRec record = zone_record(calendar.zone, calendar.transitions, image, strings);
        record.name = strings.add(calendar.name);
        CalendarWriter(calendar, image).write(record);
        image.calendars.push_back(record);
    }
    image.calendars.push_back(zone_record("UTC", program.utc, image, strings));
}

}  // namespace ordain::codegen
