// A decision as ids and pooled lists, before it becomes JSON.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/fault.hpp"
#include "runtime/include/ordain/ordain.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/contributions.hpp"

namespace ordain {

class Identity;

/// Owned by one evaluator and reused for every event; clear() keeps all storage. Ids are indices into the image's sections. Symbols and
/// rows refer to the event's EventStore.
struct DecisionModel {
    static constexpr std::uint32_t none = program::none;

    /// A list of numbers in `links`.
    struct Chain {
        std::uint32_t first = none, last = none;
    };
    struct Link {
        std::uint32_t value = 0, next = none;
    };
    /// Bytes in `chars` from `offset` on, or those at `constant`, which belong to the bundle or to the composer.
    struct Text {
        const char* constant = nullptr;
        std::uint32_t offset = 0, size = 0;
    };
    /// Who contributed: a rule, for an element perhaps. Rule none: the bundle's default.
    struct Source {
        std::uint32_t rule = none, list = none;
        std::int64_t row = -1;
        friend bool operator==(const Source&, const Source&) = default;
    };
    /// Ladders are resolved: op is role, all, any_of or then. Children hang together by `next`.
    struct Need {
        program::NeedOp op{};
        std::uint32_t count = 1, role = none;
        bool scoped = false;
        Text scope;
        std::uint32_t first_child = none, next = none;
    };
    struct Approval {
        std::uint32_t need = 0;
        bool has_due = false;
        std::int64_t due = 0;
        Chain never;  // indices of `persons`
        Chain by;     // indices of `sources`, as every `by`
    };
    /// Who may not give an approval.
    struct Person {
        std::uint32_t approval = 0;
        Text name;
    };
    struct Hold {
        std::uint32_t queue = 0;
        Chain by;
    };
    struct Route {
        std::uint32_t queue = 0;
        std::int64_t priority = 0;
        Chain by;
    };
    struct Action {
        std::uint32_t action = 0, when = 0;
        Chain by;
    };
    struct Escalation {
        std::uint32_t chain = 0, step = 0;  // step: StepRec
        std::int64_t at = 0;
        Text act;  // constant: that of the step, whatever the need
        Chain by;
    };
    struct Notice {
        program::EffectOp to{};  // notify_role, notify_channel or notify_person
        std::uint32_t id = none;
        bool scoped = false, has_text = false;
        Text subject;  // the scope or the person
        Text text;
        Chain by;
    };
    struct Reason {
        std::uint32_t reason = 0;
        Text text;  // constant: the declared one
        Chain by;
    };
    struct Output {
        std::uint32_t element = none;  // of `elements`; none: of the decision
        std::uint32_t output = 0;
        bool present = true;
        std::int64_t value = 0, currency = 0;
        std::uint32_t next = none;  // output of the same element
    };
    struct Element {
        std::uint32_t list = 0;
        std::int64_t row = 0;
        int verdict = -1;
        Chain outputs;  // by Output::next
        Chain by;
    };
    struct Waived {
        std::uint32_t source = 0, waiver = 0;
    };
    struct Advice {
        std::uint32_t field = 0;
        std::int64_t row = -1;
        bool used = false;
        FaultCode fault = FaultCode::none;
    };
    struct Shadow {
        std::uint32_t chunk = 0;
        int verdict = -1;
        Chain rules;
        Contributions::Fault fault;
    };

    Verdict verdict = Verdict::release;
    std::vector<Link> links;
    std::string chars;
    std::vector<Source> sources;
    std::uint32_t fired = 0;  // the first `fired` sources are the rules that fired
    std::vector<Person> persons;
    std::vector<Need> needs;
    std::vector<Approval> approvals;
    std::vector<Hold> holds;
    std::vector<Route> routes;
    std::vector<Action> actions;
    std::vector<Escalation> escalations;
    std::vector<Notice> notices;
    std::vector<Reason> reasons;
    std::vector<Output> outputs;  // of the decision and of its elements
    Chain own_outputs;            // those of the decision
    std::vector<Element> elements;
    std::vector<Waived> waived;
    std::vector<Advice> advice;
    std::vector<Shadow> shadow;
    /// A fault while deciding; for an invalid event see EventStore::fault.
    Contributions::Fault fault;
    FaultCode fault_code = FaultCode::none;
    /// Knows id and fingerprint; set by the evaluator that decides.
    const Identity* identity = nullptr;

    [[nodiscard]] std::string_view text(Text t) const { return {t.constant != nullptr ? t.constant : chars.data() + t.offset, t.size}; }
    [[nodiscard]] std::string_view person(std::uint32_t number) const { return text(persons[number].name); }
    [[nodiscard]] const Chain& outputs_of(std::uint32_t element) const { return element == none ? own_outputs : elements[element].outputs; }

    void append(Chain& chain, std::uint32_t value) {
        const auto link = static_cast<std::uint32_t>(links.size());
        links.push_back({value, none});
        if (chain.first == none)
            chain.first = link;
        else
            links[chain.last].next = link;
        chain.last = link;
    }

    void clear() {
        verdict = Verdict::release;
        links.clear(), chars.clear(), sources.clear(), persons.clear(), needs.clear();
        approvals.clear(), holds.clear(), routes.clear(), actions.clear(), escalations.clear();
        notices.clear(), reasons.clear(), outputs.clear(), elements.clear();
        waived.clear(), advice.clear(), shadow.clear();
        fired = 0;
        own_outputs = {};
        fault = {};
        fault_code = FaultCode::none;
    }
};

}  // namespace ordain
