#include "compiler/testing/match.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/describe.hpp"

namespace ordain::testing {

namespace {

using typed::EffectKind;

bool states_verdict(EffectKind kind) {
    return kind == EffectKind::release || kind == EffectKind::require || kind == EffectKind::hold || kind == EffectKind::reject;
}

template <class Range, class F>
std::string joined(const Range& items, std::string_view between, F&& text) {
    std::string out;
    for (const auto& item : items) {
        if (!out.empty()) out += between;
        out += text(item);
    }
    return out;
}

const Json& children(const Json& need, std::string_view& kind) {
    for (const std::string_view name : {"all", "then", "of"})
        if (const Json* found = need.find(name)) {
            kind = name;
            return *found;
        }
    kind = {};
    return need;
}

/// Equal for needs that ask the same: the order under `all` and `of` does not count.
std::string normal_form(const Json& need) {
    std::string_view kind;
    const Json& parts = children(need, kind);
    if (kind.empty()) return need.dump();
    std::vector<std::string> texts;
    for (const Json& part : parts.items) texts.push_back(normal_form(part));
    if (kind != "then") std::sort(texts.begin(), texts.end());
    return fmt::format("{}{}({})", kind, need.at("any").text, fmt::join(texts, ","));
}

/// What all must be had: a need of `all` is its parts.
void flatten(const Json& need, std::vector<const Json*>& parts) {
    const Json* all = need.find("all");
    if (all == nullptr) {
        parts.push_back(&need);
        return;
    }
    for (const Json& part : all->items) flatten(part, parts);
}

struct Needs {
    std::vector<std::string> forms, texts;
    explicit Needs(const Json& approvals) {
        std::vector<const Json*> parts;
        for (const Json& approval : approvals.items) flatten(approval.at("need"), parts);
        for (const Json* part : parts) {
            forms.push_back(normal_form(*part));
            texts.push_back(need_text(*part));
        }
        std::sort(forms.begin(), forms.end());
        forms.erase(std::unique(forms.begin(), forms.end()), forms.end());
    }
    [[nodiscard]] std::string text() const { return texts.empty() ? "nobody" : fmt::format("{}", fmt::join(texts, " and ")); }
};

std::vector<std::string> sorted_texts(const Json& list, std::string_view member) {
    std::vector<std::string> texts;
    for (const Json& item : list.items) texts.push_back(item.at(member).text);
    std::sort(texts.begin(), texts.end());
    return texts;
}

std::string or_none(std::string text) {
    return text.empty() ? "none" : text;
}

std::string receiver(const Json& to) {
    if (const Json* role = to.find("role")) return to.find("for") != nullptr ? role->text + " for " + to.at("for").text : role->text;
    if (const Json* channel = to.find("channel")) return channel->text;
    return "person " + to.at("person").text;
}
std::string with_text(std::string what, const Json& text) {
    return text.is_null() ? what : fmt::format("{} \"{}\"", what, text.text);
}
std::string action_text(const Json& action) {
    const std::string& when = action.at("when").text;
    return (when == "now" ? "at once " : when == "refused" ? "once refused " : "") + action.at("do").text;
}
std::string route_text(const Json& route, bool priority) {
    return priority ? fmt::format("{} priority {}", route.at("queue").text, route.at("priority").text) : route.at("queue").text;
}

class Comparison {
public:
    Comparison(const typed::Program& program, const typed::Expectation& e, const Json& wanted, const Json& decided, bool states,
               const std::optional<std::string>& element)
        : program_(program), e_(e), wanted_(wanted), decided_(decided), states_(states), element_(element) {}

