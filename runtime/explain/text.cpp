// Entry: append_text. What was decided, then policy by policy why.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string>

#include "runtime/explain/decided_text.hpp"
#include "runtime/explain/explainer_state.hpp"

namespace ordain::explain {

namespace {

bool is_leaf(const Seen& seen) {
    return seen.operands.empty() && seen.round_count == 0;
}

std::string value_of(const Seen& seen) {
    switch (seen.state) {
        case State::not_evaluated: return "not evaluated";
        case State::missing: return "missing";
        case State::faulted: return "a fault";
        case State::known: return seen.type.kind == TypeKind::text ? fmt::format("\"{}\"", seen.shown) : seen.shown;
    }
    return {};
}

std::string_view answer(const Seen& seen) {
    switch (seen.state) {
        case State::not_evaluated: return "-  ";
        case State::missing: return "?  ";
        case State::faulted: return "!  ";
        case State::known: return seen.value != 0 ? "yes" : "no ";
    }
    return {};
}

class Writer {
public:
    Writer(std::string& out, const detail::ExplainerState& state) : out_(out), state_(state), image_(state.decided.image()) {}

    void policy(const PolicySeen& seen) {
        const std::uint32_t number = image_.chunks[seen.chunk].policy;
        const program::PolicyRec& rec = image_.policies[number];
        const bool shadow = (rec.flags & program::policy_flags::shadow) != 0;
        line(0, "{} {} ({}){}{}: {}", (rec.flags & program::policy_flags::table) != 0 ? "table" : "policy", image_.str(rec.name),
             place_text(image_, image_.policy_places[number]), shadow ? ", watched only (shadow)" : "",
             seen.with_advice ? ", with advice" : "", status(seen));
        if (seen.beyond) beyond(*seen.beyond);
        if (seen.cut_short) line(1, "this run took too many steps to show all of it");
        for (const Seen& applies : seen.applies) {
            line(1, "applies when");
            expression(2, applies);
        }
        lets(1, seen.lets);
        for (const Match& match : seen.matches) matched(match);
        out_ += '\n';
    }

    void beyond(const Beyond& seen) {
        const program::RuleRec& rule = image_.rules[seen.rule];
        const std::string whose = seen.escalation == program::none
                                      ? std::string()
                                      : fmt::format(" of the escalation {}", image_.str(image_.escalations[seen.escalation].name));
        line(1, "{} ({}): {}{}, counted from {}, ends beyond the calendar {}", image_.str(rule.id),
             place_text(image_, image_.rule_places[seen.rule]), seen.text, whose, seen.from,
             image_.str(image_.calendars[seen.calendar].name));
    }

    void region(const std::vector<RegionItem>& items) {
        if (items.empty()) return;
        line(0, "the same is decided as long as one of these values alone moves within");
        for (const RegionItem& item : items) line(1, "{} ({}) {}{}", item.name, item.field, set_text(item), now(item));
        line(1, "values that are not listed were not looked at; times, texts and outputs follow the event");
    }

private:
    std::string& out_;
    const detail::ExplainerState& state_;
    const program::Image& image_;

    template <class... Args>
    void line(std::size_t depth, fmt::format_string<Args...> format, Args&&... args) {
        out_.append(depth * 2, ' ');
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
        out_ += '\n';
    }

    std::string status(const PolicySeen& seen) const {
        const auto& record = image_.chunks[seen.chunk];
        const auto instant = [&](std::int64_t at) {
            std::string text;
            append_instant(text, image_, state_.decided.store, at);
            return text;
        };
        switch (seen.state) {
            case PolicyState::applies: return "applies";
            case PolicyState::not_yet: return fmt::format("does not apply, it is in force only from {}", instant(record.from));
            case PolicyState::no_longer: return fmt::format("does not apply, it was in force only before {}", instant(record.until));
            case PolicyState::applies_when_false: return "does not apply, its `applies when` is false";
            case PolicyState::no_element: return "contributes nothing, the list is empty";
            case PolicyState::faulted: return fmt::format("fault {}, {}", fault_name(seen.fault), fault_text(seen.fault));
            case PolicyState::not_evaluated: return "not evaluated, because of the fault before";
        }
        return {};
    }

    void lets(std::size_t depth, const std::vector<Seen>& all) {
        for (const Seen& let : all)
            if (let.state != State::not_evaluated) expression(depth, let);
    }

    static std::string list_text(const RegionItem& item) {
        std::string text;
        const bool quoted = item.kind == RegionKind::none_of;
        for (const std::string& value : item.values_shown)
            text += fmt::format("{}{}", text.empty() ? "" : ", ", quoted ? fmt::format("\"{}\"", value) : value);
        return text;
    }

