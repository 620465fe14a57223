// Entry: append_json. The form is documented in runtime/README.md.
#include <fmt/format.h>

#include <array>
#include <iterator>

#include "runtime/explain/explainer_state.hpp"
#include "runtime/vm/decision_json.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::explain {

namespace {

constexpr std::array<std::string_view, 4> state_names{"not evaluated", "known", "missing", "fault"};
constexpr std::array<std::string_view, 4> rule_states{"fired", "not met", "not reached", "fault"};
constexpr std::array<std::string_view, 7> policy_states{
    "applies", "not yet in force", "no longer in force", "applies when is false", "no element", "fault", "not evaluated"};

constexpr std::array<std::string_view, 6> region_kinds{"interval", "one of", "none of", "exactly", "present", "missing"};

class Writer {
public:
    Writer(std::string& out, const detail::ExplainerState& state) : out_(out), state_(state), image_(state.decided.image()) {}

    void write() {
        out_ += "{\"decision\":";
        append_decision(out_, image_, state_.decided.bundle->loaded().phrases, state_.decided.store, state_.decided.model);
        list("policies", state_.policies, [this](const PolicySeen& seen) { policy(seen); });
        region();
        out_ += '}';
    }

    void write_decision() {
        append_decision(out_, image_, state_.decided.bundle->loaded().phrases, state_.decided.store, state_.decided.model);
        out_.pop_back();
        region();
        out_ += '}';
    }

private:
    std::string& out_;
    const detail::ExplainerState& state_;
    const program::Image& image_;

    void region() {
        list("region", state_.region, [this](const RegionItem& item) { region_item(item); });
    }

    void region_item(const RegionItem& item) {
        out_ += '{';
        text("field", item.field);
        text("name", item.name);
        name("value");
        out_ += item.json.empty() ? "null" : item.json;
        text("kind", region_kinds[static_cast<std::size_t>(item.kind)]);
        if (item.kind == RegionKind::interval) {
            bound("low", item.low);
            bound("high", item.high);
        }
        if (item.kind == RegionKind::one_of || item.kind == RegionKind::none_of)
            list("values", item.values_json, [this](const std::string& value) { out_ += value; });
        out_ += '}';
    }

    void bound(const std::string& key, const Bound& bound) {
        name(key);
        out_ += bound.json.empty() ? "null" : bound.json;
        truth(key + "_open", bound.open);
    }

    /// `,"key":"text"`, without the comma at the beginning of an object.
    void text(std::string_view key, std::string_view value) {
        name(key);
        append_json_string(out_, value);
    }
    void name(std::string_view key) {
        if (out_.back() != '{') out_ += ',';
        append_json_string(out_, key);
        out_ += ':';
    }
    void truth(std::string_view key, bool value) {
        name(key);
        out_ += value ? "true" : "false";
    }
    template <class List, class One>
    void list(std::string_view key, const List& all, One one) {
        name(key);
        out_ += '[';
        for (const auto& item : all) {
            if (out_.back() != '[') out_ += ',';
            one(item);
        }
        out_ += ']';
    }
    void expressions(std::string_view key, const std::vector<Seen>& all) {
        list(key, all, [this](const Seen& seen) { expression(seen); });
    }

    void policy(const PolicySeen& seen) {
        const std::uint32_t number = image_.chunks[seen.chunk].policy;
        const program::PolicyRec& rec = image_.policies[number];
        out_ += '{';
        text("policy", image_.str(rec.name));
        text("at", place_text(image_, image_.policy_places[number]));
        truth("shadow", (rec.flags & program::policy_flags::shadow) != 0);
        truth("with_advice", seen.with_advice);
        text("state", policy_states[static_cast<std::size_t>(seen.state)]);
        name("fault");
        if (seen.fault == FaultCode::none)
            out_ += "null";
        else
            append_json_string(out_, fault_name(seen.fault));
        name("beyond");
        if (seen.beyond)
            beyond(*seen.beyond);
        else
            out_ += "null";
        truth("cut_short", seen.cut_short);
        expressions("applies_when", seen.applies);
        expressions("lets", seen.lets);
        list("matches", seen.matches, [this](const Match& match) { matched(match); });
        out_ += '}';
    }

    void beyond(const Beyond& seen) {
        out_ += '{';
        text("rule", image_.str(image_.rules[seen.rule].id));
        name("escalation");
        if (seen.escalation == program::none)
            out_ += "null";
        else
            append_json_string(out_, image_.str(image_.escalations[seen.escalation].name));
        text("deadline", seen.text);
        text("from", seen.from);
        text("calendar", image_.str(image_.calendars[seen.calendar].name));
        out_ += '}';
    }

    void matched(const Match& match) {
        out_ += '{';
        name("element");
        if (match.at.empty())
            out_ += "null";
        else
            append_json_string(out_, match.at);
        truth("selected", match.selected);
        expressions("lets", match.lets);
        expressions("where", match.where);
        list("rules", match.rules, [this](const RuleSeen& seen) { rule(seen); });
        out_ += '}';
    }

    void rule(const RuleSeen& seen) {
        const program::RuleRec& rec = image_.rules[seen.rule];
        out_ += '{';
        text("rule", image_.str(rec.id));
        text("at", place_text(image_, image_.rule_places[seen.rule]));
        text("text", image_.str(rec.text));
        text("state", rule_states[static_cast<std::size_t>(seen.state)]);
        expressions("conditions", seen.conditions);
        expressions("waiver_conditions", seen.waiver_conditions);
        name("waived");
        if (seen.waiver == program::none)
            out_ += "null";
        else
            waiver(image_.waivers[seen.waiver]);
        expressions("values", seen.values);
        list("deadlines", seen.deadlines, [this](const Deadline& deadline) { due(deadline); });
        out_ += '}';
    }

    void waiver(const program::WaiverRec& waiver) {
        out_ += '{';
        text("approved_by", image_.str(waiver.approved_by));
        text("until", image_.str(waiver.until));
        text("because", image_.str(waiver.because));
        out_ += '}';
    }

    void due(const Deadline& deadline) {
        out_ += '{';
        text("within", deadline.duration);
        text("start", deadline.start);
        text("due", deadline.due);
        list("steps", deadline.steps, [this](const std::string& step) { append_json_string(out_, step); });
        out_ += '}';
    }

    void expression(const Seen& seen) {
        out_ += '{';
        text("text", seen.text);
        text("state", state_names[static_cast<std::size_t>(seen.state)]);
        name("value");
        out_ += seen.state == State::known ? std::string_view(seen.json) : "null";
        text("shown", seen.shown);
        expressions("operands", seen.operands);
        name("elements");
        fmt::format_to(std::back_inserter(out_), "{}", seen.round_count);
        list("rounds", seen.rounds, [this](const Round& round) {
            out_ += '{';
            text("element", round.at);
            expressions("operands", round.operands);
            out_ += '}';
        });
        out_ += '}';
    }
};

}  // namespace

void append_json(std::string& out, const detail::ExplainerState& state) {
    Writer(out, state).write();
}

void append_decision_with_region(std::string& out, const detail::ExplainerState& state) {
    Writer(out, state).write_decision();
}

}  // namespace ordain::explain
