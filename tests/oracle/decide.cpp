// decide(): an event through all its policies, once without advice and, if there is any, once with it.
#include "tests/oracle/decide.hpp"

#include <algorithm>

#include "tests/oracle/evaluate.hpp"
#include "tests/oracle/policy.hpp"

namespace ordain::oracle {

namespace {

using typed::Program;

struct ShadowRun {
    std::size_t place = 0;
    std::string policy;
    Pass fired;
    std::optional<Fault> fault;
};

struct PassResult {
    Pass fired;
    std::vector<ShadowRun> shadows;
    std::optional<Fault> fault;  // the first in decision order
};

PassResult run(const Program& program, const Event& event, bool with_advice) {
    PassResult pass;
    Evaluation evaluate(program, event, with_advice);
    for (std::size_t place = 0; place < program.instances.size(); ++place) {
        const typed::Instance& instance = program.instances[place];
        const typed::Policy& policy = program.policies[instance.policy.value];
        if (instance.event != event.schema || !in_force(program, policy, event.time.value())) continue;
        if (policy.mode == typed::Mode::enforced && pass.fault) continue;
        PolicyResult result = evaluate_policy(evaluate, instance, place);
        if (!result.applies) continue;
        if (policy.mode == typed::Mode::shadow)
            pass.shadows.push_back({place, policy.name, result.fired, result.fault});
        else if (result.fault)
            pass.fault = result.fault;
        else
            pass.fired.insert(pass.fired.end(), result.fired.begin(), result.fired.end());
    }
    if (std::none_of(pass.fired.begin(), pass.fired.end(), [](const Fired& f) { return f.verdict.has_value(); })) {
        Fired f = default_contribution(evaluate, event.schema, "default");
        f.policy = program.instances.size();
        f.listed = false;
        pass.fired.push_back(std::move(f));
    }
    return pass;
}

Shadow shadow_of(ShadowRun run) {
    Shadow s;
    s.policy = run.policy;
    s.fault = run.fault;
    std::stable_sort(run.fired.begin(), run.fired.end(), before);
    for (const Fired& f : run.fired) {
        if (f.verdict && (!s.verdict || *f.verdict > *s.verdict)) s.verdict = f.verdict;
        if (std::find(s.rules.begin(), s.rules.end(), f.id) == s.rules.end()) s.rules.push_back(f.id);
    }
    return s;
}

/// Each shadow policy's two runs as one: a fault with advice alone drops the advice for it.
std::vector<Shadow> join(std::vector<ShadowRun> all, const std::vector<ShadowRun>& with) {
    for (const ShadowRun& b : with) {
        const auto a = std::find_if(all.begin(), all.end(), [&](const ShadowRun& s) { return s.place == b.place; });
        if (b.fault) continue;
        if (a == all.end())
            all.push_back(b);
        else if (!a->fault)
            a->fired.insert(a->fired.end(), b.fired.begin(), b.fired.end());
    }
    std::stable_sort(all.begin(), all.end(), [](const ShadowRun& a, const ShadowRun& b) { return a.place < b.place; });
    std::vector<Shadow> out;
    for (ShadowRun& s : all) out.push_back(shadow_of(std::move(s)));
    return out;
}

Decision faulted(const Program& program, const Event& event, const Fault& fault) {
    Decision d;
    d.event = event.id;
    d.type = event.type;
    d.time = event.time;
    d.verdict = Verdict::fault;
    d.holds.push_back({program.queues[program.fault_queue.value].name, {}});
    d.fault = fault;
    return d;
}

}  // namespace

Decision decide(const Program& program, std::string_view event_line) {
    const Event event = read_event(program, event_line);
    if (event.fault) return faulted(program, event, *event.fault);

    const PassResult without = run(program, event, false);
    if (without.fault) return faulted(program, event, *without.fault);
    std::optional<PassResult> with;
    FaultCode dropped = FaultCode::none;
    const auto usable = [](const AdviceSeen& a) { return a.malformed == FaultCode::none; };
    if (std::any_of(event.advice.begin(), event.advice.end(), usable)) {
        with = run(program, event, true);
        if (with->fault) {
            dropped = with->fault->code;
            with.reset();
        }
    }

    Decision d;
    d.event = event.id;
    d.type = event.type;
    d.time = event.time;
    assemble(without.fired, with ? &with->fired : nullptr, d);
    for (const AdviceSeen& a : event.advice) {
        const FaultCode fault = usable(a) ? dropped : a.malformed;
        d.advice.push_back({a, fault == FaultCode::none, fault});
    }
    d.shadow = join(without.shadows, with ? with->shadows : std::vector<ShadowRun>{});
    d.has_fingerprint = program.events[event.schema.value].subject.valid();
    return d;
}

}  // namespace ordain::oracle