    std::vector<Compared> all() {
        if (e_.kind == typed::Expectation::Kind::due) {
            due();
        } else if (e_.kind == typed::Expectation::Kind::output) {
            output(e_.output, e_.effects.empty() ? Json() : wanted_output(e_.output));
        } else {
            const auto states = [](const typed::Effect& f) { return states_verdict(f.kind); };
            if (std::any_of(e_.effects.begin(), e_.effects.end(), states)) verdict();
            for (const typed::Effect& f : e_.effects) effect(f);
            for (const typed::EscalationId id : e_.escalations) escalation(program_.escalations[id.value].name);
        }
        return std::move(result_);
    }

private:
    const typed::Program& program_;
    const typed::Expectation& e_;
    const Json& wanted_;
    const Json& decided_;
    bool states_;
    const std::optional<std::string>& element_;
    std::vector<Compared> result_;
    std::size_t notices_ = 0, reasons_ = 0;  // of the wanted ones, how many have been looked at

    void add(std::string what, std::string expected, std::string decided, bool agrees) {
        result_.push_back({std::move(what), std::move(expected), std::move(decided), agrees});
    }

    void verdict() {
        const std::string& wanted = wanted_.at("verdict").text;
        const std::string decided = states_ ? decided_.at("verdict").text : "none";
        add("verdict", wanted, decided, wanted == decided);
        const Needs asked(wanted_.at("approvals")), found(decided_.at("approvals"));
        add("needs", asked.text(), found.text(), asked.forms == found.forms);
        const auto holds = sorted_texts(wanted_.at("holds"), "queue"), held = sorted_texts(decided_.at("holds"), "queue");
        add("holds", or_none(fmt::format("{}", fmt::join(holds, ", "))), or_none(fmt::format("{}", fmt::join(held, ", "))), holds == held);
    }

    void effect(const typed::Effect& f) {
        switch (f.kind) {
            case EffectKind::require: return require(f);
            case EffectKind::route: return route(f);
            case EffectKind::do_: return action(f);
            case EffectKind::notify_role:
            case EffectKind::notify_channel:
            case EffectKind::notify_person: return notice(!f.text.empty());
            case EffectKind::reason: return reason(!f.text.empty());
            case EffectKind::set: return output(f.output, wanted_output(f.output));
            default: return;  // the verdict has said it
        }
    }

    // What is written of deadline and persons is asked of every approval that serves the need.
    void require(const typed::Effect& f) {
        const Json& approvals = wanted_.at("approvals");
        if (approvals.items.empty()) return;
        const Json& asked = approvals.items.front();
        const Needs needs(approvals);
        for (const Json& approval : decided_.at("approvals").items) {
            std::vector<const Json*> parts;
            flatten(approval.at("need"), parts);
            const auto serves = [&](const Json* part) {
                return std::binary_search(needs.forms.begin(), needs.forms.end(), normal_form(*part));
            };
            if (!std::all_of(parts.begin(), parts.end(), serves)) continue;
            const Json &due = asked.at("due"), &is_due = approval.at("due");
            if (f.within.valid()) add("due", due.text, is_due.is_null() ? "no deadline" : is_due.text, due == is_due);
            for (const Json& person : asked.at("never").items) {
                const auto& never = approval.at("never").items;
                add("never", person.text, or_none(joined(never, ", ", [](const Json& p) { return p.text; })),
                    std::find(never.begin(), never.end(), person) != never.end());
            }
        }
    }

    template <class Text>
    void one_of(std::string what, std::string_view list, const std::string& asked, Text&& text) {
        const auto& items = decided_.at(list).items;
        const bool there = std::any_of(items.begin(), items.end(), [&](const Json& item) { return text(item) == asked; });
        add(std::move(what), asked, or_none(joined(items, "; ", text)), there);
    }

