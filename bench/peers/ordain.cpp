// Ordain's side of the comparison with peers: rules.ord of a workload, compiled
// in memory, on decoded events.
#include <fmt/format.h>

#include <charconv>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "bench/peers/harness.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::bench {
namespace {

std::string line_of(const peers::Workload& work, std::size_t event) {
    std::string data;
    for (std::size_t f = 0; f < work.fields.size(); ++f) {
        const peers::Field& field = work.fields[f];
        const std::int64_t value = work.event(event)[f];
        data += fmt::format("{}\"{}\":", f == 0 ? "" : ",", field.name);
        if (field.kind == "bool")
            data += value != 0 ? "true" : "false";
        else
            data += field.kind == "enum" ? fmt::format("\"{}{}\"", field.name, value) : fmt::format("{}", value);
    }
    return fmt::format(
        R"({{"specversion":"1.0","id":"1","source":"s","type":"order.created","time":"2026-01-01T00:00:00Z","data":{{{}}}}})", data);
}

/// The index in `p.rINDEX` of every rule of the bundle.
std::vector<std::uint32_t> rule_numbers(const program::Image& image) {
    std::vector<std::uint32_t> numbers;
    for (const auto& rule : image.rules) {
        const std::string_view id = image.str(rule.id);
        std::uint32_t number = 0;
        std::from_chars(id.data() + id.find('r') + 1, id.data() + id.size(), number);
        numbers.push_back(number);
    }
    return numbers;
}

int run_workload(const std::string& folder, const char* answers, double seconds) {
    const peers::Workload work = peers::read_workload(folder);
    const std::string source = peers::read_bytes(folder + "/rules.ord");
    const double begin = peers::processor_seconds();
    const auto bundle = load(compile_text(source));
    const double prepared = peers::processor_seconds() - begin;
    const program::Image& image = bundle->loaded().image();
    std::vector<std::uint32_t> numbers = rule_numbers(image);
    numbers.push_back(static_cast<std::uint32_t>(work.rules.size()));  // no rule

    EventStore store;
    Decoder decoder(image);
    Decoder::reserve(image, store);
    const std::size_t slots = image.events[0].slots;
    std::vector<std::int64_t> decoded;
    for (std::size_t i = 0; i < work.events(); ++i) {
        const std::string line = line_of(work, i);
        decoder.decode(line, store);
        if (store.fault != FaultCode::none) refuse("an event is invalid: " + line);
        const std::int64_t* frame = store.frame.data() + image.constants.size();
        decoded.insert(decoded.end(), frame, frame + slots);
    }
    Machine machine(image);
    Contributions out;
    out.fired.reserve(1);
    std::int64_t* frame = store.frame.data() + image.constants.size();
    if (work.every) {
        peers::measure(work.events(), answers, seconds, prepared, [&](std::size_t i) {
            std::copy_n(decoded.data() + i * slots, slots, frame);
            machine.run(store, out, false);
            std::uint32_t found = 0;
            for (const auto& fired : out.fired) found += peers::mixed(numbers[fired.rule]);
            return found;
        });
        return 0;
    }
    peers::measure(work.events(), answers, seconds, prepared, [&](std::size_t i) {
        std::copy_n(decoded.data() + i * slots, slots, frame);
        machine.run(store, out, false);
        const std::uint32_t first = out.fired.data()->rule;
        return numbers[out.fired.empty() ? numbers.size() - 1 : first];
    });
    return 0;
}

}  // namespace
}  // namespace ordain::bench

int main(int argc, char** argv) {
    if (argc != 4) {
        fmt::print(stderr, "usage: {} WORKLOAD ANSWERS SECONDS\n", argv[0]);
        return 2;
    }
    return ordain::bench::run_workload(argv[1], argv[2], std::atof(argv[3]));
}
