// What a program reads from a decision is what its JSON says.
#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "tests/api/support/support.hpp"

using namespace ordain;
using namespace ordain::test;
using Json = nlohmann::json;

namespace {

Timestamp at(const char* date_time) {
    std::tm parts{};
    REQUIRE(strptime(date_time, "%Y-%m-%dT%H:%M:%SZ", &parts) != nullptr);
    return Timestamp(std::chrono::seconds(timegm(&parts)));
}

Json by_of(const List<Rule>& rules) {
    Json list = Json::array();
    for (const Rule& rule : rules) {
        std::string text;
        rule.append_text(text);
        list.push_back(text);
    }
    return list;
}

Json need_of(const Need& need) {
    if (need.kind == NeedKind::role) {
        if (!need.scope && need.count == 1) return std::string(need.role);
        Json object{{"role", need.role}};
        if (need.scope) object["for"] = *need.scope;
        if (need.count != 1) object["count"] = need.count;
        return object;
    }
    Json parts = Json::array();
    for (const Need& part : need.of) parts.push_back(need_of(part));
    if (need.kind == NeedKind::any) return {{"any", need.count}, {"of", parts}};
    return {{need.kind == NeedKind::all ? "all" : "then", parts}};
}

Json outputs_of(const List<Output>& outputs) {
    Json object = Json::object();
    for (const Output& output : outputs) {
        std::string value;
        output.append_value(value);
        CHECK((value == "null") == output.missing);
        object[std::string(output.name)] = Json::parse(value);
    }
    return object;
}

/// A time of JSON, which has no fraction in these events.
Json time_of(std::optional<Timestamp> time) {
    if (!time) return nullptr;
    const std::time_t seconds = std::chrono::duration_cast<std::chrono::seconds>(time->time_since_epoch()).count();
    std::tm parts{};
    gmtime_r(&seconds, &parts);
    char text[32];
    return std::string(text, std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%SZ", &parts));
}

Json text_of(std::optional<std::string_view> text) {
    return text ? Json(std::string(*text)) : Json(nullptr);
}

/// The decision again, from what its functions say.
Json read(const Decision& d) {
    static const char* const priorities[] = {"low", "normal", "high", "urgent"};
    static const char* const whens[] = {"cleared", "refused", "now"};
    Json json{{"id", d.id()},
              {"event", text_of(d.event_id())},
              {"type", text_of(d.event_type())},
              {"time", time_of(d.event_time())},
              {"verdict", verdict_name(d.verdict())},
              {"rules", by_of(d.rules())},
              {"outputs", outputs_of(d.outputs())}};
    json["fingerprint"] = d.fingerprint().empty() ? Json(nullptr) : Json(std::string(d.fingerprint()));
    for (const char* list : {"approvals", "holds", "routes", "actions", "escalations", "notify", "reasons", "elements"})
        json[list] = Json::array();
    for (const Approval& a : d.approvals()) {
        Json never = Json::array();
        for (const std::string_view person : a.never) never.push_back(std::string(person));
        json["approvals"].push_back({{"need", need_of(a.need)}, {"due", time_of(a.due)}, {"never", never}, {"by", by_of(a.by)}});
    }
    for (const Hold& h : d.holds()) json["holds"].push_back({{"queue", h.queue}, {"by", by_of(h.by)}});
    for (const Route& r : d.routes())
        json["routes"].push_back({{"queue", r.queue}, {"priority", priorities[static_cast<int>(r.priority)]}, {"by", by_of(r.by)}});
    for (const Action& a : d.actions())
        json["actions"].push_back({{"do", a.action}, {"when", whens[static_cast<int>(a.when)]}, {"by", by_of(a.by)}});
    for (const Escalation& e : d.escalations())
        json["escalations"].push_back({{"chain", e.chain}, {"at", time_of(e.at)}, {"do", e.act}, {"by", by_of(e.by)}});
    for (const Notice& n : d.notices()) {
        static const char* const recipients[] = {"role", "channel", "person"};
        Json to{{recipients[static_cast<int>(n.to)], n.name}};
        if (n.scope) to["for"] = *n.scope;
        json["notify"].push_back({{"to", to}, {"text", text_of(n.text)}, {"by", by_of(n.by)}});
    }
    for (const Reason& r : d.reasons()) json["reasons"].push_back({{"code", r.code}, {"text", r.text}, {"by", by_of(r.by)}});
    for (const Element& e : d.elements()) {
        std::string pointer;
        e.append_pointer(pointer);
        json["elements"].push_back({{"at", pointer},
                                    {"verdict", e.verdict ? Json(std::string(verdict_name(*e.verdict))) : Json(nullptr)},
                                    {"outputs", outputs_of(e.outputs)},
                                    {"by", by_of(e.by)}});
    }
    json["fault"] = nullptr;
    if (const auto fault = d.fault()) json["fault"] = {{"code", fault->code}, {"field", text_of(fault->field)}};
    return json;
}

/// The members of a decision's JSON that `read` gives.
Json written(const Decision& d) {
    std::string text;
    d.append_json(text);
    Json json = Json::parse(text);
    for (const char* other : {"bundle", "waived", "advice", "shadow"}) json.erase(other);
    if (!json["fault"].is_null()) json["fault"].erase("detail");
    return json;
}

}  // namespace

TEST_CASE("the example of LANGUAGE.md, read by its functions") {
    const Taste example = taste();
    Evaluator evaluator(example.bundle);
    const Decision& d = evaluator.decide(example.event);
    CHECK(d.verdict() == Verdict::require);
    CHECK(d.event_id() == "SO-1/created");
    CHECK(d.event_type() == "order.created");
    CHECK(d.event_time() == at("2026-11-23T08:15:30Z"));
    REQUIRE(d.approvals().size() == 1);
    const Approval approval = d.approvals().front();
    CHECK(approval.need.kind == NeedKind::role);
    CHECK(approval.need.role == "sales_manager");
    CHECK(approval.need.count == 1);
    CHECK_FALSE(approval.need.scope);
    CHECK(approval.due == at("2026-11-23T12:15:30Z"));
    REQUIRE(approval.never.size() == 1);
    CHECK(approval.never.front() == "u-117");
    CHECK(approval.by.front().id == "discounts.desk");
    CHECK(d.holds().empty());
    CHECK(d.actions().front().action == "confirm_order");
    CHECK(d.actions().front().when == When::cleared);
    REQUIRE(d.escalations().size() == 3);
    CHECK(d.escalations().front().act == "notify sales_director");
    CHECK(d.escalations().front().at == at("2026-11-23T12:15:30Z"));
    CHECK(d.reasons().front().code == "DISCOUNT_DESK");
    CHECK(d.reasons().front().text == "12% on 44000 EUR");
    CHECK(d.rules().size() == 2);
    CHECK_FALSE(d.fault());
    CHECK(d.fault_code().empty());
    CHECK(d.fingerprint().substr(0, 2) == "f:");
}

TEST_CASE("a fault names its code and its field, and is held") {
    const Taste example = taste();
    Evaluator evaluator(example.bundle);
    std::string line = example.event;
    line.replace(line.find("44000"), 5, "\"no\"");
    const Decision& d = evaluator.decide(line);
    CHECK(d.verdict() == Verdict::fault);
    REQUIRE(d.fault());
    CHECK(d.fault()->code == "WRONG_TYPE");
    CHECK(d.fault()->field == "/data/order/amount_untaxed");
    REQUIRE(d.holds().size() == 1);
    CHECK(d.holds().front().queue == "exceptions");
    CHECK(d.holds().front().by.empty());
    CHECK_FALSE(evaluator.decide("nonsense").fault()->field);
}

TEST_CASE("decisions are compared") {
    const Taste example = taste();
    const auto with = [&](const char* total, const char* buyer) {
        std::string line = example.event;
        line.replace(line.find("44000"), 5, total);
        line.replace(line.find("C-7"), 3, buyer);
        return line;
    };
    Evaluator a(example.bundle), b(example.bundle);
    // 12 % discount asks the manager, 4 % nobody, 20 % the director and finance
    const Decision& desk = a.decide(example.event);
    CHECK(at_most_as_strict(b.decide(with("48000", "C-7")), desk));
    CHECK_FALSE(at_most_as_strict(desk, b.decide(with("48000", "C-7"))));
    CHECK(at_most_as_strict(desk, b.decide(example.event)));
    CHECK_FALSE(at_most_as_strict(b.decide(with("40000", "C-7")), desk));
    // bound: the customer, and the total within 5 %
    CHECK(still_stands(desk, b.decide(with("44900", "C-7"))));
    CHECK_FALSE(still_stands(desk, b.decide(with("47000", "C-7"))));
    CHECK_FALSE(still_stands(desk, b.decide(with("44000", "C-8"))));
    CHECK_FALSE(still_stands(desk, b.decide("nonsense")));
    CHECK(a.still_stands(example.event, with("44900", "C-7")));
    CHECK_FALSE(a.still_stands(example.event, with("47000", "C-7")));
}

TEST_CASE("decisions of different bundles are not comparable") {
    const Taste example = taste();
    const auto other = compiled_folder("policies/superstore");
    Evaluator a(example.bundle), b(other);
    CHECK_FALSE(at_most_as_strict(a.decide("nonsense"), b.decide("nonsense")));
    CHECK_FALSE(still_stands(a.decide("nonsense"), b.decide("nonsense")));
}

TEST_CASE("functions and JSON say the same of every event") {
    Evaluator evaluator(compiled_folder("policies/superstore"));
    const auto check = [&](const std::vector<std::string>& lines) {
        for (const std::string& line : lines) {
            const Decision& decision = evaluator.decide(line);
            const Json json = written(decision), functions = read(decision);
            if (json != functions) FAIL(json.dump() << "\n" << functions.dump());
        }
    };
    const std::vector<std::string> events = superstore_events();
    check(events);
    check(broken(events));
}
