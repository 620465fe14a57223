// Entry: assemble.
#include "runtime/program/assemble.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>
#include <optional>
#include <string>

#include "runtime/program/code_names.hpp"
#include "runtime/program/opcode.hpp"

namespace ordain::program {
namespace {

constexpr std::string_view spaces = " \t\r";

/// What an operand should look like, for errors; what stands before its number, if it has one.
struct Form {
    std::string_view example, prefix;
};

Form form_of(Operand kind) {
    switch (kind) {
        case Operand::unused: return {};
        case Operand::written:
        case Operand::match_kept:
        case Operand::read: return {"a register such as `r12`, or a constant such as `#5`", "r"};
        case Operand::read_run: return {"the first of some registers, such as `r12…`", "r"};
        case Operand::written_pair:
        case Operand::pair: return {"two registers such as `r12..13`", "r"};
        case Operand::target: return {"a target such as `->7`", "->"};
        case Operand::immediate: return {"a number", ""};
        case Operand::index_written:
        case Operand::index_read:
        case Operand::index_parent: return {"an index register such as `i0`", "i"};
        case Operand::list: return {"a list such as `list 0`", "list "};
        case Operand::column: return {"a column such as `column 0`", "column "};
        case Operand::data: return {"data such as `data 0`", "data "};
        case Operand::data_column: return {"a column of data such as `data column 0`", "data column "};
        case Operand::matcher: return {"a matcher such as `matcher 0`", "matcher "};
        case Operand::ladder: return {"a ladder such as `ladder 0`", "ladder "};
        case Operand::rule: return {"a rule such as `rule discounts.desk`", "rule "};
        case Operand::effect: return {"an effect such as `effect 0`", "effect "};
        case Operand::waiver: return {"a waiver such as `waiver 0`", "waiver "};
        case Operand::fault: return {"a fault such as `fault 1`", "fault "};
        case Operand::calendar: return {"a calendar such as `calendar 0`", "calendar "};
    }
    return {};
}

bool names_constant(Operand kind) {
    return kind == Operand::read || kind == Operand::written || kind == Operand::match_kept;
}

/// The whole of `text` as a number.
template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

/// Why this is no such operand.
std::string complaint(Operand kind, std::string_view text) {
    if (names_constant(kind) && text.starts_with('#') && number<std::int64_t>(text.substr(1)))
        return fmt::format("the bundle has no constant `{}`", text);
    if (kind == Operand::rule && text.starts_with("rule ")) return fmt::format("the bundle has no {}", text);
    return fmt::format("expected {}, found `{}`", form_of(kind).example, text);
}

std::optional<std::uint16_t> opcode_named(std::string_view name) {
    for (std::size_t op = 0; op < opcode_count; ++op)
        if (opcode_table[op].name == name) return static_cast<std::uint16_t>(op);
    if (!name.starts_with('?')) return std::nullopt;
    return number<std::uint16_t>(name.substr(1));
}

class Assembler {
public:
    Assembler(const Image& image, std::uint32_t first) : names_(image), first_(first) {}

    Result<std::vector<Insn>> run(std::string_view text) {
        while (!text.empty()) {
            const std::size_t end = std::min(text.find('\n'), text.size());
            line_ = text.substr(0, end);
            text.remove_prefix(std::min(end + 1, text.size()));
            ++line_number_;
            at_ = 0;
            if (!instruction()) return Error{fmt::format("line {}, column {}: {}", line_number_, at_ + 1, wrong_)};
        }
        return std::move(code_);
    }

private:
    CodeNames names_;
    std::uint32_t first_;
    std::vector<Insn> code_;
    std::string_view line_;
    std::size_t line_number_ = 0, at_ = 0;  // at_: bytes of the line that have been read
    std::string wrong_;

    bool fail(std::string why) {
        wrong_ = std::move(why);
        return false;
    }
    void skip_spaces() { at_ = std::min(line_.find_first_not_of(spaces, at_), line_.size()); }
    [[nodiscard]] bool at_end() const { return at_ == line_.size(); }
    /// What follows, up to a space or the line's end.
    [[nodiscard]] std::string_view word() const { return line_.substr(at_, line_.find_first_of(spaces, at_) - at_); }

