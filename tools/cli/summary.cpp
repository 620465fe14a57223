#include "tools/cli/summary.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>
#include <vector>

namespace ordain::cli {

namespace {

using Counts = std::map<std::string, std::uint64_t>;

/// Counts the texts at `key` of the elements of `list`, each once.
void count_each(const nlohmann::json& decision, const char* list, const char* key, Counts& counts) {
    const auto found = decision.find(list);
    if (found == decision.end() || !found->is_array()) return;
    std::set<std::string> distinct;
    for (const auto& element : *found)
        if (element.contains(key) && element[key].is_string()) distinct.insert(element[key].get<std::string>());
    for (const std::string& name : distinct) ++counts[name];
}

/// Most frequent first.
void append(std::string& out, std::string_view title, const Counts& counts) {
    if (counts.empty()) return;
    std::vector<std::pair<std::string, std::uint64_t>> sorted(counts.begin(), counts.end());
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
    fmt::format_to(std::back_inserter(out), "\n{}\n", title);
    for (const auto& [name, count] : sorted) fmt::format_to(std::back_inserter(out), "  {:<24} {:>10}\n", name, count);
}

}  // namespace

void Summary::add(std::string_view decision) {
    ++events_;
    const auto json = nlohmann::json::parse(decision, nullptr, false);
    if (!json.is_object()) return;
    ++verdicts_[json.value("verdict", std::string("?"))];
    count_each(json, "reasons", "code", reasons_);
    count_each(json, "holds", "queue", queues_);
    const auto fault = json.find("fault");
    if (fault != json.end() && fault->is_object()) ++faults_[fault->value("code", std::string("?"))];
}

std::string Summary::text(double seconds) const {
    std::string out;
    fmt::format_to(std::back_inserter(out), "{} events, {:.0f} a second\n", events_,
                   seconds > 0 ? static_cast<double>(events_) / seconds : 0);
    append(out, "verdict", verdicts_);
    append(out, "reason", reasons_);
    append(out, "held in", queues_);
    append(out, "fault", faults_);
    return out;
}

}  // namespace ordain::cli
