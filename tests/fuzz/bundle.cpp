// Any bytes: a file is refused or its image can be verified; code that the verifier accepts ends and stays within its event.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>

#include "runtime/program/bundle_file.hpp"
#include "runtime/program/disassemble.hpp"
#include "runtime/program/opcode.hpp"
#include "runtime/program/verify.hpp"
#include "runtime/vm/machine.hpp"

namespace {

using namespace ordain;

/// One event type with a list of three rows in two columns, a zone, a ladder, a data table, a rule and effects; its only chunk is `code`.
program::ImageData image_of(std::vector<program::Insn> code) {
    program::ImageData image;
    image.meta.emplace_back();
    image.constants = {0, 1, 2, -1, INT64_MAX, INT64_MIN, 1'000'000};
    image.symbol_index = {0};
    image.queues.emplace_back();
    image.roles.emplace_back();
    image.plan_nodes.emplace_back();
    image.plan_nodes.emplace_back();
    image.lists.push_back({.count = 4, .max = 3, .rows = 3, .columns = {0, 2}, .key_column = 0, .nodes = {1, 1}});
    image.columns = {{0, 0}, {0, 3}};
    program::EventRec event;
    event.nodes = {0, 1};
    event.slots = 8;
    event.chunks = {0, 1};
    event.lists = {0, 1};
    event.column_words = 6;
    image.events.push_back(event);
    image.policies.emplace_back();
    image.rules.emplace_back();
    image.waivers.emplace_back();
    image.effects.push_back({.op = program::EffectOp::release});
    image.effects.push_back({.op = program::EffectOp::hold, .id = 0, .args = 1});
    image.transitions.push_back({INT64_MIN, 0});
    image.calendars.push_back({.transitions = {0, 1}});
    image.ladder_roles = {0};
    image.ladder_rungs = {{100, 0, 0}};
    image.ladder_rows = {{0, 1, 0}};
    image.ladders.push_back({.roles = {0, 1}, .rows = {0, 1}});
    image.data_key_types.push_back({TypeKind::integer, 0, 0, 0});
    image.data_keys = {{1, 1, 1, 0}};
    image.data_cells = {5};
    image.data_columns.push_back({0, 0, {TypeKind::integer, 0, 0, 0}, {}});
    image.data.push_back({.keys = {0, 1}, .rows = 1, .columns = {0, 1}});
    image.chunks.push_back({.code_end = static_cast<std::uint32_t>(code.size()), .frame = 32});
    image.code = std::move(code);
    return image;
}

void run(const program::Image& image) {
    EventStore store;
    store.event = 0;
    store.frame.assign(frame_registers(image), 0);
    std::copy(image.constants.begin(), image.constants.end(), store.frame.begin());
    store.frame[image.constants.size() + 4] = 3;
    store.columns = {1, 2, 3, -1, 0, 1};
    store.rows = {3};
    Contributions out;
    Machine(image).run(store, out, true);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (const auto bundle = program::from_bytes(std::as_bytes(std::span(data, size))); bundle) (void)program::verify(bundle->image());

    std::vector<program::Insn> code(std::min<std::size_t>(size / sizeof(program::Insn), 200));
    if (!code.empty()) std::memcpy(code.data(), data, code.size() * sizeof(program::Insn));
    for (auto& insn : code) insn.op = static_cast<std::uint16_t>(insn.op % program::opcode_count);
    code.push_back({static_cast<std::uint16_t>(program::Opcode::END)});
    const program::ImageData owned = image_of(std::move(code));
    const program::Image image = owned.view();
    if (!program::verify(image)) return 0;
    (void)program::disassemble(image);
    run(image);
    return 0;
}
