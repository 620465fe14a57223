#include "runtime/explain/decided_text.hpp"

#include <fmt/format.h>

#include <array>
#include <iterator>
#include <string_view>

#include "ordain/decision.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::explain {

namespace {

std::string need_text(const Need& need) {
    if (need.kind == NeedKind::role) {
        std::string text = need.count == 1 ? "" : fmt::format("{} ", need.count);
        text += need.role;
        if (need.scope) text += fmt::format(" for {}", *need.scope);
        return text;
    }
    const bool some_of = need.kind == NeedKind::any && need.count != 1;
    const std::string_view word = need.kind == NeedKind::all ? " and " : need.kind == NeedKind::then ? " then " : some_of ? ", " : " or ";
    std::string text;
    for (const Need& part : need.of) {
        if (!text.empty()) text += word;
        text += part.kind == NeedKind::role ? need_text(part) : fmt::format("({})", need_text(part));
    }
    return some_of ? fmt::format("any {} of ({})", need.count, text) : text;
}

/// "  [policy.rule, policy.other]".
std::string by_text(const List<Rule>& by) {
    std::string text;
    for (const Rule& rule : by) {
        text += text.empty() ? "  [" : ", ";
        rule.append_text(text);
    }
    return text.empty() ? text : text + "]";
}

std::string recipient(const Notice& notice) {
    if (notice.to == Recipient::person) return fmt::format("person {}", notice.name);
    return fmt::format("{}{}", notice.name, notice.scope ? fmt::format(" for {}", *notice.scope) : "");
}

constexpr std::array<std::string_view, 4> priorities{"low", "normal", "high", "urgent"};
constexpr std::array<std::string_view, 3> whens{"when all is approved", "when it is refused", "at once"};

class Decided {
public:
    Decided(std::string& out, const detail::EvaluatorState& state)
        : out_(out), state_(state), image_(state.image()), decision_(state.decision) {}

    void write() {
        line(0, "{} {} of {}", decision_.event_type().value_or("an unknown type,"), decision_.event_id().value_or("without an id,"),
             decision_.event_time() ? instant(*decision_.event_time()) : "an unknown time");
        line(0, "verdict: {}", verdict_name(decision_.verdict()));
        if (decision_.fault()) write_fault(*decision_.fault());
        for (const Approval& approval : decision_.approvals()) write_approval(approval);
        work();
        words();
        for (const DecisionModel::Waived& waived : state_.model.waived) write_waived(waived);
        for (const DecisionModel::Advice& advice : state_.model.advice) write_advice(advice);
        line(1, "decision {}, bundle {}", decision_.id(), state_.bundle->id());
        out_ += '\n';
    }

private:
    std::string& out_;
    const detail::EvaluatorState& state_;
    const program::Image& image_;
    const Decision& decision_;

    template <class... Args>
    void line(std::size_t depth, fmt::format_string<Args...> format, Args&&... args) {
        out_.append(depth * 2, ' ');
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
        out_ += '\n';
    }

    [[nodiscard]] std::string instant(Timestamp at) const {
        std::string text;
        append_instant(text, image_, state_.store, at.time_since_epoch().count());
        return text;
    }

    void write_fault(const Fault& fault) {
        std::string detail(state_.store.fault_detail.begin(), state_.store.fault_detail.end());
        if (state_.store.fault == FaultCode::none) detail = fault_text(state_.model.fault_code);
        line(1, "fault {}{}{}{}", fault.code, fault.field ? fmt::format(" at {}", *fault.field) : "", detail.empty() ? "" : ": ", detail);
    }

    void write_approval(const Approval& approval) {
        line(1, "require {}, {}{}", need_text(approval.need), approval.due ? fmt::format("due {}", instant(*approval.due)) : "no due time",
             by_text(approval.by));
        roles(approval.need);
        std::string never;
        for (const std::string_view person : approval.never) never += fmt::format("{}{}", never.empty() ? "" : ", ", person);
        if (!never.empty()) line(2, "never approved by {}", never);
    }

    /// Who may give the approval: each role of the need, and those above it.
    void roles(const Need& need) {
        for (const Need& part : need.of) roles(part);
        if (need.kind != NeedKind::role) return;
        std::string above;
        for (const program::RoleRec& role : image_.roles)
            for (const std::uint32_t below : program::slice(image_.role_above, role.above))
                if (image_.str(image_.roles[below].name) == need.role)
                    above += fmt::format("{}{}", above.empty() ? "" : ", ", image_.str(role.name));
        line(2, "may be approved by {}{}", need.role, above.empty() ? "" : fmt::format(", or above: {}", above));
    }

    void work() {
        for (const Hold& hold : decision_.holds()) line(1, "hold in {}{}", hold.queue, by_text(hold.by));
        for (const Route& route : decision_.routes())
            line(1, "route to {}, priority {}{}", route.queue, priorities[static_cast<std::size_t>(route.priority)], by_text(route.by));
        for (const Action& action : decision_.actions())
            line(1, "do {} ({}){}", action.action, whens[static_cast<std::size_t>(action.when)], by_text(action.by));
        for (const Escalation& step : decision_.escalations())
            line(1, "at {} {} ({}){}", instant(step.at), step.act, step.chain, by_text(step.by));
    }

    void words() {
        for (const Notice& notice : decision_.notices())
            line(1, "notify {}{}{}", recipient(notice), notice.text ? fmt::format(": {}", *notice.text) : "", by_text(notice.by));
        for (const Reason& reason : decision_.reasons()) line(1, "reason {}: {}{}", reason.code, reason.text, by_text(reason.by));
        for (const Output& output : decision_.outputs()) {
            std::string value;
            output.append_value(value);
            line(1, "{} = {}", output.name, value);
        }
    }

    void write_waived(const DecisionModel::Waived& waived) {
        const program::WaiverRec& waiver = image_.waivers[waived.waiver];
        line(1, "waived: {}, approved by {} until {}: {}", image_.str(image_.rules[waiver.rule].id), image_.str(waiver.approved_by),
             image_.str(waiver.until), image_.str(waiver.because));
    }

    void write_advice(const DecisionModel::Advice& advice) {
        std::string field;
        append_field_pointer(field, image_, state_.store, advice.field, advice.row);
        const std::string why = advice.fault == FaultCode::none ? "not used" : fmt::format("dropped, {}", fault_text(advice.fault));
        line(1, "advice {}: {}", field, advice.used ? "used" : why);
    }
};

}  // namespace

void append_instant(std::string& out, const program::Image& image, const EventStore& store, std::int64_t timestamp) {
    append_value_text(out, image, store, Type{TypeKind::timestamp}, timestamp, 0);
}

void append_decided(std::string& out, const detail::EvaluatorState& state) {
    Decided(out, state).write();
}

}  // namespace ordain::explain