    static std::string set_text(const RegionItem& item) {
        const bool low = !item.low.shown.empty(), high = !item.high.shown.empty();
        switch (item.kind) {
            case RegionKind::interval:
                if (!low && !high) return "may be anything";
                if (!high) return fmt::format("{} {}", item.low.open ? "above" : "at least", item.low.shown);
                if (!low) return fmt::format("{} {}", item.high.open ? "below" : "at most", item.high.shown);
                if (item.low.shown == item.high.shown) return "as it is";
                return fmt::format("in {}{} .. {}{}", item.low.open ? "(" : "[", item.low.shown, item.high.shown,
                                   item.high.open ? ")" : "]");
            case RegionKind::one_of: return item.values_shown.size() == 1 ? "as it is" : fmt::format("one of {}", list_text(item));
            case RegionKind::none_of:
                return item.values_shown.empty() ? "may be anything" : fmt::format("anything but {}", list_text(item));
            case RegionKind::exactly: return "as it is";
            case RegionKind::present: return "as long as it is there";
            case RegionKind::missing: return "as long as it is missing";
        }
        return {};
    }

    static std::string now(const RegionItem& item) {
        if (item.shown.empty()) return {};
        return fmt::format("   (now {})", item.shown);
    }

    void matched(const Match& match) {
        const std::size_t depth = match.at.empty() ? 1 : 2;
        if (!match.at.empty()) line(1, "{}{}", match.at, match.selected ? "" : " is left out");
        lets(depth, match.lets);
        for (const Seen& where : match.where) {
            line(depth, "where");
            expression(depth + 1, where);
        }
        if (!match.selected) return;
        std::size_t not_reached = 0;
        for (const RuleSeen& seen : match.rules) {
            if (seen.state == RuleState::not_reached)
                ++not_reached;
            else
                rule(depth, seen);
        }
        if (not_reached != 0) unreached(depth, match);
    }

    void unreached(std::size_t depth, const Match& match) {
        std::string names;
        for (const RuleSeen& seen : match.rules) {
            if (seen.state != RuleState::not_reached) continue;
            const std::string_view id = image_.str(image_.rules[seen.rule].id);
            names += fmt::format("{}{}", names.empty() ? "" : ", ", id.substr(std::min(id.find('.') + 1, id.size())));
        }
        line(depth, "not evaluated: {}", names);
    }

    void rule(std::size_t depth, const RuleSeen& seen) {
        const program::RuleRec& rec = image_.rules[seen.rule];
        std::string_view became = "does not hold";
        if (seen.state == RuleState::fired) became = "holds";
        if (seen.state == RuleState::fired && rec.flags != 0) became = "counts, as no rule holds";
        if (seen.state == RuleState::faulted) became = "fault";
        line(depth, "{} ({}): {}{}", image_.str(rec.id), place_text(image_, image_.rule_places[seen.rule]), became,
             rec.text.size == 0 ? "" : fmt::format(" - {}", image_.str(rec.text)));
        for (const Seen& condition : seen.conditions) expression(depth + 1, condition);
        if (seen.state == RuleState::fired) fired(depth + 1, seen);
    }

    void fired(std::size_t depth, const RuleSeen& seen) {
        for (const Seen& condition : seen.waiver_conditions) {
            line(depth, "waived when");
            expression(depth + 1, condition);
        }
        if (seen.waiver != program::none) {
            const program::WaiverRec& waiver = image_.waivers[seen.waiver];
            line(depth, "waived until {}, approved by {}: {}", image_.str(waiver.until), image_.str(waiver.approved_by),
                 image_.str(waiver.because));
        }
        if (!seen.values.empty()) line(depth, "with");
        for (const Seen& value : seen.values) expression(depth + 1, value);
        for (const Deadline& deadline : seen.deadlines) {
            line(depth, "due within {}", deadline.text);
            for (const std::string& step : deadline.steps) line(depth + 1, "{}", step);
        }
    }

    /// An expression on a line, with those of its operands that are no more than a name and a value; the others below.
    void expression(std::size_t depth, const Seen& seen) {
        std::string values;
        const bool shows_operands = seen.state != State::not_evaluated;
        for (const Seen& operand : seen.operands)
            if (shows_operands && is_leaf(operand) && operand.type.kind != TypeKind::boolean)
                values += fmt::format("{}{} is {}", values.empty() ? "" : ", ", operand.text, value_of(operand));
        if (!values.empty()) values = fmt::format("   ({})", values);
        if (seen.type.kind == TypeKind::boolean)
            line(depth, "{} {}{}{}", answer(seen), seen.text, values, seen.state == State::not_evaluated ? "   (not evaluated)" : "");
        else
            line(depth, "{} is {}{}", seen.text, value_of(seen), values);
        if (!shows_operands) return;
        for (const Seen& operand : seen.operands)
            if (!is_leaf(operand) || operand.type.kind == TypeKind::boolean) expression(depth + 1, operand);
        rounds(depth + 1, seen);
    }

    void rounds(std::size_t depth, const Seen& seen) {
        if (seen.rounds.size() < seen.round_count) line(depth, "… {} elements before these", seen.round_count - seen.rounds.size());
        for (const Round& round : seen.rounds) {
            line(depth, "{}", round.at);
            for (const Seen& operand : round.operands) expression(depth + 1, operand);
        }
    }
};

}  // namespace

void append_text(std::string& out, const detail::ExplainerState& state) {
    append_decided(out, state.decided);
    Writer writer(out, state);
    for (const PolicySeen& seen : state.policies) writer.policy(seen);
    writer.region(state.region);
}

}  // namespace ordain::explain