    bool instruction();
    bool line_prefix();
    bool operands(const OpcodeInfo& kind, Insn& insn);
    bool operand(Operand kind, std::uint32_t most, std::uint32_t& value, bool& first);
    std::optional<std::uint32_t> value_of(Operand kind, std::string_view text) const;
    static std::optional<std::uint32_t> pair_of(std::string_view text);
};

bool Assembler::instruction() {
    skip_spaces();
    if (at_end()) return true;
    if (!line_prefix()) return false;
    const std::string_view name = word();
    const auto op = opcode_named(name);
    if (!op) return fail(name.empty() ? "an instruction is missing" : fmt::format("no instruction is called `{}`", name));
    at_ += name.size();
    Insn insn;
    insn.op = *op;
    if (*op < opcode_count && !operands(opcode_table[*op], insn)) return false;
    skip_spaces();
    if (!at_end()) return fail(fmt::format("`{}` has no operand here", name));
    code_.push_back(insn);
    return true;
}

/// The number of the instruction, if the line begins with one.
bool Assembler::line_prefix() {
    if (line_[at_] < '0' || line_[at_] > '9') return true;
    const std::size_t expected = first_ + code_.size();
    if (number<std::uint64_t>(word()) != expected) return fail(fmt::format("this is instruction {}, not `{}`", expected, word()));
    at_ += word().size();
    skip_spaces();
    return true;
}

bool Assembler::operands(const OpcodeInfo& kind, Insn& insn) {
    constexpr std::uint32_t byte = std::numeric_limits<std::uint8_t>::max();
    bool first = true;
    for (const auto& [operand_kind, value] : {std::pair{kind.a, &insn.a}, {kind.b, &insn.b}, {kind.c, &insn.c}})
        if (!operand(operand_kind, none, *value, first)) return false;
    std::uint32_t x = 0, y = 0;
    if (kind.x == Operand::calendar) {
        if (!operand(kind.x, std::numeric_limits<std::uint16_t>::max(), x, first)) return false;
        y = x >> 8;
    } else if (!operand(kind.x, byte, x, first) || !operand(kind.y, byte, y, first)) {
        return false;
    }
    insn.x = static_cast<std::uint8_t>(x & byte);
    insn.y = static_cast<std::uint8_t>(y);
    return true;
}

/// The next operand, which is at most `most`. `first`: whether none stands before it.
bool Assembler::operand(Operand kind, std::uint32_t most, std::uint32_t& value, bool& first) {
    if (kind == Operand::unused) return true;
    skip_spaces();
    const bool more = first ? !at_end() : !at_end() && line_[at_] == ',';
    if (!more && kind == Operand::index_parent) {
        value = no_index;
        return true;
    }
    if (!more) return fail(fmt::format("expected {}{}", first ? "" : "`,` and ", form_of(kind).example));
    if (!first) ++at_;
    first = false;
    skip_spaces();
    std::string_view text = line_.substr(at_, line_.find(',', at_) - at_);
    text = text.substr(0, text.find_last_not_of(spaces) + 1);
    const auto read = value_of(kind, text);
    if (!read || *read > most) return fail(complaint(kind, text));
    value = *read;
    at_ += text.size();
    return true;
}

std::optional<std::uint32_t> Assembler::pair_of(std::string_view text) {
    const std::size_t dots = text.find("..");
    if (!text.starts_with('r') || dots == std::string_view::npos) return std::nullopt;
    const auto low = number<std::uint32_t>(text.substr(1, dots - 1));
    const auto high = number<std::uint64_t>(text.substr(dots + 2));
    return low && high == std::uint64_t{*low} + 1 ? low : std::nullopt;
}

std::optional<std::uint32_t> Assembler::value_of(Operand kind, std::string_view text) const {
    if (kind == Operand::pair || kind == Operand::written_pair) return pair_of(text);
    if (kind == Operand::read_run) {
        constexpr std::string_view and_more = "…";
        if (!text.ends_with(and_more)) return std::nullopt;
        return value_of(Operand::read, text.substr(0, text.size() - and_more.size()));
    }
    if (names_constant(kind) && text.starts_with('#')) {
        const auto value = number<std::int64_t>(text.substr(1));
        return value ? names_.constant(*value) : std::nullopt;
    }
    const std::string_view prefix = form_of(kind).prefix;
    if (!text.starts_with(prefix)) return std::nullopt;
    text.remove_prefix(prefix.size());
    if (kind != Operand::rule || text.empty() || (text[0] >= '0' && text[0] <= '9')) return number<std::uint32_t>(text);
    return names_.rule(text);
}

}  // namespace

Result<std::vector<Insn>> assemble(const Image& image, std::string_view text, std::uint32_t first) {
    return Assembler(image, first).run(text);
}

}  // namespace ordain::program
