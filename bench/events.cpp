// From the JSON of a Superstore order to its decision, against bare simdjson On-Demand reading the same fields.
//
// The peer reads, in the order of the line, the envelope and every declared field: numbers as doubles, texts as views, an unpadded line
// never. It checks no range, no duplicate, no enum, and decides nothing. Ours takes the line as it comes, checks all of it, and decides.
#include <benchmark/benchmark.h>
#include <fmt/ranges.h>
#include <simdjson.h>

#include <cmath>
#include <random>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "runtime/vm/evaluator_state.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::bench {
namespace {

namespace od = simdjson::ondemand;

struct ReadLine {
    std::string_view sku, category, sub_category;
    std::int64_t quantity = 0;
    double sales = 0, discount = 0, profit = 0;
};
struct ReadOrder {
    std::string_view specversion, id, source, type, time;
    std::string_view order, currency, ship_mode, region, state, customer, segment;
    double net_total = 0, profit = 0;
    std::vector<ReadLine> lines;
};

/// False if something is not as expected.
bool read(od::parser& parser, std::string_view line, ReadOrder& out) {
    out.lines.clear();
    od::document document;
    if (parser.iterate(line.data(), line.size(), line.size() + simdjson::SIMDJSON_PADDING).get(document)) return false;
    od::object event;
    bool bad = document.get_object().get(event) || event["specversion"].get(out.specversion) || event["id"].get(out.id) ||
               event["source"].get(out.source) || event["type"].get(out.type) || event["time"].get(out.time);
    od::object order;
    bad = bad || event["data"]["order"].get_object().get(order) || order["id"].get(out.order) || order["net_total"].get(out.net_total) ||
          order["profit"].get(out.profit) || order["currency"].get(out.currency) || order["ship_mode"].get(out.ship_mode) ||
          order["region"].get(out.region) || order["state"].get(out.state);
    od::object customer;
    bad = bad || order["customer"].get_object().get(customer) || customer["id"].get(out.customer) || customer["segment"].get(out.segment);
    od::array lines;
    if (bad || order["lines"].get_array().get(lines)) return false;
    for (auto item : lines) {
        ReadLine l;
        od::object o;
        if (item.get_object().get(o) || o["sku"].get(l.sku) || o["category"].get(l.category) || o["sub_category"].get(l.sub_category) ||
            o["quantity"].get(l.quantity) || o["sales"].get(l.sales) || o["discount"].get(l.discount) || o["profit"].get(l.profit))
            return false;
        out.lines.push_back(l);
    }
    return true;
}

/// Values of the event's fields by their names in `/data/order`, as our decoder has them.
class Decoded {
public:
    Decoded(const program::Image& image, const EventStore& store) : image_(image), store_(store) {}

