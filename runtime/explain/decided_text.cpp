#include "runtime/explain/decided_text.hpp"

#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>
#include <string_view>

#include "runtime/vm/decision_json.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::explain {

namespace {

using Json = nlohmann::ordered_json;

/// A text, or anything else as JSON.
std::string plain(const Json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

std::string joined(const Json& list, std::string_view between) {
    std::string text;
    for (const Json& one : list) text += fmt::format("{}{}", text.empty() ? "" : between, plain(one));
    return text;
}

/// "sales_manager", "buyer for DE-N", "2 controller", "(a and b)".
std::string need_text(const Json& need) {
    const auto nested = [](const Json& parts, std::string_view word) {
        std::string text;
        for (const Json& part : parts) {
            const bool simple = part.is_string() || part.contains("role");
            text += fmt::format("{}{}", text.empty() ? "" : word, simple ? need_text(part) : fmt::format("({})", need_text(part)));
        }
        return text;
    };
    if (need.is_string()) return need.get<std::string>();
    if (need.contains("all")) return nested(need["all"], " and ");
    if (need.contains("then")) return nested(need["then"], " then ");
    if (need.contains("any") && need["any"] == 1) return nested(need["of"], " or ");
    if (need.contains("any")) return fmt::format("any {} of ({})", need["any"].dump(), nested(need["of"], ", "));
    std::string text = need.contains("count") ? fmt::format("{} ", need["count"].dump()) : "";
    text += plain(need["role"]);
    if (need.contains("for")) text += fmt::format(" for {}", plain(need["for"]));
    return text;
}

std::string recipient(const Json& to) {
    if (to.contains("person")) return fmt::format("person {}", plain(to["person"]));
    if (to.contains("channel")) return plain(to["channel"]);
    return need_text(to);
}

class Decided {
public:
    Decided(std::string& out, const detail::EvaluatorState& state) : out_(out), state_(state), image_(state.image()) {
        std::string json;
        append_decision(json, image_, state.store, state.model, state.bundle->id());
        decision_ = Json::parse(json, nullptr, false);
    }

    void write() {
        const Json& d = decision_;
        line(0, "{} {} of {}", plain(d["type"]), plain(d["event"]), plain(d["time"]));
        line(0, "verdict: {}", plain(d["verdict"]));
        fault();
        for (const Json& approval : d["approvals"]) write_approval(approval);
        each("holds", [](const Json& e) { return "hold in " + plain(e["queue"]); });
        each("routes", [](const Json& e) { return fmt::format("route to {}, priority {}", plain(e["queue"]), plain(e["priority"])); });
        each("actions", [](const Json& e) { return fmt::format("do {} ({})", plain(e["do"]), when(plain(e["when"]))); });
        each("escalations", [](const Json& e) { return fmt::format("at {} {} ({})", plain(e["at"]), plain(e["do"]), plain(e["chain"])); });
        each("notify", [](const Json& e) {
            return fmt::format("notify {}{}", recipient(e["to"]), e["text"].is_null() ? "" : fmt::format(": {}", plain(e["text"])));
        });
        each("reasons", [](const Json& e) { return fmt::format("reason {}: {}", plain(e["code"]), plain(e["text"])); });
        for (const auto& [name, value] : d["outputs"].items()) line(1, "{} = {}", name, plain(value));
        for (const Json& waived : d["waived"])
            line(1, "waived: {}, approved by {}, until {}", plain(waived["rule"]), plain(waived["approved_by"]), plain(waived["until"]));
        for (const Json& advice : d["advice"]) write_advice(advice);
        line(1, "decision {}, bundle {}", plain(d["id"]), plain(d["bundle"]));
        out_ += '\n';
    }

private:
    std::string& out_;
    const detail::EvaluatorState& state_;
    const program::Image& image_;
    Json decision_;

    template <class... Args>
    void line(std::size_t depth, fmt::format_string<Args...> format, Args&&... args) {
        out_.append(depth * 2, ' ');
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
        out_ += '\n';
    }

    static std::string_view when(std::string_view word) {
        if (word == "cleared") return "when all is approved";
        return word == "refused" ? "when it is refused" : "at once";
    }

    template <class Text>
    void each(const char* key, Text text) {
        for (const Json& entry : decision_[key]) line(1, "{}  [{}]", text(entry), joined(entry["by"], ", "));
    }

    void fault() {
        const Json& fault = decision_["fault"];
        if (fault.is_null()) return;
        line(1, "fault {}{}: {}", plain(fault["code"]), fault["field"].is_null() ? "" : fmt::format(" at {}", plain(fault["field"])),
             plain(fault["detail"]));
    }

    void write_approval(const Json& approval) {
        line(1, "require {}, {}  [{}]", need_text(approval["need"]),
             approval["due"].is_null() ? "no due time" : fmt::format("due {}", plain(approval["due"])), joined(approval["by"], ", "));
        roles(approval["need"]);
        if (!approval["never"].empty()) line(2, "never approved by {}", joined(approval["never"], ", "));
    }

    /// Who may give the approval: each role of the need, and those above it.
    void roles(const Json& need) {
        for (const char* parts : {"all", "then", "of"})
            if (need.is_object() && need.contains(parts))
                for (const Json& part : need[parts]) roles(part);
        if (need.is_object() && !need.contains("role")) return;
        const std::string name = need.is_string() ? need.get<std::string>() : plain(need["role"]);
        std::string above;
        for (const program::RoleRec& role : image_.roles)
            for (const std::uint32_t below : program::slice(image_.role_above, role.above))
                if (image_.str(image_.roles[below].name) == name)
                    above += fmt::format("{}{}", above.empty() ? "" : ", ", image_.str(role.name));
        line(2, "may be approved by {}{}", name, above.empty() ? "" : fmt::format(", or above: {}", above));
    }

    void write_advice(const Json& advice) {
        const std::string sure = advice["confidence"].is_null() ? "" : fmt::format(", confidence {}", plain(advice["confidence"]));
        const std::string model = advice["model"].is_null() ? "" : fmt::format(" of {}", plain(advice["model"]));
        const std::string dropped = advice["fault"].is_null() ? "not used" : fmt::format("dropped, {}", plain(advice["fault"]));
        line(1, "advice {}{}{}: {}", plain(advice["field"]), model, sure, advice["used"] == true ? "used" : dropped);
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
