#include "tests/oracle/policy.hpp"

#include <fmt/format.h>

#include "tests/oracle/effects.hpp"
#include "tests/oracle/time.hpp"

namespace ordain::oracle {

namespace {

class PolicyRun {
public:
    PolicyRun(Evaluation& evaluate, const typed::Instance& instance, std::size_t place, PolicyResult& result)
        : evaluate_(evaluate),
          program_(evaluate.program()),
          instance_(instance),
          policy_(program_.policies[instance.policy.value]),
          place_(place),
          result_(result) {}

    void all() {
        evaluate_.enter(instance_);
        result_.applies = !instance_.applies.valid() || evaluate_.is_true(instance_.applies);
        if (!result_.applies) return;
        if (!instance_.each_list.valid()) return match();
        const Value list = evaluate_(instance_.each_list);
        if (list.missing) return;
        for (std::size_t i = 0; i < list.list->elements.size(); ++i) {
            element_ = i;
            at_ = list.list->pointers[i];
            evaluate_.bind_element(instance_.each_var, list.list->elements[i]);
            if (!instance_.each_where.valid() || evaluate_.is_true(instance_.each_where)) match();
        }
    }

private:
    [[nodiscard]] bool holds(const typed::Rule& rule) {
        for (typed::ExprId condition : rule.conditions)
            if (!evaluate_.is_true(condition)) return false;
        return true;
    }

    void match() {
        bool any = false;
        switch (policy_.match) {
            case typed::Match::first: any = match_first(); break;
            case typed::Match::unique: any = match_unique(); break;
            case typed::Match::all: any = match_all(); break;
        }
        if (any) return;
        if (instance_.otherwise)
            fire(*instance_.otherwise, instance_.rules.size());
        else if (policy_.is_table)
            table_default();
    }

    bool match_first() {
        for (std::size_t i = 0; i < instance_.rules.size(); ++i)
            if (holds(instance_.rules[i])) return fire(instance_.rules[i], i), true;
        return false;
    }

    bool match_unique() {
        std::optional<std::size_t> found;
        for (std::size_t i = 0; i < instance_.rules.size(); ++i) {
            if (!holds(instance_.rules[i])) continue;
            if (found) {
                const std::string& first = instance_.rules[*found].id;
                throw Faulted{FaultCode::NOT_UNIQUE, fmt::format("{} and {} both apply", first, instance_.rules[i].id)};
            }
            found = i;
        }
        if (found) fire(instance_.rules[*found], *found);
        return found.has_value();
    }

    bool match_all() {
        bool any = false;
        for (std::size_t i = 0; i < instance_.rules.size(); ++i) {
            if (!holds(instance_.rules[i])) continue;
            fire(instance_.rules[i], i);
            any = true;
        }
        return any;
    }

    [[nodiscard]] const typed::Waiver* waiver_in_force(const typed::Rule& rule) {
        const std::int64_t today = local_date(zone_of(program_, policy_.calendar), evaluate_.event().time.value());
        for (const typed::Waiver& w : rule.waivers) {
            if (today < w.from || today > w.until) continue;
            if (!w.when.valid() || evaluate_.is_true(w.when)) return &w;
        }
        return nullptr;
    }

    [[nodiscard]] std::string with_element(const std::string& id) const { return at_ ? id + "@" + *at_ : id; }

    void fire(const typed::Rule& rule, std::size_t position) {
        Fired f;
        f.id = with_element(rule.id);
        const typed::Waiver* waiver = waiver_in_force(rule);
        if (waiver != nullptr) f.waived = Waived{f.id, waiver->approved_by, waiver->until};
        contribute(evaluate_, rule.effects, waiver, f);
        add(std::move(f), position);
    }

    void table_default() {
        add(default_contribution(evaluate_, instance_.event, with_element(policy_.name + ".default")), instance_.rules.size() + 1);
    }

    void add(Fired f, std::size_t position) {
        f.policy = place_;
        f.element = element_;
        f.position = position;
        f.at = at_;
        result_.fired.push_back(std::move(f));
    }

    Evaluation& evaluate_;
    const typed::Program& program_;
    const typed::Instance& instance_;
    const typed::Policy& policy_;
    std::size_t place_;
    PolicyResult& result_;
    std::size_t element_ = 0;
    std::optional<std::string> at_;
};

}  // namespace

bool in_force(const typed::Program& program, const typed::Policy& policy, std::int64_t time) {
    const auto& zone = zone_of(program, policy.calendar);
    if (policy.from != INT32_MIN && time < start_of_day(zone, policy.from)) return false;
    return policy.until == INT32_MAX || time < start_of_day(zone, static_cast<std::int64_t>(policy.until) + 1);
}

PolicyResult evaluate_policy(Evaluation& evaluate, const typed::Instance& instance, std::size_t place) {
    PolicyResult result;
    try {
        PolicyRun(evaluate, instance, place, result).all();
    } catch (const Faulted& f) {
        const std::string& policy = evaluate.program().policies[instance.policy.value].name;
        result.applies = true;
        result.fired.clear();
        result.fault = Fault{f.code, std::nullopt, f.detail.empty() ? fmt::format("{} in {}", fault_text(f.code), policy) : f.detail};
    }
    return result;
}

Fired default_contribution(Evaluation& evaluate, typed::EventId event, std::string id) {
    Fired f;
    f.id = std::move(id);
    contribute(evaluate, evaluate.program().defaults[event.value].effects, nullptr, f);
    return f;
}

}  // namespace ordain::oracle
