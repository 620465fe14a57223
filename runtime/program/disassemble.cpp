#include "runtime/program/disassemble.hpp"

#include <fmt/format.h>

#include <iterator>

#include "runtime/program/opcode.hpp"

namespace ordain::program {
namespace {

std::string reg(const Image& image, std::uint32_t number) {
    if (number < image.constants.size()) return fmt::format("#{}", image.constants[number]);
    return fmt::format("r{}", number);
}

/// Empty for an operand that is not used.
std::string operand(const Image& image, Operand kind, std::uint32_t value) {
    switch (kind) {
        case Operand::unused:
        case Operand::calendar: return {};
        case Operand::written:
        case Operand::read: return reg(image, value);
        case Operand::written_pair:
        case Operand::pair: return fmt::format("r{}..{}", value, std::uint64_t{value} + 1);
        case Operand::read_run: return reg(image, value) + "…";
        case Operand::target: return fmt::format("->{}", value);
        case Operand::immediate: return fmt::format("{}", value);
        case Operand::index_written:
        case Operand::index_read: return fmt::format("i{}", value);
        case Operand::index_parent: return value == no_index ? std::string{} : fmt::format("i{}", value);
        case Operand::list: return fmt::format("list {}", value);
        case Operand::column: return fmt::format("column {}", value);
        case Operand::data: return fmt::format("data {}", value);
        case Operand::data_column: return fmt::format("data column {}", value);
        case Operand::ladder: return fmt::format("ladder {}", value);
        case Operand::rule: return value < image.rules.size() ? fmt::format("rule {}", image.str(image.rules[value].id)) : "rule ?";
        case Operand::effect: return fmt::format("effect {}", value);
        case Operand::waiver: return fmt::format("waiver {}", value);
        case Operand::fault: return fmt::format("fault {}", value);
    }
    return {};
}

}  // namespace

std::string disassemble(const Image& image, const Insn& insn) {
    if (insn.op >= opcode_count) return fmt::format("?{}", insn.op);
    const OpcodeInfo& kind = opcode_table[insn.op];
    std::string line(kind.name);
    std::string_view separator = " ";
    const auto add = [&](const std::string& text) {
        if (text.empty()) return;
        line.append(separator).append(text);
        separator = ", ";
    };
    add(operand(image, kind.a, insn.a));
    add(operand(image, kind.b, insn.b));
    add(operand(image, kind.c, insn.c));
    if (kind.x == Operand::calendar) {
        add(fmt::format("calendar {}", insn.x + 256U * insn.y));
    } else {
        add(operand(image, kind.x, insn.x));
        add(operand(image, kind.y, insn.y));
    }
    return line;
}

std::string disassemble(const Image& image) {
    std::string out;
    for (const EventRec& event : image.events) {
        for (const ChunkRec& chunk : slice(image.chunks, event.chunks)) {
            fmt::format_to(std::back_inserter(out), "policy {} on {}: {} registers, slots from r{}\n",
                           image.str(image.policies[chunk.policy].name), image.str(event.type), chunk.frame, image.constants.size());
            for (std::uint32_t pc = chunk.code; pc < chunk.code_end; ++pc)
                fmt::format_to(std::back_inserter(out), "{:6}  {}\n", pc, disassemble(image, image.code[pc]));
            out += '\n';
        }
    }
    return out;
}

}  // namespace ordain::program
