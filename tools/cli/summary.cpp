#include "tools/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

namespace ordain::cli {

namespace {

/// `MISSING_FIELD /data/order/lines/*/sku`: all elements of a list are one place.
std::string with_place(const Fault& fault) {
    std::string out(fault.code);
    std::string_view rest = fault.field.value_or("");
    if (!rest.empty()) out += ' ';
    while (!rest.empty()) {
        const std::size_t next = std::min(rest.find('/', 1), rest.size());
        const std::string_view step = rest.substr(1, next - 1);
        const bool element = !step.empty() && step.find_first_not_of("0123456789") == std::string_view::npos;
        out += '/';
        out += element ? "*" : step;
        rest.remove_prefix(next);
    }
    return out;
}

}  // namespace

void Summary::count(Counts& counts, std::string_view name) {
    auto found = counts.find(name);
    if (found == counts.end()) found = counts.emplace(name, Count{}).first;
    if (std::exchange(found->second.last, events_) != events_) ++found->second.decisions;
}

void Summary::count_roles(const Need& need) {
    if (need.kind == NeedKind::role) return count(roles_, need.role);
    for (const Need& part : need.of) count_roles(part);
}

void Summary::add(const Decision& decision) {
    ++events_;
    count(verdicts_, verdict_name(decision.verdict()));
    for (const Approval& approval : decision.approvals()) count_roles(approval.need);
    for (const Reason& reason : decision.reasons()) count(reasons_, reason.code);
    for (const Hold& hold : decision.holds()) count(queues_, hold.queue);
    if (const auto fault = decision.fault()) count(faults_, with_place(*fault));
}

void Summary::add(const Summary& more) {
    events_ += more.events_;
    const auto merge = [](Counts& mine, const Counts& others) {
        for (const auto& [name, count] : others) mine[name].decisions += count.decisions;
    };
    merge(verdicts_, more.verdicts_);
    merge(roles_, more.roles_);
    merge(reasons_, more.reasons_);
    merge(queues_, more.queues_);
    merge(faults_, more.faults_);
}

/// Most frequent first, with their share of all events.
void Summary::append(std::string& out, std::string_view title, const Counts& counts) const {
    if (counts.empty()) return;
    std::vector<std::pair<std::string_view, std::uint64_t>> sorted;
    for (const auto& [name, count] : counts) sorted.emplace_back(name, count.decisions);
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    fmt::format_to(std::back_inserter(out), "\n{}\n", title);
    std::size_t width = 24;
    for (const auto& [name, count] : sorted) width = std::max(width, name.size());
    for (const auto& [name, count] : sorted)
        fmt::format_to(std::back_inserter(out), "  {:<{}} {:>10} {:>6.1f} %\n", name, width, count,
                       100.0 * static_cast<double>(count) / static_cast<double>(events_));
}

std::string Summary::text(double seconds) const {
    std::string out = fmt::format("{} events, {:.0f} a second\n", events_, seconds > 0 ? static_cast<double>(events_) / seconds : 0);
    append(out, "verdict", verdicts_);
    append(out, "approval by", roles_);
    append(out, "reason", reasons_);
    append(out, "held in", queues_);
    append(out, "fault", faults_);
    return out;
}

}  // namespace ordain::cli
