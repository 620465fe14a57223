#include "tests/vm/run.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

#include "runtime/program/verify.hpp"
#include "runtime/vm/context.hpp"
#include "runtime/vm/interpret.hpp"

namespace ordain::test {

using program::Insn;
using program::Opcode;

Ran run(std::vector<Insn> code, const SampleEvent& event) {
    return run(traced_image(std::move(code)), event);
}

Ran run(const program::ImageData& data, const SampleEvent& event) {
    const program::Image image = data.view();
    const auto verified = program::verify(image);
    if (!verified) FAIL(verified.error().message);
    EventStore store;
    store.event = 0;
    store.frame.assign(frame_registers(image), 0);
    std::copy(image.constants.begin(), image.constants.end(), store.frame.begin());
    constexpr std::int64_t monday_nine = (20'458 * 24 + 9) * ns_per_hour;
    store.frame[slot_time] = monday_nine;
    store.frame[slot_number] = event.number;
    store.frame[slot_count] = static_cast<std::int64_t>(event.rows.size());
    store.columns.assign(image.events[0].column_words, 0);
    for (std::size_t i = 0; i < event.rows.size(); ++i) {
        store.columns[i] = event.rows[i].first;
        store.columns[list_max + i] = event.rows[i].second;
    }
    store.rows = {static_cast<std::uint32_t>(event.rows.size())};
    Ran ran;
    Machine machine(image);
    machine.trace(store, 0, ran.out, true, ran.steps);
    const std::size_t fired = ran.out.fired.size(), emitted = ran.out.emitted.size(), args = ran.out.args.size();
    for (const TraceStep& step : ran.steps) ran.cost += program::info(static_cast<Opcode>(image.trace_code[step.pc].op)).cost;
    ran.bound = image.chunks[0].cost;
    machine.run(store, ran.out, true);
    CHECK(ran.out.fired.size() == fired);
    CHECK(ran.cost <= ran.bound);
    CHECK(fired <= image.chunks[0].max_fired);
    CHECK(emitted <= image.chunks[0].max_emitted);
    CHECK(args <= image.chunks[0].max_args);
    return ran;
}

std::optional<std::int64_t> value(std::vector<Insn> code, std::uint32_t reg, const SampleEvent& event) {
    code.push_back(insn(Opcode::FIRE, 0, rule, 0, program::no_index));
    code.push_back(insn(Opcode::ARG, reg));
    code.push_back(insn(Opcode::EMIT, 0, effect_text));
    const Ran ran = run(std::move(code), event);
    if (ran.out.fault.code != FaultCode::none) return std::nullopt;
    return ran.out.args[0];
}

FaultCode fault(std::vector<Insn> code, const SampleEvent& event) {
    return run(std::move(code), event).out.fault.code;
}

}  // namespace ordain::test
