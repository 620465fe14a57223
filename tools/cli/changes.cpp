#include "tools/cli/changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <nlohmann/json.hpp>
#include <vector>

#include "compiler/diag/legible.hpp"

namespace ordain::cli {

namespace {

using Json = nlohmann::ordered_json;

/// The members that say what is decided: not who decided it, nor of which event. A quote within a text is escaped, so that these are
/// members.
std::string_view outcome(std::string_view line) {
    const std::size_t begin = std::min(line.find(R"("verdict":)"), line.size());
    const std::size_t end = std::min(line.rfind(R"(,"fingerprint":)"), line.size());
    return line.substr(begin, end > begin ? end - begin : 0);
}

/// Leaves out which rules it comes from. An output may be called `by`, too.
void forget_rules(Json& value) {
    if (value.is_object()) {
        value.erase("by");
        value.erase("rules");
    }
    if (value.is_structured())
        for (const auto& [name, part] : value.items())
            if (name != "outputs") forget_rules(part);
}

std::string verdict_of(const Json& decision) {
    std::string verdict = decision.value("verdict", "");
    if (verdict == "fault" && decision["fault"].is_object()) verdict += " " + decision["fault"].value("code", "");
    return verdict;
}

/// "hold: routes, reasons": the members that differ under the same verdict.
std::string members(const Json& a, const Json& b) {
    std::string list;
    for (const auto& [name, value] : a.items())
        if (!b.contains(name) || b[name] != value) list += (list.empty() ? "" : ", ") + name;
    return list;
}

}  // namespace

void Changes::add(std::string_view line, std::string_view other) {
    ++decisions_;
    if (outcome(line) == outcome(other)) return;
    Json mine = Json::parse(line), theirs = Json::parse(other);
    const std::string event = mine["event"].is_string() ? mine["event"].get<std::string>() : "";
    for (Json* decision : {&mine, &theirs}) {
        forget_rules(*decision);
        for (const char* name : {"id", "bundle", "fingerprint", "shadow", "waived"}) decision->erase(name);
    }
    if (mine == theirs) return;
    ++different_;
    const std::string from = verdict_of(theirs), to = verdict_of(mine);
    Kind& kind = kinds_[from == to ? fmt::format("{}: {}", to, members(mine, theirs)) : fmt::format("{} -> {}", from, to)];
    if (kind.decisions++ == 0) kind.example = event;
}

void Changes::add(const Changes& more) {
    decisions_ += more.decisions_;
    different_ += more.different_;
    for (const auto& [name, kind] : more.kinds_) {
        Kind& mine = kinds_[name];
        if (mine.decisions == 0 || kind.example < mine.example) mine.example = kind.example;
        mine.decisions += kind.decisions;
    }
}

std::string Changes::text() const {
    std::string out = fmt::format("\n{} of {} decisions differ\n", different_, decisions_);
    std::vector<std::pair<std::string_view, const Kind*>> sorted;
    std::size_t width = 24;
    for (const auto& [name, kind] : kinds_) {
        sorted.emplace_back(name, &kind);
        width = std::max(width, name.size());
    }
    std::stable_sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return a.second->decisions > b.second->decisions; });
    for (const auto& [name, kind] : sorted)
        fmt::format_to(std::back_inserter(out), "  {:<{}} {:>10}   such as {}\n", name, width, kind->decisions, legible(kind->example));
    return out;
}

}  // namespace ordain::cli
