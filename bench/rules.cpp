// Ten rules on decoded events, against the same rules written by hand in C++.
//
// `run` leaves what the C++ function returns: the rule that fired, its effects (by id) and their arguments. `decision` goes on to the
// merged decision: verdict, approvals, holds, reasons and who contributed.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <random>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "bench/rules_by_hand.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::bench {
namespace {

constexpr const char* policy = R"ord(
module bench.rules
bundle bench_rules { edition 1  default on * hold in exceptions  fault in exceptions }
queue exceptions
queue credit_review
role sales_manager
role sales_director above sales_manager
role credit_manager
role finance
role cfo above sales_director, credit_manager, finance
action confirm_order
reason BLOCKED "The customer is blocked"
reason CREDIT  "The customer owes too much"
reason NEW_BIG "A new customer's large order"
reason DEEP    "The discount is deep"
reason EXPORT  "A large export"
enum Channel { edi, shop, desk }
enum Risk { low, medium, high }
enum Region { home, abroad, overseas }
event order.created {
  net_total    money EUR
  exposure     money EUR
  discount     percent in 0%..100%
  channel      Channel
  risk         Risk
  region       Region
  overdue_days int in 0..10_000
  new_customer bool
}
policy approvals on order.created {
  rule r0 when risk = high and overdue_days > 60 then reject reason BLOCKED
  rule r1 when exposure > 250_000 EUR then hold in credit_review reason CREDIT
  rule r2 when overdue_days > 30 and net_total >= 1_000 EUR then hold in credit_review
  rule r3 when new_customer and net_total > 10_000 EUR then require credit_manager within 8 hours reason NEW_BIG
  rule r4 when discount > 30% then require sales_director and finance within 24 hours reason DEEP
  rule r5 when region = overseas and net_total > 20_000 EUR then require cfo within 48 hours reason EXPORT
  rule r6 when channel = desk and discount > 15% then require sales_manager within 4 hours
  rule r7 when net_total >= 50_000 EUR then require sales_director within 24 hours
  rule r8 when channel = edi and discount <= 5% then release do confirm_order
  rule r9 when net_total < 5_000 EUR and risk != high then release do confirm_order
  otherwise require sales_manager within 24 hours
}
)ord";

constexpr std::size_t events = 65'536;

/// An order as its line, and as the C++ sees it.
struct Case {
    std::string line;
    Order order;
};

Case random_case(std::mt19937_64& random) {
    const auto below = [&random](std::int64_t n) { return static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(n)); };
    const char* const channels[] = {"edi", "shop", "desk"};
    const char* const risks[] = {"low", "medium", "high"};
    const char* const regions[] = {"home", "abroad", "overseas"};
    Case made;
    Order& o = made.order;
    const std::int64_t total = below(10) == 0 ? below(100'000) : below(12'000), exposure = below(20) == 0 ? below(500'000) : below(200'000);
    const std::int64_t discount = below(8) == 0 ? below(60) : below(20), second = below(60);
    o.net_total = total * 10'000, o.exposure = exposure * 10'000, o.discount = discount * 10'000;
    o.channel = static_cast<Channel>(below(3)), o.risk = static_cast<Risk>(below(3)), o.region = static_cast<Region>(below(3));
    o.overdue_days = below(10) == 0 ? below(120) : below(20);
    o.new_customer = below(6) == 0 ? 1 : 0;
    o.time = 1'767'225'600'000'000'000 + second * 1'000'000'000;  // 2026-01-01
    made.line = fmt::format(
        R"({{"specversion":"1.0","id":"{}","source":"/bench","type":"order.created","time":"2026-01-01T00:00:{:02}Z","data":)"
        R"({{"net_total":{},"exposure":{},"discount":{},"channel":"{}","risk":"{}","region":"{}","overdue_days":{},"new_customer":{}}}}})",
        random() % 1'000'000, second, total, exposure, static_cast<double>(discount) / 100, channels[static_cast<int>(o.channel)],
        risks[static_cast<int>(o.risk)], regions[static_cast<int>(o.region)], o.overdue_days, o.new_customer != 0 ? "true" : "false");
    return made;
}

/// The two halves of the evaluator that come after decoding, with one store, as an evaluator has.
struct Side {
    explicit Side(const Bundle& bundle) : image(bundle.loaded().image()), machine(image), composer(image) {
        Decoder::reserve(image, store);
        store.frame.resize(frame_registers(image));
    }

    const program::Image& image;
    EventStore store;
    Machine machine;
    Composer composer;
    Contributions out;
    DecisionModel model;

    [[nodiscard]] std::size_t slots() const { return image.events[0].slots; }
    [[nodiscard]] std::int64_t* frame() { return store.frame.data() + image.constants.size(); }

