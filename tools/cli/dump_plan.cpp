#include "tools/cli/dump_plan.hpp"

#include <fmt/format.h>

#include <iterator>

#include "runtime/program/opcode.hpp"

namespace ordain::cli {

namespace {

using program::FieldRec;
namespace flags = program::field_flags;

std::string currency(std::uint32_t code) {
    return {static_cast<char>(code >> 16), static_cast<char>(code >> 8 & 0xFF), static_cast<char>(code & 0xFF)};
}

std::string type_text(const program::Image& image, const FieldRec& field) {
    const Type type = field.type;
    switch (type.kind) {
        case TypeKind::boolean: return "bool";
        case TypeKind::integer: return "int";
        case TypeKind::decimal: return "decimal";
        case TypeKind::percent: return "percent";
        case TypeKind::money: return "money " + currency(type.ref);
        case TypeKind::money_any: return "money";
        case TypeKind::text: return "text";
        case TypeKind::enumerated: return std::string(image.str(image.enums[type.ref].name));
        case TypeKind::date: return "date";
        case TypeKind::time: return "time";
        case TypeKind::timestamp: return "timestamp";
        case TypeKind::record: return "record";
        case TypeKind::list: return fmt::format("list max {}", image.lists[field.list].max);
        default: return "?";
    }
}

/// A slot is a register, a column is one of a list.
std::string place(const program::Image& image, const FieldRec& field, std::uint32_t target) {
    if (target == program::none) return "-";
    if ((field.flags & flags::in_list) != 0) return fmt::format("column {}", target);
    return fmt::format("r{}", image.constants.size() + target);
}

void append_field(std::string& out, const program::Image& image, const FieldRec& field) {
    std::string type = type_text(image, field);
    if ((field.flags & flags::advice) != 0) type = "advice " + type;
    if (field.presence != program::none) type += '?';
    const std::uint32_t target = field.list != program::none ? image.lists[field.list].count : field.target;
    fmt::format_to(std::back_inserter(out), "  {:<12} {:<18} {}{}\n", place(image, field, target), type, image.str(field.pointer),
                   field.presence != program::none ? ", present if " + place(image, field, field.presence) : std::string());
}

/// Bytes of masks, ranks and constants.
std::size_t bytes_of(const program::Image& image, const program::MatcherRec& matcher) {
    std::size_t bytes = sizeof(program::MatchSpanRec) * matcher.shared * matcher.rules;
    for (const program::MatchKeyRec& key : program::slice(image.match_keys, matcher.keys)) {
        bytes += sizeof(std::int64_t) * key.constants.count + sizeof(std::uint64_t) * key.rows * (matcher.words + matcher.summaries);
        if (key.shares != 0) bytes += sizeof(std::uint32_t) * (2 * std::size_t{key.constants.count} + 2);
    }
    return bytes;
}

void append_matcher(std::string& out, const program::Image& image, const program::MatcherRec& matcher) {
    std::string keys;
    for (const program::MatchKeyRec& key : program::slice(image.match_keys, matcher.keys))
        keys += fmt::format("{}r{} among {}{}", keys.empty() ? "" : ", ", key.value, key.constants.count,
                            key.shares != 0 ? " (shared rows)" : "");
    fmt::format_to(std::back_inserter(out), "    {} rules by the ranks of {}; {:.1f} bytes a rule\n", matcher.rules, keys,
                   static_cast<double>(bytes_of(image, matcher)) / matcher.rules);
}

/// How its rules are found.
void append_matchers(std::string& out, const program::Image& image, const program::ChunkRec& chunk) {
    bool any = false;
    for (const program::Insn& insn : image.code.subspan(chunk.code, chunk.code_end - chunk.code)) {
        const auto op = static_cast<program::Opcode>(insn.op);
        if (op != program::Opcode::FIRST && op != program::Opcode::ONLY && op != program::Opcode::EVERY) continue;
        append_matcher(out, image, image.matchers[insn.b]);
        any = true;
    }
    if (!any) out += "    rules in turn\n";
}

}  // namespace

std::string dump_plan(const program::Image& image) {
    std::string out;
    for (const auto& event : image.events) {
        fmt::format_to(std::back_inserter(out), "event {}: {} slots from r{}, {} lists, {} words of columns\n", image.str(event.type),
                       event.slots, image.constants.size(), event.lists.count, event.column_words);
        for (const FieldRec& field : program::slice(image.fields, event.fields)) append_field(out, image, field);
        for (const auto& chunk : program::slice(image.chunks, event.chunks)) {
            fmt::format_to(std::back_inserter(out), "  policy {}: instructions {}..{}, cost at most {}{}\n",
                           image.str(image.policies[chunk.policy].name), chunk.code, chunk.code_end, chunk.cost,
                           chunk.reads_advice != 0 ? ", reads advice" : "");
            append_matchers(out, image, chunk);
        }
        out += '\n';
    }
    return out;
}

}  // namespace ordain::cli