    void route(const typed::Effect& f) {
        const std::string& queue = program_.queues[f.queue.value].name;
        const bool priority = f.value.valid();
        for (const Json& asked : wanted_.at("routes").items)
            if (asked.at("queue").text == queue)
                one_of("route", "routes", route_text(asked, priority), [&](const Json& r) { return route_text(r, priority); });
    }
    void action(const typed::Effect& f) {
        constexpr std::string_view when[] = {"cleared", "refused", "now"};
        Json asked = Json::object();
        asked.set("do", Json::string(program_.actions[f.action.value].name));
        asked.set("when", Json::string(std::string(when[static_cast<std::size_t>(f.when)])));
        one_of("do", "actions", action_text(asked), action_text);
    }
    void notice(bool text) {
        const auto& asked = wanted_.at("notify").items;
        if (notices_ >= asked.size()) return;
        const auto shown = [&](const Json& n) { return text ? with_text(receiver(n.at("to")), n.at("text")) : receiver(n.at("to")); };
        one_of("notify", "notify", shown(asked[notices_++]), shown);
    }
    void reason(bool text) {
        const auto& asked = wanted_.at("reasons").items;
        if (reasons_ >= asked.size()) return;
        const auto shown = [&](const Json& r) { return text ? with_text(r.at("code").text, r.at("text")) : r.at("code").text; };
        one_of("reason", "reasons", shown(asked[reasons_++]), shown);
    }
    void escalation(const std::string& chain) {
        one_of("escalate", "escalations", chain, [](const Json& e) { return e.at("chain").text; });
    }

    void due() {
        const auto& approvals = decided_.at("approvals").items;
        const auto text = [](const Json& a) { return a.at("due").is_null() ? std::string("no deadline") : a.at("due").text; };
        const std::string decided = or_none(joined(approvals, ", ", text));
        if (!e_.due) {
            const auto none = [](const Json& a) { return a.at("due").is_null(); };
            add("due", "none", decided, std::all_of(approvals.begin(), approvals.end(), none));
            return;
        }
        const std::string asked = sema::describe(program_, {TypeKind::timestamp}, {*e_.due, {}});
        add("due", asked, decided, std::any_of(approvals.begin(), approvals.end(), [&](const Json& a) { return text(a) == asked; }));
    }

    Json wanted_output(typed::OutputId id) const { return wanted_.at("outputs").at(program_.outputs[id.value].name); }

    /// The decision's value; of a rule of an `each`, that of the element, or of any.
    void output(typed::OutputId id, const Json& asked) {
        const std::string& name = program_.outputs[id.value].name;
        std::vector<const Json*> found;
        if (const Json* value = decided_.at("outputs").find(name)) found.push_back(value);
        for (const Json& element : decided_.at("elements").items) {
            if (element_ && element.at("at").text != *element_) continue;
            if (const Json* value = element.at("outputs").find(name)) found.push_back(value);
        }
        const auto is_asked = [&](const Json* value) { return *value == asked; };
        const bool agrees = std::any_of(found.begin(), found.end(), is_asked) || (asked.is_null() && found.empty());
        add("output " + name, asked.is_null() ? "missing" : asked.dump(),
            found.empty() ? "not set" : joined(found, ", ", [](const Json* value) { return value->dump(); }), agrees);
    }
};

}  // namespace

std::string need_text(const Json& need) {
    if (need.kind == Json::Kind::text) return need.text;
    std::string_view kind;
    const Json& parts = children(need, kind);
    if (kind.empty()) {
        const std::string count = need.find("count") != nullptr ? need.at("count").text + " " : "";
        return count + need.at("role").text + (need.find("for") != nullptr ? " for " + need.at("for").text : "");
    }
    const auto inner = [](const Json& part) {
        return part.find("role") != nullptr || part.kind == Json::Kind::text ? need_text(part) : "(" + need_text(part) + ")";
    };
    if (kind == "all") return joined(parts.items, " and ", inner);
    if (kind == "then") return joined(parts.items, " then ", inner);
    const std::string& any = need.at("any").text;
    if (any == "1") return joined(parts.items, " or ", inner);
    return fmt::format("any {} of ({})", any, joined(parts.items, ", ", need_text));
}

std::vector<Compared> compare(const typed::Program& program, const typed::Expectation& expectation, const Json& wanted, const Json& decided,
                              bool states, const std::optional<std::string>& element) {
    return Comparison(program, expectation, wanted, decided, states, element).all();
}

}  // namespace ordain::testing
