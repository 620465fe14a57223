#include "runtime/program/disassemble.hpp"

#include <fmt/format.h>

#include <iterator>
#include <string_view>

#include "runtime/program/code_names.hpp"
#include "runtime/program/opcode.hpp"

namespace ordain::program {
namespace {

class Disassembler {
public:
    explicit Disassembler(const Image& image) : image_(image), names_(image) {}

    [[nodiscard]] std::string line(const Insn& insn) const;
    [[nodiscard]] std::string lines(std::span<const Insn> code, std::uint32_t first) const;

private:
    const Image& image_;
    CodeNames names_;

    [[nodiscard]] std::string reg(std::uint32_t number) const;
    [[nodiscard]] std::string rule(std::uint32_t number) const;
    [[nodiscard]] std::string operand(Operand kind, std::uint32_t value) const;
};

std::string Disassembler::reg(std::uint32_t number) const {
    if (number < image_.constants.size() && names_.constant(image_.constants[number]) == number)
        return fmt::format("#{}", image_.constants[number]);
    return fmt::format("r{}", number);
}

std::string Disassembler::rule(std::uint32_t number) const {
    if (number >= image_.rules.size()) return fmt::format("rule {}", number);
    const std::string_view id = image_.str(image_.rules[number].id);
    return names_.rule(id) == number ? fmt::format("rule {}", id) : fmt::format("rule {}", number);
}

/// Empty for an operand that is not used.
std::string Disassembler::operand(Operand kind, std::uint32_t value) const {
    switch (kind) {
        case Operand::unused:
        case Operand::calendar: return {};
        case Operand::written:
        case Operand::match_kept:
        case Operand::read: return reg(value);
        case Operand::written_pair:
        case Operand::pair: return fmt::format("r{}..{}", value, std::uint64_t{value} + 1);
        case Operand::read_run: return reg(value) + "…";
        case Operand::target: return fmt::format("->{}", value);
        case Operand::immediate: return fmt::format("{}", value);
        case Operand::index_written:
        case Operand::index_read: return fmt::format("i{}", value);
        case Operand::index_parent: return value == no_index ? std::string{} : fmt::format("i{}", value);
        case Operand::list: return fmt::format("list {}", value);
        case Operand::column: return fmt::format("column {}", value);
        case Operand::data: return fmt::format("data {}", value);
        case Operand::data_column: return fmt::format("data column {}", value);
        case Operand::matcher: return fmt::format("matcher {}", value);
        case Operand::ladder: return fmt::format("ladder {}", value);
        case Operand::rule: return rule(value);
        case Operand::effect: return fmt::format("effect {}", value);
        case Operand::waiver: return fmt::format("waiver {}", value);
        case Operand::fault: return fmt::format("fault {}", value);
    }
    return {};
}

std::string Disassembler::line(const Insn& insn) const {
    if (insn.op >= opcode_count) return fmt::format("?{}", insn.op);
    const OpcodeInfo& kind = opcode_table[insn.op];
    std::string line(kind.name);
    std::string_view separator = " ";
    const auto add = [&](const std::string& text) {
        if (text.empty()) return;
        line.append(separator).append(text);
        separator = ", ";
    };
    add(operand(kind.a, insn.a));
    add(operand(kind.b, insn.b));
    add(operand(kind.c, insn.c));
    if (kind.x == Operand::calendar) {
        add(fmt::format("calendar {}", insn.x + 256U * insn.y));
    } else {
        add(operand(kind.x, insn.x));
        add(operand(kind.y, insn.y));
    }
    return line;
}

std::string Disassembler::lines(std::span<const Insn> code, std::uint32_t first) const {
    std::string out;
    for (const Insn& insn : code) fmt::format_to(std::back_inserter(out), "{:6}  {}\n", first++, line(insn));
    return out;
}

}  // namespace

std::string disassemble(const Image& image, const Insn& insn) {
    return Disassembler(image).line(insn);
}

std::string disassemble(const Image& image, std::span<const Insn> code, std::uint32_t first) {
    return Disassembler(image).lines(code, first);
}

std::string disassemble(const Image& image) {
    const Disassembler disassembler(image);
    std::string out;
    for (const EventRec& event : image.events) {
        for (const ChunkRec& chunk : slice(image.chunks, event.chunks)) {
            fmt::format_to(std::back_inserter(out), "policy {} on {}: {} registers, slots from r{}\n",
                           image.str(image.policies[chunk.policy].name), image.str(event.type), chunk.frame, image.constants.size());
            out += disassembler.lines(image.code.subspan(chunk.code, chunk.code_end - chunk.code), chunk.code);
            out += '\n';
        }
    }
    return out;
}

}  // namespace ordain::program
