// The generator reaches the whole language: what it never wrote, no engine was ever compared on.
#include <catch2/catch.hpp>

#include <map>
#include <set>

#include "tests/differential/checked.hpp"
#include "tests/differential/events.hpp"
#include "tests/differential/generate.hpp"
#include "tests/oracle/decide.hpp"

using namespace ordain;
using namespace ordain::differential;

namespace {

/// What a program has, and what deciding events by it met.
struct Reach {
    std::set<int> ops, effects, steps, acts, needs, keys;
    std::set<FaultCode> faults, advice_faults;
    std::map<std::string, int> seen;

    void rule(const typed::Rule& r) {
        for (const typed::Effect& e : r.effects) effects.insert(static_cast<int>(e.kind));
        if (!r.waivers.empty()) ++seen["waiver"];
    }

    void program(const typed::Program& p) {
        for (const typed::Expr& e : p.exprs) ops.insert(static_cast<int>(e.op));
        for (const typed::Need& n : p.needs) needs.insert(static_cast<int>(n.kind));
        for (const typed::Escalation& c : p.escalations)
            for (const typed::Step& s : c.steps) steps.insert(static_cast<int>(s.kind)), acts.insert(static_cast<int>(s.act));
        for (const typed::Data& d : p.data)
            for (const typed::DataRow& row : d.rows)
                for (const typed::DataKey& k : row.keys) keys.insert(static_cast<int>(k.kind));
        for (const typed::Instance& i : p.instances) {
            for (const typed::Rule& r : i.rules) rule(r);
            if (i.otherwise) rule(*i.otherwise);
        }
    }

    void decision(const oracle::Decision& d) {
        const auto note = [&](const char* what, bool there) { seen[what] += there ? 1 : 0; };
        if (d.fault) faults.insert(d.fault->code);
        note("never", !d.approvals.empty() && !d.approvals[0].never.empty());
        note("due", !d.approvals.empty() && d.approvals[0].due.has_value());
        note("escalations", !d.escalations.empty());
        note("routes", !d.routes.empty());
        note("actions", !d.actions.empty());
        note("notify", !d.notify.empty());
        note("reasons", !d.reasons.empty());
        note("outputs", !d.outputs.empty());
        note("elements", !d.elements.empty());
        note("waived", !d.waived.empty());
        note("shadow", !d.shadow.empty());
        note("shadow fault", !d.shadow.empty() && d.shadow[0].fault.has_value());
        note("fingerprint", d.has_fingerprint);
        note("merged approvals", !d.approvals.empty() && d.approvals[0].by.size() > 1);
        for (const oracle::Advice& a : d.advice) {
            note("advice used", a.used);
            note("advice dropped by a fault", !a.used && a.seen.malformed == FaultCode::none);
            note("advice malformed", a.seen.malformed != FaultCode::none);
        }
    }
};

}  // namespace

TEST_CASE("the generator reaches the whole language") {
    Reach reach;
    for (std::uint64_t seed = 1; seed <= 800; ++seed) {
        const Checked checked = check_texts(texts_of(generate_bundle(seed)));
        INFO(checked.errors);
        REQUIRE(checked.errors.empty());
        reach.program(checked.program);
        Random random(seed);
        Events events(checked.program, random);
        for (int i = 0; i < 24; ++i) reach.decision(oracle::decide(checked.program, events.line()));
    }
    for (int op = 0; op <= static_cast<int>(typed::Op::maximum); ++op) {
        if (op == static_cast<int>(typed::Op::missing)) continue;  // no source writes it
        INFO("operation " << op);
        CHECK(reach.ops.contains(op));
    }
    for (int effect = 0; effect < static_cast<int>(typed::EffectKind::escalate); ++effect) {
        INFO("effect " << effect);
        CHECK(reach.effects.contains(effect));
    }
    CHECK(reach.steps.size() == 3);
    CHECK(reach.needs.size() == 5);
    CHECK(reach.keys.size() == 3);
    CHECK(reach.acts.size() == 6);  // all but persons, who are not there in a chain
    for (FaultCode code :
         {FaultCode::INVALID_JSON,    FaultCode::INVALID_UTF8,     FaultCode::TOO_DEEP,          FaultCode::UNKNOWN_EVENT_TYPE,
          FaultCode::DUPLICATE_KEY,   FaultCode::MISSING_FIELD,    FaultCode::WRONG_TYPE,        FaultCode::UNKNOWN_NAME,
          FaultCode::TOO_MANY_DIGITS, FaultCode::NUMBER_TOO_LARGE, FaultCode::WRONG_CURRENCY,    FaultCode::OUT_OF_RANGE,
          FaultCode::TEXT_TOO_LONG,   FaultCode::LIST_TOO_LONG,    FaultCode::DUPLICATE_ELEMENT, FaultCode::INVALID_TIME,
          FaultCode::OVERFLOW,        FaultCode::DIVISION_BY_ZERO, FaultCode::NOT_UNIQUE,        FaultCode::BEYOND_CALENDAR,
          FaultCode::BEYOND_LADDER}) {
        INFO("fault " << fault_name(code));
        CHECK(reach.faults.contains(code));
    }
    for (const auto& [what, count] : reach.seen) {
        INFO(what << " " << count);
        CHECK(count > 5);
    }
}
