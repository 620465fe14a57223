// From the JSON of a Superstore order to its decision, against bare simdjson On-Demand reading the same fields.
//
// The peer reads, in the order of the line, the envelope and every declared field: numbers as doubles, texts as views, an unpadded line
// never. It checks no range, no duplicate, no enum, and decides nothing. Ours takes the line as it comes, checks all of it, and decides.
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <simdjson.h>

#include <cmath>

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

struct Orders {
    std::shared_ptr<const Bundle> bundle = load(compile_folder(superstore()));
    std::string buffer;
    std::vector<std::string_view> lines;
    std::size_t bytes = 0;
};

Orders& orders() {
    static Orders made;
    return made;
}

void prepare() {
    Orders& o = orders();
    for (const std::string_view line : read_lines(superstore_events(), o.buffer))
        if (line.find(R"("type":"order.created")") != std::string_view::npos) o.lines.push_back(line), o.bytes += line.size();
    detail::EvaluatorState mine(o.bundle);
    od::parser parser;
    ReadOrder peer;
    for (const std::string_view line : o.lines) {
        mine.decide(line);
        if (mine.store.fault != FaultCode::none || !read(parser, line, peer) || !alike(mine.image(), mine.store, peer))
            refuse("the two sides read different values from " + std::string(line));
    }
    fmt::print("{} orders of {} bytes on average; both sides read the same values\n", o.lines.size(), o.bytes / o.lines.size());
}

template <class F>
void each_line(benchmark::State& state, F f) {
    const Orders& o = orders();
    std::size_t i = 0, bytes = 0;
    for (auto _ : state) {
        f(o.lines[i]);
        bytes += o.lines[i].size();
        if (++i == o.lines.size()) i = 0;
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void simdjson_reads(benchmark::State& state) {
    od::parser parser;
    ReadOrder peer;
    each_line(state, [&](std::string_view line) {
        benchmark::DoNotOptimize(read(parser, line, peer));
        benchmark::ClobberMemory();
    });
}
void decode(benchmark::State& state) {
    const program::Image& image = orders().bundle->loaded().image();
    Decoder decoder(image);
    EventStore store;
    Decoder::reserve(image, store);
    each_line(state, [&](std::string_view line) {
        decoder.decode(line, store);
        benchmark::ClobberMemory();
    });
}
void decide(benchmark::State& state) {
    Evaluator evaluator(orders().bundle);
    each_line(state, [&](std::string_view line) { benchmark::DoNotOptimize(evaluator.decide(line).verdict()); });
}
void decide_to_json(benchmark::State& state) {
    Evaluator evaluator(orders().bundle);
    std::string out;
    each_line(state, [&](std::string_view line) {
        out.clear();
        evaluator.decide(line).append_json(out);
        benchmark::ClobberMemory();
    });
}
BENCHMARK(simdjson_reads);
BENCHMARK(decode);
BENCHMARK(decide);
BENCHMARK(decide_to_json);

}  // namespace
}  // namespace ordain::bench

int main(int argc, char** argv) {
    ordain::bench::prepare();
    return ordain::bench::run(argc, argv,
                              {{"order: decoded and checked / simdjson reads the fields", "decode", "simdjson_reads", 0},
                               {"order: decision as structure / simdjson reads the fields", "decide", "simdjson_reads", 1.6},
                               {"order: decision as JSON / simdjson reads the fields", "decide_to_json", "simdjson_reads", 0}});
}
