#include "compiler/sema/zones.hpp"

#include <date/tz.h>

#include <algorithm>
#include <exception>
#include <fstream>
#include <iterator>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/checker.hpp"
#include "compiler/sema/zone_rule.hpp"

namespace ordain::sema {

namespace {

using typed::Transition;

/// The zones known to the machine. The library reports missing data by an exception, which ends here.
const date::tzdb* zone_data(std::string& why_not) {
    try {
        return &date::get_tzdb();
    } catch (const std::exception& e) {
        why_not = e.what();
        return nullptr;
    }
}

/// The last line of a zone's file: its rule for the time after the listed changes, which the library does not read.
std::string future_rule(const std::string& zone) {
    std::ifstream file("/usr/share/zoneinfo/" + zone, std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    if (bytes.empty() || bytes.back() != '\n') return {};
    bytes.pop_back();
    return bytes.substr(bytes.rfind('\n') + 1);
}

/// The changes that the zone's data list, from 1678 on. Returns when the last of them is, in seconds since 1970.
std::int64_t listed_changes(const date::time_zone& zone, std::vector<Transition>& transitions) {
    const date::sys_seconds first = date::sys_days{date::year{1678} / 1 / 1};
    const date::sys_seconds end = date::sys_days{date::year{2262} / 1 / 1};
    date::sys_seconds at = first;
    for (;;) {
        const date::sys_info info = zone.get_info(at);
        const auto offset = static_cast<std::int32_t>(info.offset.count());
        const std::int64_t ns = transitions.empty() ? INT64_MIN : at.time_since_epoch().count() * ns_per_second;
        if (transitions.empty() || transitions.back().offset != offset) transitions.push_back({ns, offset});
        if (info.end <= at || info.end >= end) return std::max(info.begin, first).time_since_epoch().count();
        at = info.end;
    }
}

}  // namespace

ZoneTable zone_table(const std::string& name) {
    ZoneTable table;
    if (name == "UTC") {
        table.transitions = {{INT64_MIN, 0}};
        return table;
    }
    if (!zone_data(table.detail)) {
        table.status = ZoneStatus::no_data;
        return table;
    }
    const date::time_zone* zone = nullptr;
    try {
        zone = date::locate_zone(name);
    } catch (const std::exception&) {
        table.status = ZoneStatus::unknown;
        return table;
    }
    try {
        const std::int64_t last = listed_changes(*zone, table.transitions);
        const auto rule = parse_zone_rule(future_rule(zone->name()));
        if (!rule) return {ZoneStatus::no_data, {}, "the zone's data don't say its rule for the future"};
        extend(table.transitions, *rule, last);
    } catch (const std::exception& e) {
        return {ZoneStatus::no_data, {}, e.what()};
    }
    return table;
}

std::string nearest_zone(const std::string& name) {
    std::string ignored;
    const date::tzdb* data = zone_data(ignored);
    if (!data) return {};
    std::vector<std::string_view> names;
    for (const date::time_zone& zone : data->zones) names.push_back(zone.name());
    return std::string(nearest(name, names));
}

bool Checker::use_zone(const syntax::String& written, std::string& name) {
    name = syntax::unescape(written.raw);
    for (const typed::Zone& z : program.zones)
        if (z.name == name) return true;
    return use_zone(written, name, zone_table(name));
}

bool Checker::use_zone(const syntax::String& written, const std::string& name, ZoneTable table) {
    switch (table.status) {
        case ZoneStatus::ok: program.zones.push_back({name, std::move(table.transitions)}); return true;
        case ZoneStatus::unknown: {
            const std::string near = nearest_zone(name);
            diagnostics.report(DiagKind::unknown_zone, written.span, "there is no time zone `{}`", name)
                .with_help(near.empty() ? "zones are named as in the IANA zone data, such as \"Europe/Berlin\", or \"UTC\""
                                        : fmt::format("did you mean `\"{}\"`?", near));
            return false;
        }
        case ZoneStatus::no_data:
            diagnostics.report(DiagKind::no_zone_data, written.span, "this machine has no time zone data to look `{}` up in", name)
                .with_label(std::move(table.detail))
                .with_help("install the zone data (package tzdata), or say \"UTC\"");
            return false;
    }
    return false;
}

}  // namespace ordain::sema