    [[nodiscard]] std::int64_t number(std::string_view pointer, std::size_t row = 0) const {
        for (const auto& f : program::slice(image_.fields, image_.events[store_.event].fields)) {
            if (image_.str(f.pointer) != pointer || f.target == program::none) continue;
            if ((f.flags & program::field_flags::in_list) != 0) return store_.columns[image_.columns[f.target].offset + row];
            return store_.frame[image_.constants.size() + f.target];
        }
        return INT64_MIN;  // no rule reads it
    }
    [[nodiscard]] bool same(std::string_view pointer, double value, double scale, std::size_t row = 0) const {
        const std::int64_t mine = number(pointer, row);
        return mine == INT64_MIN || mine == std::llround(value * scale);
    }
    [[nodiscard]] bool same(std::string_view pointer, std::string_view value, std::size_t row = 0) const {
        const std::int64_t mine = number(pointer, row);
        return mine == INT64_MIN || symbol_text(image_, store_, mine) == value;
    }

private:
    const program::Image& image_;
    const EventStore& store_;
};

bool alike(const program::Image& image, const EventStore& store, const ReadOrder& peer) {
    const Decoded mine(image, store);
    bool same = store.id == peer.id && store.type == peer.type && mine.same("/data/order/id", peer.order) &&
                mine.same("/data/order/net_total", peer.net_total, 1e4) && mine.same("/data/order/profit", peer.profit, 1e4) &&
                mine.same("/data/order/customer/id", peer.customer) && store.rows.at(0) == peer.lines.size();
    for (std::size_t i = 0; same && i < peer.lines.size(); ++i) {
        const ReadLine& l = peer.lines[i];
        same = mine.same("/data/order/lines/*/sku", l.sku, i) && mine.same("/data/order/lines/*/sub_category", l.sub_category, i) &&
               mine.same("/data/order/lines/*/quantity", static_cast<double>(l.quantity), 1, i) &&
               mine.same("/data/order/lines/*/sales", l.sales, 1e4, i) && mine.same("/data/order/lines/*/discount", l.discount, 1e6, i) &&
               mine.same("/data/order/lines/*/profit", l.profit, 1e4, i);
    }
    return same;
}

// --- the orders ---------------------------------------------------------------------------------------------------------------------

/// An object or array of the data set in parts: `"name":value`, or values. Its strings have no brackets, no escapes, and no commas.
std::vector<std::string> parts_of(std::string_view whole) {
    std::vector<std::string> parts(1);
    int depth = 0;
    for (const char c : whole.substr(1, whole.size() - 2)) {
        depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
        if (c == ',' && depth == 0)
            parts.emplace_back();
        else
            parts.back() += c;
    }
    return parts;
}

/// The line with the members of each object in another order.
std::string shuffled(const std::string& whole, std::mt19937& random) {
    if (whole[0] != '{' && whole[0] != '[') return whole;
    std::vector<std::string> parts = parts_of(whole);
    const bool object = whole[0] == '{';
    for (std::string& part : parts) {
        const std::size_t value = object ? part.find(':') + 1 : 0;
        part = part.substr(0, value) + shuffled(part.substr(value), random);
    }
    for (std::size_t i = parts.size(); object && i > 1; --i) std::swap(parts[i - 1], parts[random() % i]);
    return fmt::format("{}{}{}", whole[0], fmt::join(parts, ","), whole.back());
}

/// The line with the order lines of as many others as make it 4 KB, and a note of 1 KB that no schema knows.
std::string longer(std::string line, const std::vector<std::string>& all, std::size_t from) {
    const std::string_view array = R"("lines":[)";
    for (std::size_t i = from + 1; line.size() < 3000; ++i) {
        const std::string& other = all[i % all.size()];
        const std::size_t begin = other.find(array) + array.size();
        line.insert(line.find(array) + array.size(), other.substr(begin, other.rfind(']') - begin) + ",");
    }
    std::string note;
    while (note.size() < 1000) note += fmt::format("part {} of {} is to be delivered by the side door; ", note.size(), from);
    line.insert(line.find(array), R"("note":")" + note + R"(",)");
    return line;
}

struct Orders {
    std::string name;
    std::vector<std::string> lines;
};

const std::shared_ptr<const Bundle>& bundle() {
    static const std::shared_ptr<const Bundle> made = load(compile_folder(superstore()));
    return made;
}

std::vector<Orders> make_orders() {
    std::vector<Orders> made{{"", {}}, {"_4kb", {}}, {"_shuffled", {}}, {"_4kb_shuffled", {}}};
    std::string buffer;
    for (const std::string_view line : read_lines(superstore_events(), buffer))
        if (line.find(R"("type":"order.created")") != std::string_view::npos) made[0].lines.emplace_back(line);
    for (std::size_t i = 0; i < made[0].lines.size() / 4; ++i) made[1].lines.push_back(longer(made[0].lines[i], made[0].lines, i));
    std::mt19937 random(1);
    for (std::size_t size = 0; size < 2; ++size)
        for (const std::string& line : made[size].lines) made[size + 2].lines.push_back(shuffled(line, random));
    for (Orders& o : made)
        for (std::string& line : o.lines) line.reserve(line.size() + simdjson::SIMDJSON_PADDING);  // the peer's
    return made;
}

void check(const Orders& orders) {
    detail::EvaluatorState mine(bundle());
    od::parser parser;
    ReadOrder peer;
    std::size_t bytes = 0;
    for (const std::string& line : orders.lines) {
        mine.decide(line);
        if (mine.store.fault != FaultCode::none || !read(parser, line, peer) || !alike(mine.image(), mine.store, peer))
            refuse("the two sides read different values from " + line);
        bytes += line.size();
    }
    fmt::print("{} orders{} of {} bytes on average; both sides read the same values\n", orders.lines.size(), orders.name,
               bytes / orders.lines.size());
}

// --- what is measured ---------------------------------------------------------------------------------------------------------------

template <class F>
void each_line(benchmark::State& state, const Orders& orders, F f) {
    std::size_t i = 0, bytes = 0;
    for (auto _ : state) {
        f(orders.lines[i]);
        bytes += orders.lines[i].size();
        if (++i == orders.lines.size()) i = 0;
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void simdjson_reads(benchmark::State& state, const Orders& orders) {
    od::parser parser;
    ReadOrder peer;
    each_line(state, orders, [&](const std::string& line) {
        benchmark::DoNotOptimize(read(parser, line, peer));
        benchmark::ClobberMemory();
    });
}
void decode(benchmark::State& state, const Orders& orders) {
    const program::Image& image = bundle()->loaded().image();
    Decoder decoder(image);
    EventStore store;
    Decoder::reserve(image, store);
    each_line(state, orders, [&](const std::string& line) {
        decoder.decode(line, store);
        benchmark::ClobberMemory();
    });
}
void decide(benchmark::State& state, const Orders& orders) {
    Evaluator evaluator(bundle());
    each_line(state, orders, [&](const std::string& line) { benchmark::DoNotOptimize(evaluator.decide(line).verdict()); });
}
void decide_to_json(benchmark::State& state, const Orders& orders) {
    Evaluator evaluator(bundle());
    std::string out;
    each_line(state, orders, [&](const std::string& line) {
        out.clear();
        evaluator.decide(line).append_json(out);
        benchmark::ClobberMemory();
    });
}

}  // namespace
}  // namespace ordain::bench

int main(int argc, char** argv) {
    using namespace ordain::bench;
    const std::vector<Orders> all = make_orders();
    std::vector<Ratio> ratios;
    for (const Orders& orders : all) {
        check(orders);
        const auto measured = [&](const std::string& name, void (*run)(benchmark::State&, const Orders&)) {
            benchmark::RegisterBenchmark((name + orders.name).c_str(), [&orders, run](benchmark::State& state) { run(state, orders); });
        };
        const auto compared = [&](const std::string& what, const std::string& name, double goal) {
            ratios.push_back({fmt::format("order{}: {} / simdjson reads the fields", orders.name, what), name + orders.name,
                              "simdjson_reads" + orders.name, goal});
        };
        measured("simdjson_reads", simdjson_reads);
        measured("decode", decode);
        compared("decoded and checked", "decode", 0.7);
        measured("decide", decide);
        compared("decision as structure", "decide", 1.6);
        if (!orders.name.empty()) continue;
        measured("decide_to_json", decide_to_json);
        compared("decision as JSON", "decide_to_json", 0);
    }
    return run(argc, argv, ratios);
}