    /// Puts a decoded event into the store.
    void take(const std::int64_t* event) { std::copy_n(event, slots(), frame()); }
    void run() { machine.run(store, out, false); }
    void compose() { composer.compose(store, out, nullptr, model); }
};

std::string need_text(const Side& side, std::uint32_t id) {
    const auto& need = side.model.needs[id];
    if (need.op == program::NeedOp::role) return std::string(side.image.str(side.image.roles[need.role].name));
    std::string text;
    for (std::uint32_t c = need.first_child; c != program::none; c = side.model.needs[c].next)
        text += (text.empty() ? "" : " and ") + need_text(side, c);
    return text;
}

std::string text_of(const Side& side) {
    const DecisionModel& m = side.model;
    std::string out = fmt::format("{} {}", side.image.str(side.image.rules[m.sources.at(0).rule].id), static_cast<int>(m.verdict));
    for (const auto& a : m.approvals) out += fmt::format(" require {} until {}", need_text(side, a.need), a.due);
    for (const auto& h : m.holds) out += fmt::format(" hold in {}", side.image.str(side.image.queues[h.queue].name));
    for (const auto& a : m.actions) out += fmt::format(" do {}", side.image.str(side.image.actions[a.action].name));
    for (const auto& r : m.reasons) out += fmt::format(" reason {}", side.image.str(side.image.reasons[r.reason].name));
    return out;
}

std::string text_of(const Decided& d) {
    const char* const needs[] = {"", "credit_manager", "sales_director and finance", "cfo", "sales_manager", "sales_director"};
    const char* const reasons[] = {"", "BLOCKED", "CREDIT", "NEW_BIG", "DEEP", "EXPORT"};
    std::string out = d.rule == 10 ? "approvals.otherwise" : fmt::format("approvals.r{}", d.rule);
    out += fmt::format(" {}", d.verdict);
    if (d.need != Need::none) out += fmt::format(" require {} until {}", needs[static_cast<int>(d.need)], d.due);
    if (d.held) out += " hold in credit_review";
    if (d.confirmed) out += " do confirm_order";
    if (d.reason != 0) out += fmt::format(" reason {}", reasons[d.reason]);
    return out;
}

Side& side() {
    static const std::shared_ptr<const Bundle> bundle = load(compile_text(policy));
    static Side made(*bundle);
    return made;
}

/// The decoded events of both sides.
struct Events {
    std::vector<Order> orders;
    std::vector<std::int64_t> slots;
};

Events& all_events() {
    static Events made;
    return made;
}

/// Makes and decodes the events; both sides must decide each of them alike.
void prepare() {
    std::mt19937_64 random(1);
    Side& mine = side();
    Events& all = all_events();
    Decoder decoder(mine.image);
    for (std::size_t i = 0; i < events; ++i) {
        const Case c = random_case(random);
        decoder.decode(c.line, mine.store);
        if (mine.store.fault != FaultCode::none) refuse("an event is invalid: " + c.line);
        all.orders.push_back(c.order);
        all.slots.insert(all.slots.end(), mine.frame(), mine.frame() + mine.slots());
        mine.run();
        mine.compose();
        const std::string got = text_of(mine), expected = text_of(decide_by_hand(c.order));
        if (got != expected) refuse(fmt::format("{}\n  bundle: {}\n  C++:    {}", c.line, got, expected));
    }
}

void by_hand(benchmark::State& state) {
    const std::vector<Order>& orders = all_events().orders;
    std::size_t i = 0;
    for (auto _ : state) benchmark::DoNotOptimize(decide_by_hand(orders[i++ % events]));
}
void run_only(benchmark::State& state) {
    const std::vector<std::int64_t>& slots = all_events().slots;
    Side& mine = side();
    std::size_t i = 0;
    for (auto _ : state) {
        mine.take(slots.data() + i++ % events * mine.slots());
        mine.run();
        benchmark::ClobberMemory();
    }
}
void whole_decision(benchmark::State& state) {
    const std::vector<std::int64_t>& slots = all_events().slots;
    Side& mine = side();
    std::size_t i = 0;
    for (auto _ : state) {
        mine.take(slots.data() + i++ % events * mine.slots());
        mine.run();
        mine.compose();
        benchmark::ClobberMemory();
    }
}
BENCHMARK(by_hand);
BENCHMARK(run_only);
BENCHMARK(whole_decision);

}  // namespace
}  // namespace ordain::bench

int main(int argc, char** argv) {
    ordain::bench::prepare();
    return ordain::bench::run(argc, argv,
                              {{"10 rules, decoded event: rule and effects / by hand", "run_only", "by_hand", 5},
                               {"10 rules, decoded event: merged decision / by hand", "whole_decision", "by_hand", 0}});
}
